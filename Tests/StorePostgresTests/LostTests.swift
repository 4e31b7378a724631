import Foundation
import StorePostgres
import Testing

@Suite(.needsPostgres) struct LostTests {
    private let terminate = "SELECT pg_terminate_backend($1::int)"

    private func expectLost(_ connection: PostgresConnection, _ error: PostgresError) throws {
        #expect(error.kind == .lost && connection.state == .lost, "\(error)")
        #expect(error.message.first?.isUppercase == false && !error.message.hasSuffix("."), "\(error)")
        #expect(try failure { () throws(PostgresError) in try connection.execute("SELECT 1") }.kind == .lost)
        #expect(
            try failure { () throws(PostgresError) in
                try connection.transaction { () throws(PostgresError) in }
            }.kind == .lost)
    }

    @Test func `a server that is killed in the middle of a statement is lost`() throws {
        let server = try TestServer()
        defer { server.stop() }
        let connection = try server.connect()
        let victim = connection.serverProcessID
        server.whenAsleep(victim) { _ in _ = kill(victim, SIGKILL) }
        let error = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in try connection.execute("SELECT pg_sleep(60)") }
        }
        try expectLost(connection, error)
        #expect(error.sqlstate == nil && error.message.contains("closed the connection unexpectedly"), "\(error)")
        // One that is stopped while it recovers takes half a minute; and a new connection is what mends a loss.
        var again: PostgresConnection?
        for _ in 0..<3000 where again == nil {
            again = try? server.connect()
            if again == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        #expect(try again?.execute("SELECT 1").rows == [["1"]])
    }

    @Test func `an administrator's end is told in the administrator's words`() throws {
        let server = try TestServer.shared.get()
        let (connection, other) = (try server.connect(), try server.connect())
        let terminate = terminate
        let victim = connection.serverProcessID
        server.whenAsleep(victim) { try $0.execute(terminate, ["\(victim)"]) }
        let error = try failure { () throws(PostgresError) in try connection.execute("SELECT pg_sleep(60)") }
        try expectLost(connection, error)
        #expect(error.sqlstate == "57P01")

        let idle = try server.connect()
        let process = idle.serverProcessID
        try other.execute(terminate, ["\(process)"])
        while try !other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = $1", ["\(process)"]).rows.isEmpty {}
        try expectLost(idle, try failure { () throws(PostgresError) in try idle.execute("SELECT 1") })
    }

    @Test func `a COPY in either direction ends when the connection does`() throws {
        let server = try TestServer.shared.get()
        let other = try server.connect()
        let inward = try server.connect()
        try inward.execute("CREATE TEMP TABLE t (n int)")
        var given = 0
        let error = try failure { () throws(PostgresError) in
            try inward.copyIn(table: "t", columns: ["n"], failing: { $0 }) { () throws(PostgresError) -> [String?]? in
                given += 1
                if given == 20000 { try other.execute(terminate, ["\(inward.serverProcessID)"]) }
                return ["\(given)"]
            }
        }
        try expectLost(inward, error)
        let outward = try server.connect()
        var seen = 0
        let cut = try failure { () throws(PostgresError) in
            try outward.copyOut("SELECT generate_series(1, 1000000000)") { (_) throws(PostgresError) in
                seen += 1
                if seen == 1000 { try other.execute(terminate, ["\(outward.serverProcessID)"]) }
            }
        }
        try expectLost(outward, cut)
        #expect(seen >= 1000)
    }

    @Test func `a loss while committing says that the outcome is not known`() throws {
        let server = try TestServer.shared.get()
        let connection = try server.connect()
        try connection.run(
            script: """
                CREATE TEMP TABLE slow (n int);
                CREATE FUNCTION pg_temp.sleep() RETURNS trigger LANGUAGE plpgsql AS
                    $$BEGIN PERFORM pg_sleep(60); RETURN NULL; END$$;
                CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION pg_temp.sleep();
                """)
        let terminate = terminate
        let victim = connection.serverProcessID
        server.whenAsleep(victim) { try $0.execute(terminate, ["\(victim)"]) }
        let error = try failure { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                try connection.execute("INSERT INTO slow VALUES (1)")
            }
        }
        try expectLost(connection, error)
        #expect(error.message.hasPrefix("it is not known whether the transaction was kept"), "\(error)")
    }
}
