/// Texts as C takes them: a list of pointers, each to bytes that end with a NUL.
struct CTexts {
    private var bytes: [CChar] = []
    private var starts: [Int?] = []

    /// Some texts, none of them with a NUL, and absent ones.
    init(_ texts: [String?]) {
        starts.reserveCapacity(texts.count)
        for text in texts {
            guard let text else {
                starts.append(nil)
                continue
            }
            starts.append(bytes.count)
            bytes.append(contentsOf: text.utf8.lazy.map { CChar(bitPattern: $0) })
            bytes.append(0)
        }
    }

    /// Runs `body` with one pointer for each text, and one that is nil behind them.
    func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
        // INVARIANT: each start is within the bytes, and the text there has its NUL; the bytes outlive `body`.
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var pointers: [UnsafePointer<CChar>?] = unsafe starts.map { start in
                guard let start, let base = bytes.baseAddress else { return nil }
                return unsafe base + start
            }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
        }
    }

    /// C would take a text to end at its first NUL.
    ///
    /// - Parameters:
    ///   - what: names the text in the error.
    static func refuseNUL(in text: String, _ what: String) throws(PostgresError) {
        if text.utf8.contains(0) {
            throw PostgresError(.misuse, "\(what) has a NUL, which no text of PostgreSQL holds; take it out")
        }
    }
}
