import Intake

/// A short field as two numbers, so that it is compared without looking at its bytes again.
struct PackedID: Hashable {
    var high: UInt64
    var low: UInt64

    /// - Parameter bytes: `count` bytes, with padding behind them.
    @inline(__always)
    init(_ bytes: UnsafePointer<UInt8>, count: Int) {
        // INVARIANT: the field's own bytes, with padding behind them.
        if let packed = unsafe FieldParsing.packed(bytes, count: count) {
            self.init(high: packed.high, low: packed.low)
        } else {
            self.init(high: .max, low: .max)
        }
    }

    /// - Parameter text: at most 15 bytes of UTF-8.
    init(_ text: String) {
        let count = text.utf8.count
        let bytes = Array(text.utf8) + Array(repeating: 0, count: 16)
        // INVARIANT: 16 bytes of padding stand behind the text.
        self = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe PackedID($0, count: count) } ?? PackedID(high: .max, low: .max)
        }
    }

    @inline(__always)
    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// False for a field that is too long: then nothing can be said of it.
    var isWhole: Bool { high != .max }

    /// A place for it in a table of so many.
    @inline(__always)
    func home(_ count: Int) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: mixed.multipliedFullWidth(by: UInt64(truncatingIfNeeded: count)).high)
    }
}
