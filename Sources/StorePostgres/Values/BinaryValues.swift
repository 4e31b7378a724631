import Store

/// The values of a statement, as PostgreSQL's binary format has them.
struct BinaryValues {
    /// `pg_type.oid` of what we send.
    enum TypeID {
        static let unknown: UInt32 = 0
        static let bytea: UInt32 = 17
        static let int8: UInt32 = 20
        static let text: UInt32 = 25

        static func of(_ value: StoreValue) -> UInt32 {
            switch value {
            case .null: unknown
            case .integer: int8
            case .text: text
            case .blob: bytea
            }
        }
    }

    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init() {}

    init(_ values: [StoreValue]) {
        for value in values { append(value) }
    }

    mutating func append(_ value: StoreValue) {
        guard value != .null else {
            starts.append(nil)
            return lengths.append(0)
        }
        append { $0.put(value) }
    }

    /// A parameter whose bytes `write` puts.
    mutating func append(_ write: (inout Self) -> Void) {
        let start = bytes.count
        starts.append(start)
        write(&self)
        lengths.append(Int32(bytes.count - start))
    }

    mutating func put(_ value: StoreValue) {
        switch value {
        case .null: break
        case .integer(let number): put(bigEndian: UInt64(bitPattern: number), 8)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
    }

    mutating func put(int32 number: Int) { put(bigEndian: UInt64(UInt32(truncatingIfNeeded: number)), 4) }

    private mutating func put(bigEndian number: UInt64, _ width: Int) {
        for place in (0..<width).reversed() { bytes.append(UInt8(truncatingIfNeeded: number >> (UInt64(place) * 8))) }
    }

    /// Runs `body` with the values as libpq takes them: how many, where, how long, and in which format.
    func withPointers<Value>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Value
    ) -> Value {
        let formats = [Int32](repeating: 1, count: starts.count)
        // One byte more, so that an empty value at the end has a place: libpq takes nil for NULL.
        let padded = bytes + [0]
        // INVARIANT: each start is within the padded bytes, and its length within them; all outlive `body`.
        return unsafe padded.withUnsafeBytes { raw in
            let base = unsafe raw.assumingMemoryBound(to: CChar.self).baseAddress
            let places = unsafe starts.map { start -> UnsafePointer<CChar>? in
                guard let start, let base = unsafe base else { return nil }
                return unsafe base + start
            }
            return unsafe places.withUnsafeBufferPointer { places in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(Int32(starts.count), places.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}
