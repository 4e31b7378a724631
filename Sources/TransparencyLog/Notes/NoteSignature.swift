/// One signature line of a note: who, with which key, and the signature itself.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key, in UTF-8: names are compared by their bytes.
    let nameBytes: [UInt8]
    /// The number that, with the name, tells the key and its algorithm.
    public let keyID: UInt32
    /// The signature, in the form of its algorithm.
    public let signature: [UInt8]

    /// The name of the key.
    public var name: String { String(decoding: nameBytes, as: UTF8.self) }

    /// A signature; throws where the name is empty or has spaces, control characters or `+`.
    public init(name: String, keyID: UInt32, signature: [UInt8]) throws(NoteError) {
        guard NoteForm.isKeyName(name) else { throw .malformedKeyName(name) }
        self.init(unchecked: Array(name.utf8), keyID: keyID, signature: signature)
    }

    init(unchecked nameBytes: [UInt8], keyID: UInt32, signature: [UInt8]) {
        self.nameBytes = nameBytes
        self.keyID = keyID
        self.signature = signature
    }

    /// The line of a note, with its newline.
    public var line: String { "— \(name) \(Base64.encode(NoteForm.bigEndian(keyID) + signature))\n" }

    /// Reads signature lines, such as a witness answers with; throws where there are none, too many, or one is malformed.
    public static func parse(lines: [UInt8]) throws(NoteError) -> [NoteSignature] {
        guard lines.count <= SignedNote.mostBytes else { throw .tooLong(lines.count) }
        let signatures = try NoteForm.signatures(lines[...])
        guard !signatures.isEmpty else { throw .noSignature }
        return signatures
    }
}
