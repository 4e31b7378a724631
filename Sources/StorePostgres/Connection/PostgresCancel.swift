import CPostgres

// INVARIANT: in this file, the handle is a copy of what is needed to reach the server, made by PQgetCancel, which no
// one changes until it is freed here; libpq says that PQcancel may be called from any thread.

/// Ends the statement that a connection is in the middle of, from any thread.
///
/// The statement then fails with `57014`, unless it was over before. A cancellation that comes late may hit the
/// connection's next statement: do not lend the connection to others while one is under way. The request travels on a
/// connection of its own, which libpq before 17 does not encrypt.
@safe public final class PostgresCancel: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        unsafe self.handle = unsafe handle
    }

    deinit { unsafe PQfreeCancel(handle) }

    /// Asks the server, and waits until it has taken the request, not until the statement ends.
    ///
    /// - Throws: ``PostgresError/Kind/lost`` when the server cannot be reached.
    public func cancel() throws(PostgresError) {
        var text = [CChar](repeating: 0, count: 256)
        let count = Int32(text.count)
        let isTaken = unsafe text.withUnsafeMutableBufferPointer { room in
            unsafe PQcancel(handle, room.baseAddress, count)
        }
        guard isTaken == 1 else {
            let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            throw PostgresError(.lost, "the cancellation did not reach the server: \(ErrorText.tidy(words))")
        }
    }
}
