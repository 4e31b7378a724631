import Intake
import Synchronization

/// Reads the rows of large registers, on all cores.
struct OwnershipReader: Sendable {
    /// One register's rows.
    struct Table: Sendable {
        var table: RegisterTable
        var file: String
        var hasPeriods: Bool
        var rows: [[OwnershipRow]]
        var rejects: [Reject]
    }

    /// Contract ids that are too long to be held in a key, numbered.
    final class LongContracts: Sendable {
        private let state = Mutex<(numbers: [String: UInt64], texts: [String])>(([:], []))

        func key(_ text: String) -> ContractKey {
            state.withLock { state in
                let number = state.numbers[text] ?? UInt64(state.texts.count)
                if Int(number) == state.texts.count {
                    state.numbers[text] = number
                    state.texts.append(text)
                }
                return ContractKey(high: ContractKey.longMark, low: number)
            }
        }

        var texts: [String] { state.withLock { $0.texts } }
    }

    let directory: Directory
    let longContracts = LongContracts()

    private struct Piece: Sendable {
        var rows: [OwnershipRow] = []
        var rejects: [Reject] = []
        var lines = 0
        var fault: ScanFault?
    }

    /// - Parameter columns: canonical names in the order of `OwnershipRowParser`'s slots.
    func read(
        _ source: OwnershipSource, _ table: RegisterTable, columns: [String], hasPeriods: Bool
    ) throws(IntakeError) -> Table {
        var file = try DelimitedFile(
            source: source.source, format: source.format, carefully: false, stride: source.stride)
        while true {
            do throws(ScanFault) {
                return try read(file, source, table, columns: columns, hasPeriods: hasPeriods)
            } catch {
                switch error {
                case .irregular: file = try DelimitedFile(source: source.source, format: source.format, carefully: true)
                case .unreadable(let error): throw error
                }
            }
        }
    }

    private func read(
        _ file: DelimitedFile, _ source: OwnershipSource, _ table: RegisterTable, columns: [String], hasPeriods: Bool
    ) throws(ScanFault) -> Table {
        var wanted: [Int?] = []
        do throws(IntakeError) {
            for column in columns { wanted.append(try file.column(source.columns[column] ?? column)) }
        } catch {
            throw .unreadable(error)
        }
        let headings = wanted.map { $0.map { file.header[$0] } ?? "" }
        let places = wanted
        let pieces = Parallel.map(file.pieceCount) { index in
            var piece = Piece()
            let parser = OwnershipRowParser(
                file: file, source: source, headings: headings, directory: directory, longContracts: longContracts,
                hasPeriods: hasPeriods)
            do throws(ScanFault) {
                // INVARIANT: the handler gets the bytes that the batch's places are in.
                piece.lines = unsafe try file.read(
                    index, wanted: places, buffer: BlockBuffer(), batch: RowBatch(slots: places.count)
                ) { batch, bytes in
                    unsafe parser.parse(batch, bytes, into: &piece.rows, &piece.rejects)
                }
            } catch {
                piece.fault = error
            }
            return piece
        }
        if let fault = pieces.lazy.compactMap(\.fault).first { throw fault }
        var line = file.firstLine
        var rejects: [Reject] = []
        for piece in pieces {
            for reject in piece.rejects {
                var placed = reject
                placed.line += line
                rejects.append(placed)
            }
            line += piece.lines
        }
        return Table(
            table: table, file: file.source.name, hasPeriods: hasPeriods, rows: pieces.map(\.rows), rejects: rejects)
    }
}

/// Fields to rows of the ownership index. Rejects carry lines counted from 0 within their piece.
final class OwnershipRowParser {
    private let file: DelimitedFile
    private let source: OwnershipSource
    private let headings: [String]
    private let directory: Directory
    private let longContracts: OwnershipReader.LongContracts
    private let hasPeriods: Bool
    private var companies: [ContractKey: UInt16] = [:]
    private static let openEnd = Array("9999-12-31".utf8)

    init(
        file: DelimitedFile, source: OwnershipSource, headings: [String], directory: Directory,
        longContracts: OwnershipReader.LongContracts, hasPeriods: Bool
    ) {
        self.file = file
        self.source = source
        self.headings = headings
        self.directory = directory
        self.longContracts = longContracts
        self.hasPeriods = hasPeriods
    }

    private struct Fault: Error {
        var slot: Int
        var reason: RejectReason
    }

    func parse(
        _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, into rows: inout [OwnershipRow], _ rejects: inout [Reject]
    ) {
        for row in 0..<batch.count {
            // INVARIANT: all places are the batch's own, in the bytes that came with it.
            if let reason = batch.fault(row).reason {
                unsafe rejects.append(batch.reject(row, bytes, file, reason))
                continue
            }
            do throws(Fault) {
                unsafe rows.append(try parse(row, batch, bytes))
            } catch {
                unsafe rejects.append(
                    batch.reject(row, bytes, file, error.reason, slot: error.slot, heading: headings[error.slot]))
            }
        }
    }

