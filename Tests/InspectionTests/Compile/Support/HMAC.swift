/// HMAC-SHA-256 (RFC 2104, FIPS 180-4), written plainly, for what the database says it is.
enum HMAC {
    static func sha256(_ message: [UInt8]) -> [UInt8] {
        var (state, padded) = (initial, message + [0x80])
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
        for start in stride(from: 0, to: padded.count, by: 64) {
            var words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { $0 << 8 | UInt32(padded[start + word * 4 + $1]) }
            }
            for place in 16..<64 {
                let (one, two) = (words[place - 15], words[place - 2])
                let first = turn(one, 7) ^ turn(one, 18) ^ (one >> 3)
                let second = turn(two, 17) ^ turn(two, 19) ^ (two >> 10)
                words.append(words[place - 16] &+ first &+ words[place - 7] &+ second)
            }
            var now = state
            for place in 0..<64 {
                let sum1 = turn(now[4], 6) ^ turn(now[4], 11) ^ turn(now[4], 25)
                let choice = (now[4] & now[5]) ^ (~now[4] & now[6])
                let first = now[7] &+ sum1 &+ choice &+ rounds[place] &+ words[place]
                let sum0 = turn(now[0], 2) ^ turn(now[0], 13) ^ turn(now[0], 22)
                let majority = (now[0] & now[1]) ^ (now[0] & now[2]) ^ (now[1] & now[2])
                now = [first &+ sum0 &+ majority, now[0], now[1], now[2], now[3] &+ first, now[4], now[5], now[6]]
            }
            for place in 0..<8 { state[place] &+= now[place] }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (24 - 8 * $0)) } }
    }

    static func hex(_ key: [UInt8], _ text: String) -> String {
        let block = key + Array(repeating: 0, count: 64 - key.count)
        let inner = sha256(block.map { $0 ^ 0x36 } + Array(text.utf8))
        return hex(sha256(block.map { $0 ^ 0x5C } + inner))
    }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    static func bytes(hex: some StringProtocol) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static func turn(_ word: UInt32, _ by: UInt32) -> UInt32 { word >> by | word << (32 - by) }

    private static let primes: [Int] = (2..<312).filter { number in !(2..<number).contains { number % $0 == 0 } }
    private static let initial = primes.prefix(8).map { fraction(of: $0, root: 2) }
    private static let rounds = primes.prefix(64).map { fraction(of: $0, root: 3) }

    /// The first 32 bits behind the point of a root.
    private static func fraction(of prime: Int, root: Int) -> UInt32 {
        // The greatest whole number whose power is not above the prime, shifted.
        var (low, high) = (UInt128(0), UInt128(1) << 40)
        let target = UInt128(prime) << UInt128(32 * root)
        while high - low > 1 {
            let middle = (low + high) / 2
            let power = (0..<root).reduce(UInt128(1)) { product, _ in product * middle }
            if power <= target { low = middle } else { high = middle }
        }
        return UInt32(truncatingIfNeeded: low)
    }
}
