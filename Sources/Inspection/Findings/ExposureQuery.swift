import Barrier
import Conditions
import Registry

/// Asks a real database of how many records a leaking surface shows something to somebody who may not see it.
///
/// Two questions for each table whose records are shown: first, which combinations of recipient, owner and voltage come
/// out (few, however many rows there are); then, how many different records are in those that the barrier forbids.
public struct ExposureQuery {
    /// The questions of one table's records.
    public struct Records {
        /// The table.
        public let table: String
        /// Gives each combination that comes out: the cells of one row are handed to ``countSQL(of:)``.
        public let groupsSQL: String
        private let inner: String
        private let names: [String]
        private let identity: String
        private let items: [Disclosure]
        private let flags: [Int?]
        private let relation: Int
        private let query: ExposureQuery

        init?(_ relation: Int, _ items: [Disclosure], _ query: ExposureQuery) {
            let surface = query.surface
            let shape = surface.query.relations[relation].table
            guard let table = query.catalogue.tables[shape.name], let owner = table.owner else { return nil }
            self.table = shape.name
            self.items = items
            self.relation = relation
            self.query = query
            var select = surface.query
            select.outputs = []
            func add(_ name: String, _ value: SQLExpression) { select.outputs.append(.init(name: name, value: value)) }
            func column(_ place: Int) -> SQLExpression {
                SQLExpression(
                    .column(ColumnReference(relation: relation, column: place)), shape.columns[place].type)
            }
            if case .byValue(let output, _, _) = surface.routing {
                add("recipient", surface.query.outputs[output].value)
            } else {
                add("recipient", SQLExpression(.literal(nil), .text))
            }
            add("voltage", table.voltage.map { column($0.column) } ?? SQLExpression(.literal(nil), .text))
            var flags: [Int?] = []
            for item in items {
                guard !item.path.isEmpty else {
                    flags.append(nil)
                    continue
                }
                flags.append(flags.compactMap { $0 }.count)
                add(
                    "shown_\(flags.compactMap { $0 }.count - 1)",
                    SQLExpression(.isTruth(SQLExpression(.and(item.path), .bool), true), .bool))
            }
            self.flags = flags
            // Which record it is: the point of which the periods know, or the table's own key.
            var identity = table.key ?? []
            if case .periods(_, let by, _) = owner { identity = by }
            if identity.isEmpty { identity = Array(shape.columns.indices) }
            for (number, place) in identity.enumerated() { add("id_\(number)", column(place)) }
            let ids = identity.indices.map { "id_\($0)" }
            var ownerSQL = "s.owner"
            switch owner {
            case .column(let place): add("owner", column(place))
            case .periods(let name, _, let day):
                guard let periodsTable = query.catalogue.tables[name], let periods = periodsTable.periods else {
                    return nil
                }
                add("day", day.map(column) ?? SQLExpression(.runTime, .date))
                ownerSQL = Self.owner(in: periodsTable, periods, ids)
            }
            self.identity = "ROW(\(ids.map { "o.\($0)" }.joined(separator: ", ")))"
            names = ["recipient", "voltage"] + (0..<flags.compactMap { $0 }.count).map { "shown_\($0)" } + ["owner"]
            let kept = (names.dropLast() + ids).map { "s.\($0)" }.joined(separator: ", ")
            inner =
                "SELECT \(kept), \(ownerSQL) AS owner FROM (SELECT DISTINCT * FROM (\(SQLPrinter(select).select())) AS q) AS s "
                + "WHERE s.id_0 IS NOT NULL"
            let cells = names.map { "o.\($0)::text" }.joined(separator: ", ")
            groupsSQL = "SELECT DISTINCT \(cells) FROM (\(inner)) AS o"
        }

        /// The owner on the row's own day; NULL where there is none, or more than one.
        private static func owner(in table: SystemTable, _ periods: SystemTable.Periods, _ ids: [String]) -> String {
            func name(_ place: Int) -> String { "p." + SQLPrinter.quoted(table.shape.columns[place].name) }
            let (from, to, owner) = (name(periods.from), name(periods.to), name(periods.owner))
            let same = zip(periods.by, ids).map { "\(name($0)) = s.\($1)" }.joined(separator: " AND ")
            return
                "(SELECT CASE WHEN min(\(owner)) = max(\(owner)) AND count(\(owner)) = count(*) THEN min(\(owner)) END "
                + "FROM \(SQLPrinter.table(table.shape.name)) AS p WHERE \(same) AND \(from)::date <= s.day::date "
                + "AND (\(to) IS NULL OR s.day::date < \(to)::date))"
        }

        /// The question how many different records are in those of some combinations that the barrier forbids; nil where it
        /// forbids none of them.
        public func countSQL(of groups: [[String?]]) -> String? {
            var barrier = query.barrier
            let forbidden = groups.filter { isForbidden($0, &barrier) }
            guard !forbidden.isEmpty else { return nil }
            let values = forbidden.map { row in
                "(" + row.map { SQLPrinter.literal($0.map { .text(Text($0)) }, .text) }.joined(separator: ", ") + ")"
            }
            let columns = names.indices.map { "c\($0)" }
            let same = zip(names, columns).map { "o.\($0)::text IS NOT DISTINCT FROM v.\($1)" }
            return "SELECT count(DISTINCT \(identity)) FROM (\(inner)) AS o WHERE EXISTS (SELECT 1 FROM (VALUES "
                + values.joined(separator: ", ") + ") AS v (\(columns.joined(separator: ", "))) WHERE "
                + same.joined(separator: " AND ") + ")"
        }

        private func isForbidden(_ row: [String?], _ barrier: inout BarrierTable) -> Bool {
            guard row.count == names.count,
                let table = query.catalogue.tables[query.surface.query.relations[relation].table.name],
                let subject = table.subject
            else { return true }
            let code = row[row.count - 1].map { Text($0) }
            let owner = code.flatMap { code in query.catalogue.codes.firstIndex { $0.contains(code) } }
            let voltage = row[1].flatMap { table.voltage?.meanings[Text($0)] }
            return query.viewers(row[0]).contains { viewer in
                let permission = barrier.permission(
                    viewer, query.surface, subject, owner: owner.map { CompanyIndex(rawValue: UInt16($0)) },
                    voltage: voltage)
                return zip(items, flags).contains { item, flag in
                    if let flag, row[2 + flag] != "true" { return false }
                    return !permission.allows(item.fieldClass, masked: item.isMasked)
                }
            }
        }
    }

    /// The questions, one for each table whose records are shown.
    public private(set) var records: [Records] = []
    let surface: SystemSurface
    let catalogue: SystemCatalogue
    let barrier: BarrierTable

    /// What to ask of a surface.
    public init(_ surface: SystemSurface, _ catalogue: SystemCatalogue, _ barrier: BarrierTable) {
        self.surface = surface
        self.catalogue = catalogue
        self.barrier = barrier
        let disclosures = Disclosures(surface, catalogue).all
        for relation in Set(disclosures.map(\.relation)).sorted() {
            let items = disclosures.filter { $0.relation == relation }
            if let found = Records(relation, items, self) { records.append(found) }
        }
    }

    private func viewers(_ recipient: String?) -> [SystemSurface.Viewer] {
        switch surface.routing {
        case .everything(let viewers): return viewers
        case .byValue(_, let codes, let otherwise):
            let company = recipient.flatMap { codes[Text($0)] } ?? otherwise
            return company.map { [SystemSurface.Viewer(company: $0, side: $0)] } ?? []
        }
    }
}
