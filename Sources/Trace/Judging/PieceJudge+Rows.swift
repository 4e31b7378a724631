import Barrier
import Intake
import Registry

/// What rarely happens to a row, or is kept out of the way of those to which nothing happens.
extension PieceJudge {
    /// The bytes of the fields that tell circumstances.
    struct CircumstanceBytes: Hashable {
        var purpose: PackedID
        var emergency: PackedID
    }

    // INVARIANT: in this file places are the batch's own, in the bytes that came with it.

    /// Counts views of a day.
    @inline(__always)
    func tally(_ day: Int32, _ views: UInt32 = 1) {
        guard views > 0 else { return }
        let surface = Int(source.surface.rawValue)
        viewsByDay[surface * context.period.count + Int(day - context.period.lowerBound)] += views
        if let days = outcome.days, days.contains(day) { return }
        outcome.days = min(day, outcome.days?.lowerBound ?? day)...max(day, outcome.days?.upperBound ?? day)
    }

    @inline(never)
    func reject(
        _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ column: ViewSource.Column,
        _ reason: RejectReason
    ) {
        let slot = ViewSource.Column.allCases.firstIndex(of: column) ?? 0
        var reject = unsafe batch.reject(
            row, bytes, file, reason, slot: slot, heading: source.columns[column] ?? column.rawValue)
        if let line = unsafe originalLine(row, batch, bytes) { (reject.line, reject.column) = (Int(line), 0) }
        outcome.rejects.append(reject)
    }

    @inline(never)
    func undetermined(
        _ view: Pending, _ subject: SubjectKey, _ reason: UndeterminedView.Reason, _ viewer: String, _ batch: RowBatch,
        _ bytes: UnsafePointer<UInt8>
    ) {
        tally(view.day)
        outcome.undetermined.append(
            unsafe UndeterminedView(
                instant: Instant(secondsSince1970: view.second), surface: source.surface, viewer: viewer,
                key: subject,
                reason: reason, file: fileNumber, line: line(view, batch, bytes)))
    }

    /// A view by an account that no register has, unless the account is no text at all.
    @inline(never)
    func unknownViewer(_ view: Pending, _ subject: SubjectKey, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) {
        let row = Int(view.row)
        guard let text = unsafe parser.text(bytes + batch.start(row, 1), count: batch.length(row, 1)) else {
            unsafe reject(row, batch, bytes, .viewer, .undecodable)
            return
        }
        let id = Identifiers.normalised(text)
        guard !id.isEmpty else {
            unsafe reject(row, batch, bytes, .viewer, .emptyIdentifier)
            return
        }
        unsafe undetermined(view, subject, .unknownViewer, id, batch, bytes)
    }

    /// The account of an id that is long, or not written plainly, and who was behind it on the view's day.
    @inline(never)
    func folded(
        _ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>
    ) -> (account: UInt32, state: UInt32)? {
        let (start, count) = (batch.start(Int(view.row), 1), batch.length(Int(view.row), 1))
        // A short plain id would have been found by its bytes.
        if view.viewer.isWhole, unsafe FieldParsing.isPlain(bytes + start, count: count) { return nil }
        return unsafe parser.text(bytes + start, count: count).flatMap { context.viewers.account($0) }.map {
            ($0, context.viewers.state($0, on: view.day))
        }
    }

    /// The number in a row that is not written plainly; nil where there is none, and the row is rejected.
    @inline(never)
    func foldedSubject(_ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> SubjectKey? {
        guard let text = unsafe parser.text(bytes + batch.start(row, 2), count: batch.length(row, 2)) else {
            unsafe reject(row, batch, bytes, .subject, .undecodable)
            return nil
        }
        if let key = SubjectKey(text) { return key }
        let isEmpty = Identifiers.normalised(text).isEmpty
        unsafe reject(row, batch, bytes, .subject, isEmpty ? .emptyIdentifier : .unreadableIdentifier)
        return nil
    }

    /// The line within the piece; of a server's log the line of the original, with the top bit set.
    func line(_ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32 {
        unsafe originalLine(Int(view.row), batch, bytes) ?? UInt32(truncatingIfNeeded: batch.line(Int(view.row)))
    }

    private func originalLine(_ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32? {
        guard batch.length(row, 6) > 0,
            let line = unsafe FieldParsing.number(bytes + batch.start(row, 6), count: batch.length(row, 6))
        else { return nil }
        return UInt32(truncatingIfNeeded: line) | PieceJudge.originalLine
    }

    static let originalLine: UInt32 = 1 << 31

    /// The number of the row's terminal, the same for all threads; 0 where the log names none.
    func terminal(_ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32 {
        let row = Int(view.row)
        let count = batch.length(row, 3)
        let field = unsafe bytes + batch.start(row, 3)
        guard count > 0 else { return 0 }
        let packed = unsafe packed(3, row, batch, bytes)
        if packed.isWhole, let known = terminals[packed] { return known }
        // What is no text in the file's encoding still tells one terminal from another: it goes by its bytes.
        let text = unsafe parser.text(field, count: count).map { Identifiers.normalised($0) }
        let id = unsafe text ?? FieldParsing.hexadecimal(field, count: count)
        let number = id.isEmpty ? 0 : context.terminals.number(id)
        if packed.isWhole { terminals[packed] = number }
        return number
    }

    /// The place of a row's circumstances in the piece's own list, from 1; 0 for none; nil where they cannot be read,
    /// and the row is rejected: a purpose that cannot be read is not the same as none, which the barrier could take
    /// for permission.
    func circumstances(_ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> Int? {
        if batch.length(row, 4) == 0, batch.length(row, 5) == 0 { return 0 }
        let bytesOfFields = unsafe CircumstanceBytes(
            purpose: packed(4, row, batch, bytes), emergency: packed(5, row, batch, bytes))
        let isWhole = bytesOfFields.purpose.isWhole && bytesOfFields.emergency.isWhole
        if isWhole, let known = circumstanceBytes[bytesOfFields] { return known }
        var texts: [String?] = [nil, nil]
        for (place, column) in [ViewSource.Column.purpose, .emergency].enumerated() {
            let (start, count) = (batch.start(row, 4 + place), batch.length(row, 4 + place))
            guard count > 0 else { continue }
            guard let text = unsafe parser.text(bytes + start, count: count) else {
                unsafe reject(row, batch, bytes, column, .undecodable)
                return nil
            }
            let normal = Identifiers.normalised(text)
            texts[place] = normal.isEmpty ? nil : normal
        }
        let value = VerdictCache.Circumstances(purpose: texts[0], emergency: texts[1])
        var place = value == VerdictCache.Circumstances() ? 0 : circumstanceNumbers[value]
        if place == nil {
            circumstances.append((context.circumstances.number(value), value))
            circumstanceNumbers[value] = circumstances.count
            place = circumstances.count
        }
        if isWhole { circumstanceBytes[bytesOfFields] = place }
        return place
    }

    private func packed(_ slot: Int, _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> PackedID {
        unsafe PackedID(bytes + batch.start(row, slot), count: batch.length(row, slot))
    }
}
