/// What is wrong with a note, a key, or the signatures under a note.
public enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Longer than ``SignedNote/mostBytes``.
    case tooLong(Int)
    /// Not UTF-8.
    case notUTF8
    /// A control character other than newline.
    case controlCharacter(byte: UInt8, at: Int)
    /// The text, or the note, does not end with a newline.
    case textWithoutNewline
    /// No empty line with signatures after it.
    case noSignature
    /// More signatures than ``SignedNote/mostSignatures``.
    case tooManySignatures(Int)
    /// A signature line that is not as the standard says, counted from 1.
    case malformedSignature(line: Int)
    /// A name that is empty or has spaces, control characters or `+`.
    case malformedKeyName(String)
    /// A text that is no key.
    case malformedKey(String)
    /// A key whose number is not the one that its name and bytes give.
    case wrongKeyID(name: String, expected: UInt32, found: UInt32)
    /// A key of an algorithm that is not spoken here.
    case unknownAlgorithm(name: String, type: UInt8)
    /// A key of an algorithm that does not fit its use: a log's is of type 1, a witness's of type 4.
    case wrongAlgorithm(name: String, type: UInt8)
    /// A signature of a known key is false.
    case falseSignature(name: String)
    /// No signature of a key that is asked for.
    case missingSignature(names: [String])
    /// A time after 2⁶³ − 1 seconds.
    case timeOutside(UInt64)

    /// What is wrong, for people. The text of a note is not repeated: nobody has verified it.
    public var description: String {
        switch self {
        case .tooLong(let count):
            "the note has \(count) bytes; at most \(SignedNote.mostBytes) are read"
        case .notUTF8: "the note is not UTF-8"
        case .controlCharacter(let byte, let place): "the note has the control character \(byte) at byte \(place)"
        case .textWithoutNewline: "the note does not end with a newline: a part may be missing"
        case .noSignature: "the note has no signatures after an empty line"
        case .tooManySignatures(let count):
            "the note has \(count) signatures or more; at most \(SignedNote.mostSignatures) are read"
        case .malformedSignature(let line):
            "signature line \(line) is not `— name base64`: a part may be missing"
        case .malformedKeyName(let name): "`\(name)` cannot name a key: leave out spaces and `+`"
        case .malformedKey(let text): "`\(text)` is no key: write it as `name+number+base64`"
        case .wrongKeyID(let name, let expected, let found):
            "the key `\(name)` says the number `\(Self.hex(found))`, but its bytes give `\(Self.hex(expected))`: "
                + "copy it again, whole"
        case .unknownAlgorithm(let name, let type):
            "the key `\(name)` is of type \(type); only Ed25519 (1) and Ed25519 cosignatures (4) are known"
        case .wrongAlgorithm(let name, let type):
            "the key `\(name)` is of type \(type): a log signs with type 1, a witness with type 4"
        case .falseSignature(let name): "the signature of `\(name)` is false: the note or the signature was altered"
        case .missingSignature(let names):
            "the note is not signed by \(names.map { "`\($0)`" }.joined(separator: " or "))"
        case .timeOutside(let time): "`\(time)` is no time of a cosignature: it ends at 2⁶³ − 1 seconds"
        }
    }

    static func hex(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
