/// What a witness answers, in the terms of HTTP (C2SP tlog-witness, add-checkpoint).
public struct AddCheckpointResponse: Hashable, Sendable {
    /// The status: 200, 400, 403, 404, 409 or 422; 500 where the witness's own storage failed.
    public let status: Int
    /// The body's type.
    public let contentType: String
    /// The body: cosignature lines for 200, the size that the witness has for 409, else a sentence for people.
    public let body: [UInt8]

    /// An answer as it came.
    public init(status: Int, contentType: String = "text/plain; charset=utf-8", body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    /// The answer that a checkpoint is cosigned.
    init(cosigned record: WitnessRecord) {
        self.init(status: 200, body: Array(record.cosignatures.map(\.line).joined().utf8))
    }

    /// The answer that it is not.
    init(_ refusal: WitnessRefusal) {
        if case .conflict(let size) = refusal {
            self.init(status: 409, contentType: "text/x.tlog.size", body: Array("\(size)\n".utf8))
        } else {
            self.init(status: refusal.status, body: Array("\(refusal.description)\n".utf8))
        }
    }
}
