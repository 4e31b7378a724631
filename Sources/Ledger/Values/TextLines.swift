import TransparencyLog

/// Reads the lines of the ledger's small text files, each exactly as it is written.
struct TextLines {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What is left; nil where nothing is.
    var rest: [UInt8]? { position < bytes.count ? Array(bytes[position...]) : nil }

    /// The next line, without its end.
    mutating func line() -> String? {
        guard let end = bytes[position...].firstIndex(of: 0x0A) else { return nil }
        defer { position = end + 1 }
        return String(validating: bytes[position..<end], as: UTF8.self)
    }

    mutating func take(_ wanted: String) -> Bool { line() == wanted }

    /// A line with a name and a text behind it.
    mutating func text(_ name: String) -> String? {
        guard let line = line(), line.hasPrefix(name + " ") else { return nil }
        return String(line.dropFirst(name.count + 1))
    }

    mutating func number(_ name: String) -> UInt64? {
        guard let text = text(name), let number = UInt64(text), String(number) == text else { return nil }
        return number
    }

    mutating func hash(_ name: String) -> TreeHash? { text(name).flatMap { TreeHash(base64: $0) } }

    mutating func base64(_ name: String) -> [UInt8]? {
        text(name).flatMap { Base64.decode(Array($0.utf8)) }
    }

    /// Hashes, a line each, until an empty line.
    mutating func hashes() -> [TreeHash]? {
        var hashes: [TreeHash] = []
        while let line = line() {
            if line.isEmpty { return hashes }
            guard hashes.count < 64, let hash = TreeHash(base64: line) else { return nil }
            hashes.append(hash)
        }
        return nil
    }

    static func base64(_ bytes: [UInt8]) -> String { Base64.encode(bytes) }
}
