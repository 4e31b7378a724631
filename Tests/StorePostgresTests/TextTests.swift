import Testing

@testable import StorePostgres

@Suite struct TextTests {
    /// COPY's text by its definition, scalar by scalar: what a line means.
    private func meaning(_ line: String) -> [String?] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { field in
            guard field != "\\N" else { return nil }
            var text = String.UnicodeScalarView()
            var scalars = field.unicodeScalars.makeIterator()
            while let scalar = scalars.next() {
                guard scalar == "\\", let letter = scalars.next() else {
                    text.append(scalar)
                    continue
                }
                let controls: [Unicode.Scalar: Unicode.Scalar] = [
                    "b": "\u{8}", "t": "\t", "n": "\n", "v": "\u{B}", "f": "\u{C}", "r": "\r",
                ]
                text.append(controls[letter] ?? letter)
            }
            return String(text)
        }
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `a row in COPY's text means the row`(seed: UInt64) throws {
        var dice = HostileText(seed: seed)
        for _ in 0..<300 {
            let row = dice.row(3)
            var line: [UInt8] = []
            try CopyText.append(row, number: 1, to: &line)
            #expect(line.last == UInt8(ascii: "\n") && line.count(where: { $0 == UInt8(ascii: "\n") }) == 1)
            #expect(!line.contains(UInt8(ascii: "\r")))
            let text = String(decoding: line.dropLast(), as: UTF8.self)
            #expect(bytes([meaning(text)]) == bytes([row]), "\(row), seed \(seed)")
            #expect(bytes([try CopyText.cells(line, columns: 3, number: 1)]) == bytes([row]), "\(row), seed \(seed)")
        }
    }

    @Test func `control characters that the server writes as letters are read`() throws {
        let cells = try CopyText.cells(Array(#"\b\t\n\v\f\r\\\q"#.utf8), columns: 1, number: 1)
        #expect(cells == ["\u{8}\t\n\u{B}\u{C}\r\\q"])
        #expect(throws: PostgresError.self) { try CopyText.cells(Array("a\tb\n".utf8), columns: 3, number: 1) }
        #expect(throws: PostgresError.self) { try CopyText.cells([0xFF, 0x0A], columns: 1, number: 1) }
    }

    @Test(arguments: [
        ("FATAL:  Role \"x\" does not exist.\n", #"role "x" does not exist"#),
        (
            "connection to server at \"h\", port 1 failed: FATAL:  no such thing\n",
            "connection to server at \"h\", port 1 failed: no such thing"
        ),
        (
            "server closed the connection unexpectedly\n\tThis probably means that.\n",
            "server closed the connection unexpectedly; this probably means that"
        ),
        ("SSL error: x\r\n", "SSL error: x"), ("", ""), ("A table is wrong", "a table is wrong"),
        ("ERROR:  日本語のエラー", "日本語のエラー"),
    ])
    func `others' words are put into the house's style`(text: String, expected: String) {
        #expect(ErrorText.tidy(text) == expected)
    }

    @Test func `passwords are hidden, and short ones only where they stand alone`() {
        let secrets = Secrets(["hunter2", "hunter2000", "e", ""])
        #expect(secrets.hidden(in: "xhunter2000y") == "x…y")
        #expect(secrets.hidden(in: "hunter2 and 'e' hunter2") == "… and '…' …")
        #expect(secrets.hidden(in: "the eel; é") == "the eel; é")
        #expect(Secrets([]).hidden(in: "a") == "a")
        let error = secrets.hidden(
            in: PostgresError(
                .refused, "hunter2", detail: "hunter2", hint: "hunter2", constraint: "hunter2", context: "hunter2"))
        #expect(error == PostgresError(.refused, "…", detail: "…", hint: "…", constraint: "…", context: "…"))
    }

    @Test(arguments: [
        "postgresql://user@host", "postgresql://user:a:b@[::1]:5432/d?application_name=a@b",
        "postgresql:///d?host=/tmp",
        "postgresql://u:p%40%2F@h1:1,h2:2/d", "host=@abstract port=1,2", "", "  ", "user='a b' password='it\\'s'",
    ])
    func `a connection string that libpq can read is left alone`(text: String) throws {
        let read = try ConnectionString(text)
        #expect(read.text == (text.contains("=") || text.contains("/") ? text : ""))
    }

    @Test(arguments: [
        "database", "postgresql://u:a@b@h/d", "postgresql://u:a/b@h/d", "postgresql://h:port/d", "host=x port=0",
        "host=x port=1,70000", "password=a b", "nosuch=1", "host=x\0", "postgresql://h/%zz",
    ])
    func `one that it cannot read, or reads otherwise than it is meant, is refused`(text: String) throws {
        let error = try #require(throws: PostgresError.self) { try ConnectionString(text) }
        #expect(error.kind == .misuse)
    }
}
