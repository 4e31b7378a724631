import Intake

/// Fields to rows of the ownership index. Rejects carry lines counted from 0 within their piece.
struct OwnershipRowParser {
    private let file: DelimitedFile
    private let source: OwnershipSource
    private let headings: [String]
    private let directory: Directory
    private let longContracts: OwnershipReader.LongContracts
    private let hasPeriods: Bool
    /// Rows met so far.
    private(set) var rowsIn = 0
    /// Companies met lately, each at a place that its id's bytes give.
    private var companies = [(id: ContractKey, company: UInt16)](
        repeating: (ContractKey(high: 0, low: 0), 0), count: 256)
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

    mutating func parse(
        _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, into rows: inout OwnershipRows, _ rejects: inout [Reject]
    ) {
        rowsIn += batch.count
        for row in 0..<batch.count {
            // INVARIANT: all places are the batch's own, in the bytes that came with it.
            if let reason = batch.fault(row).reason {
                unsafe rejects.append(batch.reject(row, bytes, file, reason))
                continue
            }
            var key: SubjectKey?
            do throws(Fault) {
                let subject = unsafe try subject(bytes + batch.start(row, 0), batch.length(row, 0))
                key = subject
                unsafe rows.append(try parse(subject, row, batch, bytes))
            } catch {
                unsafe rejects.append(
                    batch.reject(row, bytes, file, error.reason, slot: error.slot, heading: headings[error.slot]))
                if hasPeriods, let key { unsafe rows.append(doubt(key, row, batch, bytes)) }
            }
        }
    }

    /// Stands for a row that is set aside, so that it does not make what the others say of its days look certain.
    private func doubt(
        _ key: SubjectKey, _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>
    ) -> OwnershipRow {
        // INVARIANT: as above.
        let from = try? unsafe day(bytes + batch.start(row, 3), batch.length(row, 3), slot: 3)
        let end = Result { unsafe try day(bytes + batch.start(row, 4), batch.length(row, 4), slot: 4) }
        var (first, last) = (Int32.min, Int32.max)
        if let from, case .success(let to) = end, to.map({ from < $0 }) ?? true {
            first = from.daysSince1970
            last = to?.daysSince1970 ?? .max
        }
        return OwnershipRow(
            key: key, contract: ContractKey(high: 0, low: 0),
            entry: OwnershipIndex.Entry(
                from: first, to: last, owner: OwnershipIndex.Entry.unreadableOwner, voltage: 0, isLast: true),
            isPeriod: true)
    }

    private mutating func parse(
        _ key: SubjectKey, _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>
    ) throws(Fault) -> OwnershipRow {
        // INVARIANT: as above.
        guard hasPeriods else {
            return OwnershipRow(key: key, contract: ContractKey(high: 0, low: 0), entry: .nobody, isPeriod: false)
        }
        let contract = unsafe try contract(bytes + batch.start(row, 1), batch.length(row, 1))
        let owner = unsafe try owner(bytes + batch.start(row, 2), batch.length(row, 2))
        guard let from = unsafe try day(bytes + batch.start(row, 3), batch.length(row, 3), slot: 3) else {
            throw Fault(slot: 3, reason: .unreadableDate)
        }
        let to = unsafe try day(bytes + batch.start(row, 4), batch.length(row, 4), slot: 4)
        if let to, to <= from { throw Fault(slot: 4, reason: .badValue) }
        let voltage = batch.slots > 5 ? unsafe try voltage(bytes + batch.start(row, 5), batch.length(row, 5)) : 0
        let entry = OwnershipIndex.Entry(
            from: from.daysSince1970, to: to?.daysSince1970 ?? .max, owner: owner, voltage: voltage, isLast: true)
        return OwnershipRow(key: key, contract: contract, entry: entry, isPeriod: true)
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

    private mutating func owner(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> UInt16 {
        // INVARIANT: as above.
        let packed = unsafe FieldParsing.packed(bytes, count: count)
        let key = packed.map { ContractKey(high: $0.high, low: $0.low) } ?? ContractKey(high: 0, low: 0)
        let place = Int(truncatingIfNeeded: ((key.low ^ key.high) &* 0x9E37_79B9_7F4A_7C15) >> 56)
        if packed != nil, count > 0, companies[place].id == key { return companies[place].company }
        let id = Identifiers.normalised(unsafe try text(bytes, count, slot: 2))
        guard !id.isEmpty else { throw Fault(slot: 2, reason: .emptyIdentifier) }
        guard let company = directory.company(id) else { throw Fault(slot: 2, reason: .unknownReference) }
        if packed != nil { companies[place] = (key, company.rawValue) }
        return company.rawValue
    }

    private func day(_ bytes: UnsafePointer<UInt8>, _ count: Int, slot: Int) throws(Fault) -> CalendarDay? {
        if count == 0 { return nil }
        // INVARIANT: as above.
        if count == 10, source.dates == .iso, let day = unsafe FieldParsing.isoDay(bytes) { return day }
        if unsafe Self.openEnd.elementsEqual(UnsafeBufferPointer(start: bytes, count: count)) { return nil }
        let text = Identifiers.normalised(unsafe try text(bytes, count, slot: slot))
        switch DayCell(text, source.dates, zone: source.zone, isEnd: slot == 4) {
        case .open: return nil
        case .day(let day): return day
        case .failure(let reason): throw Fault(slot: slot, reason: reason)
        }
    }

    private func voltage(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws(Fault) -> UInt8 {
        // INVARIANT: as above.
        if let packed = unsafe FieldParsing.packed(bytes, count: count) {
            let key = ContractKey(high: packed.high, low: packed.low)
            for index in Self.voltageKeys.indices where Self.voltageKeys[index] == key { return UInt8(index + 1) }
        }
        let id = Identifiers.normalised(unsafe try text(bytes, count, slot: 5))
        guard let voltage = Voltage(rawValue: id), let index = Voltage.allCases.firstIndex(of: voltage) else {
            throw Fault(slot: 5, reason: .badValue)
        }
        return UInt8(index + 1)
    }

    private static let voltageKeys = Voltage.allCases.map { ContractKey($0.rawValue) }
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
