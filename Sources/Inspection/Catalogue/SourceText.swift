import Intake

/// The text of a catalogue, in which a place within a condition is found again.
struct SourceText {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    /// Where a byte of a value stands in the file; the value's own place where that cannot be told.
    func place(of offset: Int, in value: Located<String>) -> Place {
        let start = value.place
        let before = String(decoding: value.value.utf8.prefix(max(0, offset)), as: UTF8.self)
        guard start.line >= 1, start.line <= lines.count else { return start }
        let rest = lines[start.line - 1].dropFirst(max(0, start.column - 1))
        if rest.first == "|" {
            // A literal block: its lines are those of the value, further to the right.
            let parts = before.split(separator: "\n", omittingEmptySubsequences: false)
            let line = start.line + parts.count
            guard line <= lines.count, let last = parts.last else { return start }
            let indent = lines[start.line].prefix { $0 == " " }.count
            return Place(file: start.file, line: line, column: indent + last.count + 1)
        }
        let quote = rest.first == "\"" || rest.first == "'" ? 1 : 0
        // On one line, and with nothing escaped before the place, it is counted off.
        guard rest.dropFirst(quote).hasPrefix(before) else { return start }
        return Place(file: start.file, line: start.line, column: start.column + quote + before.count)
    }
}
