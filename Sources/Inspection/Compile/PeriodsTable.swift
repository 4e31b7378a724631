import Conditions

/// A table that says whose customer each point was when, and the pieces of SQL that ask it.
struct PeriodsTable {
    /// The table's name with its schema.
    let base: String
    /// The view of the stretches of time in which nothing changes.
    let segments: String
    /// The columns that name the point.
    let by: [String]
    let byTypes: [ValueType]
    private let from: String
    private let to: String
    private let owner: String

    init(base: String, segments: String, _ table: SystemTable, _ periods: SystemTable.Periods) {
        self.base = base
        self.segments = segments
        let columns = table.shape.columns
        by = periods.by.map { columns[$0].name }
        byTypes = periods.by.map { columns[$0].type }
        from = Self.day("s.\(SQLText.name(columns[periods.from].name))", columns[periods.from].type)
        to = Self.day("s.\(SQLText.name(columns[periods.to].name))", columns[periods.to].type)
        owner = "s.\(SQLText.name(columns[periods.owner].name))"
    }

    /// The day of a date or a time.
    static func day(_ column: String, _ type: ValueType) -> String {
        type == .timestamp ? "CAST(\(column) AS date)" : column
    }

    /// The one owner of the periods `s` that were found; NULL where there is none, or several, or one not told.
    private var only: String {
        "CASE WHEN count(*) = count(\(owner)) AND min(\(owner)) = max(\(owner)) THEN min(\(owner)) END"
    }

    /// The owner's code of a point on a day, as a query that gives out one row.
    func ownerCode(points: [String], day: String) -> String {
        let same = zip(by, points).map { "s.\(SQLText.name($0)) = \($1)" }.joined(separator: " AND ")
        return """
            SELECT \(only) AS owner_code FROM \(base) AS s
              WHERE \(same) AND \(from) <= \(day) AND (\(to) IS NULL OR \(to) > \(day))
            """
    }

    /// The view that cuts each point's time wherever a period begins or ends, with the one owner of each piece.
    /// No two pieces of a point have a day in common; a piece without end has no last day.
    func createSegments() -> String {
        let names = by.map(SQLText.name)
        let own = names.map { "s.\($0)" }.joined(separator: ", ")
        let same = names.map { "s.\($0) = b.\($0)" }.joined(separator: " AND ")
        let point = names.map { "b.\($0)" }.joined(separator: ", ")
        let cut = names.map { "d.\($0)" }.joined(separator: ", ")
        return """
            CREATE OR REPLACE VIEW \(segments) AS
            SELECT \(point), b.from_day, b.to_day, \(only) AS owner_code
            FROM (
              SELECT \(cut), d.day AS from_day, lead(d.day) OVER (PARTITION BY \(cut) ORDER BY d.day) AS to_day
              FROM (
                SELECT \(own), \(from) AS day FROM \(base) AS s WHERE \(from) IS NOT NULL
                UNION
                SELECT \(own), \(to) FROM \(base) AS s WHERE \(to) IS NOT NULL
              ) AS d
            ) AS b
            JOIN \(base) AS s ON \(same) AND \(from) <= b.from_day AND (\(to) IS NULL OR \(to) > b.from_day)
            GROUP BY \(point), b.from_day, b.to_day;
            """
    }
}
