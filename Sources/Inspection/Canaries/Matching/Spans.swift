/// Passages in which a mark was found, none of which overlaps another.
struct Spans {
    private(set) var all: [TextFind]

    /// Passages in rising order that do not overlap.
    init(_ finds: [TextFind]) { all = finds }

    /// Adds a passage, unless one that is there overlaps it: then the one that is certain stays, or the first.
    mutating func insert(_ find: TextFind) {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].range.upperBound <= find.range.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < all.count, all[low].range.lowerBound < find.range.upperBound else {
            all.insert(find, at: low)
            return
        }
        if find.isCertain, !all[low].isCertain {
            var end = low
            while end < all.count, all[end].range.lowerBound < find.range.upperBound { end += 1 }
            guard !all[low..<end].contains(where: \.isCertain) else { return }
            all.replaceSubrange(low..<end, with: [find])
        }
    }
}
