import Glibc

/// The C library's converter, as another opinion.
enum SystemIconv {
    /// The bytes in another encoding; nil where they cannot be converted exactly.
    static func convert(_ bytes: [UInt8], from source: String, to target: String) -> [UInt8]? {
        // INVARIANT: in this file: names end with NUL, the converter is open until the end of the function, and the pointers
        // stay inside their buffers, which iconv bounds by the counts.
        let converter = unsafe iconv_open(target, source)
        guard unsafe converter != iconv_t(bitPattern: -1) else { return nil }
        defer { unsafe iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        var (inputLeft, outputLeft) = (input.count, output.count)
        let status = unsafe input.withUnsafeMutableBufferPointer { from in
            unsafe output.withUnsafeMutableBufferPointer { to in
                var (source, target) = (from.baseAddress, to.baseAddress)
                return unsafe iconv(converter, &source, &inputLeft, &target, &outputLeft)
            }
        }
        guard status == 0, inputLeft == 0 else { return nil }
        return output.prefix(output.count - outputLeft).map { UInt8(bitPattern: $0) }
    }
}
