import Intake

extension Mutations {
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in `sides` times.
    mutating func oneIn(_ sides: Int) -> Bool { number(1...sides) == 1 }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(0...choices.count - 1)] }

    /// Text of these pieces.
    mutating func text(_ pieces: [String], upTo length: Int) -> String {
        (0..<number(0...length)).map { _ in pick(pieces) }.joined()
    }

    /// Any scalars but surrogates, most of them of the planes in use.
    mutating func scalars(upTo length: Int) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<number(0...length) {
            let value = pick([number(0...0x7F), number(0...0x7FF), number(0x3000...0xFFEF), number(0...0x10FFFF)])
            if let scalar = Unicode.Scalar(UInt32(value)) { text.append(scalar) }
        }
        return String(text)
    }
}

/// Made text of tables.
enum MadeText {
    /// What tables are made of, and what breaks their readers.
    static let pieces = [
        "a", "b", "0", "日", "ｶﾞ", "é", " ", "\t", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\",\"", "\0",
        "x,\"y\"\n",
        "1,2,3\n", "\n\n", "～", "e\u{301}",
    ]
    /// The same without anything that keeps a file from being cut into pieces.
    static let plainPieces = pieces.filter { !$0.contains("\"") && $0 != "\r" }
    /// The same in characters that every encoding has.
    static let japanesePieces = pieces.filter { !["é", "e\u{301}", "～"].contains($0) }
}
