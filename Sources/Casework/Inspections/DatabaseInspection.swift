import Conditions
public import Inspection
import Intake
import StorePostgres

/// An inspection held to a real PostgreSQL: counterexamples are replayed on it, what the catalogue takes for granted is
/// checked, and its own list of tables is compared.
///
/// Nothing is changed: what is made is temporary, and undone at the end.
public struct DatabaseInspection {
    private let connection: PostgresConnection
    private let loaded: LoadedCatalogue

    /// Connects to a database.
    ///
    /// - Parameter conninfo: as libpq reads it; what it leaves open comes from the environment and from `~/.pgpass`.
    /// - Throws: `missingInput` where there is no connection; `badCommand` where the text holds a password.
    public init(_ conninfo: String, _ loaded: LoadedCatalogue) throws(CaseworkError) {
        self.loaded = loaded
        connection = try Self.connect(conninfo)
    }

    /// Connects, as ``init(_:_:)`` does.
    static func connect(_ conninfo: String) throws(CaseworkError) -> PostgresConnection {
        guard !conninfo.lowercased().contains("password=") else {
            throw CaseworkError(
                .badCommand, ja: "パスワードをコマンドラインに書かないでください。環境変数 PGPASSWORD か ~/.pgpass に置いてください",
                en: "do not write a password on the command line; put it into PGPASSWORD or ~/.pgpass")
        }
        do throws(PostgresError) {
            return try PostgresConnection(conninfo)
        } catch {
            throw CaseworkError(
                .missingInput, ja: "データベースに接続できません: \(error)", en: "there is no connection to the database: \(error)")
        }
    }

    /// The report, with what the database adds.
    ///
    /// - Throws: `fault` where a counterexample does not leak on the server: then Sekisho is wrong.
    public func checked(_ report: InspectionReport) throws(CaseworkError) -> InspectionReport {
        var report = report
        for (place, finding) in report.findings.enumerated() {
            guard let example = finding.example,
                let surface = loaded.catalogue.surfaces.first(where: { $0.id == finding.surface })
            else { continue }
            try replay(example, surface)
            if finding.kind == .leak { report.findings[place].exposure.records = try exposed(by: surface) }
        }
        report.findings += try assumptions()
        report.findings += try inventory()
        return report
    }

    private func failing<Value>(_ work: () throws(PostgresError) -> Value) throws(CaseworkError) -> Value {
        do throws(PostgresError) { return try work() } catch {
            throw CaseworkError(
                .missingInput, ja: "データベースが応じません: \(error)", en: "the database does not answer: \(error)")
        }
    }

    // MARK: Exposure

    /// Of how many records of the database a surface shows something to somebody who may not see it; nil where the
    /// database lacks what it reads, which the assumptions say.
    private func exposed(by surface: SystemSurface) throws(CaseworkError) -> [Exposure.Records]? {
        var records: [Exposure.Records] = []
        for question in ExposureQuery(surface, loaded.catalogue, loaded.barrier).records {
            for relation in surface.query.relations {
                guard try failing({ () throws(PostgresError) in try isThere(relation.table.name) }) else { return nil }
            }
            let groups = try failing { () throws(PostgresError) in try connection.execute(question.groupsSQL).rows }
            guard let count = question.countSQL(of: groups) else { continue }
            let rows = try failing { () throws(PostgresError) in try connection.execute(count).rows }
            guard let number = rows.first?.first.flatMap({ $0 }).flatMap({ Int($0) }) else { continue }
            records.append(Exposure.Records(table: question.table, count: number))
        }
        return records
    }

    // MARK: Replay

    /// Puts a counterexample's rows into temporary tables, runs the surface's own query, and compares what comes out.
    private func replay(_ example: WorkedExample, _ surface: SystemSurface) throws(CaseworkError) {
        let expected: [[String?]]
        do throws(EvaluationFault) {
            expected = try example.database.rows(of: surface.query, runTime: example.runTime).map { row in
                row.outputs.map { $0.map(SQLPrinter.text) }
            }
        } catch {
            throw Self.disagreement(surface, "\(error)")
        }
        let found = try failing { () throws(PostgresError) in try replayed(example, surface) }
        func sorted(_ rows: [[String?]]) -> [[String]] {
            rows.map { $0.map { $0 ?? "\u{0}" } }.sorted { $0.lexicographicallyPrecedes($1) }
        }
        guard sorted(found) == sorted(expected), !found.isEmpty else {
            throw Self.disagreement(surface, "\(found) / \(expected)")
        }
    }

    private static func disagreement(_ surface: SystemSurface, _ what: String) -> CaseworkError {
        CaseworkError(
            .fault, ja: "`\(surface.id)` の反例が PostgreSQL では再現しません。Sekisho の不具合です（\(what)）",
            en:
                "the counterexample of `\(surface.id)` does not hold on PostgreSQL; this is a fault of Sekisho (\(what))"
        )
    }

