/// Finds line and column of a byte, for many bytes of one text: counts once, and notes the way every so many bytes.
struct TextPlaces {
    private static let stride = 128
    private let bytes: [UInt8]
    private var notes: [(line: Int, column: Int)] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
        notes.reserveCapacity(bytes.count / Self.stride + 1)
        var (line, column) = (1, 1)
        for (offset, byte) in bytes.enumerated() {
            if offset % Self.stride == 0 { notes.append((line, column)) }
            Self.step(byte, &line, &column)
        }
        if bytes.count % Self.stride == 0 { notes.append((line, column)) }
    }

    /// The place of a byte, or the end of the text where there is none.
    func place(_ offset: Int) -> SourcePlace {
        let offset = min(offset, bytes.count)
        var (line, column) = notes[offset / Self.stride]
        for byte in bytes[(offset / Self.stride * Self.stride)..<offset] { Self.step(byte, &line, &column) }
        return SourcePlace(line: line, column: column, offset: offset)
    }

    /// Columns are Unicode scalars: a byte that goes on with one counts nothing.
    private static func step(_ byte: UInt8, _ line: inout Int, _ column: inout Int) {
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
}
