import Barrier
import Conditions
import Registry

/// A table of which the rows' owners can be found, and the pieces of SQL that find them.
///
/// The table's row is called `t` in all of them.
struct GuardedTable {
    /// Where the owner stands.
    enum Owner {
        /// In a column.
        case column(String)
        /// In a table of periods.
        case periods(PeriodsTable, by: [String], day: Day)
    }

    /// Of which day the owner is asked.
    enum Day {
        /// The row's own.
        case column(String, ValueType)
        /// The day on which it is asked, in a time zone.
        case today(zone: String)

        /// The day in SQL, columns with what stands before their names.
        func sql(_ before: String) -> String {
            switch self {
            case .column(let name, let type): PeriodsTable.day(before + SQLText.name(name), type)
            // Not `current_date`, which goes by the session's time zone.
            case .today(let zone): "CAST(statement_timestamp() AT TIME ZONE \(SQLText.text(zone)) AS date)"
            }
        }
    }

    /// Where the voltage stands, and what the words there mean.
    struct StatedVoltage {
        var column: String
        var meanings: [(word: String, voltage: Voltage)]
    }

    /// The name in the catalogue.
    let name: String
    /// The schema in the database.
    let schema: String
    /// The name in the database.
    let relation: String
    let subject: SubjectKind
    let owner: Owner
    /// Where the voltage stands; nil where nothing says it, or the rule book does not read it.
    let voltage: StatedVoltage?
    /// The columns of the views, with their expressions.
    var columns: [(name: String, sql: String)] = []
    var view = ""
    var feed = ""
    /// The name of the function that says whether a row is seen.
    var visibility = ""

    /// The table's name with its schema.
    var base: String { SQLText.name(schema, relation) }

    /// A column of the row.
    static func column(_ name: String) -> String { "t.\(SQLText.name(name))" }

    /// The voltage as the decision table says it, columns with what stands before their names.
    private func voltage(_ before: String = "t.") -> String {
        guard let voltage, !voltage.meanings.isEmpty else { return "''" }
        let cases = voltage.meanings.map { "WHEN \(SQLText.text($0.word)) THEN '\($0.voltage.rawValue)'" }
        return "CASE \(before)\(SQLText.name(voltage.column)) \(cases.joined(separator: " ")) ELSE '' END"
    }

    /// What of a row says its owner's code.
    private var code: String {
        switch owner {
        case .column(let column): Self.column(column)
        case .periods: "w.owner_code"
        }
    }

    /// The rows beside what says their owners.
    ///
    /// - Parameters:
    ///   - isBulk: whether all of the periods are joined at once; otherwise they are looked up for each row.
    ///   - keepsUnowned: whether rows without an owner are needed, too.
    func source(isBulk: Bool, keepsUnowned: Bool) -> String {
        guard case .periods(let periods, let by, let day) = owner else { return "\(base) AS t" }
        let points = zip(by, periods.by).map { (Self.column($0), $1) }
        let date = day.sql("t.")
        if isBulk {
            let same = points.map { "w.\(SQLText.name($1)) = \($0)" }
            return """
                \(base) AS t
                \(keepsUnowned ? "LEFT JOIN" : "JOIN") \(periods.segments) AS w
                  ON \(same.joined(separator: " AND "))
                 AND w.from_day <= \(date) AND (w.to_day IS NULL OR w.to_day > \(date))
                """
        }
        return """
            \(base) AS t
            CROSS JOIN LATERAL (
              \(periods.ownerCode(points: points.map(\.0), day: date))
            ) AS w
            """
    }

    /// The rows beside what their viewer may see of them, as `p`.
    ///
    /// - Parameter isBulk: whether all that the viewer may see is joined at once; otherwise it is looked up for each row.
    func judged(isBulk: Bool, _ names: InternalNames, permitsUnknown: Bool) -> String {
        let rows = source(isBulk: isBulk, keepsUnowned: permitsUnknown)
        let named = permitsUnknown ? "\nLEFT JOIN \(names.owners) AS o ON o.code = \(code)" : ""
        let owner =
            permitsUnknown
            ? "p.known = (o.code IS NOT NULL) AND p.owner_code = COALESCE(o.code, '')"
            : "p.known AND p.owner_code = \(code)"
        guard !isBulk else {
            return """
                \(rows)\(named)
                JOIN \(names.seen)('\(subject.rawValue)') AS p
                  ON \(owner) AND p.voltage = \(voltage())
                """
        }
        return """
            \(rows)\(named)
            CROSS JOIN LATERAL (
              SELECT p.view_bits, p.mask_bits FROM \(names.session) AS p
              WHERE p.subject = '\(subject.rawValue)' AND \(owner) AND p.voltage = \(voltage())
                AND (p.view_bits & 1) <> 0
              LIMIT 1
            ) AS p
            """
    }

