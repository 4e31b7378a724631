import Barrier
import Conditions
import Foundation
import Inspection
import Intake
import Registry
import StorePostgres
import Testing

/// A compiled barrier in a database, held row by row and cell by cell to what Swift says.
@Suite(.serialized) struct FormsTests {
    /// Who asks, and through which surface.
    struct Session {
        var company: String?
        var side: String?
        var surface: String?
        /// Who that is; nil where it is nobody.
        var viewer: SystemSurface.Viewer?
    }

    @Test(.needsServer, arguments: RuleBooks.all)
    func `views, feeds and row security show what Swift says`(_ book: String) throws {
        for seed in ["shipped", "unknown"].contains(book) ? [1 as UInt64, 2] : [3] { try compare(book, seed) }
    }

    private func compare(_ book: String, _ seed: UInt64) throws {
        let server = try CompileServer.shared.get()
        let name = "forms_\(book)_\(seed)"
        let owner = try server.make(name)
        let catalogue = try MadeSystem.catalogue()
        let barrier = try RuleBooks.barrier(book, catalogue)
        let compiler = PostgresCompiler(catalogue, barrier, MadeSystem.options(reader: "\(name)_reader"))
        try #require(
            compiler.tables.filter { $0.outcome == .guarded }.map(\.name) == MadeSystem.guarded.map(\.name).sorted())

