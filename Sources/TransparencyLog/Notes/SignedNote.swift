/// A text with signatures under it, as somebody wrote it: nothing is verified (C2SP signed-note).
///
/// A note is read strictly, and written back byte for byte. All signatures are kept, those of unknown keys as well.
public struct SignedNote: Hashable, Sendable {
    /// The most bytes that a note may have.
    public static let mostBytes = 1_000_000
    /// The most signatures that a note may have; the standard asks for at least 16.
    public static let mostSignatures = 100

    /// The text that is signed, in UTF-8, with its last newline.
    public let textBytes: [UInt8]
    /// The signatures, in the order of their lines.
    public private(set) var signatures: [NoteSignature]

    /// The text that is signed, with its last newline.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// A note from text and signatures; throws where the text has no last newline or has control characters, or there is no
    /// signature or more than ``mostSignatures``.
    public init(text: String, signatures: [NoteSignature]) throws(NoteError) {
        try self.init(textBytes: Array(text.utf8), signatures: signatures)
    }

    init(textBytes: [UInt8], signatures: [NoteSignature]) throws(NoteError) {
        try Self.check(textBytes)
        guard textBytes.last == NoteForm.newline else { throw .textWithoutNewline }
        guard !signatures.isEmpty else { throw .noSignature }
        guard signatures.count <= Self.mostSignatures else { throw .tooManySignatures(signatures.count) }
        self.textBytes = textBytes
        self.signatures = signatures
        guard bytes.count <= Self.mostBytes else { throw .tooLong(bytes.count) }
    }

    /// Reads a note; throws where it is not exactly as the standard says.
    public init(_ bytes: [UInt8]) throws(NoteError) {
        guard bytes.count <= Self.mostBytes else { throw .tooLong(bytes.count) }
        try Self.check(bytes)
        guard bytes.last == NoteForm.newline else { throw .textWithoutNewline }
        // The last empty line divides text from signatures: the text itself may have empty lines.
        guard
            let divide = bytes.indices.dropFirst().last(where: {
                bytes[$0] == NoteForm.newline && bytes[$0 - 1] == NoteForm.newline
            })
        else { throw .noSignature }
        textBytes = Array(bytes[..<divide])
        signatures = try NoteForm.signatures(bytes[(divide + 1)...])
        guard !signatures.isEmpty else { throw .noSignature }
    }

    /// The note as it is stored and sent.
    public var bytes: [UInt8] {
        var bytes = textBytes
        bytes.append(NoteForm.newline)
        for signature in signatures { bytes += signature.line.utf8 }
        return bytes
    }

    /// The note with more signatures at its end, those left out that it has already; throws where they are too many.
    public func adding(_ more: [NoteSignature]) throws(NoteError) -> SignedNote {
        var all = signatures
        for signature in more where !all.contains(signature) { all.append(signature) }
        return try SignedNote(textBytes: textBytes, signatures: all)
    }

    private static func check(_ bytes: [UInt8]) throws(NoteError) {
        if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != NoteForm.newline }) {
            throw .controlCharacter(byte: bytes[place], at: place)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    }
}
