internal import Crypto

/// A SHA-256 hash in a Merkle tree: 32 bytes, kept inline.
///
/// Hashes are made by ``leaf(_:)-([UInt8])`` and ``node(_:_:)``, which set leaves and nodes apart (RFC 6962, 2.1), or read from
/// bytes or base64 that somebody else wrote.
public struct TreeHash: Hashable, Sendable {
    /// The length of a hash in bytes.
    public static let byteCount = 32

    // The 32 bytes as they lie in memory; no word is ever read as a number.
    var word0: UInt64
    var word1: UInt64
    var word2: UInt64
    var word3: UInt64

    /// The hash of the tree without leaves: SHA-256 of nothing (RFC 6962, 2.1).
    public static let empty = TreeHash(digest: SHA256().finalize())

    /// The hash with these 32 bytes, or nil where there are more or fewer.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let array = Array(bytes)
        self.init(array.span, at: 0)
    }

    /// The hash whose 32 bytes begin at an offset of a span; traps where there are fewer.
    init(_ span: Span<UInt8>, at offset: Int) {
        let bytes = span.extracting(offset..<(offset + Self.byteCount))
        // INVARIANT: `extracting` has checked that the span holds 32 bytes, and any bits make a UInt64.
        self = unsafe bytes.withUnsafeBytes { unsafe TreeHash(loading: $0) }
    }

    init(digest: SHA256Digest) {
        // INVARIANT: a SHA-256 digest hands out exactly its 32 bytes, which live for the length of the closure.
        self = unsafe digest.withUnsafeBytes { unsafe TreeHash(loading: $0) }
    }

    private init(loading buffer: UnsafeRawBufferPointer) {
        // INVARIANT: both callers hand in 32 bytes, and `loadUnaligned` checks it once more; any bits make a UInt64.
        word0 = unsafe buffer.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        word1 = unsafe buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        word2 = unsafe buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        word3 = unsafe buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// The 32 bytes in standard base64, 44 characters: the form of checkpoints and proofs.
    public var base64: String { Base64.encode(bytes) }

    /// The hash in standard base64 of 44 characters, or nil where it is anything else.
    public init?(base64 text: String) {
        guard let bytes = Base64.decode(Array(text.utf8)) else { return nil }
        self.init(bytes)
    }

    /// Adds the 32 bytes to the end of an array.
    public func append(to bytes: inout [UInt8]) {
        // INVARIANT: the words of a TreeHash are 32 bytes without padding, copied while `words` lives.
        unsafe withUnsafeBytes(of: self) { unsafe bytes.append(contentsOf: $0) }
    }
}

extension TreeHash: CustomStringConvertible {
    /// The hash in base64.
    public var description: String { base64 }
}
