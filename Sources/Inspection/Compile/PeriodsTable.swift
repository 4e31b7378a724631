import Conditions

/// A table that says whose customer each point was when, and the pieces of SQL that ask it.
struct PeriodsTable {
    /// The table's name with its schema.
    let base: String
    /// The view of pieces of time without overlaps.
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

    /// The one owner of the rows `s` that were found; NULL where there is none, or several, or one not told.
    private static func only(_ owner: String) -> String {
        "CASE WHEN count(*) = count(\(owner)) AND min(\(owner)) = max(\(owner)) THEN min(\(owner)) END"
    }

    /// The owner's code of a point on a day, as a query that gives out one row.
    func ownerCode(points: [String], day: String) -> String {
        let same = zip(by, points).map { "s.\(SQLText.name($0)) = \($1)" }.joined(separator: " AND ")
        return """
            SELECT \(Self.only(owner)) AS owner_code FROM \(base) AS s
              WHERE \(same) AND \(from) <= \(day) AND (\(to) IS NULL OR \(to) > \(day))
            """
    }

    /// The view of each point's time in pieces that have no day in common, with the one owner of each; a piece without
    /// end has no last day.
    ///
    /// A period that has no day in common with another is a piece by itself. The others are cut wherever one of them
    /// begins or ends. They are few, which the planner is told by a number instead of a truth.
    func createSegments() -> String {
        let names = by.map(SQLText.name)
        func list(_ alias: String) -> String { names.map { "\(alias).\($0)" }.joined(separator: ", ") }
        let same = names.map { "s.\($0) = b.\($0)" }.joined(separator: " AND ")
        let next = "lead(\(from)) OVER (PARTITION BY \(list("s")) ORDER BY \(from))"
        return """
            CREATE OR REPLACE VIEW \(segments) AS
            WITH period AS MATERIALIZED (
              SELECT \(list("s")), \(from) AS from_day, \(to) AS to_day, CAST(\(owner) AS text) AS owner_code,
                CASE WHEN (count(*) OVER earlier = 0
                    OR bool_and(\(to) IS NOT NULL) OVER earlier AND max(\(to)) OVER earlier <= \(from))
                  AND (\(next) IS NULL OR \(next) >= \(to)) THEN 0 ELSE 1 END AS overlaps
              FROM \(base) AS s
              WHERE \(from) < \(to) OR \(from) IS NOT NULL AND \(to) IS NULL
              WINDOW earlier AS (PARTITION BY \(list("s")) ORDER BY \(from) ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
            )
            SELECT \(list("p")), p.from_day, p.to_day, p.owner_code FROM period AS p WHERE p.overlaps <> 1
            UNION ALL
            SELECT \(list("b")), b.from_day, b.to_day, \(Self.only("s.owner_code"))
            FROM (
              SELECT \(list("d")), d.day AS from_day, lead(d.day) OVER (PARTITION BY \(list("d")) ORDER BY d.day) AS to_day
              FROM (
                SELECT \(list("s")), s.from_day AS day FROM period AS s WHERE s.overlaps = 1
                UNION
                SELECT \(list("s")), s.to_day FROM period AS s WHERE s.overlaps = 1 AND s.to_day IS NOT NULL
              ) AS d
            ) AS b
            JOIN period AS s ON s.overlaps = 1 AND \(same) AND s.from_day <= b.from_day
              AND (s.to_day IS NULL OR s.to_day > b.from_day)
            GROUP BY \(list("b")), b.from_day, b.to_day;
            """
    }
}
