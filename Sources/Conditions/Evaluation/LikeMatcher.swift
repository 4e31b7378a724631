/// A pattern of `LIKE`: `%` is any text, `_` any one character, and what stands after the escape means itself.
struct LikeMatcher {
    private enum Part: Hashable {
        case exactly(Unicode.Scalar)
        case one
        case any
    }

    private let parts: [Part]

    init(_ pattern: Text, escape: Unicode.Scalar?) {
        var parts: [Part] = []
        var isEscaped = false
        for scalar in pattern.string.unicodeScalars {
            if isEscaped {
                parts.append(.exactly(scalar))
                isEscaped = false
            } else if scalar == escape {
                isEscaped = true
            } else {
                parts.append(scalar == "%" ? .any : scalar == "_" ? .one : .exactly(scalar))
            }
        }
        self.parts = parts
    }

    /// Whether a text is of this form.
    func matches(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        // After the last `%`, where to begin again one character further.
        var (place, part) = (text.startIndex, 0)
        var again: (place: Int, part: Int)?
        while true {
            if part < parts.count, parts[part] == .any {
                again = (place, part + 1)
                part += 1
            } else if part < parts.count, place < text.endIndex,
                parts[part] == .one || parts[part] == .exactly(text[place])
            {
                (place, part) = (place + 1, part + 1)
            } else if part == parts.count, place == text.endIndex {
                return true
            } else if let last = again, last.place < text.endIndex {
                (place, part) = (last.place + 1, last.part)
                again = (place, last.part)
            } else {
                return false
            }
        }
    }
}
