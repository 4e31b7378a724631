/// A large table of delimited text, read in pieces by several threads, with no String for its rows.
///
/// Text that splits as ASCII and has no quotes is cut into blocks. Anything else, such as UTF-16, quoted line ends or
/// lone CRs, is read as one piece by ``TableReader``'s rules, and handed on in the same form: slower, and as right.
public struct DelimitedFile: Sendable {
    /// Bytes that are looked at before it is decided how to read a file.
    static let sniffed = 256 << 10

    /// The source.
    public let source: any ByteSource
    /// The headings.
    public let header: [String]
    /// How the fields of a piece are encoded.
    public let encoding: TextEncoding
    private let format: TableFormat
    private let blocks: BlockReader?
    /// Line, from 1, of a piece's line 0, for the first piece.
    public let firstLine: Int

    /// Looks at the beginning of a file, and reads its headings.
    ///
    /// - Parameter carefully: whether to read it as one piece whatever it looks like; see ``ScanFault/irregular``.
    /// - Throws: as ``TableReader`` does for a wrong encoding, an empty file, a heading that stands twice.
    public init(source: any ByteSource, format: TableFormat, carefully: Bool = false) throws(IntakeError) {
        try self.init(source: source, format: format, carefully: carefully, stride: BlockReader.stride)
    }

    /// The same, cut into pieces of another size.
    package init(
        source: any ByteSource, format: TableFormat, carefully: Bool, stride: Int
    ) throws(IntakeError) {
        self.source = source
        self.format = format
        let head = try Self.head(source)
        let text = format.encoding.byteOrderMark(in: head)
        let firstEnd = head[text...].firstIndex(of: UInt8(ascii: "\n"))
        let hasLoneReturn = zip(head, head.dropFirst()).contains { $0 == 13 && $1 != 10 }
        if !carefully, format.splitsAsASCII, format.hasHeader, let firstEnd, !hasLoneReturn,
            !head.contains(UInt8(ascii: "\"")), !head[text..<firstEnd].allSatisfy({ $0 == 13 || $0 == 32 })
        {
            header = try TableReader(bytes: Array(head[..<firstEnd]), file: source.name, format: format).header
            blocks = BlockReader(source: source, start: firstEnd + 1, stride: stride)
            encoding = format.encoding
            firstLine = 2
        } else {
            header = try TableReader(bytes: try source.readAll(), file: source.name, format: format).header
            blocks = nil
            encoding = .utf8
            firstLine = 1
        }
    }

