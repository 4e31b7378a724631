import Barrier
import Conditions
import Foundation
import Inspection
import Intake
import Registry

/// What somebody should see of the made-up system, by looking at each row: masks written down once more, in Swift.
struct Expectation {
    let catalogue: SystemCatalogue
    var barrier: BarrierTable
    let database: SmallDatabase
    let runTime: Datum.Moment
    let key: [UInt8]
    /// Each row's owner and voltage.
    private var facts: [String: [Fact]] = [:]
    private var known: [Question: BarrierTable.Permission] = [:]

    private struct Fact: Hashable {
        var owner: CompanyIndex?
        var voltage: Voltage?
    }

    private struct Question: Hashable {
        var viewer: SystemSurface.Viewer
        var surface: String
        var subject: SubjectKind
        var fact: Fact
    }

    init(
        _ catalogue: SystemCatalogue, _ barrier: BarrierTable, _ database: SmallDatabase, runTime: Datum.Moment,
        key: [UInt8]
    ) {
        self.catalogue = catalogue
        self.barrier = barrier
        self.database = database
        self.runTime = runTime
        self.key = key
        let oracle = LeakOracle(catalogue, barrier)
        for (name, rows) in database.tables {
            guard let table = catalogue.tables[name] else { continue }
            facts[name] = rows.map { cells in
                var fact = Fact(owner: oracle.owner(of: cells, table, database, runTime))
                if let stated = table.voltage, case .text(let word)? = cells[stated.column] {
                    fact.voltage = stated.meanings[word]
                }
                return fact
            }
        }
    }

    /// The rows that are seen, each with its cells as texts.
    mutating func rows(
        _ made: MadeSystem.Table, _ viewer: SystemSurface.Viewer, _ surface: SystemSurface
    ) throws -> [[String?]] {
        guard let table = catalogue.tables[made.name], let subject = table.subject else { return [] }
        var seen: [[String?]] = []
        for (cells, fact) in zip(database.tables[made.name] ?? [], facts[made.name] ?? []) {
            let question = Question(viewer: viewer, surface: surface.id, subject: subject, fact: fact)
            let permission =
                known[question]
                ?? barrier.permission(viewer, surface, subject, owner: fact.owner, voltage: fact.voltage)
            known[question] = permission
            guard permission.view.contains(.existence) else { continue }
            seen.append(
                made.columns.enumerated().map { position, column in
                    guard let value = cells[position] else { return nil }
                    guard let tells = column.tells else { return nil }
                    guard let field = RecordField(rawValue: tells) else { return Self.text(value) }
                    if permission.view.contains(field.fieldClass) { return Self.text(value) }
                    return permission.mask.contains(field.fieldClass) ? masked(value, column) : nil
                })
        }
        return seen
    }

    /// A value as the database writes it, numbers in their shortest form.
    static func text(_ datum: Datum) -> String { SQLPrinter.text(datum) }

    private func masked(_ datum: Datum, _ column: MadeSystem.Column) -> String? {
        switch (column.mask, datum) {
        case (.lastFour, .text(let text)):
            let scalars = Array(text.string.unicodeScalars)
            return scalars.count > 4 ? string(scalars.suffix(4)) : ""
        case (.initial, .text(let text)):
            let scalars = Array(text.string.unicodeScalars)
            return scalars.count > 1 ? string(scalars.prefix(1)) : ""
        case (.keyedHash, .text(let text)): return HMAC.hex(key, text.string)
        case (.yearOnly, .date(let moment)), (.yearOnly, .timestamp(let moment)):
            guard moment.isFinite else { return Self.text(datum) }
            let year = String(moment.calendarDay.iso.prefix(4))
            if case .date = datum { return "\(year)-01-01" }
            return "\(year)-01-01 00:00:00"
        case (.band, .number(let number)):
            // The greatest multiple that is not greater, by steps of whole units.
            var lower = number.floor
            while lower % Int128(column.band) != 0 { lower -= 1 }
            return String(column.type == "bigint" ? max(lower, Int128(Int64.min)) : lower)
        default: return nil
        }
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
