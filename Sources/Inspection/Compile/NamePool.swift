/// Gives out names for views, each once, none longer than the server keeps.
struct NamePool {
    /// The longest name that a server built as usual keeps, in bytes of UTF-8.
    static let longest = 63

    private var taken: Set<[UInt8]>

    /// A pool in which some names are taken.
    init(taken: [String]) { self.taken = Set(taken.map { Array($0.utf8) }) }

    /// A name that nothing else has: as wished, or cut and numbered.
    mutating func take(_ wish: String) -> String {
        var name = Self.cut(wish, Self.longest)
        var number = 2
        while !taken.insert(Array(name.utf8)).inserted {
            name = Self.cut(wish, Self.longest - 1 - String(number).utf8.count) + "_\(number)"
            number += 1
        }
        return name
    }

    private static func cut(_ name: String, _ most: Int) -> String {
        var (scalars, bytes) = (String.UnicodeScalarView(), 0)
        for scalar in name.unicodeScalars {
            bytes += Unicode.UTF8.width(scalar)
            if bytes > most { break }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
