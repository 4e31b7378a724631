/// Cuts a source into blocks of whole rows, so that several threads can read one file.
///
/// A block is the rows that begin in its stretch of bytes. Only for text without quotes: a line end is a row's end.
public struct BlockReader: Sendable {
    /// Bytes that one block covers.
    public static let stride = 512 << 10

    /// The source.
    public let source: any ByteSource
    /// Where the first row begins.
    public let start: Int
    private let stride: Int

    /// Blocks of a source, from `start` on, which is the beginning of a row.
    public init(source: any ByteSource, start: Int) {
        self.init(source: source, start: start, stride: Self.stride)
    }

    /// Blocks of another size, so that tests meet many of them in a small source.
    package init(source: any ByteSource, start: Int, stride: Int) {
        self.source = source
        self.start = start
        self.stride = stride
    }

    /// How many blocks there are.
    public var count: Int { max(0, (source.count - start + stride - 1) / stride) }

    /// The rows of one block, in memory that is reused from block to block.
    ///
    /// - Throws: what the source throws; a single row longer than 16 MiB is refused.
    public func read(_ index: Int, into buffer: BlockBuffer) throws(IntakeError) {
        let from = start + index * stride
        let to = min(source.count, from + stride)
        // One byte more in front tells whether a row begins exactly here.
        let first = index == 0 ? from : from - 1
        var length = min(source.count, to + BlockBuffer.slack) - first
        try buffer.load(source, at: first, count: length)
        let begin = index == 0 ? 0 : buffer.lineEnd(from: 0, to: to - first).map { $0 + 1 }
        guard let begin, first + begin < to else {
            // The row before goes on through all of this block, or begins a new one behind it.
            buffer.rows = 0..<0
            return
        }
        while first + length < source.count {
            if let end = buffer.lineEnd(from: to - 1 - first, to: length) {
                buffer.rows = begin..<end + 1
                buffer.isLast = first + end + 1 == source.count
                return
            }
            guard length < 16 << 20 else {
                throw IntakeError(
                    at: Place(file: source.name, line: 1, column: 0),
                    ja: "1 行が 16 MiB を超えています。改行のある区切り文字のファイルか確かめてください",
                    en: "a line is longer than 16 MiB; check that this is delimited text with line ends")
            }
            length = min(source.count - first, length * 2)
            try buffer.load(source, at: first, count: length)
        }
        let end = buffer.lineEnd(from: to - 1 - first, to: length).map { $0 + 1 } ?? length
        buffer.rows = begin..<end
        buffer.isLast = first + end == source.count
    }
}

/// Memory for one block of a file.
@safe
public final class BlockBuffer {
    // INVARIANT: in this file `memory` has `capacity` bytes, of which `count` are the file's and `RowScanner.padding` more are
    // readable; it is allocated here and freed in deinit only.
    static let slack = 16 << 10
    private var memory: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// The whole rows of the block, as places in it.
    public internal(set) var rows: Range<Int> = 0..<0
    /// Whether the file ends with this block.
    public internal(set) var isLast = false

    /// Memory that grows with what is read into it.
    public init() {
        capacity = RowScanner.padding
        unsafe memory = .allocate(capacity: capacity)
        unsafe memory.initialize(repeating: 0, count: capacity)
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// The bytes, with ``RowScanner/padding`` readable ones behind the last; valid until the next block is read.
    public var bytes: UnsafePointer<UInt8> { unsafe UnsafePointer(memory) }

    func load(_ source: any ByteSource, at offset: Int, count: Int) throws(IntakeError) {
        if count + RowScanner.padding > capacity {
            unsafe memory.deallocate()
            capacity = max(count + RowScanner.padding, capacity * 2)
            unsafe memory = .allocate(capacity: capacity)
        }
        unsafe (memory + count).initialize(repeating: 0, count: RowScanner.padding)
        unsafe try source.read(at: offset, into: UnsafeMutableRawBufferPointer(start: memory, count: count))
    }

    /// Puts bytes that are already in memory into the buffer, as one block that is the last.
    public func load(_ bytes: [UInt8]) {
        let source = MemorySource(name: "", bytes: bytes)
        try? load(source, at: 0, count: bytes.count)
        rows = 0..<bytes.count
        isLast = true
    }

    func lineEnd(from: Int, to: Int) -> Int? {
        var position = from
        while position < to {
            if unsafe memory[position] == UInt8(ascii: "\n") { return position }
            position += 1
        }
        return nil
    }
}