        // Of the database's own clock, in the catalogue's zone.
        let today = try #require(
            owner.execute("SELECT (statement_timestamp() AT TIME ZONE 'Asia/Tokyo')::date").rows[0][0].flatMap(
                CalendarDay.init(iso:)))
        var rows = SystemRows(seed: seed, today: today)
        let database = rows.database([
            "billing.Con\"tracts": 300, "supply periods": 60, "times": 60, "usage": 300, "readings": 250,
            "present": 120,
        ])
        try owner.run(script: MadeSystem.create)
        try fill(owner, database)
        try owner.run(script: "ANALYZE")
        try owner.run(script: compiler.script())
        try grantBases(owner, "\(name)_reader")
        let key = try #require(owner.execute("SELECT encode(key, 'hex') FROM sekisho.hash_key").rows[0][0])
        var expectation = Expectation(
            catalogue, barrier, database, runTime: Datum.Moment(today), key: HMAC.bytes(hex: key))

        let reader = try server.connect(name, user: "\(name)_reader")
        var (visible, withheld) = (0, 0)
        for session in sessions(catalogue) {
            try set(reader, session)
            for table in MadeSystem.guarded {
                let surface = session.surface.flatMap { id in catalogue.surfaces.first { $0.id == id } }
                var expected: [[String?]] = []
                if let viewer = session.viewer, let surface {
                    expected = try expectation.rows(table, viewer, surface)
                }
                visible += expected.count
                withheld += (database.tables[table.name]?.count ?? 0) - expected.count
                let compiled = try #require(compiler.tables.first { $0.name == table.name })
                for form in [compiled.view, compiled.feed] {
                    let found = try cells(reader, "SELECT * FROM \(try #require(form)) ORDER BY row_id")
                    expect(found, expected, "\(book), seed \(seed), \(session), \(form ?? "")")
                }
                let found = try reader.execute("SELECT row_id FROM \(table.sql) ORDER BY row_id").rows
                #expect(
                    found == expected.map { [$0[0]] },
                    "\(book), seed \(seed), \(session), row security of \(table.name)")
            }
            #expect(try reader.execute("SELECT * FROM customers").rows.isEmpty)
            #expect(try reader.execute("SELECT * FROM routes").rows.count == 5)
        }
        // Not a comparison of nothing with nothing.
        #expect(book == "nothing" ? visible == 0 : visible > 100)
        #expect(withheld > 100)
        try checkCounts(owner, reader, compiler, catalogue)
    }

    /// Each company by itself and for each other, with each surface; nobody; a company that is not there; and settings
    /// that were set and taken back, which is an empty text.
    private func sessions(_ catalogue: SystemCatalogue) -> [Session] {
        var stated: Set<SystemSurface.Viewer> = []
        for surface in catalogue.surfaces {
            if case .everything(let viewers) = surface.routing { stated.formUnion(viewers) }
        }
        var sessions = [
            Session(), Session(company: "", side: "", surface: ""), Session(company: "net"),
            Session(side: "net", surface: "feed"), Session(company: "NET", surface: "feed"),
            Session(company: "NW00", surface: "feed"), Session(company: "net", surface: "other"),
        ]
        for surface in catalogue.surfaces {
            for (position, company) in catalogue.companies.enumerated() {
                let index = CompanyIndex(rawValue: UInt16(position))
                sessions.append(
                    Session(
                        company: company.id, surface: surface.id,
                        viewer: SystemSurface.Viewer(company: index, side: index)))
                for (place, other) in catalogue.companies.enumerated() where place != position {
                    let viewer = SystemSurface.Viewer(company: index, side: CompanyIndex(rawValue: UInt16(place)))
                    // Of those whom no surface is for, one surface will do.
                    guard stated.contains(viewer) || surface.id == "feed" else { continue }
                    sessions.append(
                        Session(
                            company: company.id, side: other.id, surface: surface.id,
                            viewer: stated.contains(viewer) ? viewer : nil))
                }
            }
        }
        return sessions
    }

    private func set(_ reader: PostgresConnection, _ session: Session) throws {
        try reader.run(script: "RESET ALL")
        for (name, value) in [("company", session.company), ("side", session.side), ("surface", session.surface)] {
            guard let value else { continue }
            try reader.execute("SELECT set_config($1, $2, false)", ["sekisho.\(name)", value])
        }
    }

    /// Rows as the expectation writes them: numbers in their shortest form.
    private func cells(_ reader: PostgresConnection, _ query: String) throws -> [[String?]] {
        let result = try reader.execute(query)
        let numbers: Set<UInt32> = [20, 21, 23, 1700]
        return result.rows.map { row in
            row.enumerated().map { place, cell in
                guard numbers.contains(result.columns[place].typeOID) else { return cell }
                return cell.flatMap { Number(parsing: $0)?.description }
            }
        }
    }

    private func expect(_ found: [[String?]], _ expected: [[String?]], _ what: String) {
        // Byte for byte: Swift takes two ways to write é for the same.
        let bytes = { (rows: [[String?]]) in rows.map { $0.map { $0.map { Array($0.utf8) } } } }
        guard bytes(found) != bytes(expected) else { return }
        let differing = zip(found, expected).first { bytes([$0]) != bytes([$1]) }.map { row, wanted in
            zip(row, wanted).enumerated().filter { $1.0 != $1.1 }.map {
                "\($0): \($1.0 ?? "NULL"), not \($1.1 ?? "NULL")"
            }
        }
        Issue.record("\(what): \(found.count) rows, not \(expected.count); \(differing ?? [])")
    }

    private func fill(_ owner: PostgresConnection, _ database: SmallDatabase) throws {
        for table in MadeSystem.tables {
            let parts = table.name.split(separator: ".").map(String.init)
            let rows = (database.tables[table.name] ?? []).map { $0.map { $0.map(SQLPrinter.text) } }
            try owner.copyIn(
                schema: parts.count == 2 ? parts[0] : "public", table: parts[parts.count - 1],
                columns: table.columns.map(\.name), rows: rows)
        }
    }

    /// For row security alone the reader has to read the tables themselves.
    private func grantBases(_ owner: PostgresConnection, _ reader: String) throws {
        try owner.run(script: "GRANT USAGE ON SCHEMA billing TO \(reader)")
        for table in MadeSystem.tables { try owner.run(script: "GRANT SELECT ON \(table.sql) TO \(reader)") }
    }

    /// The check counts what the views show.
    private func checkCounts(
        _ owner: PostgresConnection, _ reader: PostgresConnection, _ compiler: PostgresCompiler,
        _ catalogue: SystemCatalogue
    ) throws {
        let report = try owner.execute(
            "SELECT table_name, company, side, surfaces[1], total, visible, withheld, sees FROM sekisho.check()"
        ).rows
        #expect(Set(report.map { $0[0] }) == Set(MadeSystem.guarded.map(\.name)))
        for row in report {
            let compiled = try #require(compiler.tables.first { $0.name == row[0] })
            try set(reader, Session(company: row[1], side: row[2], surface: row[3]))
            let seen = try reader.execute("SELECT count(*) FROM \(try #require(compiled.view))").rows[0][0]
            #expect(seen == row[5], "\(row)")
            let (total, visible, withheld) = (
                row[4].flatMap { Int($0) }, row[5].flatMap { Int($0) }, row[6].flatMap { Int($0) }
            )
            #expect(total == (visible ?? 0) + (withheld ?? 0))
            let word = visible == 0 ? "nothing" : visible == total ? "everything" : "part"
            #expect(row[7] == word)
        }
    }
}
