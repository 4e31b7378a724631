import CScan
import Intake

/// The table of an ``OwnershipIndex``: from a number to places where its periods may begin.
///
/// A slot holds a place and, in the bits that it leaves, a tag: some more bits of the number's spread. Where the tag is
/// another the number is another; where it is the same, the periods themselves tell.
struct OwnershipSlots: Sendable {
    /// One half, or both side by side: a number lives in the half that the top bit of its spread names. At least a
    /// third of each is empty, so that a search ends.
    private var slots: [UInt32]
    private let half: UInt32
    /// How many bits of a slot are a place.
    private let placeBits: UInt32
    private static let empty = UInt32.max

    /// One half, empty.
    ///
    /// - Parameter rows: the most that either half will have.
    init(half rows: Int) {
        half = UInt32(rows + rows / 2 + 1)
        // A place of all ones is never used: with a tag of all ones it would look like an empty slot.
        placeBits = UInt32(Int.bitWidth - (2 * rows + 1).leadingZeroBitCount)
        slots = []
        slots.reserveCapacity(Int(half))
        LargePages.advise(&slots)
        slots.append(contentsOf: repeatElement(Self.empty, count: Int(half)))
    }

    /// Both halves, of the same size, with each place of either put through a table of new ones.
    init(_ lower: OwnershipSlots, _ upper: OwnershipSlots, places: ([UInt32], [UInt32])) {
        half = lower.half
        placeBits = lower.placeBits
        slots = []
        slots.reserveCapacity(2 * Int(half))
        LargePages.advise(&slots)
        let mask = UInt32.max << placeBits
        for (table, places) in [(lower, places.0), (upper, places.1)] {
            for slot in table.slots {
                slots.append(slot == Self.empty ? slot : slot & mask | places[Int(slot & ~mask)])
            }
        }
    }

    /// A search for a number.
    struct Search: Sendable, BitwiseCopyable {
        /// The next slot to look at.
        fileprivate var position: UInt32
        fileprivate let tag: UInt32

        /// One that is never made.
        static let none = Search(position: 0, tag: 0)
    }

    /// A search for a number: it begins where the spread, behind its top bit, is scaled to the half.
    @inline(__always)
    func search(_ key: SubjectKey) -> Search {
        let spread = key.spread
        let half = UInt64(half)
        let offset = slots.count > half ? (spread >> 63) &* half : 0
        let place = (spread << 1).multipliedFullWidth(by: half).high &+ offset
        return Search(
            position: UInt32(truncatingIfNeeded: place), tag: UInt32(truncatingIfNeeded: spread) << placeBits)
    }

    /// The next place at which the number's periods may begin; nil where the table does not have it.
    @inline(__always)
    func next(_ search: inout Search) -> UInt32? {
        let mask = UInt32.max << placeBits
        while true {
            let slot = slots[Int(search.position)]
            if slot == Self.empty { return nil }
            search.position += 1
            if search.position == half || search.position == 2 * half { search.position -= half }
            if slot & mask == search.tag { return slot & ~mask }
        }
    }

    /// Puts a place into the slot at which a search has ended.
    mutating func insert(_ place: UInt32, _ search: Search) { slots[Int(search.position)] = search.tag | place }

    /// Asks the processor to bring the slot at which a search begins closer.
    @inline(__always)
    func prefetch(_ search: Search) {
        // INVARIANT: the position is within the table; a prefetch reads nothing.
        unsafe slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { unsafe sekisho_prefetch(base + Int(search.position)) }
        }
    }
}
