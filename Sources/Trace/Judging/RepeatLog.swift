import Intake

/// How a lawful view is packed into one number: whose record, who, which surface, when.
///
/// The case is cut into slices of time, and each slice is searched for repeats on its own; so the number holds the
/// second within the slice only. The widths follow from the case: how many records, people, surfaces and seconds there
/// are. Nothing is hashed, so that two views are the same only if they are.
struct RepeatLayout: Sendable {
    let subjectBits: Int
    let personBits: Int
    let surfaceBits: Int
    /// Of a second within a slice, counted from the window before it.
    let secondBits: Int
    /// Seconds of a slice, as a power of two; more than the window has.
    let sliceBits: Int
    /// How many slices there are.
    let slices: Int
    /// Seconds since 1970 of the earliest view.
    let origin: Int64
    /// Seconds within which a view repeats the one before.
    let window: Int64

    init(people: Int, surfaces: Int, subjects: Int, from: Int64, to: Int64, window: Int) {
        func bits(_ count: Int) -> Int { Int.bitWidth - max(1, count).leadingZeroBitCount }
        origin = from
        self.window = Int64(window)
        subjectBits = bits(subjects)
        personBits = bits(people)
        surfaceBits = bits(surfaces)
        // About a thousand slices, unless the window is large.
        sliceBits = max(bits(Int(to - from)) - 10, bits(window))
        secondBits = sliceBits + 1
        slices = Int((to - from) >> Int64(sliceBits)) + 1
    }

    /// Whether a view fits 64 bits; it always fits 128.
    var isNarrow: Bool { subjectBits + personBits + surfaceBits + secondBits <= 64 }

    /// The slice that a view belongs to.
    @inline(__always)
    func slice(_ view: LawfulView) -> Int { Int(truncatingIfNeeded: (view.second - origin) >> Int64(sliceBits)) }

    /// The view as a number in a slice: its own, or the one behind it, which it may come a window before.
    @inline(__always)
    func pack<Key: FixedWidthInteger>(_ view: LawfulView, in slice: Int, _: Key.Type) -> Key {
        let second = view.second - origin - Int64(slice) << Int64(sliceBits) + window
        var key = Key(truncatingIfNeeded: view.subject)
        key = key << personBits | Key(truncatingIfNeeded: view.person)
        key = key << surfaceBits | Key(truncatingIfNeeded: view.surface)
        return key << secondBits | Key(truncatingIfNeeded: second)
    }

    /// How many views of a slice repeat the one before them, by surface.
    ///
    /// - Parameter keys: those of the slice, and of the window before it.
    func repeats<Key: FixedWidthInteger & UnsignedInteger>(_ keys: [[Key]], surfaces: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: surfaces)
        let suspects = Suspects(keys, shift: secondBits).keys.sorted()
        let second = Key(1) << secondBits - 1
        for (former, key) in zip(suspects, suspects.dropFirst()) {
            // The seconds are the lowest bits, so the views of one person, record and surface stand in order of time.
            if key >> secondBits == former >> secondBits, key - former <= Key(window), key & second >= Key(window) {
                counts[Int(truncatingIfNeeded: key >> secondBits & (Key(1) << surfaceBits - 1))] += 1
            }
        }
        return counts
    }
}

/// The numbers, among many, whose upper parts may not be the only ones of their kind.
///
/// Each upper part leaves a mark at a place that it hashes to; where a second comes, all that hash there are suspects.
/// Few are without reason, and none that has an equal is missed.
struct Suspects<Key: FixedWidthInteger & UnsignedInteger> {
    private(set) var keys: [Key] = []

