/// The fingerprint of one input file.
public struct InputDigest: Codable, Hashable, Sendable {
    /// The file's path inside the case folder.
    public var name: String
    /// SHA-256 of its bytes, 64 lower-case hexadecimal digits.
    public var sha256: String

    /// The fingerprint of the named file.
    public init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}

/// The birth certificate of a cell: the query that computed it, and the inputs that the query read.
public struct Provenance: Codable, Hashable, Sendable {
    /// The query in words that a reader can follow and a program can repeat, such as
    /// `exposures[study=low].distinct(viewer)[kind=employee]`.
    public var query: String
    /// The files that the query read.
    public var inputs: [InputDigest]

    /// A cell's birth certificate.
    public init(query: String, inputs: [InputDigest] = []) {
        self.query = query
        self.inputs = inputs
    }

    /// Reads a certificate, in JSON by its name in the document's list.
    public init(from decoder: any Decoder) throws {
        if let table = decoder.userInfo[.provenanceTable] as? ProvenanceTable,
            let reference = try? decoder.singleValueContainer().decode(String.self)
        {
            self = try table.certificate(reference, decoder)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            query: try container.decode(String.self, forKey: .query),
            inputs: try container.decode([InputDigest].self, forKey: .inputs))
    }

    /// Writes the certificate, in JSON as its name in the document's list.
    public func encode(to encoder: any Encoder) throws {
        if let table = encoder.userInfo[.provenanceTable] as? ProvenanceTable, let reference = table.reference(to: self)
        {
            var container = encoder.singleValueContainer()
            try container.encode(reference)
            return
        }
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        try container.encode(inputs, forKey: .inputs)
    }

    private enum CodingKeys: String, CodingKey {
        case query, inputs
    }
}
