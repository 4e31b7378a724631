import Intake
import Testing

@Suite("Web access logs")
struct WebLogTests {
    static func combined(_ text: String, _ pattern: String = "/api/customers/{subject}") throws -> [ServerLogItem] {
        let format = WebLogFormat(lines: .combined, urlPattern: try URLPattern(parsing: pattern))
        return Array(WebLogReader(bytes: Array(text.utf8), file: "access.log", format: format))
    }

    static func json(_ text: String, _ fields: JSONLogFields, _ pattern: String = "/c/{subject}") throws
        -> [ServerLogItem]
    {
        let format = WebLogFormat(lines: .json(fields), urlPattern: try URLPattern(parsing: pattern))
        return Array(WebLogReader(bytes: Array(text.utf8), file: "access.json", format: format))
    }

    static func line(
        user: String = "u1", target: String = "/api/customers/06", status: Int = 200, method: String = "GET"
    ) -> String {
        "192.0.2.7 - \(user) [01/Apr/2022:00:00:01 +0900] \"\(method) \(target) HTTP/1.1\" \(status) 5 \"-\" \"x\"\n"
    }

    /// 2022-03-31T15:00:01Z.
    static let instant = Instant(secondsSince1970: 1_648_738_801)

    static func view(_ subject: String, viewer: String = "u1", terminal: String? = "192.0.2.7", line: Int = 1)
        -> ServerLogItem
    {
        .view(ServerLogView(instant: instant, viewer: viewer, subject: subject, line: line, terminal: terminal))
    }

    @Test("a request on the pattern is a view, at its time, by whoever signed in")
    func view() throws {
        #expect(try Self.combined(Self.line()) == [Self.view("06")])
        // Apache's common log format, and IPv6.
        let common = "2001:db8::7 - u1 [31/Mar/2022:15:00:01 +0000] \"GET /api/customers/06 HTTP/1.0\" 200 -\r\n"
        #expect(try Self.combined(common) == [Self.view("06", terminal: "2001:db8::7")])
    }

    @Test(
        "names that the servers escape come out as they were",
        arguments: [
            ("a\\x22b\\x22 c", "a\"b\" c"), ("a\\\"b", "a\"b"), ("a\\x5Cb", "a\\b"), ("\\xE4\\xBD\\x90", "佐"),
            ("x [1] y", "x [1] y"), ("tab\\tbed", "tab\tbed"), ("\\q", "\\q"),
        ])
    func escapes(_ written: String, _ meant: String) throws {
        #expect(try Self.combined(Self.line(user: written)) == [Self.view("06", viewer: meant)])
    }

    @Test(
        "however a path is written, it is the path that the server saw",
        arguments: [
            "/api/customers/06", "/api/customers/06/", "//api//customers/06", "/api/./customers/06",
            "/x/../api/customers/06",
            "/api/customers/%30%36", "/api/customers/06?tab=1#top", "http://register.example/api/customers/06",
            "/%61pi/customers/06", "/api%2Fcustomers/06", "/../api/customers/06",
        ])
    func paths(_ target: String) throws {
        #expect(try Self.combined(Self.line(target: target)) == [Self.view("06")])
    }

    @Test(
        "what is no view is another request, and no reject",
        arguments: [
            line(target: "/"), line(target: "/api/customers"), line(target: "/api/customers/"),
            line(target: "/api/customers/06/x"),
            line(target: "/API/customers/06"), line(status: 404), line(status: 401), line(status: 500),
            line(status: 301),
            line(method: "HEAD"), line(method: "POST"), line(user: "-", target: "/favicon.ico"),
            "192.0.2.7 - - [01/Apr/2022:00:00:01 +0900] \"\\x16\\x03\\x01\" 400 150 \"-\" \"-\"\n",
            "192.0.2.7 - - [01/Apr/2022:00:00:01 +0900] \"\" 400 0 \"-\" \"-\"\n",
            "192.0.2.7 - - [01/Apr/2022:00:00:01 +0900] \"-\" 408 0 \"-\" \"-\"\n",
        ])
    func others(_ text: String) throws {
        #expect(try Self.combined(text) == [.other(line: 1)])
    }

