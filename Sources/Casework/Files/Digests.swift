import COpenSSL
import Intake

/// SHA-256 (FIPS 180-4) of inputs: the birth certificate of every number names the bytes it came from.
public enum Digests {
    /// Digest of bytes in memory, as 64 lower-case hexadecimal digits; what `sha256sum` prints.
    public static func sha256(_ bytes: some Collection<UInt8>) -> String {
        let hash = RunningHash()
        // INVARIANT: the bytes outlive the call.
        unsafe Array(bytes).withUnsafeBytes { unsafe hash.update($0) }
        return hash.finish()
    }

    /// Digest of a source, read piece by piece.
    ///
    /// - Throws: where the source cannot be read.
    static func sha256(_ source: some ByteSource) throws(IntakeError) -> String {
        let hash = RunningHash()
        var buffer = [UInt8](repeating: 0, count: min(1 << 20, max(1, source.count)))
        var offset = 0
        while offset < source.count {
            let count = min(buffer.count, source.count - offset)
            var failure: IntakeError?
            // INVARIANT: the first `count` bytes of the buffer, and no more than the source has left.
            unsafe buffer.withUnsafeMutableBytes { bytes in
                let piece = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])
                do throws(IntakeError) {
                    unsafe try source.read(at: offset, into: piece)
                    unsafe hash.update(UnsafeRawBufferPointer(piece))
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            offset += count
        }
        return hash.finish()
    }
}

/// One SHA-256 under way, by the system's libcrypto.
// INVARIANT: the context is made, used and freed by this object alone, and no other thread sees it.
@safe private final class RunningHash {
    private let context: OpaquePointer?

    init() {
        // INVARIANT: the context is ours alone, from here to `deinit`. With SHA-256 and memory at hand none of these
        // calls fails; a machine without either cannot vouch for any number.
        unsafe context = EVP_MD_CTX_new()
        let isReady = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(isReady == 1, "libcrypto has no SHA-256")
    }

    deinit {
        // INVARIANT: as above.
        unsafe EVP_MD_CTX_free(context)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        // INVARIANT: as above; the bytes outlive the call.
        let isDone = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(isDone == 1, "libcrypto could not hash")
    }

    /// 64 lower-case hexadecimal digits.
    func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // INVARIANT: as above; `digest` has room for any digest of the library.
        let isDone = unsafe digest.withUnsafeMutableBufferPointer { room in
            unsafe EVP_DigestFinal_ex(context, room.baseAddress, &count)
        }
        precondition(isDone == 1, "libcrypto could not hash")
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.prefix(Int(count)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