    /// - Parameter shift: how many bits are not of the upper part.
    init(_ lists: [[Key]], shift: Int) {
        let count = lists.reduce(0) { $0 + $1.count }
        // 16 marks or more for each number, 64 in a word.
        let wordBits = max(4, Int.bitWidth - (count / 4).leadingZeroBitCount)
        let once = Slab<UInt64>(repeating: 0, count: 1 << wordBits)
        let twice = Slab<UInt64>(repeating: 0, count: 1 << wordBits)
        func place(_ key: Key) -> (word: Int, mark: UInt64) {
            let upper = key >> shift
            let low = UInt64(truncatingIfNeeded: upper)
            let high = Key.bitWidth > 64 ? UInt64(truncatingIfNeeded: upper >> 64) : 0
            let hash = (low ^ high &* 0xBF58_476D_1CE4_E5B9) &* 0x9E37_79B9_7F4A_7C15
            return (Int(truncatingIfNeeded: hash >> UInt64(64 - wordBits)), 1 << (hash >> 32 & 63))
        }
        for list in lists {
            for key in list {
                let (word, mark) = place(key)
                twice[word] |= once[word] & mark
                once[word] |= mark
            }
        }
        for list in lists {
            for key in list {
                let (word, mark) = place(key)
                if twice[word] & mark != 0 { keys.append(key) }
            }
        }
    }
}

/// A lawful view, as far as repeats depend on it.
struct LawfulView: BitwiseCopyable {
    var second: Int64 = 0
    var subject: UInt32 = 0
    var person: UInt32 = 0
    var surface: UInt16 = 0
}

/// One thread's lawful views, packed and dealt out to slices of time, to be searched for repeats at the end.
final class RepeatLog {
    /// What a thread has gathered: numbers by slice, of one width or the other.
    struct Keys: Sendable {
        fileprivate var narrow: [[UInt64]]
        fileprivate var wide: [[UInt128]]
    }

    private let layout: RepeatLayout
    private let narrow: Slices<UInt64>
    private let wide: Slices<UInt128>

    init(_ layout: RepeatLayout) {
        self.layout = layout
        narrow = Slices(layout.isNarrow ? layout.slices : 0)
        wide = Slices(layout.isNarrow ? 0 : layout.slices)
    }

    /// Keeps the first `count` views, at most as many as a batch has rows.
    func add(_ views: Slab<LawfulView>, count: Int) {
        if layout.isNarrow { narrow.add(views, count, layout) } else { wide.add(views, count, layout) }
    }

    /// All that was gathered.
    var keys: Keys { Keys(narrow: narrow.keys, wide: wide.keys) }

    /// How many views of each surface repeat the one before them within the window.
    static func repeats(_ logs: [Keys], layout: RepeatLayout, surfaces: Int) -> [Int] {
        let perSlice = Parallel.map(layout.slices) { slice in
            layout.isNarrow
                ? layout.repeats(logs.map { $0.narrow[slice] }, surfaces: surfaces)
                : layout.repeats(logs.map { $0.wide[slice] }, surfaces: surfaces)
        }
        return perSlice.reduce(into: Array(repeating: 0, count: surfaces)) { total, slice in
            for (surface, count) in slice.enumerated() { total[surface] += count }
        }
    }
}

/// Numbers by slice of time.
private final class Slices<Key: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable> {
    private(set) var keys: [[Key]]
    private let run = Slab<Key>(repeating: 0, count: RowBatch.capacity)

    init(_ count: Int) { keys = Array(repeating: [], count: count) }

    func add(_ views: Slab<LawfulView>, _ count: Int, _ layout: RepeatLayout) {
        // Logs are mostly in order of time, so that a batch falls into one slice.
        var start = 0
        while start < count {
            let slice = layout.slice(views[start])
            var end = start
            while end < count, layout.slice(views[end]) == slice {
                run[end - start] = layout.pack(views[end], in: slice, Key.self)
                end += 1
            }
            run.append(0..<end - start, to: &keys[slice])
            start = end
        }
        addToNext(views, count, layout)
    }

    /// Views within the window before a slice are wanted in it too.
    private func addToNext(_ views: Slab<LawfulView>, _ count: Int, _ layout: RepeatLayout) {
        guard layout.window > 0 else { return }
        for index in 0..<count {
            let next = (views[index].second + layout.window - layout.origin) >> Int64(layout.sliceBits)
            let slice = layout.slice(views[index])
            if Int(next) > slice, slice + 1 < keys.count {
                keys[slice + 1].append(layout.pack(views[index], in: slice + 1, Key.self))
            }
        }
    }
}
