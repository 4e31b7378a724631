import Foundation
import StorePostgres
import Testing

@Suite(.needsPostgres) struct PasswordTests {
    private func texts(_ error: PostgresError) -> String {
        [error.description, error.message, error.detail, error.hint, error.context, error.constraint, "\(error)"]
            .compactMap(\.self).joined(separator: "\n") + String(reflecting: error)
    }

    private func percent(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return String(text.utf8.flatMap { [Character("%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    private func value(_ text: String) -> String {
        "'" + text.replacing("\\", with: #"\\"#).replacing("'", with: #"\'"#) + "'"
    }

    /// A role that signs in with a password over TCP.
    private func role(_ name: String, _ password: String) throws {
        let admin = try TestServer.shared.get().connect()
        try admin.run(script: "DROP ROLE IF EXISTS \(name)")
        try admin.run(script: "CREATE ROLE \(name) LOGIN PASSWORD \(try PostgresConnection.quoteLiteral(password))")
    }

    @Test func `a password signs in as a pair, in a URI and from a file, and shows in no error`() throws {
        let server = try TestServer.shared.get()
        let password = #"ge'heim\ @/:?#&=%41 Grüße"#
        try role("guarded", password)
        let place = "host=127.0.0.1 port=\(server.port) user=guarded dbname=postgres"
        let file = FileManager.default.temporaryDirectory.appending(path: "sekisho-test-\(UUID().uuidString)")
        let line = "127.0.0.1:*:*:guarded:\(password.replacing("\\", with: "\\\\").replacing(":", with: "\\:"))\n"
        try #require(
            FileManager.default.createFile(
                atPath: file.path, contents: Data(line.utf8), attributes: [.posixPermissions: 0o600]))
        defer { try? FileManager.default.removeItem(at: file) }
        let ways = [
            "\(place) password=\(value(password))",
            "postgresql://guarded:\(percent(password))@127.0.0.1:\(server.port)/postgres",
            "postgres://127.0.0.1:\(server.port)/postgres?user=guarded&password=\(percent(password))",
            "\(place) passfile=\(file.path)",
        ]
        for way in ways {
            let connection = try PostgresConnection(way)
            #expect(try connection.execute("SELECT current_user").rows == [["guarded"]])
            // A statement that has the password in it, and goes wrong just there.
            let wrong = try failure { () throws(PostgresError) in
                try connection.execute("ALTER ROLE guarded PASSWORD \"\(password)\"")
            }
            #expect(wrong.sqlstate == "42601" && !texts(wrong).contains(password), "\(wrong)")
            #expect(wrong.message.contains("…"), "\(wrong)")
            let nosuch = try failure { () throws(PostgresError) in
                try PostgresConnection(
                    way.replacing("dbname=postgres", with: "dbname=no").replacing("/postgres", with: "/no"))
            }
            #expect(nosuch.message.contains(#""no" does not exist"#) && !texts(nosuch).contains(password), "\(nosuch)")
        }
        for wrong in ["wrong-password", "x", " ", "guarded"] {
            let error = try failure { () throws(PostgresError) in
                try PostgresConnection("\(place) password=\(value(wrong))")
            }
            #expect(error.kind == .cannotConnect && error.message.contains("authentication failed"), "\(error)")
            if wrong != " " { #expect(!texts(error).contains("\"\(wrong)\""), "\(error)") }
        }
        let none = try failure { () throws(PostgresError) in try PostgresConnection(place + " passfile=/dev/null") }
        #expect(none.kind == .cannotConnect && none.message.contains("no password supplied"), "\(none)")
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `pieces of a password that stands where it should not show in no error`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        let marks = ["@", "/", ":", "?", "#", "%", " ", "'", "\\", "&", "=", ",", "[", "]", "%zz", "@@", "://", "  "]
        func piece() -> String {
            String((0..<8).map { _ in "ghjkqvwxyz".randomElement(using: &dice) ?? "q" })
        }
        for round in 0..<100 {
            let pieces = (0..<Int.random(in: 1...3, using: &dice)).map { _ in piece() }
            let password =
                (Bool.random(using: &dice) ? "" : marks.randomElement(using: &dice) ?? "")
                + pieces.joined(separator: marks.randomElement(using: &dice) ?? "@")
                + (Bool.random(using: &dice) ? "" : marks.randomElement(using: &dice) ?? "")
            for text in [
                "postgresql://localhost:\(password)@127.0.0.1:1/none",
                "postgres://localhost:\(password)@/none?host=127.0.0.1&port=1",
                "postgresql:/localhost:\(password)@127.0.0.1:1/none", "localhost:\(password)@127.0.0.1:1/none",
                "postgresql://127.0.0.1:1/none?user=u&password=\(password)",
                "host=127.0.0.1 port=1 password=\(password)", "host=127.0.0.1 port=1 password=\(password) user=u",
                "password=\(password) host=127.0.0.1 port=1", "host=127.0.0.1 port=1 password='\(password)' user=u",
                "host=127.0.0.1 port=1 password='\(password)", "passwd=\(password) host=127.0.0.1 port=1", password,
            ] {
                let error = try failure { () throws(PostgresError) in try PostgresConnection(text) }
                let told = texts(error)
                for piece in pieces where told.contains(piece) {
                    Issue.record("\(text) tells \(error.message), seed \(seed), round \(round)")
                }
            }
        }
    }
}
