import Barrier
import Conditions
import Foundation
import Inspection
import Intake
import StorePostgres
import Testing

/// The script as something that people run: again, after changes, where it must not, and to take it back.
@Suite(.serialized) struct ApplyTests {
    @Test(.needsServer) func `applied twice is applied once, and taken down is never applied`() throws {
        let made = try MadeDatabase("apply_twice")
        // One table has row security of its own.
        try made.owner.run(
            script: """
                ALTER TABLE usage ENABLE ROW LEVEL SECURITY; ALTER TABLE usage FORCE ROW LEVEL SECURITY;
                CREATE POLICY own ON usage USING (kwh >= 0);
                ALTER TABLE readings FORCE ROW LEVEL SECURITY;
                """)
        let before = try made.snapshot()
        let compiler = try made.compiler()
        try made.owner.run(script: compiler.script())
        let (once, contents) = (try made.snapshot(), try made.contents())
        #expect(once != before)
        try made.owner.run(script: compiler.script())
        #expect(try made.snapshot() == once)
        #expect(try made.contents() == contents)
        try made.owner.run(script: compiler.downScript())
        #expect(try made.snapshot() == before)
        // Where there is nothing to take away, nothing happens.
        try made.owner.run(script: compiler.downScript())
        #expect(try made.snapshot() == before)
    }

