/// Memory of a fixed length for the loops that see every row: written in place, bounds checked, never copied.
///
/// An array that a class owns asks at each write whether it is shared, and whether somebody else is writing; at twenty
/// million rows that is a fifth of the time. A slab belongs to one thread.
@safe
public final class Slab<Element: BitwiseCopyable> {
    // INVARIANT: in this file `base` points to `count` initialised elements, allocated here and freed in deinit only;
    // every access checks its index.
    @usableFromInline let base: UnsafeMutablePointer<Element>
    /// How many elements there are.
    public let count: Int

    /// Memory for `count` elements, all the same at first.
    public init(repeating element: Element, count: Int) {
        self.count = count
        unsafe base = .allocate(capacity: max(1, count))
        unsafe base.initialize(repeating: element, count: count)
    }

    deinit {
        unsafe base.deallocate()
    }

    /// The element at a place.
    @inlinable
    public subscript(index: Int) -> Element {
        @inline(__always)
        get {
            precondition(index >= 0 && index < count, "beyond a slab")
            return unsafe base[index]
        }
        @inline(__always)
        _modify {
            precondition(index >= 0 && index < count, "beyond a slab")
            yield unsafe &base[index]
        }
    }

    /// Copies elements that lie side by side to the end of an array.
    @inlinable
    public func append(_ range: Range<Int>, to array: inout [Element]) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "beyond a slab")
        unsafe array.append(contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }
}
