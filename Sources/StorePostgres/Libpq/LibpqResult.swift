import CPostgres

/// One answer of the server, as libpq holds it.
// INVARIANT: in this file, the handle came from PQgetResult and is cleared by this object alone, at its end; what libpq
// hands out of it is copied at once; rows and columns are within what PQntuples and PQnfields say.
@safe final class LibpqResult {
    enum Status {
        case rows, row, done, empty, copyIn, copyOut, failed, sync, aborted
    }

    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe PQclear(handle) }

    var status: Status {
        switch unsafe PQresultStatus(handle) {
        case PGRES_TUPLES_OK: .rows
        case PGRES_SINGLE_TUPLE: .row
        case PGRES_COMMAND_OK: .done
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .aborted
        case PGRES_EMPTY_QUERY: .empty
        case PGRES_COPY_IN: .copyIn
        case PGRES_COPY_OUT, PGRES_COPY_BOTH: .copyOut
        default: .failed
        }
    }

    var columnCount: Int { Int(unsafe PQnfields(handle)) }

    /// The answer as values.
    ///
    /// - Throws: ``PostgresError/Kind/unreadable`` for text that is not UTF-8.
    func rows() throws(PostgresError) -> PostgresRows {
        let (height, width) = (unsafe PQntuples(handle), unsafe PQnfields(handle))
        var columns: [PostgresRows.Column] = []
        for column in 0..<width {
            let name = unsafe PQfname(handle, column).map { unsafe String(cString: $0) } ?? ""
            columns.append(PostgresRows.Column(name: name, typeOID: unsafe PQftype(handle, column)))
        }
        var rows: [[String?]] = []
        rows.reserveCapacity(Int(height))
        for row in 0..<height {
            var cells: [String?] = []
            cells.reserveCapacity(Int(width))
            for column in 0..<width { cells.append(try cell(row, column)) }
            rows.append(cells)
        }
        let affected = unsafe PQcmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) }
        return PostgresRows(columns: columns, rows: rows, affected: affected)
    }

    var rowCount: Int { Int(unsafe PQntuples(handle)) }
    /// How many rows a statement inserted, changed or deleted; 0 for one that counts none.
    var affected: Int { unsafe PQcmdTuples(handle).flatMap { unsafe Int(String(cString: $0)) } ?? 0 }
    var columnNames: [String] {
        unsafe (0..<PQnfields(handle)).map { column in
            unsafe PQfname(handle, column).map { unsafe String(cString: $0) } ?? ""
        }
    }
    var columnTypes: [UInt32] { unsafe (0..<PQnfields(handle)).map { unsafe PQftype(handle, $0) } }

    /// A cell as the server sent it, within `rowCount` and `columnCount`; nil for NULL.
    func bytes(_ row: Int, _ column: Int) -> [UInt8]? {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(handle, row, column) == 0, let start = unsafe PQgetvalue(handle, row, column) else {
            return nil
        }
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column))))
    }

    private func cell(_ row: Int32, _ column: Int32) throws(PostgresError) -> String? {
        guard unsafe PQgetisnull(handle, row, column) == 0, let start = unsafe PQgetvalue(handle, row, column) else {
            return nil
        }
        let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        guard let text = unsafe String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.unreadable, "row \(row + 1), cell \(column + 1) is not UTF-8")
        }
        return text
    }

    /// The server's error, or libpq's own.
    var error: PostgresError {
        guard let message = field("M") else {
            let text = unsafe PQresultErrorMessage(handle).map { unsafe String(cString: $0) } ?? ""
            let tidied = ErrorText.tidy(text)
            return PostgresError(.unreadable, tidied.isEmpty ? "the server's answer is not understood" : tidied)
        }
        return PostgresError(
            .refused, ErrorText.tidy(message), sqlstate: field("C"), detail: field("D"), hint: field("H"),
            position: field("P").flatMap { Int($0) }, constraint: field("n"), context: field("W"),
            table: field("t"), column: field("c"))
    }

    /// A field of an error or notice, by the letter that the protocol gives it.
    private func field(_ letter: Unicode.Scalar) -> String? {
        unsafe Self.field(letter, of: handle)
    }

    private static func field(_ letter: Unicode.Scalar, of handle: OpaquePointer?) -> String? {
        unsafe PQresultErrorField(handle, Int32(letter.value)).map { unsafe String(cString: $0) }
    }

    /// A notice that libpq shows its receiver, and clears itself.
    static func notice(_ handle: OpaquePointer?) -> PostgresNotice {
        PostgresNotice(
            severity: unsafe field("V", of: handle) ?? "NOTICE", sqlstate: unsafe field("C", of: handle) ?? "00000",
            message: unsafe field("M", of: handle) ?? "", detail: unsafe field("D", of: handle),
            hint: unsafe field("H", of: handle))
    }
}
