import StorePostgres
import Testing

@Suite(.needsPostgres) struct ErrorTests {
    let connection: PostgresConnection

    init() throws { connection = try TestServer.shared.get().connect() }

    @Test func `a refusal has the server's code, and its place in characters`() throws {
        for before in ["SELECT ", "SELECT '日本', '😀𠮷', 'é', 'e\u{301}',\r\n\t"] {
            for (end, code, word) in [
                ("nosuch", "42703", "nosuch"), ("1 + + FROM", "42601", "FROM"),
                ("no_function(1)", "42883", "no_function"),
            ] {
                let error = try failure { () throws(PostgresError) in try connection.execute(before + end) }
                let prefix = end.prefix { $0 != word.first }
                #expect(error.kind == .refused && error.sqlstate == code, "\(error)")
                #expect(error.position == (before + prefix).unicodeScalars.count + 1, "\(before)\(end): \(error)")
                #expect(error.description.hasSuffix("(\(code), character \(error.position ?? 0))"))
                let copied = try failure { () throws(PostgresError) in
                    try connection.copyOut(before + end) { (_) throws(PostgresError) in }
                }
                #expect(copied.sqlstate == code && copied.position == error.position, "\(before)\(end): \(copied)")
            }
        }
        #expect(try connection.execute("SELECT 1").rows == [["1"]])
    }

    @Test func `a broken constraint is named, and the row's data are kept out of the description`() throws {
        try connection.run(
            script: "CREATE TEMP TABLE people (mail text CONSTRAINT one_each UNIQUE, age int CHECK (age > 0))")
        try connection.execute("INSERT INTO people VALUES ('somebody@example.invalid', 1)")
        let twice = try failure { () throws(PostgresError) in
            try connection.execute("INSERT INTO people VALUES ($1, 2)", ["somebody@example.invalid"])
        }
        #expect(twice.sqlstate == "23505" && twice.constraint == "one_each")
        #expect(twice.detail?.contains("somebody@example.invalid") == true)
        #expect(!twice.description.contains("somebody"), "\(twice)")
        let young = try failure { () throws(PostgresError) in
            try connection.execute("INSERT INTO people VALUES ('other@example.invalid', 0)")
        }
        #expect(young.sqlstate == "23514" && young.constraint == "people_age_check")
        #expect(!young.description.contains("other"), "\(young)")
    }

    @Test func `the server's words are in the house's style, with the mend`() throws {
        let error = try failure { () throws(PostgresError) in
            try connection.execute("SELECT datnam FROM pg_database")
        }
        #expect(
            error.description
                == #"column "datnam" does not exist; perhaps you meant to reference the column "pg_database.datname" (42703, character 8)"#
        )
    }

    @Test func `no server, no database and no role are told`() throws {
        let server = try TestServer.shared.get()
        let none = try failure { () throws(PostgresError) in
            try PostgresConnection("host=127.0.0.1 port=1 user=nobody dbname=nothing")
        }
        #expect(none.kind == .cannotConnect && none.message.contains("port 1 failed"), "\(none)")
        let database = try failure { () throws(PostgresError) in
            try PostgresConnection("host=\(server.folder) port=\(server.port) user=postgres dbname=nosuch")
        }
        #expect(database.kind == .cannotConnect, "\(database)")
        #expect(database.message.hasSuffix(#"failed: database "nosuch" does not exist"#), "\(database)")
        let setting = try failure { () throws(PostgresError) in
            try PostgresConnection(
                "host=\(server.folder) port=\(server.port) user=postgres dbname=postgres options='-c nosuch=1'")
        }
        #expect(setting.kind == .cannotConnect && setting.message.contains("nosuch"), "\(setting)")
    }

    @Test func `a serialization failure may go through again, and others may not`() throws {
        try connection.run(
            script: "DROP TABLE IF EXISTS tally; CREATE TABLE tally (n int); INSERT INTO tally VALUES (0)")
        let other = try TestServer.shared.get().connect()
        let error = try failure { () throws(PostgresError) in
            try connection.transaction(isolation: .repeatableRead) { () throws(PostgresError) in
                try connection.execute("SELECT n FROM tally")
                try other.execute("UPDATE tally SET n = n + 1")
                try connection.execute("UPDATE tally SET n = n + 1")
            }
        }
        #expect(error.mayGoThroughAgain && error.sqlstate == "40001")
        #expect(try connection.execute("SELECT n FROM tally").rows == [["1"]])
        #expect(try !failure { () throws(PostgresError) in try connection.execute("nonsense") }.mayGoThroughAgain)
    }
}
