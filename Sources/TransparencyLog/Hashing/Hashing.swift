internal import Crypto

extension TreeHash {
    /// Longer leaves are hashed in two pieces rather than copied behind their first byte.
    private static let longestCopied = 2048

    /// The hash of a leaf with these bytes: SHA-256 of 0x00 and the bytes (RFC 6962, 2.1).
    public static func leaf(_ entry: Span<UInt8>) -> TreeHash {
        // INVARIANT: `bytes` is read only while the closure runs; the buffer has room for one byte more than there are
        // in `bytes`, and all of it is written before the hasher reads it.
        unsafe entry.withUnsafeBytes { bytes in
            guard bytes.count <= longestCopied else {
                var hasher = SHA256()
                unsafe withUnsafeBytes(of: 0 as UInt8) { unsafe hasher.update(bufferPointer: $0) }
                unsafe hasher.update(bufferPointer: bytes)
                return TreeHash(digest: hasher.finalize())
            }
            return unsafe withUnsafeTemporaryAllocation(byteCount: 1 + bytes.count, alignment: 8) { buffer in
                unsafe buffer[0] = 0
                unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[1...]).copyMemory(from: bytes)
                return unsafe hash(UnsafeRawBufferPointer(buffer))
            }
        }
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
            return unsafe hash(UnsafeRawBufferPointer(buffer))
        }
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> TreeHash {
        // INVARIANT: the callers hand in buffers that live until this returns; the hasher reads them before.
        var hasher = SHA256()
        unsafe hasher.update(bufferPointer: bytes)
        return TreeHash(digest: hasher.finalize())
    }
}
