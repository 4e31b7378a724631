/// Which texts make good examples: of which letters, and how long.
public struct TextPreference: Hashable, Sendable {
    /// The letters to be tried first, in their order, each once; all others come after them in their own order, control
    /// characters last.
    let order: [UInt32]
    /// The same, sorted.
    private let sorted: [UInt32]
    /// Shorter texts are tried last.
    public let shortest: Int

    /// The first letter that is neither ASCII nor a control character.
    static let firstAfterControls: UInt32 = 0xA0 - 1

    private static let plain: [UInt32] = {
        let groups = ["abcdefghijklmnopqrstuvwxyz", "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        let plain = groups.joined().unicodeScalars.compactMap { Letters.number($0) }
        return plain + (0x20...0x7E as ClosedRange<UInt32>).map { $0 - 1 }.filter { !plain.contains($0) }
    }()

    /// The letters a–z, then 0–9, A–Z, and the other visible characters of ASCII.
    public static let usual = TextPreference()

    /// Prefers the characters of given texts, in the order in which they first come, and then those of ``usual``.
    ///
    /// - Parameters:
    ///   - texts: of them the first 64 different characters count.
    ///   - shortest: texts of fewer characters are tried after all longer ones.
    public init(charactersOf texts: [String] = [], shortest: Int = 0) {
        self.init(texts.lazy.flatMap { $0.unicodeScalars }.lazy.compactMap { Letters.number($0) }, shortest: shortest)
    }

    init(_ letters: some Sequence<UInt32>, shortest: Int) {
        var order: [UInt32] = []
        for letter in letters {
            if !order.contains(letter) { order.append(letter) }
            if order.count == 64 { break }
        }
        let own = order
        order += Self.plain.filter { !own.contains($0) }
        self.order = order
        sorted = order.sorted()
        self.shortest = max(0, shortest)
    }

    /// Whether a letter is among those to be tried first.
    func contains(_ letter: UInt32) -> Bool {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < letter { low = middle + 1 } else { high = middle }
        }
        return low < sorted.count && sorted[low] == letter
    }

    /// Whether of two words of the same set one is to be named before the other.
    func prefers(_ first: ArraySlice<UInt32>, to second: ArraySlice<UInt32>) -> Bool {
        if (first.count < shortest) != (second.count < shortest) { return second.count < shortest }
        if first.count != second.count { return first.count < second.count }
        for (one, two) in zip(first, second) where one != two { return rank(one) < rank(two) }
        return false
    }

    private func rank(_ letter: UInt32) -> Int {
        if contains(letter) { return order.firstIndex(of: letter) ?? 0 }
        let shifted = Int(letter) - Int(Self.firstAfterControls)
        return order.count + (shifted >= 0 ? shifted : shifted + Int(Letters.count))
    }
}