    private func replayed(_ example: WorkedExample, _ surface: SystemSurface) throws(PostgresError) -> [[String?]] {
        let names = Dictionary(
            surface.query.relations.map { ($0.table.name, "sekisho_\(loaded.position(of: $0.table.name))") }
        ) { first, _ in first }
        let orders = loaded.file.collation == "C" ? " COLLATE \"C\"" : ""
        // A transaction that is never kept: the tables go as they came.
        _ = try connection.run(script: "BEGIN")
        defer { _ = try? connection.run(script: "ROLLBACK") }
        for (name, temporary) in names.sorted(by: { $0.key < $1.key }) {
            guard let table = loaded.catalogue.tables[name] else { continue }
            let columns = table.shape.columns.map { column in
                "\(SQLPrinter.quoted(column.name)) \(column.type.sql)" + (column.type == .text ? orders : "")
                    + (column.isNullable ? "" : " NOT NULL")
            }
            _ = try connection.run(
                script: "CREATE TEMPORARY TABLE \(temporary) (\(columns.joined(separator: ", "))) ON COMMIT DROP")
            for row in example.database.tables[name] ?? [] {
                let cells = zip(row, table.shape.columns).map { SQLPrinter.literal($0, $1.type) }
                _ = try connection.execute("INSERT INTO \(temporary) VALUES (\(cells.joined(separator: ", ")))")
            }
        }
        let printer = SQLPrinter(surface.query, runTime: example.runTime, table: { names[$0] ?? $0 })
        let rows = try connection.execute(printer.select()).rows
        // Each value by its meaning: the server writes a number with the zeros of its type.
        return rows.map { row in
            zip(row, surface.query.outputs).map { text, output in
                text.map { text in
                    LiteralText.datum(text, output.value.type).map(SQLPrinter.text) ?? text
                }
            }
        }
    }

    // MARK: What is taken for granted

    private func assumptions() throws(CaseworkError) -> [InspectionFinding] {
        var findings: [InspectionFinding] = []
        for entry in loaded.file.tables {
            guard let table = loaded.catalogue.tables[entry.name.value] else { continue }
            guard try failing({ () throws(PostgresError) in try isThere(table.shape.name) }) else {
                findings.append(
                    InspectionFinding(
                        kind: .brokenAssumption, place: entry.name.place,
                        message: BilingualText(
                            ja: "表 `\(table.shape.name)` はデータベースにありません",
                            en: "there is no table `\(table.shape.name)` in the database")))
                continue
            }
            for assumption in Assumption.all(of: table) {
                let rows = try failing { () throws(PostgresError) in try connection.execute(assumption.countSQL).rows }
                guard let count = rows.first?.first.flatMap({ $0 }).flatMap({ Int($0) }), count > 0 else { continue }
                findings.append(
                    InspectionFinding(
                        kind: .brokenAssumption, place: entry.name.place,
                        message: BilingualText(
                            ja: "\(assumption.words.ja) はずですが、データベースに反する行が \(count) 件あります",
                            en: "\(assumption.words.en), but \(count) rows of the database say otherwise")))
            }
        }
        return findings
    }

    private func isThere(_ table: String) throws(PostgresError) -> Bool {
        try connection.execute("SELECT to_regclass($1) IS NOT NULL", [SQLPrinter.table(table)]).rows.first?.first == "t"
    }

    // MARK: Inventory

    /// Tables and views of the database that people may read, and that no surface of the catalogue mentions.
    private func inventory() throws(CaseworkError) -> [InspectionFinding] {
        let rows = try failing { () throws(PostgresError) in try connection.execute(Self.inventorySQL).rows }
        var mentioned: Set<String> = []
        for surface in loaded.catalogue.surfaces {
            for relation in surface.query.relations { mentioned.insert(relation.table.name) }
        }
        return rows.compactMap { row in
            guard let schema = row[0], let name = row[1], let kind = row[2] else { return nil }
            guard !mentioned.contains("\(schema).\(name)"), !(schema == "public" && mentioned.contains(name)) else {
                return nil
            }
            let grants = row[3] ?? ""
            let ja = kind == "v" || kind == "m" ? "ビュー" : "表"
            let en = kind == "v" || kind == "m" ? "view" : "table"
            return InspectionFinding(
                kind: .unknownTable,
                message: BilingualText(
                    ja: "\(ja) `\(schema).\(name)` を使う画面・帳票などがカタログにありません"
                        + (grants.isEmpty ? "（所有者のほかに読める者はいません）" : "。読める者: \(grants)"),
                    en: "no surface of the catalogue mentions the \(en) `\(schema).\(name)`"
                        + (grants.isEmpty ? "; nobody but its owner may read it" : "; it may be read by \(grants)")))
        }
    }

    private static let inventorySQL = """
        SELECT n.nspname, c.relname, c.relkind::text,
               (SELECT string_agg(DISTINCT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END, ', ')
                FROM aclexplode(c.relacl) a
                WHERE a.privilege_type = 'SELECT' AND a.grantee <> c.relowner)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND n.nspname NOT LIKE 'pg\\_%' AND NOT c.relispartition
        ORDER BY 1, 2
        """
}
