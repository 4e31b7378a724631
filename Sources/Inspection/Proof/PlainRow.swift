import Conditions
import Intake

/// A row of a table with NULL wherever it may be, and otherwise the plainest value that the catalogue allows.
///
/// Most conditions leave it out, which saves asking the solver whether they leave out anything.
enum PlainRow {
    /// Whether a surface of one table leaves out the plain row. False may also mean that nobody has looked.
    static func isLeftOut(
        by condition: SQLExpression, of surface: SystemSurface, _ catalogue: SystemCatalogue
    ) -> Bool {
        let query = surface.query
        guard case .relation(let place) = query.source, query.relations.count == 1, query.subqueries.isEmpty,
            let table = catalogue.tables[query.relations[place].table.name]
        else { return false }
        var row: [Datum?] = []
        for column in table.shape.columns {
            let value = column.isNullable ? nil : value(of: column)
            guard column.isNullable || value != nil else { return false }
            row.append(value)
        }
        let evaluator = Evaluator([row], runTime: Datum.Moment(day))
        // Where the query would end with an error, it says nothing.
        guard let isTrue = try? evaluator.isTrue(condition) else { return false }
        return !isTrue
    }

    private static let day = CalendarDay(daysSince1970: 19_448)

    /// Nil where nothing plain is surely allowed.
    private static func value(of column: TableShape.Column) -> Datum? {
        if let values = column.values { return values.first }
        switch column.type {
        case .bool: return .bool(true)
        case .text: return .text(Text(""))
        case .date: return .day(day)
        case .integer, .number:
            let range = column.range ?? 0...0
            return Number(units: range.contains(0) ? 0 : range.lowerBound, scale: column.scale).map { .number($0) }
        default: return nil
        }
    }
}
