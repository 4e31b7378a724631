import StorePostgres
import Testing

@Suite(.needsPostgres) struct CopyTests {
    let connection: PostgresConnection

    init() throws {
        connection = try TestServer.shared.get().connect()
        try connection.execute(
            #"CREATE TEMP TABLE "Cop""y" (id int PRIMARY KEY, "é 1" text, b text, extra int DEFAULT 5)"#)
    }

    private let table = #"Cop"y"#
    private let columns = ["id", "é 1", "b"]

    private var count: String? {
        get throws { try connection.execute(#"SELECT count(*) FROM "Cop""y""#).rows.first?.first ?? nil }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `hostile rows go in, are there, and come out as they were`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        var rows: [[String?]] = []
        for id in 0..<400 { rows.append(["\(id)"] + dice.row(2)) }
        rows.append(["400", dice.text(upTo: 60000), ""])
        #expect(try connection.copyIn(table: table, columns: columns, rows: rows) == rows.count)
        // What the server has, by its own functions, beside what was given, and as parameters have it.
        let there = try connection.execute(
            #"""
            SELECT length("é 1"), encode(convert_to("é 1", 'UTF8'), 'hex'), md5(b), extra FROM "Cop""y" ORDER BY id
            """#)
        for (row, seen) in zip(rows, there.rows) {
            let comment: Comment = "\(row.debugDescription.prefix(300)), seed \(seed)"
            #expect(seen[0] == row[1].map { "\($0.unicodeScalars.count)" }, comment)
            #expect(seen[1] == row[1].map(hex), comment)
            #expect(try [[seen[2]]] == connection.execute("SELECT md5($1)", [row[2]]).rows, comment)
            #expect(seen[3] == "5", comment)
        }
        var out: [[String?]] = []
        let copied = try connection.copyOut(#"SELECT id, "é 1", b FROM "Cop""y" ORDER BY id -- as it was"#) {
            (row) throws(PostgresError) in out.append(row)
        }
        #expect(copied == rows.count)
        let (left, right) = (bytes(out), bytes(rows))
        for (one, other) in zip(left, right) where one != other { Issue.record("\(one) for \(other), seed \(seed)") }
        #expect(left == right)
    }

    @Test func `no rows, one column, and rows without columns`() throws {
        #expect(try connection.copyIn(table: table, columns: columns, rows: []) == 0)
        try connection.execute("CREATE TEMP TABLE one (a text)")
        let rows: [[String?]] = [[""], [nil], ["\\."], ["\\N"], ["\n"], [" "]]
        #expect(try connection.copyIn(schema: "pg_temp", table: "one", columns: ["a"], rows: rows) == rows.count)
        var out: [[String?]] = []
        try connection.copyOut("TABLE one") { (row) throws(PostgresError) in out.append(row) }
        #expect(out == rows)
        var empty: [[String?]] = []
        try connection.copyOut("SELECT FROM generate_series(1, 2)") { (row) throws(PostgresError) in empty.append(row) }
        #expect(empty == [[], []])
        try connection.copyOut("SELECT 1 WHERE false") { (row) throws(PostgresError) in Issue.record("\(row)") }
    }

    @Test func `a row that cannot be one ends it, and nothing is added`() throws {
        let fine: [[String?]] = (0..<50000).map { ["\($0)", "a", nil] }
        for (bad, word) in [
            (["1", "2"], "row 50001 has 2 cells"), ([], "row 50001 has 0 cells"),
            (["1", "a", "\0"], "row 50001, cell 3"),
        ] as [([String?], String)] {
            let error = try failure { () throws(PostgresError) in
                try connection.copyIn(table: table, columns: columns, rows: fine + [bad] + fine)
            }
            #expect(error.kind == .misuse && error.message.hasPrefix(word), "\(error)")
            #expect(try count == "0")
        }
        let none = try failure { () throws(PostgresError) in
            try connection.copyIn(table: table, columns: [], rows: [[]])
        }
        #expect(none.kind == .misuse)
    }

    @Test func `a source that fails takes all its rows back`() throws {
        enum Own: Error, Equatable {
            case dry
            case database
        }
        var given = 0
        #expect(throws: Own.dry) {
            try connection.copyIn(
                table: table, columns: columns, failing: { _ in .database },
                next: { () throws(Own) -> [String?]? in
                    given += 1
                    if given > 30000 { throw .dry }
                    return ["\(given)", "x", "y"]
                })
        }
        #expect(try count == "0" && connection.state == .idle)
    }

    @Test func `the server's refusal ends even an endless sequence`() throws {
        let unread = try failure { () throws(PostgresError) in
            try connection.copyIn(
                table: table, columns: columns, rows: (0...).lazy.map { [$0 == 3 ? "three" : "\($0)", nil, nil] })
        }
        #expect(unread.kind == .refused && unread.sqlstate == "22P02", "\(unread)")
        #expect(unread.context?.contains("line 4, column id") == true)
        let twice = try failure { () throws(PostgresError) in
            try connection.copyIn(table: table, columns: columns, rows: (0...).lazy.map { ["\($0 % 1000)", nil, nil] })
        }
        #expect(twice.sqlstate == "23505")
        for table in ["nosuch", self.table] {
            let unknown = try failure { () throws(PostgresError) in
                try connection.copyIn(table: table, columns: ["nosuch"], rows: [["1"]])
            }
            #expect(unknown.sqlstate == (table == "nosuch" ? "42P01" : "42703") && unknown.position == nil)
        }
        #expect(try count == "0")
    }

    @Test(arguments: [(20000, 3000, 2000), (3_000_000, 40, 70000)])
    func `notices on the way are not taken for a refusal`(length: Int, rows: Int, blanks: Int) throws {
        final class Heard { var count = 0 }
        let heard = Heard()
        let connection = try TestServer.shared.get().connect { _ in heard.count += 1 }
        try connection.run(
            script: """
                CREATE TEMP TABLE loud (id int);
                CREATE FUNCTION pg_temp.shout() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN RAISE WARNING '%', repeat('x', \(length)); RETURN NEW; END$$;
                CREATE TRIGGER loud BEFORE INSERT ON loud FOR EACH ROW EXECUTE FUNCTION pg_temp.shout();
                """)
        #expect(
            try connection.copyIn(
                table: "loud", columns: ["id"],
                // Blanks in front, so that pieces are sent often; and long notices, which arrive in pieces.
                rows: (0..<rows).lazy.map { [String(repeating: " ", count: blanks) + "\($0)"] }) == rows)
        #expect(heard.count == rows)
    }

    @Test func `a receiver that throws stops the server, also inside a transaction`() throws {
        enum Own: Error, Equatable {
            case enough
            case database(PostgresError)
        }
        var seen = 0
        #expect(throws: Own.enough) {
            try connection.copyOut(
                "SELECT generate_series(1, 1000000000)", failing: { Own.database($0) },
                row: { (_) throws(Own) in
                    seen += 1
                    if seen == 1000 { throw .enough }
                })
        }
        #expect(seen == 1000 && connection.state == .idle)
        #expect(try connection.execute("SELECT 1").rows == [["1"]])
        _ = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try connection.execute(#"INSERT INTO "Cop""y" VALUES (1)"#)
                try connection.copyOut("SELECT generate_series(1, 1000000000)") { (_) throws(PostgresError) in
                    throw PostgresError(.misuse, "enough")
                }
            }
        }
        #expect(try count == "0")
    }

    @Test func `an error after some rows is told`() throws {
        var seen = 0
        let error = try failure { () throws(PostgresError) in
            try connection.copyOut("SELECT 1 / (20000 - n) FROM generate_series(1, 30000) n") {
                (_) throws(PostgresError) in seen += 1
            }
        }
        #expect(error.sqlstate == "22012" && seen == 19999)
        let several = try failure { () throws(PostgresError) in
            try connection.copyOut("SELECT 1; SELECT 2") { (_) throws(PostgresError) in }
        }
        #expect(several.sqlstate == "42601")
    }

    @Test func `the connection cannot be used in the middle of a COPY, but can be closed`() throws {
        var kinds: [PostgresError.Kind] = []
        try connection.copyOut("SELECT 1") { (_) throws(PostgresError) in
            #expect(connection.state == .busy)
            func note(_ use: () throws(PostgresError) -> Void) {
                do throws(PostgresError) { try use() } catch { kinds.append(error.kind) }
            }
            note { () throws(PostgresError) in try connection.execute("SELECT 1") }
            note { () throws(PostgresError) in try connection.run(script: "SELECT 1") }
            note { () throws(PostgresError) in try connection.transaction { () throws(PostgresError) in } }
            note { () throws(PostgresError) in try connection.copyIn(table: table, columns: columns, rows: []) }
        }
        #expect(kinds == [.misuse, .misuse, .misuse, .misuse])
        var seen = 0
        try connection.copyOut("SELECT generate_series(1, 10)") { (_) throws(PostgresError) in
            seen += 1
            connection.close()
        }
        #expect(seen == 10 && connection.state == .lost)
        #expect(try failure { () throws(PostgresError) in try connection.execute("SELECT 1") }.kind == .misuse)
    }
}
