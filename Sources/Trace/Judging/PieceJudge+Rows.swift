import Barrier
import Intake
import Registry

/// What rarely happens to a row, or is kept out of the way of those to which nothing happens.
extension PieceJudge {
    /// A field that is no text in the file's encoding.
    struct Undecodable: Error {
        var column: ViewSource.Column
    }

    @inline(__always)
    func tally(_ day: Int32) {
        viewsByDay[Int(source.surface.rawValue) * context.period.count + Int(day - context.period.lowerBound)] += 1
        if let days = outcome.days, days.contains(day) { return }
        outcome.days = min(day, outcome.days?.lowerBound ?? day)...max(day, outcome.days?.upperBound ?? day)
    }

    func reject(
        _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>, _ column: ViewSource.Column,
        _ reason: RejectReason
    ) {
        let slot = ViewSource.Column.allCases.firstIndex(of: column) ?? 0
        // INVARIANT: in this file: as in `judge`.
        var reject = unsafe batch.reject(
            row, bytes, file, reason, slot: slot, heading: source.columns[column] ?? column.rawValue)
        if let line = unsafe originalLine(row, batch, bytes) { (reject.line, reject.column) = (Int(line), 0) }
        outcome.rejects.append(reject)
    }

    func undetermined(
        _ view: Pending, _ reason: UndeterminedView.Reason, viewer: String, _ batch: RowBatch,
        _ bytes: UnsafePointer<UInt8>
    ) {
        tally(view.day)
        // INVARIANT: as in `judge`.
        outcome.undetermined.append(
            unsafe UndeterminedView(
                instant: Instant(secondsSince1970: view.second), surface: source.surface, viewer: viewer,
                subject: view.key.text, reason: reason, file: fileNumber, line: line(view, batch, bytes)))
    }

    /// The line within the piece; of a server's log the line of the original, with the top bit set.
    func line(_ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32 {
        let row = Int(view.row)
        // INVARIANT: as in `judge`.
        return unsafe originalLine(row, batch, bytes) ?? UInt32(truncatingIfNeeded: batch.line(row))
    }

    private func originalLine(_ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32? {
        // INVARIANT: as in `judge`.
        guard batch.length(row, 6) > 0,
            let line = unsafe FieldParsing.number(bytes + batch.start(row, 6), count: batch.length(row, 6))
        else { return nil }
        return UInt32(truncatingIfNeeded: line) | PieceJudge.originalLine
    }

    static let originalLine: UInt32 = 1 << 31

    func terminal(_ view: Pending, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>) -> UInt32 {
        let row = Int(view.row)
        // INVARIANT: as in `judge`.
        guard batch.length(row, 3) > 0,
            let text = unsafe parser.text(bytes + batch.start(row, 3), count: batch.length(row, 3))
        else { return 0 }
        let id = Identifiers.normalised(text)
        guard !id.isEmpty else { return 0 }
        if let known = terminalNumbers[id] { return known }
        outcome.terminals.append(id)
        let number = UInt32(outcome.terminals.count)
        terminalNumbers[id] = number
        return number
    }

    /// The place of a row's circumstances in the piece's own list, from 1; 0 for none.
    ///
    /// A purpose that cannot be read is not the same as none: the barrier could take it for permission.
    func circumstances(
        _ row: Int, _ batch: RowBatch, _ bytes: UnsafePointer<UInt8>
    ) throws(Undecodable) -> Int {
        func text(_ slot: Int, _ column: ViewSource.Column) throws(Undecodable) -> String? {
            guard batch.length(row, slot) > 0 else { return nil }
            // INVARIANT: as in `judge`.
            guard let text = unsafe parser.text(bytes + batch.start(row, slot), count: batch.length(row, slot)) else {
                throw Undecodable(column: column)
            }
            let normal = Identifiers.normalised(text)
            return normal.isEmpty ? nil : normal
        }
        let value = VerdictCache.Circumstances(purpose: try text(4, .purpose), emergency: try text(5, .emergency))
        if value == VerdictCache.Circumstances() { return 0 }
        if let known = circumstanceNumbers[value] { return known }
        circumstances.append((context.circumstances.number(value), value))
        circumstanceNumbers[value] = circumstances.count
        return circumstances.count
    }
}