    @Test(.needsServer) func `what the objects' list says is what is there`() throws {
        let made = try MadeDatabase("apply_objects")
        let compiler = try made.compiler("unknown")
        try made.owner.run(script: compiler.script())
        let there = try made.owner.execute(
            """
            SELECT 'schema', quote_ident(nspname) FROM pg_namespace WHERE nspname = 'sekisho'
            UNION ALL SELECT CASE relkind WHEN 'v' THEN 'view' ELSE 'table' END, quote_ident(relname) FROM pg_class
              WHERE relnamespace = 'sekisho'::regnamespace AND relkind IN ('r', 'v')
            UNION ALL SELECT 'function', quote_ident(proname) FROM pg_proc WHERE pronamespace = 'sekisho'::regnamespace
            UNION ALL SELECT 'policy', relname FROM pg_policy JOIN pg_class AS c ON c.oid = polrelid
              WHERE polname = 'sekisho_barrier'
            """)
        func count(_ kinds: [String]) -> [String: Int] { Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +) }
        #expect(count(there.rows.compactMap { $0[0] }) == count(compiler.objects.map(\.kind.rawValue)))
        for object in compiler.objects where object.kind == .view || object.kind == .table {
            #expect(try made.owner.execute("SELECT $1::regclass", [object.name]).rows.count == 1)
        }
    }

    @Test(.needsServer) func `a changed catalogue leaves nothing of the old one`() throws {
        let made = try MadeDatabase("apply_changed", counts: ["billing.Con\"tracts": 100])
        try made.grantBases()
        try made.owner.run(script: try made.compiler("unknown").script())
        let key = try made.owner.execute("SELECT key FROM sekisho.hash_key").rows
        // Granted by somebody else, and kept even where a view has to be made anew.
        try made.owner.run(script: "CREATE ROLE apply_other; GRANT SELECT ON sekisho.\"Con\"\"tracts\" TO apply_other")
        var less = made.catalogue
        less.tables["usage"] = nil
        less.tables["readings"] = nil
        less.tables["times"] = nil
        less.tables["customers"] = nil
        let compiler = PostgresCompiler(
            less, try RuleBooks.barrier("shipped", less), MadeSystem.options(reader: made.reader))
        try made.owner.run(script: compiler.script())
        let views = try made.owner.execute("SELECT viewname FROM pg_views WHERE schemaname = 'sekisho'").rows.compactMap
        { $0[0] }
        #expect(
            Set(views) == [
                "session_permissions", "Con\"tracts", "Con\"tracts_feed", "supply periods", "supply periods_feed",
                "supply periods_segments", "present", "present_feed",
            ])
        let functions = try made.owner.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'sekisho'::regnamespace")
        #expect(Set(functions.rows.compactMap { $0[0] }) == ["seen", "check", "sees_present"])
        #expect(try made.owner.execute("SELECT key FROM sekisho.hash_key").rows == key)
        #expect(
            try made.owner.execute("SELECT has_table_privilege('apply_other', 'sekisho.\"Con\"\"tracts\"', 'SELECT')")
                .rows
                == [["t"]])
        let reader = try made.connect(as: "aff")
        #expect(try reader.execute("SELECT count(*) FROM readings").rows == [["5"]])
        #expect(try reader.execute("SELECT count(*) FROM customers").rows == [["5"]])
        // A view of somebody's that hangs on one of ours is not taken away with it.
        try made.owner.run(script: "CREATE VIEW public.mine AS SELECT * FROM sekisho.present")
        var least = less
        least.tables["present"] = nil
        let last = PostgresCompiler(least, try RuleBooks.barrier("shipped", least), MadeSystem.options(reader: nil))
        let state = try made.snapshot()
        for script in [last.script(), last.downScript()] {
            #expect(throws: PostgresError.self) { try made.owner.run(script: script) }
            try made.owner.run(script: "ROLLBACK")
            #expect(try made.snapshot() == state)
        }
    }

    @Test(.needsServer) func `the script stops where the barrier would not hold`() throws {
        let made = try MadeDatabase("apply_stops")
        let script = try made.compiler().script()
        func refusal(_ spoil: String, _ connection: PostgresConnection, _ mend: String) throws -> String {
            try made.owner.run(script: spoil)
            let before = try made.snapshot()
            var words = "nothing was refused"
            do throws(PostgresError) { try connection.run(script: script) } catch { words = error.message }
            _ = try? connection.run(script: "ROLLBACK")
            #expect(try made.snapshot() == before)
            try made.owner.run(script: mend)
            return words
        }
        let owner = made.owner
        #expect(
            try refusal("CREATE SCHEMA sekisho", owner, "DROP SCHEMA sekisho").contains("somebody else's"))
        #expect(
            try refusal(
                "ALTER TABLE usage ALTER day TYPE text", owner, "ALTER TABLE usage ALTER day TYPE date USING day::date"
            )
            .contains("public.usage column day"))
        #expect(
            try refusal("ALTER TABLE usage RENAME kwh TO \"k W\"", owner, "ALTER TABLE usage RENAME \"k W\" TO kwh")
                .contains("public.usage column kwh"))
        #expect(
            try refusal("ALTER TABLE customers RENAME TO clients", owner, "ALTER TABLE clients RENAME TO customers")
                .contains("public.customers"))
        #expect(
            try refusal(
                "ALTER TABLE present RENAME TO real; CREATE VIEW present AS SELECT * FROM real", owner,
                "DROP VIEW present; ALTER TABLE real RENAME TO present"
            ).contains("public.present"))
        #expect(
            try refusal(
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false); "
                    + "ALTER TABLE usage ALTER point TYPE text COLLATE loose", owner,
                "ALTER TABLE usage ALTER point TYPE text COLLATE \"default\"; DROP COLLATION loose"
            ).contains("public.usage column point"))
        #expect(
            try refusal(
                "GRANT CREATE ON DATABASE \(made.name) TO \(made.reader)", try made.connect(),
                "REVOKE CREATE ON DATABASE \(made.name) FROM \(made.reader)"
            ).contains("subject to row security"))
        // Nothing of that is left, and it can be applied.
        try owner.run(script: script)
    }

    @Test(.needsServer) func `nobody gets at what is behind the views, whatever is granted by default`() throws {
        let made = try MadeDatabase("apply_hidden")
        try made.owner.run(
            script: """
                ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
                ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO \(made.reader);
                ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO PUBLIC;
                """)
        try made.owner.run(script: try made.compiler().script())
        let reader = try made.connect(as: "net")
        for hidden in [
            "permissions", "owners", "surfaces", "hash_key", "guarded", "objects", "session_permissions",
            "\"supply periods_segments\"", "times_segments",
        ] {
            #expect(throws: PostgresError.self, "\(hidden)") { try reader.execute("SELECT * FROM sekisho.\(hidden)") }
        }
        #expect(throws: PostgresError.self) { try reader.execute("SELECT * FROM sekisho.check()") }
        #expect(throws: PostgresError.self) { try reader.execute("SELECT * FROM usage") }
        _ = try reader.execute("SELECT * FROM sekisho.usage")
    }

    @Test(.needsServer) func `the reader who may read the tables themselves is named in a warning`() throws {
        let made = try MadeDatabase("apply_warned")
        var said: [String] = []
        let owner = try made.server.connect(made.name) { said.append($0.message) }
        let script = try made.compiler().script()
        try owner.run(script: script)
        #expect(said == [])
        try owner.run(script: "GRANT SELECT (kwh) ON usage TO \(made.reader)")
        try owner.run(script: script)
        #expect(said.count == 1 && said[0].contains(#""public"."usage""#) && !said[0].contains("readings"), "\(said)")
    }

    @Test(.needsServer) func `the check tells nothing and everything apart, and notices a barrier that is gone`() throws
    {
        let made = try MadeDatabase("apply_check", counts: ["billing.Con\"tracts": 0, "present": 0])
        try made.owner.run(script: "DELETE FROM readings")
        try made.owner.run(
            script: """
                UPDATE "supply periods" SET supplier = 'T1', area = 0, point = 'p', "from" = '2020-01-01', "to" = NULL;
                UPDATE usage SET zone = 0, point = 'p', day = '2024-01-01';
                """)
        let compiler = try made.compiler()
        try made.owner.run(script: compiler.script())
        func seen(_ table: String, _ company: String) throws -> [[String?]] {
            try made.owner.execute(
                """
                SELECT DISTINCT total, visible, withheld, unowned, sees FROM sekisho.check()
                WHERE table_name = $1 AND company = $2 AND side = $2 AND 'feed' = ANY (surfaces)
                """, [table, company]
            ).rows
        }
        #expect(try seen("usage", "third") == [["5", "5", "0", "0", "everything"]])
        #expect(try seen("usage", "aff") == [["5", "0", "5", "0", "nothing"]])
        #expect(try seen("readings", "third") == [["0", "0", "0", "0", "no rows"]])
        try made.owner.run(script: "UPDATE usage SET point = NULL WHERE row_id < 2")
        #expect(try seen("usage", "third") == [["5", "3", "2", "2", "part"]])
        for (harm, mend) in [
            ("ALTER TABLE usage DISABLE ROW LEVEL SECURITY", "ALTER TABLE usage ENABLE ROW LEVEL SECURITY"),
            ("ALTER TABLE usage NO FORCE ROW LEVEL SECURITY", "ALTER TABLE usage FORCE ROW LEVEL SECURITY"),
            (
                "ALTER VIEW sekisho.usage SET (security_barrier = false)",
                "ALTER VIEW sekisho.usage SET (security_barrier)"
            ),
            ("ALTER VIEW sekisho.usage OWNER TO \(made.reader)", "ALTER VIEW sekisho.usage OWNER TO postgres"),
            ("DROP POLICY sekisho_barrier ON usage", compiler.script()),
            ("DROP VIEW sekisho.usage", compiler.script()),
        ] {
            try made.owner.run(script: harm)
            #expect(throws: PostgresError.self, "\(harm)") { try made.owner.execute("SELECT * FROM sekisho.check()") }
            try made.owner.run(script: mend)
            _ = try made.owner.execute("SELECT * FROM sekisho.check()")
        }
    }
}
