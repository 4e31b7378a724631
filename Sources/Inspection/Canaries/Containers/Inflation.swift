import CZlib

/// Bytes unpacked with zlib.
struct Inflation {
    /// What was unpacked, up to where it ended.
    var bytes: [UInt8]
    /// Where in the packed bytes reading ended.
    var end: Int
    /// Why it ended.
    var outcome: Outcome

    /// Why unpacking ended.
    enum Outcome {
        /// The packed stream was complete.
        case complete
        /// The packed bytes ended too early.
        case cutOff
        /// The packed bytes make no sense.
        case damaged
        /// There is more than the limit.
        case tooLarge
    }

    /// How a stream is wrapped.
    enum Wrapping: Int32 {
        /// Not at all, as in ZIP.
        case none = -15
        /// With the head and the checks of gzip.
        case gzip = 31
    }

    private static let firstChunk = 1 << 13
    private static let chunk = 1 << 18

    /// Unpacks the stream that begins in the packed bytes at the beginning of a range, to at most `limit` bytes.
    init(_ packed: [UInt8], _ range: Range<Int>, wrapping: Wrapping, limit: Int) {
        bytes = []
        end = range.lowerBound
        outcome = .cutOff
        // INVARIANT: in this file: the stream lives until the end of the function and is ended once; its input pointer and
        // count stay inside `packed`, its output pointer and count inside `buffer`, and neither array changes while zlib
        // writes.
        var stream = unsafe z_stream()
        guard unsafe inflateInit2_(&stream, wrapping.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            outcome = .damaged
            return
        }
        defer { unsafe inflateEnd(&stream) }
        var buffer = [UInt8](repeating: 0, count: Self.firstChunk)
        while true {
            let given = min(range.upperBound - end, 1 << 30)
            let room = min(buffer.count, limit - bytes.count + 1)
            let (status, used, made) = unsafe packed.withUnsafeBufferPointer { input in
                unsafe buffer.withUnsafeMutableBufferPointer { output in
                    unsafe stream.next_in = unsafe UnsafeMutablePointer(
                        mutating: input.baseAddress.map { unsafe $0 + end })
                    unsafe stream.avail_in = UInt32(given)
                    unsafe stream.next_out = output.baseAddress
                    unsafe stream.avail_out = UInt32(room)
                    let status = unsafe inflate(&stream, Z_NO_FLUSH)
                    return unsafe (status, given - Int(stream.avail_in), room - Int(stream.avail_out))
                }
            }
            end += used
            bytes += buffer[..<made]
            if made == buffer.count, made < Self.chunk { buffer += buffer + buffer + buffer }
            if bytes.count > limit {
                bytes.removeLast(bytes.count - limit)
                outcome = .tooLarge
                return
            }
            switch status {
            case Z_STREAM_END:
                outcome = .complete
                return
            case Z_OK where used > 0 || made > 0: continue
            case Z_OK, Z_BUF_ERROR:
                outcome = .cutOff
                return
            default:
                outcome = .damaged
                return
            }
        }
    }

    /// The check sum of ZIP and gzip.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt = 0
        var position = 0
        while position < bytes.count {
            let count = min(bytes.count - position, 1 << 30)
            sum = unsafe bytes.withUnsafeBufferPointer { input in
                unsafe crc32(sum, input.baseAddress.map { unsafe $0 + position }, UInt32(count))
            }
            position += count
        }
        return UInt32(truncatingIfNeeded: sum)
    }
}
