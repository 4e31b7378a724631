/// Seeded changes to bytes, for smoke tests of parsers.
struct Mutations: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private static let pieces: [[UInt8]] = [
        [0], [0xFF], [0x22], [0x5C], [0x0A], [0x0D, 0x0A], [0x2C], [0x7B], [0x7D], [0x5B], [0x5D], [0x3A, 0x20],
        [0x2D, 0x20],
        [0x09], [0x26, 0x61], [0x2A, 0x61], [0xE3, 0x81], [0xF0, 0x9F, 0x98, 0x80], [0x25, 0x34],
        [0x5C, 0x75, 0x44, 0x38],
        Array("99999999999999999999".utf8), Array("AUDIT: ".utf8), Array("-".utf8), Array("$1".utf8), Array("'".utf8),
    ]

    /// `bytes` with one to four pieces of it cut, doubled, replaced or written over.
    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &self) where !bytes.isEmpty {
            let start = Int.random(in: 0..<bytes.count, using: &self)
            let end = min(bytes.count, start + Int.random(in: 1...20, using: &self))
            switch Int.random(in: 0..<5, using: &self) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: start)
            case 2: bytes[start] = UInt8.random(in: 0...255, using: &self)
            case 3: bytes.insert(contentsOf: Self.pieces.randomElement(using: &self) ?? [], at: start)
            default: if Int.random(in: 0..<4, using: &self) == 0 { bytes.removeSubrange(start...) }
            }
        }
        return bytes
    }
}
