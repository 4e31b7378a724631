/// The line of a fault, with carets below what is wrong.
enum Excerpt {
    /// How much of a long line is shown to each side of the place.
    private static let reach = 60

    /// The lines of a text.
    static func lines(of text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    /// The line of a place and the carets below it, indented by two. Of a long line only the neighbourhood is shown.
    static func text(_ lines: [Substring], at place: SourcePlace, length: Int = 1) -> String {
        guard lines.indices.contains(place.line - 1) else { return "" }
        let scalars = lines[place.line - 1].unicodeScalars
        let column = max(0, place.column - 1)
        let before = scalars.prefix(column).suffix(reach)
        let behind = scalars.dropFirst(column).prefix(reach)
        let isCutBefore = column > reach
        let isCutBehind = scalars.dropFirst(column).dropFirst(reach).first != nil
        var line = "  " + (isCutBefore ? "…" : "")
        line.unicodeScalars.append(contentsOf: before)
        line.unicodeScalars.append(contentsOf: behind)
        var carets = "  " + (isCutBefore ? " " : "")
        // The same tabs and the same wide characters, so that the caret stands below its character.
        for scalar in before { carets += scalar == "\t" ? "\t" : isWide(scalar) ? "  " : " " }
        let marked = behind.prefix(max(1, length))
        carets += marked.isEmpty ? "^" : marked.map { isWide($0) ? "^^" : "^" }.joined()
        return line + (isCutBehind ? "…" : "") + "\n" + carets
    }

    /// Whether a terminal gives the character two columns: the scripts of East Asia and their full-width forms.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
