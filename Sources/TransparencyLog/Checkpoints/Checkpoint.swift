/// What a log commits to: who it is, how many entries it has, and the root of its tree (C2SP tlog-checkpoint).
///
/// A value that anyone can write. What came from outside is an ``UnverifiedCheckpoint``, and becomes a
/// ``VerifiedCheckpoint`` by its signatures alone.
public struct Checkpoint: Hashable, Sendable {
    /// The origin in UTF-8: origins are compared by their bytes.
    let originBytes: [UInt8]
    /// The number of entries.
    public let size: UInt64
    /// The root of the tree.
    public let root: TreeHash
    /// Lines with a meaning that only the log's users know; the standard advises against them.
    public let extensions: [String]

    /// The log's name, unique and without a newline; by custom an address without its scheme.
    public var origin: String { String(decoding: originBytes, as: UTF8.self) }

    /// A checkpoint; throws where the origin or an extension line is empty or has control characters, the size is above
    /// ``TreeSize/largest``, or is 0 and the root not that of the empty tree.
    public init(
        origin: String, size: UInt64, root: TreeHash, extensions: [String] = []
    ) throws(CheckpointError) {
        guard Self.isLine(origin) else { throw .malformedOrigin }
        for (index, line) in extensions.enumerated() where !Self.isLine(line) {
            throw .malformedExtension(line: index + 1)
        }
        guard size <= TreeSize.largest else { throw .malformedSize }
        guard size > 0 || root == .empty else { throw .rootOfEmptyTree(root) }
        originBytes = Array(origin.utf8)
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a checkpoint, in UTF-8; throws where it is not exactly as the standard says.
    ///
    /// A size of 0 with another root than the empty tree's is read, for a witness to refuse as its protocol says.
    init(textBytes: [UInt8]) throws(CheckpointError) {
        guard textBytes.last == NoteForm.newline else { throw .missingLines }
        let lines = textBytes.dropLast().split(separator: NoteForm.newline, omittingEmptySubsequences: false)
        guard lines.count >= 3 else { throw .missingLines }
        guard let origin = String(validating: lines[0], as: UTF8.self), Self.isLine(origin) else {
            throw .malformedOrigin
        }
        guard let size = Decimal.parse(lines[1]) else { throw .malformedSize }
        guard let bytes = Base64.decode(lines[2]), let root = TreeHash(bytes) else { throw .malformedRoot }
        var extensions: [String] = []
        for line in lines.dropFirst(3) {
            guard let line = String(validating: line, as: UTF8.self), Self.isLine(line) else {
                throw .malformedExtension(line: extensions.count + 1)
            }
            extensions.append(line)
        }
        originBytes = Array(lines[0])
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// The text that is signed.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    var textBytes: [UInt8] {
        originBytes + Array("\n\(size)\n\(root.base64)\n".utf8) + extensions.flatMap { Array("\($0)\n".utf8) }
    }

    private static func isLine(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 }
    }
}
