/// The line of a fault, with carets below what is wrong.
enum Excerpt {
    /// How much of a long line is shown to each side of the place.
    private static let reach = 60

    /// The lines of a text, without what ends them.
    static func lines(of text: String) -> [Substring] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
        }
    }

    /// The line of a place and the carets below it, indented by two. Of a long line only the neighbourhood is shown, and
    /// only there is it looked at: a text of one long line may have many faults.
    static func text(_ lines: [Substring], at place: SourcePlace, length: Int = 1) -> String {
        guard lines.indices.contains(place.line - 1) else { return "" }
        let whole = lines[place.line - 1]
        let scalars = whole.unicodeScalars
        let middle = index(of: place, in: whole)
        var start = middle
        for _ in 0..<reach where start > scalars.startIndex { start = scalars.index(before: start) }
        let before = scalars[start..<middle]
        let behind = scalars[middle...].prefix(reach)
        let isCutBefore = start > scalars.startIndex
        let isCutBehind = behind.endIndex < scalars.endIndex
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

    /// Where a place is in its line: by its byte, or by its column where the byte is of another text.
    private static func index(of place: SourcePlace, in line: Substring) -> String.Index {
        let bytes = line.base.utf8
        if let byte = bytes.index(bytes.startIndex, offsetBy: place.offset, limitedBy: bytes.endIndex),
            line.startIndex <= byte, byte <= line.endIndex
        {
            return byte
        }
        return line.unicodeScalars.index(
            line.startIndex, offsetBy: max(0, place.column - 1), limitedBy: line.endIndex) ?? line.endIndex
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
