/// Rows in the text format of COPY: cells apart by tabs, rows by newlines, `\N` for NULL, and backslashes before what
/// would be taken for one of these.
enum CopyText {
    /// Adds a row.
    ///
    /// - Parameters:
    ///   - number: the row's, from 1, for the error.
    /// - Throws: ``PostgresError/Kind/misuse`` for a NUL in a cell.
    static func append(_ row: [String?], number: Int, to bytes: inout [UInt8]) throws(PostgresError) {
        for (index, cell) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: "\t")) }
            guard let cell else {
                bytes += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
                continue
            }
            for byte in cell.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
                case UInt8(ascii: "\t"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
                case UInt8(ascii: "\n"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
                case UInt8(ascii: "\r"): bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
                case 0:
                    throw PostgresError(
                        .misuse,
                        "row \(number), cell \(index + 1) has a NUL, which no text of PostgreSQL holds; take it out")
                default: bytes.append(byte)
                }
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// The cells of a row as the server sent it, with or without its newline.
    ///
    /// - Parameters:
    ///   - columns: how many there are to be.
    ///   - number: the row's, from 1, for the error.
    /// - Throws: ``PostgresError/Kind/unreadable``.
    static func cells(_ line: [UInt8], columns: Int, number: Int) throws(PostgresError) -> [String?] {
        var line = line[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        // A row without columns and a row of one empty cell look the same.
        guard columns > 0 || !line.isEmpty else { return [] }
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard fields.count == columns else {
            throw PostgresError(.unreadable, "row \(number) came with \(fields.count) cells instead of \(columns)")
        }
        var cells: [String?] = []
        cells.reserveCapacity(columns)
        for (index, field) in fields.enumerated() {
            if field.elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: "N")]) {
                cells.append(nil)
            } else if let text = String(validating: unescaped(field), as: UTF8.self) {
                cells.append(text)
            } else {
                throw PostgresError(.unreadable, "row \(number), cell \(index + 1) is not UTF-8")
            }
        }
        return cells
    }

    private static func unescaped(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard field.contains(UInt8(ascii: "\\")) else { return field }
        var plain: ArraySlice<UInt8> = []
        plain.reserveCapacity(field.count)
        var isEscaped = false
        for byte in field {
            if isEscaped {
                plain.append(meaning(of: byte))
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                plain.append(byte)
            }
        }
        return plain
    }

    /// The server writes these letters for control characters, and any other byte for itself.
    private static func meaning(of byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "v"): 0x0B
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        default: byte
        }
    }
}