    @Test("methods and statuses that are views can be set")
    func settings() throws {
        var format = WebLogFormat(lines: .combined, urlPattern: try URLPattern(parsing: "/api/customers/{subject}"))
        format.methods = ["GET", "HEAD"]
        format.statuses = [try StatusRange(parsing: "4xx"), try StatusRange(parsing: "200")]
        let text = Self.line(status: 404, method: "HEAD") + Self.line(status: 206) + Self.line(method: "POST")
        let items = Array(WebLogReader(bytes: Array(text.utf8), file: "f", format: format))
        #expect(items == [Self.view("06"), .other(line: 2), .other(line: 3)])
        #expect(try Self.combined(Self.line(status: 304)) == [Self.view("06")])
        for wrong in ["2x", "20", "600", "0xx", "xx2", ""] {
            #expect(throws: IntakeError.self) { try StatusRange(parsing: wrong) }
        }
    }

    @Test(
        "a line that cannot be read is rejected with its line and reason",
        arguments: [
            ("garbage\n", .tooFewColumns),
            ("192.0.2.7 - u1 [01/Apr/2022:00:00:01 +0900] \"GET / HTTP/1.1\n", .unterminatedQuote),
            ("192.0.2.7 - u1 [01/Apr/2022:00:00:01 +0900] \"GET /api/customers/06 HTTP/1.1\" 20", .cutShort),
            ("192.0.2.7 - u1 [01/Apr/2022:00:00:01 +0900] \"GET /api/cust", .cutShort),
            ("192.0.2.7 - u1 [01/Apr/20", .cutShort),
            ("192.0.2.7 - u1 [01/Apr/2022:00:00:01 +0900] \"GET / HTTP/1.1\" 2b0 1\n", .badValue),
            ("192.0.2.7 - u1 [31/Apr/2022:00:00:01 +0900] \"GET /api/customers/06 HTTP/1.1\" 200 1\n", .impossibleDate),
            ("192.0.2.7 - u1 [01/Apr/2022:24:00:01 +0900] \"GET /api/customers/06 HTTP/1.1\" 200 1\n", .impossibleDate),
            ("192.0.2.7 - u1 [01/Abr/2022:00:00:01 +0900] \"GET /api/customers/06 HTTP/1.1\" 200 1\n", .unreadableDate),
            (line(user: "-"), .emptyIdentifier), (line(user: "\\xFF"), .undecodable),
            (line(target: "/api/customers/%FF"), .undecodable),
        ] as [(String, RejectReason)])
    func rejects(_ text: String, _ reason: RejectReason) throws {
        let items = try Self.combined(text)
        guard items.count == 1, case .reject(let reject) = items[0] else {
            Issue.record("\(items)")
            return
        }
        #expect(reject.reason == reason)
        #expect(reject.line == 1 && reject.file == "access.log" && !reject.excerpt.isEmpty)
    }

    @Test("patterns may name parts, queries and open ends")
    func patterns() throws {
        func subject(_ pattern: String, _ target: String) throws -> String? {
            guard case .view(let view) = try Self.combined(Self.line(target: target), pattern).first else { return nil }
            return view.subject
        }
        #expect(try subject("/{area}/customers/{subject}.json", "/06/customers/0123.json") == "0123")
        #expect(try subject("/{area}/customers/{subject}.json", "/06/customers/.json") == nil)
        #expect(try subject("/customers/{subject}/*", "/customers/0123/usage/2022") == "0123")
        #expect(try subject("/customers/{subject}/*", "/customers/0123") == "0123")
        #expect(try subject("/find?point={subject}", "/find?x=1&point=%3012+3&y") == "012 3")
        #expect(try subject("/find?point={subject}", "/find?x=1") == nil)
        #expect(try subject("/find?mode=full&point={subject}", "/find?point=01&mode=full") == "01")
        #expect(try subject("/find?mode=full&point={subject}", "/find?point=01&mode=short") == nil)
        #expect(try subject("/find?point={subject}", "/find?point=01&point=01") == "01")
        // Which of the two the application took, the log does not tell.
        guard
            case .unattributable(let read) = try Self.combined(
                Self.line(target: "/find?point=01&point=02"), "/find?point={subject}")[0]
        else {
            Issue.record("attributed")
            return
        }
        #expect(read.excerpt == "/find?point=01&point=02")
        for wrong in [
            "api/{subject}", "/api", "/{subject}/{subject}", "/{subject", "/sub}ject/{subject}", "/{a}{subject}",
            "/{}/{subject}",
        ] {
            #expect(throws: IntakeError.self, "\(wrong)") { try URLPattern(parsing: wrong) }
        }
    }

