import CPostgres
import Glibc

/// A connection as libpq holds it: each call that this room makes, and nothing more.
// INVARIANT: in this file, the handle came from PQconnectdbParams, is used by this object alone on one thread at a time,
// and is nil once it is finished, which libpq takes for a lost connection; what is handed to libpq outlives the call,
// and what libpq hands out is copied, and freed where it says so. `notices` outlives the handle that points to it.
@safe final class LibpqConnection {
    /// A row of COPY … TO STDOUT, or why there is none.
    enum CopiedRow {
        case row([UInt8])
        case end
    }

    /// Where the server's notices go.
    private final class Notices {
        let receive: (PostgresNotice) -> Void
        var count = 0

        init(_ receive: @escaping (PostgresNotice) -> Void) { self.receive = receive }
    }

    private var handle: OpaquePointer?
    private let notices: Notices

    /// Connects, and waits for it; see `isOpen`.
    ///
    /// - Parameters:
    ///   - settings: libpq's keywords with their values, the later ones before the earlier; `dbname` is a whole
    ///     connection string.
    init(_ settings: [(keyword: String, value: String)], notices receive: @escaping (PostgresNotice) -> Void) {
        notices = Notices(receive)
        let (keywords, values) = (CTexts(settings.map(\.keyword)), CTexts(settings.map(\.value)))
        unsafe handle = unsafe keywords.withPointers { keywords in
            unsafe values.withPointers { unsafe PQconnectdbParams(keywords, $0, 1) }
        }
        let receiver: PQnoticeReceiver = { context, result in
            guard let context = unsafe context else { return }
            let notices = unsafe Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue()
            notices.count += 1
            notices.receive(unsafe LibpqResult.notice(result))
        }
        unsafe PQsetNoticeReceiver(handle, receiver, Unmanaged.passUnretained(notices).toOpaque())
    }

    deinit { unsafe PQfinish(handle) }

    func close() {
        unsafe PQfinish(handle)
        unsafe handle = nil
    }

    var isOpen: Bool { unsafe PQstatus(handle) == CONNECTION_OK }
    var serverVersion: Int { Int(unsafe PQserverVersion(handle)) }
    /// Of the server's process.
    var processID: Int32 { unsafe PQbackendPID(handle) }
    /// The last thing that went wrong, in libpq's words.
    var errorText: String { unsafe PQerrorMessage(handle).map { unsafe String(cString: $0) } ?? "" }
    /// The password that was used or would have been.
    var password: String? { unsafe PQpass(handle).map { unsafe String(cString: $0) } }
    /// How many notices came since the beginning.
    var noticeCount: Int { notices.count }

    /// A setting that the server reports whenever it changes.
    func reported(_ name: String) -> String? {
        unsafe PQparameterStatus(handle, name).map { unsafe String(cString: $0) }
    }

