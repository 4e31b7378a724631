import Conditions
import Foundation
import Inspection
import Intake
import StorePostgres
import Testing

/// What people do with a session: functions that tell what they see, other clocks, changes of viewer, and changes of rows.
@Suite(.serialized) struct SessionTests {
    @Test(.needsServer) func `a function in somebody's condition does not get to see withheld rows`() throws {
        let made = try MadeDatabase(
            "session_leaky", seed: 11,
            counts: [
                "billing.Con\"tracts": 150, "usage": 150, "readings": 100, "present": 80, "supply periods": 50,
                "times": 50,
            ])
        try made.grantBases()
        let compiler = try made.compiler("unknown")
        try made.owner.run(script: compiler.script())
        try made.owner.run(
            script: """
                CREATE FUNCTION tell(integer) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                  $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$;
                CREATE FUNCTION fail(integer, integer[]) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS
                  $$ BEGIN IF $1 <> ALL ($2) THEN RAISE EXCEPTION 'row %', $1; END IF; RETURN true; END $$;
                """)
        var told: Set<String> = []
        let reader = try made.connect(as: "third") { told.insert($0.message) }
        func listen(_ relation: String) throws -> Set<String> {
            told = []
            _ = try reader.execute("SELECT count(*) FROM \(relation) WHERE tell(row_id)")
            return told
        }
        for table in MadeSystem.guarded {
            let compiled = try #require(compiler.tables.first { $0.name == table.name })
            for relation in [try #require(compiled.view), try #require(compiled.feed), table.sql] {
                let visible = Set(try reader.execute("SELECT row_id FROM \(relation)").rows.compactMap { $0[0] })
                let all = made.rows.tables[table.name]?.count ?? 0
                #expect(!visible.isEmpty && visible.count < all)
                #expect(try listen(relation) == visible, "\(relation)")
                let list = "{\(visible.joined(separator: ","))}"
                _ = try reader.execute("SELECT count(*) FROM \(relation) WHERE fail(row_id, $1)", [list])
                // Without the barrier this would show: the same view tells of rows that it does not give out.
                guard relation != table.sql else { continue }
                try made.owner.run(script: "ALTER VIEW \(relation) SET (security_barrier = false)")
                #expect(try listen(relation).count > visible.count, "\(relation)")
                try made.owner.run(script: "ALTER VIEW \(relation) SET (security_barrier)")
            }
        }
    }

    @Test(.needsServer) func `the day before, of and after a switch belong to whom they belong`() throws {
        let made = try MadeDatabase("session_switch")
        try made.grantBases()
        try made.owner.run(
            script: """
                TRUNCATE "supply periods", usage, present, times, readings;
                INSERT INTO "supply periods" VALUES
                  (1, 0, 'a', 'T1', 'h', '2020-01-01', '2024-04-01'), (2, 0, 'a', 'caf\u{E9}', 'h', '2024-04-01', NULL),
                  (3, 1, 'a', 'T1', 'h', '-infinity', 'infinity'), (4, 0, 'now', 'T1', 'h', '2020-01-01', '\(made.today.iso)'),
                  (5, 0, 'now', 'caf\u{E9}', 'h', '\(made.today.iso)', NULL);
                INSERT INTO usage SELECT d - '2024-03-31'::date, 0, 'a', d, NULL, 1 FROM
                  (VALUES ('2024-03-31'::date), ('2024-04-01'), ('2024-04-02')) AS v (d);
                INSERT INTO usage VALUES (10, 1, 'a', '-infinity'), (11, 1, 'a', 'infinity'), (12, 1, 'a', '2024-04-01');
                INSERT INTO times VALUES (1, 'a', 'T1', '2020-01-01 12:00', '2024-04-01 23:59'), (2, 'a', 'caf\u{E9}', '2024-04-01 00:01', NULL);
                INSERT INTO readings VALUES (0, 'a', '2024-03-31 23:59:59.999999'), (1, 'a', '2024-04-01 00:00'), (2, 'a', '2024-04-02 12:00');
                INSERT INTO present VALUES (0, 0, 'now', 'h');
                """)
        try made.owner.run(script: try made.compiler().script())
        let reader = try made.connect()
        func rows(_ company: String, _ table: String) throws -> [String] {
            var found: [String] = []
            // Whatever the session's clock shows.
            for zone in ["UTC", "Asia/Tokyo", "<p>+167", "<m>-167"] {
                try MadeDatabase.set(reader, company, nil, "feed")
                try reader.run(script: "SET TimeZone = '\(zone)'")
                for relation in ["sekisho.\(table)", "sekisho.\(table)_feed", "public.\(table)"] {
                    let some = try reader.execute("SELECT row_id FROM \(relation) ORDER BY 1").rows.compactMap { $0[0] }
                    found.append(some.joined(separator: " "))
                }
            }
            return Array(Set(found))
        }
        #expect(try rows("third", "usage") == ["0 10 12"])
        #expect(try rows("o'ther", "usage") == ["1 2"])
        #expect(try rows("net", "usage") == ["0 1 2 10 12"])
        #expect(try rows("third", "readings") == ["0"])
        #expect(try rows("o'ther", "readings") == ["1 2"])
        #expect(try rows("third", "present") == [""])
        #expect(try rows("o'ther", "present") == ["0"])
        #expect(try rows("aff", "present") == [""])
    }

