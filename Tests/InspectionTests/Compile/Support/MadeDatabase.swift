import Conditions
import Inspection
import Intake
import StorePostgres
import Testing

/// The made-up system in a database of its own, without the barrier.
struct MadeDatabase {
    let name: String
    let server: CompileServer
    /// The superuser's connection.
    let owner: PostgresConnection
    let catalogue: SystemCatalogue
    let rows: SmallDatabase
    /// Today's date in the catalogue's zone, by the database's clock.
    let today: CalendarDay

    var reader: String { "\(name)_reader" }

    init(_ name: String, seed: UInt64 = 7, counts: [String: Int] = [:]) throws {
        self.name = name
        server = try CompileServer.shared.get()
        owner = try server.make(name)
        catalogue = try MadeSystem.catalogue()
        today = try #require(
            owner.execute("SELECT (statement_timestamp() AT TIME ZONE 'Asia/Tokyo')::date").rows[0][0]
                .flatMap(CalendarDay.init(iso:)))
        var made = SystemRows(seed: seed, today: today)
        rows = made.database(counts)
        try owner.run(script: MadeSystem.create)
        for table in MadeSystem.tables {
            let parts = table.name.split(separator: ".").map(String.init)
            try owner.copyIn(
                schema: parts.count == 2 ? parts[0] : "public", table: parts[parts.count - 1],
                columns: table.columns.map(\.name),
                rows: (rows.tables[table.name] ?? []).map { $0.map { $0.map(SQLPrinter.text) } })
        }
        try owner.run(script: "ANALYZE")
    }

    /// The compiler with a rule book.
    func compiler(_ book: String = "shipped") throws -> PostgresCompiler {
        PostgresCompiler(
            catalogue, try RuleBooks.barrier(book, catalogue), MadeSystem.options(reader: reader))
    }

    /// For row security alone the reader has to read the tables themselves.
    func grantBases() throws {
        try owner.run(script: "GRANT USAGE ON SCHEMA billing TO \(reader)")
        for table in MadeSystem.tables { try owner.run(script: "GRANT SELECT ON \(table.sql) TO \(reader)") }
    }

    /// A connection of the reader, who views for a company.
    func connect(
        as company: String? = nil, side: String? = nil, surface: String? = "feed",
        notices: @escaping (PostgresNotice) -> Void = { _ in }
    ) throws -> PostgresConnection {
        let connection = try server.connect(name, user: reader, notices: notices)
        try Self.set(connection, company, side, surface)
        return connection
    }

    static func set(
        _ connection: PostgresConnection, _ company: String?, _ side: String?, _ surface: String?
    ) throws {
        try connection.run(script: "RESET ALL")
        for (name, value) in [("company", company), ("side", side), ("surface", surface)] {
            guard let value else { continue }
            try connection.execute("SELECT set_config($1, $2, false)", ["sekisho.\(name)", value])
        }
    }

    /// Everything of the database's own catalogue that a barrier could change.
    func snapshot() throws -> [String] {
        let queries = [
            "SELECT nspname, nspacl, obj_description(oid) FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)' ORDER BY 1",
            """
            SELECT relnamespace::regnamespace, relname, relkind, relrowsecurity, relforcerowsecurity, reloptions, relacl,
              CASE WHEN relkind = 'v' THEN pg_get_viewdef(oid) END FROM pg_class
            WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1, 2
            """,
            """
            SELECT relnamespace::regnamespace, attrelid::regclass, attname, atttypid::regtype, attnotnull, attacl
            FROM pg_attribute JOIN pg_class AS c ON c.oid = attrelid
            WHERE attnum > 0 AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 2, attnum
            """,
            """
            SELECT polrelid::regclass, polname, polcmd, polpermissive, polroles, pg_get_expr(polqual, polrelid),
              pg_get_expr(polwithcheck, polrelid) FROM pg_policy ORDER BY 1, 2
            """,
            """
            SELECT oid::regprocedure, proacl, pg_get_functiondef(oid) FROM pg_proc
            WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)' ORDER BY 1
            """,
            "SELECT defaclrole, defaclobjtype, defaclacl FROM pg_default_acl ORDER BY 1, 2",
        ]
        return try queries.flatMap { try owner.execute($0).rows.map { "\($0)" } }
    }

    /// Everything in the barrier's own tables.
    func contents() throws -> [String] {
        let tables = ["permissions", "owners", "surfaces", "hash_key", "guarded", "objects"]
        return try tables.flatMap { table in
            try owner.execute("SELECT '\(table)', t::text FROM sekisho.\(table) AS t ORDER BY 2").rows.map { "\($0)" }
        }
    }
}
