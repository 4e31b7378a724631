/// Texts that a reader may take for others: what a policy says must be what it seems to say.
enum DeceptiveText {
    /// Why a text may deceive, or nil.
    static func reason(_ text: String) -> String? {
        if text.unicodeScalars.contains(where: isDirection) {
            return
                "\(shown(text)) holds characters that turn the direction of reading, so that it may look like another text"
        }
        var isLatin = false
        var isOther = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A, 0x61...0x7A: isLatin = true
            // Greek and Cyrillic have letters that look like Latin ones.
            case 0x370...0x3FF,
                0x400...0x52F where scalar.properties.isAlphabetic:
                isOther = true
            default: break
            }
        }
        guard isLatin, isOther else { return nil }
        return "\(Value.quoted(text)) mixes Latin letters with Greek or Cyrillic ones, which may look the same"
    }

    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    /// The text, those characters written as escapes.
    private static func shown(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if isDirection(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