    @Test(.needsServer) func `a plan that is kept does not keep its viewer`() throws {
        let made = try MadeDatabase("session_plans", counts: ["billing.Con\"tracts": 200])
        try made.grantBases()
        try made.owner.run(script: try made.compiler().script())
        let reader = try made.connect()
        let relations = [#"sekisho."Con""tracts""#, #"sekisho."Con""tracts_feed""#, #"billing."Con""tracts""#]
        for (number, relation) in relations.enumerated() {
            try reader.run(script: "PREPARE q\(number) AS SELECT count(*) FROM \(relation)")
        }
        for mode in ["force_generic_plan", "force_custom_plan"] {
            var counts: [[String?]] = []
            for company in ["net", "third", nil, "aff", "net"] {
                try reader.execute("SELECT set_config('sekisho.company', $1, false)", [company ?? ""])
                try reader.run(script: "SET sekisho.surface = 'feed'; SET plan_cache_mode = \(mode)")
                counts.append(try relations.indices.map { try reader.execute("EXECUTE q\($0)").rows[0][0] })
            }
            #expect(counts.allSatisfy { Set($0).count == 1 }, "\(counts)")
            #expect(counts[2][0] == "0" && counts[0] == counts[4] && counts[1] != counts[0] && counts[3] != counts[1])
        }
    }

    @Test(.needsServer) func `people may add rows for others, and change only what they see`() throws {
        let made = try MadeDatabase("session_writes")
        try made.grantBases()
        try made.owner.run(script: try made.compiler().script())
        try made.owner.run(
            script: """
                DELETE FROM billing."Con""tracts"; GRANT ALL ON billing."Con""tracts" TO \(made.reader);
                INSERT INTO billing."Con""tracts" (row_id, owner) VALUES (1, 'T1'), (2, 'a%'), (3, NULL);
                """)
        let reader = try made.connect(as: "third")
        let table = #"billing."Con""tracts""#
        #expect(try reader.execute("UPDATE \(table) SET memo = 'x'").affected == 1)
        #expect(try reader.execute("INSERT INTO \(table) (row_id, owner) VALUES (4, 'a%')").affected == 1)
        #expect(throws: PostgresError.self) {
            try reader.execute("INSERT INTO \(table) (row_id, owner) VALUES (5, 'a%') RETURNING row_id")
        }
        #expect(try reader.execute("DELETE FROM \(table)").affected == 1)
        #expect(
            try made.owner.execute("SELECT row_id, memo FROM \(table) ORDER BY 1").rows
                == [["2", nil], ["3", nil], ["4", nil]])
        // Its own owner is under it, too, where that is no superuser.
        try made.owner.run(
            script: "GRANT USAGE ON SCHEMA billing TO \(made.reader); ALTER TABLE \(table) OWNER TO \(made.reader)")
        #expect(try reader.execute("SELECT * FROM \(table)").rows.isEmpty)
    }

    @Test(.needsServer) func `a table's own row security goes on beside the barrier`() throws {
        let made = try MadeDatabase("session_own", counts: ["billing.Con\"tracts": 100])
        try made.grantBases()
        let table = #"billing."Con""tracts""#
        try made.owner.run(
            script:
                "ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON \(table) USING (row_id % 2 = 0)")
        try made.owner.run(script: try made.compiler().script())
        let reader = try made.connect(as: "net")
        let all = try reader.execute(#"SELECT row_id FROM sekisho."Con""tracts" ORDER BY 1"#).rows.compactMap {
            $0[0].flatMap { Int($0) }
        }
        let own = try reader.execute("SELECT row_id FROM \(table) ORDER BY 1").rows.compactMap {
            $0[0].flatMap { Int($0) }
        }
        #expect(own == all.filter { $0 % 2 == 0 })
        #expect(!own.isEmpty && own.count < all.count)
    }
}