    @Test("JSON lines are read by the case's own keys, in any order and with any escape")
    func jsonLines() throws {
        let fields = JSONLogFields(
            at: "ts", viewer: "who", request: .parts(method: "m", path: "p"), status: "s", terminal: "ip",
            dates: .epochSeconds)
        let text =
            "{\"p\":\"\\/c\\/06\",\"x\":{\"a\":[1,{\"}\":\"]\"}]},\"who\":\"\\u4f50\\u85e4\\ud83d\\ude00\",\"s\":\"200\",\"ts\":1648738801.250,\"m\":\"GET\",\"ip\":\"-\",\"n\":null}\n"
        #expect(try Self.json(text, fields) == [Self.view("06", viewer: "佐藤😀", terminal: nil)])
        let line = JSONLogFields(at: "t", viewer: "u", request: .line("r"), dates: .iso)
        #expect(
            try Self.json(
                " { \"t\" : \"2022-04-01T00:00:01+09:00\" , \"u\":\"u1\",\"r\":\"GET /c/06 HTTP/1.1\" } \n", line)
                == [Self.view("06", terminal: nil)])
        #expect(
            try Self.json("{\"t\":\"2022-04-01 00:00:01\",\"u\":\"u1\",\"r\":\"GET /c/06\"}", line) == [
                Self.view("06", terminal: nil)
            ])
        // The same key twice: harmless when it says the same.
        #expect(
            try Self.json("{\"u\":\"u1\",\"t\":\"2022-04-01T00:00:01+09:00\",\"u\":\"u1\",\"r\":\"GET /c/06\"}", line)
                == [Self.view("06", terminal: nil)])
    }

    @Test(
        "JSON that cannot be read is rejected",
        arguments: [
            ("[1]\n", .badValue), ("{}\n", .unreadableDate), ("{\"t\":\"x\"", .cutShort), ("{\"t\":\"x\"\n", .badValue),
            ("{\"t\":\"x\\q\"}\n", .badValue), ("{\"t\":x}\n", .badValue), ("{\"t\":\"x\"} y\n", .badValue),
            ("{\"t\":\"yesterday\",\"u\":\"u1\",\"r\":\"GET /c/06\"}\n", .unreadableDate),
            ("{\"t\":\"2022-02-30T00:00:00Z\",\"u\":\"u1\",\"r\":\"GET /c/06\"}\n", .impossibleDate),
            ("{\"t\":\"2022-02-03T00:00:00Z\",\"u\":\"\",\"r\":\"GET /c/06\"}\n", .emptyIdentifier),
            ("{\"t\":\"2022-02-03T00:00:00Z\",\"u\":\"a\",\"u\":\"b\",\"r\":\"GET /c/06\"}\n", .duplicateKey),
        ] as [(String, RejectReason)])
    func jsonRejects(_ text: String, _ reason: RejectReason) throws {
        let items = try Self.json(text, JSONLogFields(at: "t", viewer: "u", request: .line("r")))
        guard items.count == 1, case .reject(let reject) = items[0] else {
            Issue.record("\(items)")
            return
        }
        #expect(reject.reason == reason)
    }

    @Test("lines are counted from the first, empty ones too")
    func lineNumbers() throws {
        let text = "\u{FEFF}" + Self.line() + "\r\n\n" + Self.line()
        #expect(try Self.combined(text) == [Self.view("06"), Self.view("06", line: 4)])
        let format = WebLogFormat(lines: .combined, urlPattern: try URLPattern(parsing: "/api/customers/{subject}"))
        let part = WebLogReader(bytes: Array(Self.line().utf8), file: "f", format: format, firstLine: 1_000)
        #expect(Array(part) == [Self.view("06", line: 1_000)])
    }
}
