import StorePostgres
import Testing

@Suite(.needsPostgres) struct QuotingTests {
    let connection: PostgresConnection

    init() throws { connection = try TestServer.shared.get().connect() }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `literals are the server's own, and mean themselves`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        for text in HostileText.pieces + [""] + (0..<200).map({ _ in dice.text() }) {
            let quoted = try PostgresConnection.quoteLiteral(text)
            let comment: Comment = "\(text.debugDescription), seed \(seed)"
            let own = try connection.execute("SELECT quote_literal($1)", [text])
            #expect(bytes(own.rows) == bytes([[quoted]]), comment)
            for conforming in ["on", "off"] {
                let read = try connection.run(
                    script: "SET standard_conforming_strings = \(conforming); SELECT \(quoted), 'end'")
                #expect(bytes(read[1].rows) == bytes([[text, "end"]]), comment)
            }
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `names are the server's own, always in quotes, and mean themselves`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        let plain = ["a", "select", "Select", "user", "x1_y$", "é", "1a"]
        var tried = 0
        for text in plain + HostileText.pieces + (0..<200).map({ _ in dice.text(upTo: 6) }) {
            guard !text.isEmpty, text.utf8.count <= PostgresConnection.longestIdentifier else { continue }
            tried += 1
            let quoted = try PostgresConnection.quoteIdentifier(text)
            let comment: Comment = "\(text.debugDescription), seed \(seed)"
            let own = try connection.execute("SELECT quote_ident($1)", [text]).rows.first?.first ?? nil
            let whole = own.map { $0.utf8.first == UInt8(ascii: "\"") ? $0 : "\"\($0)\"" }
            #expect(bytes([[whole]]) == bytes([[quoted]]), comment)
            let answer = try connection.execute("SELECT 1 AS \(quoted)")
            #expect(bytes([answer.columns.map(\.name)]) == bytes([[text]]), comment)
        }
        #expect(tried > 200)
    }

    @Test func `what SQL cannot name or say is refused`() throws {
        for name in ["", "a\0b", "\0", String(repeating: "x", count: 64), String(repeating: "日", count: 22)] {
            let error = try failure { () throws(PostgresError) in try PostgresConnection.quoteIdentifier(name) }
            #expect(error.kind == .misuse, "\(name.debugDescription)")
        }
        #expect(try failure { () throws(PostgresError) in try PostgresConnection.quoteLiteral("a\0") }.kind == .misuse)
        let longest = String(repeating: "日", count: 21)
        let named = try connection.execute("SELECT 1 AS \(try PostgresConnection.quoteIdentifier(longest))")
        #expect(named.columns.first?.name == longest)
    }
}
