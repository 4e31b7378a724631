/// The passwords of a connection, which no error text may show.
struct Secrets: Sendable {
    private let secrets: [[UInt8]]

    /// Some passwords; an empty one is no secret.
    init(_ secrets: [String]) {
        // The longest first, so that one that begins another does not leave the other's end.
        self.secrets = Set(secrets).map { Array($0.utf8) }.filter { !$0.isEmpty }
            .sorted { $0.count > $1.count }
    }

    /// `text` with `…` for each password in it. One of three bytes or fewer is looked for only as a word of its own:
    /// it would be found inside ordinary words.
    func hidden(in text: String) -> String {
        secrets.reduce(text) { Self.hide($1, in: $0) }
    }

    /// An error whose texts show no password.
    func hidden(in error: PostgresError) -> PostgresError {
        guard !secrets.isEmpty else { return error }
        var error = error
        error.message = hidden(in: error.message)
        error.detail = error.detail.map(hidden(in:))
        error.hint = error.hint.map(hidden(in:))
        error.constraint = error.constraint.map(hidden(in:))
        error.context = error.context.map(hidden(in:))
        return error
    }

    private static func hide(_ secret: [UInt8], in text: String) -> String {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var index = 0
        var isFound = false
        while index < bytes.count {
            let end = index + secret.count
            if end <= bytes.count, bytes[index..<end].elementsEqual(secret),
                secret.count > 3 || (!isWord(bytes, index - 1) && !isWord(bytes, end))
            {
                kept += Array("…".utf8)
                index = end
                isFound = true
            } else {
                kept.append(bytes[index])
                index += 1
            }
        }
        return isFound ? String(decoding: kept, as: UTF8.self) : text
    }

    private static func isWord(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard bytes.indices.contains(index) else { return false }
        switch bytes[index] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
            return true
        default: return false
        }
    }
}