    var state: PostgresState {
        switch unsafe PQtransactionStatus(handle) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_ACTIVE: .busy
        case PQTRANS_INTRANS: .inTransaction
        case PQTRANS_INERROR: .inFailedTransaction
        default: .lost
        }
    }

    /// Sends statements in the simple protocol; whether it could.
    func send(script: String) -> Bool { unsafe PQsendQuery(handle, script) == 1 }

    /// Sends one statement with its parameters, in the extended protocol, all as text; whether it could.
    func send(_ statement: String, _ parameters: [String?]) -> Bool {
        unsafe CTexts(parameters).withPointers { values in
            unsafe PQsendQueryParams(handle, statement, Int32(parameters.count), nil, values, nil, nil, 0) == 1
        }
    }

    /// Asks the server to remember a statement by a name; whether it could.
    ///
    /// - Parameters:
    ///   - types: of its parameters, as `pg_type.oid` numbers them; 0 where the server is to find out.
    func sendPrepare(_ name: String, _ statement: String, _ types: [UInt32]) -> Bool {
        unsafe types.withUnsafeBufferPointer { types in
            unsafe PQsendPrepare(handle, name, statement, Int32(types.count), types.baseAddress) == 1
        }
    }

    /// Sends the values of a statement that the server remembers, all in the binary format; whether it could.
    func sendPrepared(_ name: String, _ values: BinaryValues) -> Bool {
        unsafe values.withPointers { count, starts, lengths, formats in
            unsafe PQsendQueryPrepared(handle, name, count, starts, lengths, formats, 1) == 1
        }
    }

    /// Has the rows of what was sent last come one by one; whether it could.
    func wantSingleRows() -> Bool { unsafe PQsetSingleRowMode(handle) == 1 }

    /// From here statements are sent without waiting for the answer to the one before; whether it could.
    func enterPipeline() -> Bool { unsafe PQenterPipelineMode(handle) == 1 }

    /// Ends a part of a pipeline, up to which the server skips after an error; whether it could.
    func syncPipeline() -> Bool { unsafe PQpipelineSync(handle) == 1 }

    /// From here each statement waits for its answer; whether it could.
    func exitPipeline() -> Bool { unsafe PQexitPipelineMode(handle) == 1 }

    /// Waits for the next answer to what was sent; nil when there is no more.
    func next() -> LibpqResult? {
        unsafe PQgetResult(handle).map { unsafe LibpqResult($0) }
    }

    /// Sends a piece of a COPY … FROM STDIN; whether it could.
    func put(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let count = min(bytes.count - start, 1 << 20)
                let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])
                let isPut = unsafe PQputCopyData(
                    handle, piece.assumingMemoryBound(to: CChar.self).baseAddress, Int32(count))
                guard isPut == 1 else { return false }
                start += count
            }
            return true
        }
    }

    /// Ends a COPY … FROM STDIN; whether it could.
    ///
    /// - Parameters:
    ///   - reason: why the server is to refuse it.
    func endCopy(refusing reason: String? = nil) -> Bool { unsafe PQputCopyEnd(handle, reason) == 1 }

    /// Waits for the next row of a COPY … TO STDOUT. At the end, good or bad, the answer is to be had with `next`.
    func copiedRow() -> CopiedRow {
        var start: UnsafeMutablePointer<CChar>?
        let count = unsafe PQgetCopyData(handle, &start, 0)
        guard count > 0, let start = unsafe start else { return .end }
        defer { unsafe PQfreemem(start) }
        return .row(unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(count))))
    }

    /// Whether the server has sent something that was not read yet.
    func hasInput(waiting milliseconds: Int32) -> Bool {
        var wait = unsafe pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, milliseconds) > 0
    }

    /// Reads what the server has sent, and shows its notices to their receiver; whether the connection is still there.
    func readInput() -> Bool {
        guard unsafe PQconsumeInput(handle) == 1 else { return false }
        _ = unsafe PQisBusy(handle)
        return true
    }

    /// Ends what the server is at, from any thread; nil on a lost connection.
    func cancel() -> PostgresCancel? { unsafe PQgetCancel(handle).map { unsafe PostgresCancel($0) } }

    /// The settings of a connection string by libpq's keywords; nil for one that it cannot read.
    static func settings(in text: String) -> [String: String]? {
        var message: UnsafeMutablePointer<CChar>?
        let options = unsafe PQconninfoParse(text, &message)
        unsafe PQfreemem(message)
        return unsafe taken(options)
    }

    /// The settings that come from the environment or were built into libpq.
    static func defaultSettings() -> [String: String] { unsafe taken(PQconndefaults()) ?? [:] }

    private static func taken(_ options: UnsafeMutablePointer<PQconninfoOption>?) -> [String: String]? {
        guard let options = unsafe options else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var settings: [String: String] = [:]
        var index = 0
        while let keyword = unsafe options[index].keyword {
            if let value = unsafe options[index].val {
                settings[unsafe String(cString: keyword)] = unsafe String(cString: value)
            }
            index += 1
        }
        return settings
    }
}
