/// Up to 64 rows of a block of delimited text, as the places of their fields in that block.
///
/// A batch is reused for the whole block, so that no row allocates anything.
@safe
public final class RowBatch {
    // INVARIANT: in this file `starts` and `ends` have `capacity * slots` elements, the others `capacity`; they are
    // allocated here and freed in deinit, and indices are made from `row < count` and `slot < slots` only.

    /// The most rows of a batch.
    public static let capacity = 64

    /// How many fields of a row are wanted.
    public let slots: Int
    /// Where each field begins, in lines and characters from 1; empty where the bytes themselves tell.
    var places: [(line: Int, column: Int)] = []
    /// How many rows there are.
    public internal(set) var count = 0
    @usableFromInline let starts: UnsafeMutablePointer<Int32>
    @usableFromInline let ends: UnsafeMutablePointer<Int32>
    @usableFromInline let lines: UnsafeMutablePointer<Int32>
    let rowStarts: UnsafeMutablePointer<Int32>
    let rowEnds: UnsafeMutablePointer<Int32>
    @usableFromInline let faults: UnsafeMutablePointer<RowFault>

    /// A batch for rows of which so many fields are wanted.
    public init(slots: Int) {
        self.slots = slots
        unsafe starts = .allocate(capacity: Self.capacity * max(1, slots))
        unsafe ends = .allocate(capacity: Self.capacity * max(1, slots))
        unsafe lines = .allocate(capacity: Self.capacity)
        unsafe rowStarts = .allocate(capacity: Self.capacity)
        unsafe rowEnds = .allocate(capacity: Self.capacity)
        unsafe faults = .allocate(capacity: Self.capacity)
        unsafe starts.initialize(repeating: 0, count: Self.capacity * max(1, slots))
        unsafe ends.initialize(repeating: 0, count: Self.capacity * max(1, slots))
        unsafe lines.initialize(repeating: 0, count: Self.capacity)
        unsafe rowStarts.initialize(repeating: 0, count: Self.capacity)
        unsafe rowEnds.initialize(repeating: 0, count: Self.capacity)
        unsafe faults.initialize(repeating: .none, count: Self.capacity)
    }

    deinit {
        unsafe starts.deallocate()
        unsafe ends.deallocate()
        unsafe lines.deallocate()
        unsafe rowStarts.deallocate()
        unsafe rowEnds.deallocate()
        unsafe faults.deallocate()
    }

    /// Where a field begins in the block.
    @inlinable
    @inline(__always)
    public func start(_ row: Int, _ slot: Int) -> Int { unsafe Int(starts[row * slots + slot]) }

    /// Where a field ends in the block.
    @inlinable
    @inline(__always)
    public func end(_ row: Int, _ slot: Int) -> Int { unsafe Int(ends[row * slots + slot]) }

    /// The bytes of the whole row in the block, without its line end.
    public func bounds(_ row: Int) -> Range<Int> { unsafe Int(rowStarts[row])..<Int(rowEnds[row]) }

    /// The row's line, counted from 0 at the beginning of the piece that is being read.
    @inlinable
    @inline(__always)
    public func line(_ row: Int) -> Int { unsafe Int(lines[row]) }

    /// What is wrong with the row as a whole.
    @inlinable
    @inline(__always)
    public func fault(_ row: Int) -> RowFault { unsafe faults[row] }
}

/// What can be wrong with a row as a whole.
public enum RowFault: UInt8, Sendable {
    /// Nothing.
    case none
    /// It has fewer fields than the heading.
    case tooFewColumns
    /// It has more.
    case tooManyColumns
    /// It is the last, has no line end, and fewer fields than the heading.
    case cutShort
    /// A quote in it is never closed.
    case unterminatedQuote

    /// As a reason for a reject.
    public var reason: RejectReason? {
        switch self {
        case .none: nil
        case .tooFewColumns: .tooFewColumns
        case .tooManyColumns: .tooManyColumns
        case .cutShort: .cutShort
        case .unterminatedQuote: .unterminatedQuote
        }
    }
}

extension RowBatch {
    /// How many bytes a field has.
    @inlinable
    @inline(__always)
    public func length(_ row: Int, _ slot: Int) -> Int { end(row, slot) - start(row, slot) }

    /// A reject of a row, or of one of its fields, with the line counted from 0 within the piece.
    ///
    /// - Parameter bytes: those that came with the batch.
    public func reject(
        _ row: Int, _ bytes: UnsafePointer<UInt8>, _ file: DelimitedFile, _ reason: RejectReason, slot: Int? = nil,
        heading: String? = nil
    ) -> Reject {
        func text(_ range: Range<Int>) -> String {
            // INVARIANT: the batch's own places, in the bytes that came with it.
            let field = unsafe Array(UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count))
            return (try? file.encoding.decode(field)) ?? String(decoding: field, as: UTF8.self)
        }
        let bounds = bounds(row)
        guard let slot, start(row, slot) >= bounds.lowerBound else {
            return Reject(
                file: file.source.name, line: line(row), reason: reason, excerpt: Row.excerpt(text(bounds)))
        }
        let place =
            places.isEmpty
            ? (line: line(row), column: text(bounds.lowerBound..<start(row, slot)).unicodeScalars.count + 1)
            : (line: places[row * slots + slot].line - 1, column: places[row * slots + slot].column)
        return Reject(
            file: file.source.name, line: place.line, column: place.column, columnName: heading, reason: reason,
            excerpt: Row.excerpt(text(start(row, slot)..<end(row, slot))))
    }
}