    private func parse(_ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) throws(Fault) -> OwnershipRow {
        // INVARIANT: as above.
        let key = unsafe try subject(bytes + batch.start(row, 0), batch.length(row, 0))
        guard hasPeriods else { return OwnershipRow(key: key, entry: nil) }
        let contract = unsafe try contract(bytes + batch.start(row, 1), batch.length(row, 1))
        let owner = unsafe try owner(bytes + batch.start(row, 2), batch.length(row, 2))
        guard let from = unsafe try day(bytes + batch.start(row, 3), batch.length(row, 3), slot: 3) else {
            throw Fault(slot: 3, reason: .unreadableDate)
        }
        let to = unsafe try day(bytes + batch.start(row, 4), batch.length(row, 4), slot: 4)
        if let to, to <= from { throw Fault(slot: 4, reason: .badValue) }
        let voltage = batch.slots > 5 ? unsafe try voltage(bytes + batch.start(row, 5), batch.length(row, 5)) : 0
        let entry = OwnershipIndex.Entry(
            from: from.daysSince1970, to: to?.daysSince1970 ?? .max, owner: owner, voltage: voltage, isLast: true,
            contract: contract)
        return OwnershipRow(key: key, entry: entry)
    }

    private func text(_ bytes: UnsafePointer<UInt8>, _ count: Int, slot: Int) throws(Fault) -> String {
        // INVARIANT: the field's own bytes.
        let field = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
        guard let text = try? file.encoding.decode(field) else { throw Fault(slot: slot, reason: .undecodable) }
        return text
    }

    private func subject(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> SubjectKey {
        // INVARIANT: the field's own bytes, with padding behind them.
        if let key = unsafe SubjectKey(plain: bytes, count: count) { return key }
        let text = unsafe try text(bytes, count, slot: 0)
        if let key = SubjectKey(text) { return key }
        throw Fault(
            slot: 0, reason: Identifiers.normalised(text).isEmpty ? .emptyIdentifier : .unreadableIdentifier)
    }

    private func contract(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> ContractKey {
        guard count > 0 else { throw Fault(slot: 1, reason: .emptyIdentifier) }
        // INVARIANT: as above.
        if unsafe FieldParsing.isPlain(bytes, count: count),
            let packed = unsafe FieldParsing.packed(bytes, count: count)
        {
            return ContractKey(high: packed.high, low: packed.low)
        }
        let id = Identifiers.normalised(unsafe try text(bytes, count, slot: 1))
        guard !id.isEmpty else { throw Fault(slot: 1, reason: .emptyIdentifier) }
        return id.utf8.count < 16 ? ContractKey(id) : longContracts.key(id)
    }

    private func owner(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> UInt16 {
        // INVARIANT: as above.
        let packed = unsafe FieldParsing.packed(bytes, count: count)
        let key = packed.map { ContractKey(high: $0.high, low: $0.low) }
        if let key, let known = companies[key] { return known }
        let id = Identifiers.normalised(unsafe try text(bytes, count, slot: 2))
        guard !id.isEmpty else { throw Fault(slot: 2, reason: .emptyIdentifier) }
        guard let company = directory.company(id) else { throw Fault(slot: 2, reason: .unknownReference) }
        if let key { companies[key] = company.rawValue }
        return company.rawValue
    }

    private func day(_ bytes: UnsafePointer<UInt8>, _ count: Int, slot: Int) throws(Fault) -> CalendarDay? {
        if count == 0 { return nil }
        // INVARIANT: as above.
        if count == 10, source.dates == .iso, let day = unsafe FieldParsing.isoDay(bytes) { return day }
        if unsafe Self.openEnd.elementsEqual(UnsafeBufferPointer(start: bytes, count: count)) { return nil }
        let text = Identifiers.normalised(unsafe try text(bytes, count, slot: slot))
        if source.dates.meansOpenEnd(text) { return nil }
        switch source.dates.read(text, zone: source.zone) {
        case .instant(let instant): return instant.day(in: source.zone)
        case .impossible: throw Fault(slot: slot, reason: .impossibleDate)
        case .unreadable: throw Fault(slot: slot, reason: .unreadableDate)
        }
    }

    private func voltage(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> UInt8 {
        // INVARIANT: as above; a field of `count` bytes is compared with names of as many.
        for (index, name) in Self.voltageNames.enumerated() where name.count == count {
            if unsafe name.elementsEqual(UnsafeBufferPointer(start: bytes, count: count)) { return UInt8(index + 1) }
        }
        let id = Identifiers.normalised(unsafe try text(bytes, count, slot: 5))
        guard let voltage = Voltage(rawValue: id), let index = Voltage.allCases.firstIndex(of: voltage) else {
            throw Fault(slot: 5, reason: .badValue)
        }
        return UInt8(index + 1)
    }

    private static let voltageNames = Voltage.allCases.map { Array($0.rawValue.utf8) }
}

extension ContractKey {
    /// The key of an id of at most 15 bytes of UTF-8.
    init(_ id: String) {
        var low: UInt64 = 0
        var high = UInt64(id.utf8.count) << 56
        for (index, byte) in id.utf8.enumerated() {
            if index < 8 { low |= UInt64(byte) << (8 * index) } else { high |= UInt64(byte) << (8 * (index - 8)) }
        }
        self.init(high: high, low: low)
    }
}
