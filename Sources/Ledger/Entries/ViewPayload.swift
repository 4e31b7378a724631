/// What is kept of a view beside the log, sealed: who saw it, whose record it was, and digests of the values.
public struct ViewPayload: Hashable, Sendable {
    /// Who saw it, as the utility calls them.
    public var actor: String
    /// Whose record it was: the supply point's or the facility's number.
    public var subject: String
    /// SHA-256 of each value that was shown, by the field's name: whoever has the value can say that it was this one.
    public var digests: [String: [UInt8]]

    /// A payload.
    public init(actor: String, subject: String, digests: [String: [UInt8]] = [:]) {
        self.actor = actor
        self.subject = subject
        self.digests = digests
    }

    /// Reads what ``bytes`` gives; nil of anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard let version: UInt8 = reader.number(), version == 1, let actor = reader.text(),
            let subject = reader.text(), let count: UInt32 = reader.number(), count <= 64
        else { return nil }
        var digests: [String: [UInt8]] = [:]
        for _ in 0..<count {
            guard let field = reader.text(), let digest = reader.take(32) else { return nil }
            digests[field] = digest
        }
        guard reader.isAtEnd, digests.count == count else { return nil }
        self.init(actor: actor, subject: subject, digests: digests)
    }

    /// A version, and the parts one after the other, fields in the order of their names; the same each time.
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.add(UInt8(1))
        writer.add(counted: actor)
        writer.add(counted: subject)
        writer.add(UInt32(digests.count))
        for (field, digest) in digests.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            writer.add(counted: field)
            writer.add(digest.prefix(32) + [UInt8](repeating: 0, count: max(0, 32 - digest.count)))
        }
        return writer.bytes
    }
}