    /// How many rows each owner and voltage has, for the check.
    func counted(_ names: InternalNames) -> String {
        """
        SELECT \(SQLText.text(name)), '\(subject.rawValue)', o.code IS NOT NULL, COALESCE(o.code, ''), \(voltage()), count(*)
        FROM \(source(isBulk: true, keepsUnowned: true))
        LEFT JOIN \(names.owners) AS o ON o.code = \(code)
        GROUP BY 3, 4, 5
        """
    }

    /// A view of the table.
    func createView(_ name: String, isBulk: Bool, _ names: InternalNames, permitsUnknown: Bool) -> String {
        let list = columns.map { "\($0.sql) AS \(SQLText.name($0.name))" }.joined(separator: ",\n  ")
        let query = """
            \(names.relation(name)) WITH (security_barrier) AS
            SELECT
              \(list)
            FROM \(judged(isBulk: isBulk, names, permitsUnknown: permitsUnknown))
            """
        // A view whose columns have changed is made anew, with the privileges that there were.
        return """
            DO \(SQLText.dollars("""
                DECLARE
                  t record;
                  privileges aclitem[];
                  creation text := \(SQLText.dollars(query));
                BEGIN
                  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
                EXCEPTION WHEN invalid_table_definition THEN
                  SELECT c.relacl INTO privileges FROM pg_class AS c
                    WHERE c.oid = \(SQLText.text(names.relation(name)))::regclass;
                  DROP VIEW \(names.relation(name));
                  EXECUTE 'CREATE VIEW ' || creation;
                  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
                      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
                    EXECUTE format('GRANT SELECT ON %s TO %s', \(SQLText.text(names.relation(name))),
                      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
                  END LOOP;
                END
                """));
            """
    }

    // MARK: Row security

    /// The function that says whether the session may see a row of some point and day; nil where none is needed.
    func createVisibility(_ names: InternalNames, permitsUnknown: Bool) -> String? {
        guard case .periods(let periods, _, _) = owner else { return nil }
        let arguments = periods.by.indices.map { "$\($0 + 1)" }
        let (day, voltage) = ("$\(arguments.count + 1)", "$\(arguments.count + 2)")
        let types = (periods.byTypes + [.date, .text]).map(\.sql).joined(separator: ", ")
        let found = periods.ownerCode(points: arguments, day: day)
        let judged =
            permitsUnknown
            ? """
            (\(found)) AS w
                LEFT JOIN \(names.owners) AS o ON o.code = w.owner_code
                JOIN \(names.session) AS p ON p.known = (o.code IS NOT NULL) AND p.owner_code = COALESCE(o.code, '')
            """
            : """
            (\(found)) AS w
                JOIN \(names.session) AS p ON p.known AND p.owner_code = w.owner_code
            """
        return """
            CREATE FUNCTION \(names.relation(visibility))(\(types)) RETURNS boolean
            LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
            BEGIN ATOMIC
              SELECT EXISTS (
                SELECT FROM \(judged)
                WHERE p.subject = '\(subject.rawValue)' AND p.voltage = \(voltage) AND (p.view_bits & 1) <> 0
              );
            END;
            GRANT EXECUTE ON FUNCTION \(names.relation(visibility))(\(types)) TO PUBLIC;
            """
    }

    /// Whether the session may see a row, as its policy asks it. Columns stand without `t`.
    func policy(_ names: InternalNames, permitsUnknown: Bool) -> String {
        let subject = "'\(subject.rawValue)'"
        switch owner {
        case .periods(_, let by, let day):
            let arguments = by.map(SQLText.name) + [day.sql(""), voltage("")]
            return "\(names.relation(visibility))(\(arguments.joined(separator: ", ")))"
        case .column(let column):
            let code = SQLText.name(column)
            guard permitsUnknown else {
                return """
                    (\(code), \(voltage(""))) IN (
                        SELECT v.owner_code, v.voltage FROM \(names.seen)(\(subject)) AS v WHERE v.known)
                    """
            }
            let isKnown = "COALESCE(\(code) IN (SELECT c.code FROM \(names.knownCodes)() AS c), FALSE)"
            return """
                (\(isKnown), CASE WHEN \(isKnown) THEN \(code) ELSE '' END, \(voltage(""))) IN (
                    SELECT v.known, v.owner_code, v.voltage FROM \(names.seen)(\(subject)) AS v)
                """
        }
    }
}
