/// The letters of notes.
enum NoteForm {
    static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")
    /// An em dash and a space.
    private static let prefix = Array("— ".utf8)

    /// Whether a text can name a key: not empty, without Unicode spaces, `+` and control characters.
    static func isKeyName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !$0.properties.isWhitespace }
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// Signature lines, each ended by a newline.
    static func signatures(_ bytes: ArraySlice<UInt8>) throws(NoteError) -> [NoteSignature] {
        var signatures: [NoteSignature] = []
        var rest = bytes
        while !rest.isEmpty {
            guard signatures.count < SignedNote.mostSignatures else { throw .tooManySignatures(signatures.count + 1) }
            guard let end = rest.firstIndex(of: newline) else { throw .malformedSignature(line: signatures.count + 1) }
            guard let signature = signature(rest[..<end]) else {
                throw .malformedSignature(line: signatures.count + 1)
            }
            signatures.append(signature)
            rest = rest[(end + 1)...]
        }
        return signatures
    }

    private static func signature(_ line: ArraySlice<UInt8>) -> NoteSignature? {
        guard line.starts(with: prefix) else { return nil }
        let parts = line.dropFirst(prefix.count).split(separator: space, omittingEmptySubsequences: false)
        guard parts.count == 2, let name = String(validating: parts[0], as: UTF8.self), isKeyName(name),
            let decoded = Base64.decode(parts[1]), decoded.count > 4
        else { return nil }
        let keyID = decoded[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return NoteSignature(unchecked: Array(parts[0]), keyID: keyID, signature: Array(decoded[4...]))
    }
}
