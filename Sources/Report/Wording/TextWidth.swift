/// How wide text stands in a fixed-width font, in columns: East Asian wide and full-width characters count two.
package enum TextWidth {
    /// The width of a text in columns. Combining marks, and joiners, count nothing.
    package static func of(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    static func of(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }

    /// The lines of a text no wider than so many columns: broken at spaces, between wide
    /// characters, and inside a word only if it is wider than a line.
    package static func wrap(_ text: String, to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var width = 0
        for word in words(of: text).flatMap({ of($0) > columns ? $0.map(String.init) : [$0] }) {
            let wordWidth = of(word)
            if width + wordWidth > columns && !line.isEmpty {
                lines.append(line.trimmingEnd())
                line = ""
                width = 0
            }
            if line.isEmpty && word == " " { continue }
            line += word
            width += wordWidth
        }
        return line.isEmpty ? lines : lines + [line.trimmingEnd()]
    }

    /// Pieces between which a line may break. Closing marks stay with what they close.
    private static func words(of text: String) -> [String] {
        var pieces: [String] = []
        var mayJoin = false
        for character in text {
            let isWide = character.unicodeScalars.first.map { of($0) == 2 } ?? false
            let isClosing = "、。，．）」』】・ー！？：；,.)]%".contains(character)
            let isOpening = "（「『【([“".contains(character)
            if character == " " || character == "\n" || character == "\t" {
                pieces.append(" ")
                mayJoin = false
            } else if isClosing, let last = pieces.last, last != " " {
                pieces[pieces.count - 1].append(character)
                mayJoin = !isWide
            } else if mayJoin, !isWide, let last = pieces.indices.last {
                pieces[last].append(character)
            } else if mayJoin, isWide, let last = pieces.last, let end = last.last, "（「『【([“".contains(end) {
                pieces[pieces.count - 1].append(character)
                mayJoin = false
            } else {
                pieces.append(String(character))
                mayJoin = !isWide
            }
            if isOpening { mayJoin = true }
        }
        return pieces
    }

    /// Ranges of East Asian Width W and F (Unicode 16, UAX #11), unassigned gaps closed.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
        0x25FD...0x25FE, 0x2614...0x2615, 0x2630...0x2637, 0x2648...0x2653, 0x267F...0x267F, 0x268A...0x268F,
        0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE,
        0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD,
        0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755,
        0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50,
        0x2B55...0x2B55, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4DC0...0xA4CF, 0xA960...0xA97C,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF,
        0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C,
        0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4,
        0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E,
        0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F,
        0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC,
        0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF,
        0x1FA70...0x1FAFF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
    ]
}

extension String {
    /// The text without white space at its end.
    func trimmingEnd() -> String {
        var text = self
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }
}