    private static func head(_ source: any ByteSource) throws(IntakeError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: min(sniffed, source.count))
        var failure: IntakeError?
        // INVARIANT: the buffer is no longer than the source.
        unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(IntakeError) {
                unsafe try source.read(at: 0, into: buffer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// How many pieces there are; they are independent of each other.
    public var pieceCount: Int { blocks?.count ?? 1 }

    /// Where the column with a heading stands, from 0; nil where there is none.
    public func column(optional heading: String) -> Int? {
        let wanted = Identifiers.normalised(heading)
        return header.firstIndex { Identifiers.normalised($0) == wanted }
    }

    /// Where the column with a heading stands, from 0.
    ///
    /// - Throws: an error that lists the headings there are.
    public func column(_ heading: String) throws(IntakeError) -> Int {
        if let found = column(optional: heading) { return found }
        throw TableReader.missingColumn(heading, header, file: source.name)
    }

    /// Reads one piece.
    ///
    /// - Parameters:
    ///   - piece: from 0 to ``pieceCount``.
    ///   - wanted: the columns that are wanted, in the order of the batch's slots; nil for one that the file lacks,
    ///     which reads as empty.
    ///   - buffer: memory that is reused.
    ///   - batch: reused; has as many slots as there are columns wanted.
    ///   - handle: gets the batch, and the bytes that its places are in.
    /// - Returns: how many lines the piece has.
    /// - Throws: what the source throws, or `.irregular`: the file has to be opened again, carefully.
    public func read(
        _ piece: Int, wanted: [Int?], buffer: BlockBuffer, batch: RowBatch,
        _ handle: (_ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> Void
    ) throws(ScanFault) -> Int {
        guard let blocks else {
            // INVARIANT: as below: the handler gets places within the bytes that it gets.
            unsafe try readCarefully(wanted: wanted, buffer: buffer, batch: batch, handle)
            return 0
        }
        do throws(IntakeError) {
            try blocks.read(piece, into: buffer)
        } catch {
            throw .unreadable(error)
        }
        batch.clear()
        var columns = [Int8](repeating: -1, count: header.count)
        for (slot, column) in wanted.enumerated() {
            if let column { columns[column] = Int8(slot) }
        }
        // INVARIANT: the buffer's rows are followed by the padding that the scanner needs, and stay until the next read.
        var scanner = unsafe RowScanner(
            bytes: buffer.bytes, start: buffer.rows.lowerBound, end: buffer.rows.upperBound,
            delimiter: format.delimiter, columns: columns, isLastBlock: buffer.isLast)
        while true {
            switch scanner.fill(batch) {
            case .irregular: throw .irregular
            case .rows:
                guard batch.count > 0 else { return scanner.linesPassed }
                for (slot, column) in wanted.enumerated() {
                    guard let column, Int(columns[column]) != slot else { continue }
                    batch.copy(Int(columns[column]), to: slot)
                }
                // INVARIANT: as above; the batch's places are within the block.
                unsafe handle(batch, buffer.bytes)
            }
        }
    }

    private func readCarefully(
        wanted: [Int?], buffer: BlockBuffer, batch: RowBatch,
        _ handle: (_ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> Void
    ) throws(ScanFault) {
        var reader: TableReader
        do throws(IntakeError) {
            reader = try TableReader(bytes: try source.readAll(), file: source.name, format: format)
        } catch {
            throw .unreadable(error)
        }
        let columns = Set(wanted.compactMap(\.self))
        var text: [UInt8] = []
        batch.clear()
        func flush() {
            buffer.load(text)
            // INVARIANT: the batch's places are within `text`, which the buffer now holds.
            unsafe handle(batch, buffer.bytes)
            text.removeAll(keepingCapacity: true)
            batch.clear()
        }
        while let item = reader.next() {
            switch item {
            case .row(let row):
                // No time, number or id goes over two lines: there a quote has swallowed the line's end.
                if let reject = reader.refuseTorn(row, in: columns) {
                    batch.append(reject, to: &text)
                } else {
                    batch.append(row, wanted, to: &text)
                }
            case .reject(let reject): batch.append(reject, to: &text)
            }
            if batch.count == RowBatch.capacity { flush() }
        }
        if batch.count > 0 { flush() }
    }
}

/// Why a piece of a file could not be read.
public enum ScanFault: Error {
    /// There is a quote or a lone CR in a file that was taken to have none: open it again, carefully.
    case irregular
    /// The source cannot be read, or is no text in its encoding.
    case unreadable(IntakeError)
}

extension RowBatch {
    func clear() {
        count = 0
        places.removeAll(keepingCapacity: true)
        // INVARIANT: as for the type; a slot whose column the file lacks stays empty.
        unsafe starts.update(repeating: 0, count: Self.capacity * slots)
        unsafe ends.update(repeating: 0, count: Self.capacity * slots)
    }

    /// Puts the fields of one slot into another too: one column can be wanted twice.
    func copy(_ slot: Int, to other: Int) {
        for row in 0..<count {
            // INVARIANT: `row < count`, and both slots are below `slots`.
            unsafe starts[row * slots + other] = starts[row * slots + slot]
            unsafe ends[row * slots + other] = ends[row * slots + slot]
        }
    }

    func append(_ row: Row, _ wanted: [Int?], to text: inout [UInt8]) {
        begin(line: row.line, .none, text.count)
        for (slot, column) in wanted.enumerated() {
            // INVARIANT: `count < capacity`, and `slot < slots`.
            unsafe starts[count * slots + slot] = Int32(text.count)
            if let column { text += row.fields[column].utf8 }
            places.append(column.map { row.start($0) } ?? (line: row.line, column: 0))
            unsafe ends[count * slots + slot] = Int32(text.count)
        }
        finish(text.count)
    }

    func append(_ reject: Reject, to text: inout [UInt8]) {
        let fault: RowFault =
            switch reject.reason {
            case .tooManyColumns: .tooManyColumns
            case .cutShort: .cutShort
            case .unterminatedQuote: .unterminatedQuote
            default: .tooFewColumns
            }
        begin(line: reject.line, fault, text.count)
        places += Array(repeating: (line: reject.line, column: 0), count: slots)
        text += reject.excerpt.utf8
        finish(text.count)
    }

    private func begin(line: Int, _ fault: RowFault, _ start: Int) {
        // INVARIANT: `count < capacity`.
        unsafe lines[count] = Int32(line - 1)
        unsafe faults[count] = fault
        unsafe rowStarts[count] = Int32(start)
    }

    private func finish(_ end: Int) {
        // INVARIANT: `count < capacity`.
        unsafe rowEnds[count] = Int32(end)
        count += 1
    }
}
