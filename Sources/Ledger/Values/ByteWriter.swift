/// Whole numbers and bytes one after the other, the most significant byte first.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func add<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Number(shift)))
        }
    }

    mutating func add(_ more: some Sequence<UInt8>) { bytes += more }

    /// Bytes behind their number, in 4 bytes.
    mutating func add(counted more: [UInt8]) {
        add(UInt32(more.count))
        bytes += more
    }

    mutating func add(counted text: String) { add(counted: Array(text.utf8)) }
}

/// Reads what ``ByteWriter`` has written; nil where there is not as much.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type = Number.self) -> Number? {
        guard let part = take(Number.bitWidth / 8) else { return nil }
        return part.reduce(0) { ($0 << (Number.bitWidth > 8 ? 8 : 0)) | Number($1) }
    }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func counted() -> [UInt8]? {
        guard let count: UInt32 = number() else { return nil }
        return take(Int(count))
    }

    mutating func text() -> String? {
        guard let bytes = counted() else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
