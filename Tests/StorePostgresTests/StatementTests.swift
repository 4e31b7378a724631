import StorePostgres
import Testing

@Suite(.needsPostgres) struct StatementTests {
    let connection: PostgresConnection

    init() throws { connection = try TestServer.shared.get().connect() }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `hostile parameters arrive as they were sent and come back so`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        for round in 0..<150 {
            let text = dice.text(upTo: round == 0 ? 40000 : 12)
            let answer = try connection.execute(
                "SELECT $1::text, length($1), encode(convert_to($1, 'UTF8'), 'hex')", [text])
            let row = try #require(answer.rows.first)
            let comment: Comment = "\(text.prefix(200).debugDescription), seed \(seed), round \(round)"
            #expect(bytes([row])[0][0] == Array(text.utf8), comment)
            #expect(row[1] == "\(text.unicodeScalars.count)", comment)
            #expect(row[2] == hex(text), comment)
        }
    }

    @Test func `NULL and the empty text are told apart both ways`() throws {
        let answer = try connection.execute(
            "SELECT $1::text IS NULL, $2::text IS NULL, $2::text = '', $1::text, $2::text, NULL, ''", [nil, ""])
        #expect(answer.rows == [["t", "f", "t", nil, "", nil, ""]])
    }

    @Test func `columns have their names and types, and changes are counted`() throws {
        let made = try connection.execute(
            #"CREATE TEMP TABLE made (id integer PRIMARY KEY, "名 前" text, at timestamptz)"#)
        #expect(made.rows.isEmpty && made.columns.isEmpty && made.affected == nil)
        let added = try connection.execute(
            "INSERT INTO made SELECT n, 'x' || n, 'epoch' FROM generate_series(1, $1::int) n", ["5"])
        #expect(added.affected == 5)
        let read = try connection.execute(#"SELECT *, 1 AS "é", 2 AS "e\#u{301}" FROM made WHERE id < 3 ORDER BY id"#)
        #expect(
            read.columns.prefix(3) == [
                PostgresRows.Column(name: "id", typeOID: 23), PostgresRows.Column(name: "名 前", typeOID: 25),
                PostgresRows.Column(name: "at", typeOID: 1184),
            ])
        #expect(read.affected == 2)
        #expect(read.rows.map { $0[1] } == ["x1", "x2"])
        #expect(read.index(of: "e\u{301}") == 4 && read.index(of: "é") == 3 && read.index(of: "none") == nil)
        #expect(try connection.execute("DELETE FROM made WHERE id > $1", ["3"]).affected == 2)
        #expect(try connection.execute("SELECT").rows == [[]])
    }

    @Test func `values read the same whatever the database's own settings are`() throws {
        let server = try TestServer.shared.get()
        let other = try server.connect(
            "options='-c DateStyle=German -c TimeZone=Asia/Tokyo -c IntervalStyle=sql_standard -c extra_float_digits=0 -c standard_conforming_strings=off -c bytea_output=escape'"
        )
        for connection in [connection, other] {
            let answer = try connection.execute(
                #"""
                SELECT '2024-02-29 23:00+09'::timestamptz, '2024-02-29'::date, interval '1 day 2 hours',
                    0.1::float8 + 0.2::float8, '\\'::text, '\x00ff'::bytea, '2024/03/04'::date
                """#)
            #expect(
                answer.rows == [
                    [
                        "2024-02-29 14:00:00+00", "2024-02-29", "P1DT2H", "0.30000000000000004", #"\\"#, #"\x00ff"#,
                        "2024-03-04",
                    ]
                ])
            #expect(try connection.execute("SHOW client_encoding").rows == [["UTF8"]])
            #expect(try connection.execute("SHOW application_name").rows == [["sekisho"]])
        }
        #expect(try server.connect("application_name=mine").execute("SHOW application_name").rows == [["mine"]])
        #expect((130000..<400000).contains(connection.serverVersion))
    }

    @Test func `a script runs statement by statement and is undone as a whole`() throws {
        let answers = try connection.run(
            script: "CREATE TEMP TABLE s (n int); INSERT INTO s VALUES (1), (2); SELECT n FROM s ORDER BY n; -- end")
        #expect(answers.map(\.affected) == [nil, 2, 2])
        #expect(answers.last?.rows == [["1"], ["2"]])
        let error = try failure { () throws(PostgresError) in
            try connection.run(script: "INSERT INTO s VALUES (3); INSERT INTO s VALUES (1 / 0); SELECT 1")
        }
        #expect(error.kind == .refused && error.sqlstate == "22012")
        #expect(try connection.execute("SELECT count(*) FROM s").rows == [["2"]])
        #expect(try connection.run(script: "-- nothing").isEmpty)
    }

    @Test func `what cannot be sent as it is is refused before it is sent`() throws {
        let many = [String?](repeating: "1", count: PostgresConnection.mostParameters + 1)
        let refused: [PostgresError] = [
            try failure { () throws(PostgresError) in try connection.execute("SELECT $1::text", ["a\0b"]) },
            try failure { () throws(PostgresError) in try connection.execute("SELECT 1\0, 2") },
            try failure { () throws(PostgresError) in try connection.run(script: "SELECT 1;\0") },
            try failure { () throws(PostgresError) in try connection.execute("SELECT 1", many) },
            try failure { () throws(PostgresError) in try connection.execute("  ") },
            try failure { () throws(PostgresError) in try connection.setStatementTimeout(milliseconds: -1) },
        ]
        #expect(refused.allSatisfy { $0.kind == .misuse }, "\(refused)")
        #expect(refused[0].message.contains("parameter 1"))
        let list = (1...PostgresConnection.mostParameters).map { "$\($0)::int" }.joined(separator: "+")
        let most = [String?](repeating: "1", count: PostgresConnection.mostParameters)
        // As many as there may be do arrive: the server's stack ends before their sum does.
        let error = try failure { () throws(PostgresError) in try connection.execute("SELECT \(list)", most) }
        #expect(error.sqlstate == "54001")
        #expect(try connection.execute("SELECT num_nulls($1::int, $2::int)", ["1", nil]).rows == [["1"]])
    }

    @Test func `a COPY that comes unawares is refused, and the connection goes on`() throws {
        try connection.run(script: "CREATE TEMP TABLE c (n int)")
        for statement in ["COPY c FROM STDIN", "COPY (SELECT generate_series(1, 300000)) TO STDOUT"] {
            let one = try failure { () throws(PostgresError) in try connection.execute(statement) }
            let script = try failure { () throws(PostgresError) in
                try connection.run(script: "SELECT 1; \(statement); SELECT 2")
            }
            #expect(one.kind == .misuse && script.kind == .misuse, "\(one) \(script)")
            #expect(try connection.execute("SELECT count(*) FROM c").rows == [["0"]])
        }
    }

    @Test func `an encoding that a statement changes is put back`() throws {
        let text = "é日本語"
        for change in ["SET client_encoding = 'LATIN1'", "SELECT set_config('client_encoding', 'SJIS', false)"] {
            #expect(try failure { () throws(PostgresError) in try connection.execute(change) }.kind == .misuse)
            #expect(try connection.execute("SELECT $1::text", [text]).rows == [[text]])
        }
        let error = try failure { () throws(PostgresError) in
            try connection.run(script: "BEGIN; SET client_encoding = 'LATIN1'; COMMIT; SELECT 1 / 0")
        }
        #expect(error.sqlstate == "22012")
        #expect(try connection.execute("SELECT $1::text", [text]).rows == [[text]])
    }

    @Test func `text of a database without an encoding is refused where it is not UTF-8`() throws {
        try connection.execute("DROP DATABASE IF EXISTS bytes_only")
        try connection.execute("CREATE DATABASE bytes_only TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
        let server = try TestServer.shared.get()
        let other = try PostgresConnection("host=\(server.folder) port=\(server.port) user=postgres dbname=bytes_only")
        let query = #"SELECT convert_from('\x83ff'::bytea, 'SQL_ASCII')"#
        let error = try failure { () throws(PostgresError) in try other.execute(query) }
        let copied = try failure { () throws(PostgresError) in
            try other.copyOut(query) { (_) throws(PostgresError) in }
        }
        #expect(error.kind == .refused && error.sqlstate == "22021", "\(error)")
        #expect(copied.kind == .refused && copied.sqlstate == "22021", "\(copied)")
        #expect(try other.execute("SELECT $1::text", ["é日本語"]).rows == [["é日本語"]])
    }

    @Test func `notices reach their receiver, and may not use the connection`() throws {
        final class Heard {
            var notices: [PostgresNotice] = []
            weak var connection: PostgresConnection?
            var errors: [PostgresError] = []
        }
        let heard = Heard()
        let connection = try TestServer.shared.get().connect { notice in
            heard.notices.append(notice)
            do throws(PostgresError) {
                try heard.connection?.execute("SELECT 1")
            } catch {
                heard.errors.append(error)
            }
        }
        heard.connection = connection
        try connection.run(script: "DO $$BEGIN RAISE WARNING 'attention %', '名' USING HINT = 'look'; END$$")
        #expect(
            heard.notices == [
                PostgresNotice(severity: "WARNING", sqlstate: "01000", message: "attention 名", hint: "look")
            ])
        #expect(heard.errors.map(\.kind) == [.misuse])
    }
}
