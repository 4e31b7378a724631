import CScan

/// Finds rows and their fields in a block of bytes, 64 bytes at a time.
///
/// Works on raw bytes of any encoding that splits as ASCII. It knows no quotes, and no lines that end with a CR alone:
/// where it meets either it stops and says so, and the text is read in order by ``TableReader``'s rules instead. Blank
/// lines are passed over; a CR before the line end belongs to it.
@safe
public struct RowScanner: ~Copyable {
    /// Why a batch ended.
    public enum Outcome: Sendable {
        /// The batch is full, or the block is read up; there may be more rows if it is full.
        case rows
        /// A quote or a lone CR was met. What the batch holds is to be thrown away.
        case irregular
    }

    // INVARIANT: in this file `bytes` points to `end` bytes followed by at least `padding` readable ones, for as long as the
    // scanner lives. All reads are at `position < end`, or of 65 bytes from a block that begins before `end`.
    private let bytes: UnsafePointer<UInt8>
    private let end: Int
    private let delimiter: UInt8
    private let width: Int
    private let slotOfColumn: [Int8]
    private let isLastBlock: Bool
    private var position: Int
    private var line = 0
    private var block: Int
    private var marks: UInt64

    /// Bytes that must be readable behind a block.
    public static let padding = 65

    /// A scanner over whole rows.
    ///
    /// - Parameters:
    ///   - bytes: the block, with ``padding`` readable bytes behind it.
    ///   - start: where the first row begins.
    ///   - end: behind the last row; there is a line end just before it, unless `isLastBlock`.
    ///   - delimiter: the byte between fields.
    ///   - columns: for each column of the file the slot that it is wanted in, -1 where it is not.
    ///   - isLastBlock: whether the file ends with this block.
    public init(
        bytes: UnsafePointer<UInt8>, start: Int, end: Int, delimiter: UInt8, columns: [Int8], isLastBlock: Bool
    ) {
        unsafe self.bytes = unsafe bytes
        self.end = end
        self.delimiter = delimiter
        self.isLastBlock = isLastBlock
        width = columns.count
        slotOfColumn = columns
        position = start
        block = start
        marks = start < end ? unsafe sekisho_marks(bytes + start, delimiter) : 0
    }

    /// Lines passed so far.
    public var linesPassed: Int { line }

    /// Fills the batch with the next rows; an empty batch means that there are none.
    public mutating func fill(_ batch: RowBatch) -> Outcome {
        // Local copies: the loop then keeps them in registers.
        var (row, column, fieldStart) = (0, 0, position)
        var rowStart = position
        var (marks, block, position, line) = (self.marks, self.block, self.position, self.line)
        let columns = slotOfColumn
        var outcome = Outcome.rows
        // INVARIANT: see the two types' own; `slot < batch.slots` because columns hold nothing larger.
        unsafe columns.withUnsafeBufferPointer { columns in
            scan: while row < RowBatch.capacity, position < end {
                while marks == 0, block < end {
                    block += 64
                    if block < end { marks = unsafe sekisho_marks(bytes + block, delimiter) }
                }
                let mark = marks == 0 ? end : block + marks.trailingZeroBitCount
                marks &= marks &- 1
                if mark >= end {
                    // The text ends without a line end.
                    unsafe finish(
                        batch, &row, column, rowStart, fieldStart, end, line, columns, isCutShort: isLastBlock)
                    line += 1
                    position = end
                    break scan
                }
                let byte = unsafe bytes[mark]
                if byte == delimiter {
                    if column < width {
                        let slot = unsafe Int(columns[column])
                        if slot >= 0 {
                            unsafe batch.starts[row * batch.slots + slot] = Int32(truncatingIfNeeded: fieldStart)
                            unsafe batch.ends[row * batch.slots + slot] = Int32(truncatingIfNeeded: mark)
                        }
                    }
                    column += 1
                    fieldStart = mark + 1
                } else if byte == UInt8(ascii: "\n") {
                    unsafe finish(batch, &row, column, rowStart, fieldStart, mark, line, columns, isCutShort: false)
                    line += 1
                    position = mark + 1
                    fieldStart = position
                    rowStart = position
                    column = 0
                } else {
                    outcome = .irregular
                    break scan
                }
            }
        }
        (self.marks, self.block, self.position, self.line) = (marks, block, position, line)
        batch.count = row
        return outcome
    }

    @inline(__always)
    private func finish(
        _ batch: RowBatch, _ row: inout Int, _ column: Int, _ rowStart: Int, _ fieldStart: Int, _ lineEnd: Int,
        _ line: Int, _ columns: UnsafeBufferPointer<Int8>, isCutShort: Bool
    ) {
        var fieldEnd = lineEnd
        // INVARIANT: as for `fill`.
        if fieldEnd > fieldStart, unsafe bytes[fieldEnd - 1] == UInt8(ascii: "\r") { fieldEnd -= 1 }
        if column == 0, fieldEnd == fieldStart { return }
        if column < width {
            let slot = unsafe Int(columns[column])
            if slot >= 0 {
                unsafe batch.starts[row * batch.slots + slot] = Int32(truncatingIfNeeded: fieldStart)
                unsafe batch.ends[row * batch.slots + slot] = Int32(truncatingIfNeeded: fieldEnd)
            }
        }
        let fault: RowFault =
            column + 1 == width ? .none : column + 1 > width ? .tooManyColumns : isCutShort ? .cutShort : .tooFewColumns
        unsafe batch.faults[row] = fault
        unsafe batch.rowStarts[row] = Int32(truncatingIfNeeded: rowStart)
        unsafe batch.rowEnds[row] = Int32(truncatingIfNeeded: fieldEnd)
        unsafe batch.lines[row] = Int32(truncatingIfNeeded: line)
        row += 1
    }
}
