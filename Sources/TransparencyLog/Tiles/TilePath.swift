/// The last part of a tile's path: the index in groups of three digits, and the width of a partial tile.
enum TilePath {
    static func text(_ prefix: String, _ index: UInt64, _ width: Int) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            groups.append((groups.isEmpty ? "" : "x") + String(repeating: "0", count: 3 - digits.count) + digits)
            rest /= 1000
        } while rest > 0
        let suffix = width < TileCoordinate.fullWidth ? ".p/\(width)" : ""
        return prefix + groups.reversed().joined(separator: "/") + suffix
    }

    static func parse(_ text: Substring.UTF8View, of path: String) throws(TileError) -> (index: UInt64, width: Int) {
        guard text.allSatisfy({ $0 < 0x80 }) else { throw .malformedPath(path) }
        var parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        var width = TileCoordinate.fullWidth
        if parts.count >= 2, parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let written = Decimal.parse(parts.removeLast()), (1...255).contains(written) else {
                throw .malformedPath(path)
            }
            width = Int(written)
            parts[parts.count - 1] = parts[parts.count - 1].dropLast(2)
        }
        // Six groups hold every index that a tree can need.
        guard parts.count <= 6 else { throw .malformedPath(path) }
        var index: UInt64 = 0
        for (place, part) in parts.enumerated() {
            var digits = part
            if place < parts.count - 1 {
                guard digits.popFirst() == UInt8(ascii: "x") else { throw .malformedPath(path) }
            }
            guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .malformedPath(path)
            }
            for digit in digits { index = index * 10 + UInt64(digit - 0x30) }
            // `x000/123` and `123` would be two paths of one tile.
            guard place > 0 || parts.count == 1 || index > 0 else { throw .malformedPath(path) }
        }
        return (index, width)
    }
}
