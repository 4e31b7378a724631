import Intake

/// The names of members of containers.
enum MemberName {
    /// A name as text: UTF-8, or else CP932, as archives made on Windows have it.
    static func text(_ bytes: [UInt8], isUTF8: Bool) -> String {
        if let text = try? TextEncoding.utf8.decode(bytes) { return text }
        if !isUTF8, let text = try? TextEncoding.cp932.decode(bytes) { return text }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The head of a file that is packed with gzip.
enum GzipHead {
    /// The name of the file that was packed; nil where it is not told.
    static func name(_ bytes: [UInt8]) -> String? {
        guard bytes.count > 10, bytes[3] & 8 != 0 else { return nil }
        var at = 10
        if bytes[3] & 4 != 0 {
            guard let extra = bytes.number(at: at, 2) else { return nil }
            at += 2 + extra
        }
        guard at < bytes.count, let end = bytes[at...].prefix(1_024).firstIndex(of: 0), end > at else { return nil }
        return MemberName.text(Array(bytes[at..<end]), isUTF8: false)
    }
}
