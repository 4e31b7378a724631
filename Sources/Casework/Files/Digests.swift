import Crypto

/// SHA-256 (FIPS 180-4) of inputs: the birth certificate of every number names the bytes it came from.
public enum Digests {
    /// Digest of bytes in memory, as 64 lower-case hexadecimal digits; what `sha256sum` prints.
    public static func sha256(_ bytes: some Collection<UInt8>) -> String {
        var hash = SHA256()
        hash.update(data: Array(bytes))
        return hexadecimal(hash.finalize())
    }

    static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(64)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
