import Intake

/// How a view is packed into one number: who, when, which surface; the record is told by the bucket and the rest.
///
/// The widths follow from the case: how many people, surfaces, seconds and records there are. Nothing is hashed, so
/// that two views are the same only if they are.
struct RepeatLayout: Sendable {
    static let bucketBits = 10
    let secondBits: Int
    let personBits: Int
    let surfaceBits: Int
    let subjectBits: Int
    /// Seconds since 1970 of the earliest view.
    let origin: Int64

    init(people: Int, surfaces: Int, subjects: Int, from: Int64, to: Int64) {
        func bits(_ count: Int) -> Int { Int.bitWidth - max(1, count).leadingZeroBitCount }
        origin = from
        secondBits = bits(Int(to - from))
        personBits = bits(people)
        surfaceBits = bits(surfaces)
        subjectBits = max(0, bits(subjects) - Self.bucketBits)
    }

    /// Whether a view fits 64 bits; it always fits 128.
    var isNarrow: Bool { secondBits + personBits + surfaceBits + subjectBits <= 64 }
}

/// One thread's lawful views, packed and dealt out to buckets by record, to be searched for repeats at the end.
struct RepeatLog: Sendable {
    let layout: RepeatLayout
    private(set) var narrow: [[UInt64]]
    private(set) var wide: [[UInt128]]

    init(_ layout: RepeatLayout) {
        self.layout = layout
        let count = 1 << RepeatLayout.bucketBits
        narrow = Array(repeating: [], count: layout.isNarrow ? count : 0)
        wide = Array(repeating: [], count: layout.isNarrow ? 0 : count)
    }

    @inline(__always)
    mutating func add(subject: UInt32, person: UInt32, surface: UInt16, second: Int64) {
        let bucket = Int(subject & (1 << RepeatLayout.bucketBits - 1))
        if layout.isNarrow {
            narrow[bucket].append(pack(UInt64.self, subject, person, surface, second))
        } else {
            wide[bucket].append(pack(UInt128.self, subject, person, surface, second))
        }
    }

    @inline(__always)
    private func pack<Key: FixedWidthInteger>(
        _: Key.Type, _ subject: UInt32, _ person: UInt32, _ surface: UInt16, _ second: Int64
    ) -> Key {
        var key = Key(truncatingIfNeeded: subject >> UInt32(RepeatLayout.bucketBits))
        key = key << layout.personBits | Key(truncatingIfNeeded: person)
        key = key << layout.surfaceBits | Key(truncatingIfNeeded: surface)
        return key << layout.secondBits | Key(truncatingIfNeeded: second - layout.origin)
    }

    /// How many views of each surface repeat the one before them within the window.
    static func repeats(_ logs: [RepeatLog], layout: RepeatLayout, surfaces: Int, window: Int) -> [Int] {
        let perBucket = Parallel.map(1 << RepeatLayout.bucketBits) { bucket in
            layout.isNarrow
                ? count(logs.map { $0.narrow[bucket] }, layout, surfaces, window)
                : count(logs.map { $0.wide[bucket] }, layout, surfaces, window)
        }
        return perBucket.reduce(into: Array(repeating: 0, count: surfaces)) { total, bucket in
            for (surface, count) in bucket.enumerated() { total[surface] += count }
        }
    }

    private static func count<Key: FixedWidthInteger & UnsignedInteger & Sendable>(
        _ parts: [[Key]], _ layout: RepeatLayout, _ surfaces: Int, _ window: Int
    ) -> [Int] {
        var keys = parts.flatMap { $0 }
        RadixSort.sort(&keys, bits: layout.secondBits + layout.personBits + layout.surfaceBits + layout.subjectBits)
        var counts = [Int](repeating: 0, count: surfaces)
        guard var last = keys.first else { return counts }
        let surfaceMask = Key(1) << layout.surfaceBits - 1
        for key in keys.dropFirst() {
            // The seconds are the lowest bits: a small difference within one person, record and surface is time.
            if key - last <= Key(window), key >> layout.secondBits == last >> layout.secondBits {
                counts[Int(truncatingIfNeeded: key >> layout.secondBits & surfaceMask)] += 1
            }
            last = key
        }
        return counts
    }
}
