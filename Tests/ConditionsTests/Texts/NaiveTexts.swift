/// What PostgreSQL's functions do to texts, worked out slowly from their definitions.
enum NaiveTexts {
    typealias Text = [Unicode.Scalar]

    /// All texts of up to so many of the given characters.
    static func all(of alphabet: Text, upTo length: Int) -> [Text] {
        var all: [Text] = [[]]
        var last: [Text] = [[]]
        for _ in 0..<length {
            last = last.flatMap { text in alphabet.map { text + [$0] } }
            all += last
        }
        return all
    }

    static func string(_ text: Text) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: text)
        return String(view)
    }

    static func isLess(_ one: Text, _ two: Text) -> Bool {
        string(one).utf8.lexicographicallyPrecedes(string(two).utf8)
    }

    /// Whether a text fits a pattern of `like` that does not end in its escape character.
    static func fits(
        _ text: ArraySlice<Unicode.Scalar>, _ pattern: ArraySlice<Unicode.Scalar>, _ escape: Unicode.Scalar?
    )
        -> Bool
    {
        guard let item = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        if item == escape { return text.first == rest.first && fits(text.dropFirst(), rest.dropFirst(), escape) }
        if item == "%" { return fits(text, rest, escape) || !text.isEmpty && fits(text.dropFirst(), pattern, escape) }
        if item == "_" { return !text.isEmpty && fits(text.dropFirst(), rest, escape) }
        return text.first == item && fits(text.dropFirst(), rest, escape)
    }

    /// The part of a text in the places from `from` up to `from + length`.
    static func substring(_ text: Text, _ from: Int, _ length: Int?) -> Text {
        var part: Text = []
        for (index, scalar) in text.enumerated() where index + 1 >= from {
            if let length, index + 1 >= from + length { break }
            part.append(scalar)
        }
        return part
    }

    static func left(_ text: Text, _ count: Int) -> Text {
        count >= 0 ? Array(text.prefix(count)) : Array(text.dropLast(-count))
    }

    static func right(_ text: Text, _ count: Int) -> Text {
        count >= 0 ? Array(text.suffix(count)) : Array(text.dropFirst(-count))
    }

    static func trim(_ text: Text, leading: Bool, trailing: Bool, _ characters: Text) -> Text {
        var text = text
        while leading, let first = text.first, characters.contains(first) { text.removeFirst() }
        while trailing, let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }

    static func position(_ part: Text, in text: Text) -> Int {
        for start in 0...text.count where text[start...].starts(with: part) { return start + 1 }
        return 0
    }

    static func replace(_ text: Text, _ part: Text, _ other: Text) -> Text {
        if part.isEmpty { return text }
        var result: Text = []
        var rest = text[...]
        while let first = rest.first {
            if rest.starts(with: part) {
                result += other
                rest = rest.dropFirst(part.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }

    static func translate(_ text: Text, _ from: Text, _ to: Text) -> Text {
        text.compactMap { scalar in
            guard let place = from.firstIndex(of: scalar) else { return scalar }
            return place < to.count ? to[place] : nil
        }
    }

    static func upper(_ text: Text) -> Text {
        text.map { "a"..."z" ~= $0 ? Unicode.Scalar($0.value - 32) ?? $0 : $0 }
    }

    static func lower(_ text: Text) -> Text {
        text.map { "A"..."Z" ~= $0 ? Unicode.Scalar($0.value + 32) ?? $0 : $0 }
    }
}
