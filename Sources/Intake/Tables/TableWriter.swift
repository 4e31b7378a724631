/// Writes a table as delimited text by RFC 4180.
public struct TableWriter: Sendable {
    /// The bytes written so far.
    public private(set) var bytes: [UInt8] = []
    private let encoding: TextEncoding
    private let delimiter: Character
    private let lineEnd: String
    private let guardsFormulas: Bool

    /// An empty table.
    ///
    /// - Parameters:
    ///   - encoding: how text is written.
    ///   - delimiter: between two fields.
    ///   - lineEnd: LF, or CRLF as RFC 4180 has it.
    ///   - byteOrderMark: whether UTF-8 or UTF-16 begins with its mark, as spreadsheets like it.
    ///   - guardFormulas: whether a text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, tab or CR)
    ///     gets an apostrophe in front. For people's eyes, not for tables that are read again.
    public init(
        encoding: TextEncoding = .utf8, delimiter: Character = ",", lineEnd: String = "\n",
        byteOrderMark: Bool = false, guardFormulas: Bool = false
    ) {
        self.encoding = encoding
        self.delimiter = delimiter
        self.lineEnd = lineEnd
        guardsFormulas = guardFormulas
        if byteOrderMark {
            switch encoding {
            case .utf8: bytes = [0xEF, 0xBB, 0xBF]
            case .utf16le: bytes = [0xFF, 0xFE]
            case .utf16be: bytes = [0xFE, 0xFF]
            case .cp932, .eucJP: break
            }
        }
    }

    /// Adds a row.
    ///
    /// - Throws: an error that shows the field, where it has a character that the encoding lacks; nothing is added.
    public mutating func append(_ fields: [String]) throws(IntakeError) {
        var line = ""
        for (index, field) in fields.enumerated() {
            if index > 0 { line.append(delimiter) }
            line += quoted(field)
        }
        // A lone empty field would look like a blank line, which is no row.
        if fields.count == 1, fields[0].isEmpty { line = "\"\"" }
        guard let encoded = encoding.encode(line + lineEnd) else {
            throw IntakeError(
                ja: "`\(line)` に \(encoding.rawValue) で書けない文字があります。utf-8 にしてください",
                en: "`\(line)` has a character that \(encoding.rawValue) lacks; write utf-8")
        }
        bytes += encoded
    }

    /// Takes the bytes written so far, and goes on with none: for tables too large to keep.
    public mutating func drain() -> [UInt8] {
        let written = bytes
        bytes = []
        return written
    }

    private func quoted(_ field: String) -> String {
        var text = field
        if guardsFormulas, let first = field.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + field }
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == delimiter
        }
        guard needsQuotes else { return text }
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }
}
