internal import Crypto

extension TreeHash {
    /// The hash of a leaf with these bytes: SHA-256 of 0x00 and the bytes (RFC 6962, 2.1).
    public static func leaf(_ entry: Span<UInt8>) -> TreeHash {
        var prefix: UInt8 = 0
        var hasher = SHA256()
        // INVARIANT: both buffers are read by `update` before their closures return.
        unsafe withUnsafeBytes(of: &prefix) { unsafe hasher.update(bufferPointer: $0) }
        unsafe entry.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
        return TreeHash(digest: hasher.finalize())
    }

    /// The hash of a leaf with these bytes: SHA-256 of 0x00 and the bytes (RFC 6962, 2.1).
    public static func leaf(_ entry: [UInt8]) -> TreeHash { leaf(entry.span) }

    /// The hash of a node over two subtrees: SHA-256 of 0x01, the left hash and the right one (RFC 6962, 2.1).
    public static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        // INVARIANT: the buffer is 65 bytes, all of them written here (1 + 32 + 32) before the hasher reads them.
        unsafe withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
            unsafe buffer[0] = 1
            unsafe buffer.storeBytes(of: left, toByteOffset: 1, as: TreeHash.self)
            unsafe buffer.storeBytes(of: right, toByteOffset: 33, as: TreeHash.self)
            var hasher = SHA256()
            unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return TreeHash(digest: hasher.finalize())
        }
    }
}
