/// An address of the internet, of version 4 or 6, or with a prefix shorter than the whole a range of such.
public struct IPAddress: Hashable, Sendable, CustomStringConvertible {
    /// The bits, those of version 4 being the lowest 32.
    let bits: UInt128
    /// How many of the leading bits all addresses of the range share.
    let prefix: UInt8
    /// Whether it is of version 6.
    public let isVersion6: Bool

    private init(bits: UInt128, prefix: UInt8, isVersion6: Bool) {
        self.bits = bits
        self.prefix = prefix
        self.isVersion6 = isVersion6
    }

    /// The address of a text: `192.168.0.1`, `10.0.0.0/8`, `::1`, `fe80::/10`; nil where it means none. Addresses of
    /// version 4 within those of version 6 have no dotted form here.
    public init?(_ text: String) {
        guard text.utf8.count <= 43 else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        let address = Array(parts[0])
        let isVersion6: Bool
        if let four = Self.fourBytes(address) {
            bits = four
            isVersion6 = false
        } else if let eight = Self.eightGroups(address) {
            bits = eight
            isVersion6 = true
        } else {
            return nil
        }
        self.isVersion6 = isVersion6
        guard parts.count == 2 else {
            prefix = isVersion6 ? 128 : 32
            return
        }
        guard parts[1].count <= (isVersion6 ? 3 : 2), let length = Digits.number(parts[1]),
            parts[1].count == 1 || parts[1].first != UInt8(ascii: "0"), length <= (isVersion6 ? 128 : 32)
        else { return nil }
        prefix = UInt8(length)
    }

    private static func fourBytes(_ text: [UInt8]) -> UInt128? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt128 = 0
        for part in parts {
            guard part.count <= 3, let value = Digits.number(part), value < 256,
                part.count == 1 || part.first != UInt8(ascii: "0")
            else { return nil }
            bits = bits << 8 | UInt128(value)
        }
        return bits
    }

    private static func eightGroups(_ text: [UInt8]) -> UInt128? {
        func groups(_ half: ArraySlice<UInt8>) -> [UInt128]? {
            if half.isEmpty { return [] }
            var groups: [UInt128] = []
            for part in half.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
                guard (1...4).contains(part.count), part.allSatisfy(Digits.isHexadecimal),
                    let group = UInt128(String(decoding: part, as: UTF8.self), radix: 16)
                else { return nil }
                groups.append(group)
            }
            return groups
        }
        let colons = zip(text, text.dropFirst()).enumerated()
        let gap = colons.first { $1.0 == UInt8(ascii: ":") && $1.1 == UInt8(ascii: ":") }?.offset
        var all: [UInt128]
        if let gap {
            // `::` stands for one group of zeros or more, once.
            guard let before = groups(text[..<gap]), let behind = groups(text[(gap + 2)...]),
                before.count + behind.count <= 7
            else { return nil }
            all = before + Array(repeating: 0, count: 8 - before.count - behind.count) + behind
        } else {
            guard let groups = groups(text[...]), groups.count == 8 else { return nil }
            all = groups
        }
        return all.reduce(0) { $0 << 16 | $1 }
    }

    // MARK: Questions

    private var width: UInt8 { isVersion6 ? 128 : 32 }

    /// Whether every address of this range is in the other; never across versions.
    public func isInRange(_ other: IPAddress) -> Bool {
        guard isVersion6 == other.isVersion6, prefix >= other.prefix else { return false }
        // Swift shifts by the whole width and beyond to zero.
        let hidden = width - other.prefix
        return bits >> hidden == other.bits >> hidden
    }

    /// Whether all of it is in `127.0.0.0/8` or is `::1`.
    public var isLoopback: Bool {
        let loopback =
            isVersion6
            ? Self(bits: 1, prefix: 128, isVersion6: true)
            : Self(bits: 127 << 24, prefix: 8, isVersion6: false)
        return isInRange(loopback)
    }

    /// Whether all of it is in `224.0.0.0/4` or `ff00::/8`.
    public var isMulticast: Bool {
        let multicast =
            isVersion6
            ? Self(bits: 0xFF << 120, prefix: 8, isVersion6: true)
            : Self(bits: 224 << 24, prefix: 4, isVersion6: false)
        return isInRange(multicast)
    }

    /// A text that means the same; the prefix is left out where it is the whole.
    public var description: String {
        var groups: [String] = []
        if isVersion6 {
            for shift in stride(from: 112, through: 0, by: -16) {
                groups.append(String(UInt16(truncatingIfNeeded: bits >> shift), radix: 16))
            }
        } else {
            for shift in stride(from: 24, through: 0, by: -8) {
                groups.append(String(UInt8(truncatingIfNeeded: bits >> shift)))
            }
        }
        return groups.joined(separator: isVersion6 ? ":" : ".") + (prefix == width ? "" : "/\(prefix)")
    }
}
