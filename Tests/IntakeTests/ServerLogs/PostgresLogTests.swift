import Intake
import Testing

@Suite("PostgreSQL's csvlog with pgAudit")
struct PostgresLogTests {
    static func row(
        _ message: String, time: String = "2022-03-31 15:00:01.999 UTC", user: String = "u1",
        session: String = "6245.1",
        application: String = "app"
    ) -> String {
        func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\"\"") + "\"" }
        return
            "\(time),\(quoted(user)),\"db\",77,\"192.0.2.7:50412\",\(session),1,\"SELECT\",2022-03-31 14:00:00 UTC,3/1,0,LOG,00000,"
            + "\(quoted(message)),,,,,,,,,\(quoted(application)),\"client backend\",,0\n"
    }

    static func audit(_ statement: String, _ parameters: String = "<none>", id: Int = 1, object: String = "") -> String
    {
        func quoted(_ text: String) -> String {
            text.contains { ",\"\n".contains($0) } ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
        }
        let type = object.isEmpty ? "" : "TABLE"
        return "AUDIT: SESSION,\(id),1,READ,SELECT,\(type),\(object),\(quoted(statement)),\(quoted(parameters))"
    }

    static func items(
        _ text: String, pattern: String = "supply_point = {subject}", object: String = "public.customers",
        viewer: PostgresLogFormat.Viewer = .user
    ) throws -> [ServerLogItem] {
        let format = PostgresLogFormat(
            object: try RelationName(parsing: object), subject: .pattern(try StatementPattern(parsing: pattern)),
            viewer: viewer)
        var reader = PostgresLogReader(bytes: Array(text.utf8), file: "pg.csv", format: format)
        var items: [ServerLogItem] = []
        while let item = try reader.next() { items.append(item) }
        return items
    }

    static func fault(_ text: String) -> String {
        do {
            _ = try items(text)
            return "nothing"
        } catch {
            return "\(error)"
        }
    }

    static func subject(
        _ statement: String, _ parameters: String = "<none>", pattern: String = "supply_point = {subject}"
    ) throws -> String? {
        switch try items(row(audit(statement, parameters)), pattern: pattern).first {
        case .view(let view): view.subject
        case .unattributable: "?"
        default: nil
        }
    }

    @Test("a SELECT on the relation by one record is a view, at its second")
    func view() throws {
        let items = try Self.items(
            Self.row(Self.audit("select * from customers where supply_point = $1", "0600000000000000000123")))
        #expect(
            items == [
                .view(
                    ServerLogView(
                        instant: Instant(secondsSince1970: 1_648_738_801), viewer: "u1",
                        subject: "0600000000000000000123", line: 1,
                        terminal: "192.0.2.7"))
            ])
    }

    @Test("statements name records in many ways")
    func subjects() throws {
        #expect(try Self.subject("select * from customers where supply_point = '01'") == "01")
        #expect(
            try Self.subject("SELECT *\n FROM \"customers\" c -- it's\n WHERE c.\"supply_point\"/*x*/='0''1'") == "0'1")
        #expect(try Self.subject("select * from customers where supply_point = 0123") == "0123")
        #expect(try Self.subject("select * from customers where supply_point = E'a\\'b'") == "a'b")
        #expect(try Self.subject("select * from customers where supply_point = $t$01$t$") == "01")
        #expect(try Self.subject("select * from customers where supply_point = $2::text", "a,01") == "01")
        #expect(
            try Self.subject("select * from customers where supply_point = $1 and x = $2", "01,\"a\"\"b,c\"") == "01")
        #expect(
            try Self.subject("select * from customers where x = $1 and supply_point = $2", "\"a\"\"b,c\n\",01") == "01")
        #expect(
            try Self.subject(
                "select holder from customers where (area, supply_point) = ('06', '01')",
                pattern: "(area, supply_point) = ({any}, {subject})") == "01")
        #expect(try Self.subject("select card('01') from customers", pattern: "card({subject})") == "01")
        // Twice the same is one.
        #expect(try Self.subject("select * from customers where supply_point = '01' or supply_point = '01'") == "01")
    }

    @Test(
        "a read that names no record, or several, is listed and never guessed",
        arguments: [
            "select * from customers", "select * from customers where supply_point like '06%'",
            "select * from customers where supply_point in ('01', '02')",
            "select * from customers where supply_point = '01' or supply_point = '02'",
            "select * from customers where supply_point <> '01'", "select * from customers where supply_point = other",
            "select * from customers where supply_point = $3", "select * from customers where supply_point = ''",
            "select * from customers -- where supply_point = '01'",
        ])
    func unattributable(_ statement: String) throws {
        #expect(try Self.subject(statement, "a,b") == "?")
    }

    @Test(
        "what is no read of the relation is something else",
        arguments: [
            audit("select * from orders where supply_point = '01'"),
            audit("select * from private.customers where supply_point = '01'"),
            audit("select 'select * from customers where supply_point = ''01'''"), audit("select 1 -- customers"),
            audit("select * from customers", object: "private.customers"),
            audit("select * from customers", object: "public.\"Customers\""),
            "AUDIT: SESSION,1,1,READ,PREPARE,,,prepare q as select * from customers where supply_point = $1,<none>",
            "AUDIT: SESSION,1,2,READ,COPY,,,copy (select * from customers where supply_point = '01') to stdout,<none>",
            "AUDIT: SESSION,1,1,WRITE,UPDATE,,,update customers set holder = '' where supply_point = '01',<none>",
            "statement: select * from customers where supply_point = '01'", "connection authorized: user=u1", "",
        ])
    func others(_ message: String) throws {
        #expect(try Self.items(Self.row(message)) == [.other(line: 1)])
    }

    @Test("pgAudit's lines about one statement are one view, and the next statement is the next")
    func once() throws {
        let statement = "select * from area join card using (area) where supply_point = $1"
        let text =
            Self.row(Self.audit(statement, "01", object: "public.area"))
            + Self.row(Self.audit(statement, "01", object: "public.customers"))
            + Self.row(Self.audit(statement, "01", object: "public.customers").replacing("SESSION", with: "OBJECT"))
            + Self.row(Self.audit(statement, "01", object: "public.customers"), session: "6245.2")
            + Self.row(Self.audit(statement, "01", id: 2, object: "public.customers"))
        let kinds = try Self.items(text).map { if case .view = $0 { true } else { false } }
        #expect(kinds == [false, true, false, true, true])
    }

    @Test("the person may stand in application_name, and nobody is nobody")
    func viewers() throws {
        let text = Self.row(Self.audit("select * from customers where supply_point = '01'"), application: "佐藤, \"x\"")
        guard case .view(let view) = try Self.items(text, viewer: .applicationName).first else {
            Issue.record("no view")
            return
        }
        #expect(view.viewer == "佐藤, \"x\"")
        guard case .reject(let reject) = try Self.items(Self.row(Self.audit("select * from customers"), user: "")).first
        else {
            Issue.record("no reject")
            return
        }
        #expect(reject.reason == .emptyIdentifier)
    }

    @Test(
        "times are read in the zones that are sure, and others are refused with the mend",
        arguments: [("UTC", 0), ("GMT", 0), ("JST", 9), ("+09", 9), ("-03:30", nil), ("+00", 0)] as [(String, Int?)])
    func zones(_ zone: String, _ hours: Int?) throws {
        let item = try Self.items(
            Self.row(
                Self.audit("select * from customers where supply_point = '01'"), time: "2022-04-01 00:00:01 \(zone)")
        ).first
        guard case .view(let view) = item else {
            Issue.record("\(String(describing: item))")
            return
        }
        let offset = hours.map { Int64($0) * 3600 } ?? -12_600
        #expect(view.instant.secondsSince1970 == 1_648_771_201 - offset)
        for other in ["CET", "BST", "JDT"] {
            let fault = Self.fault(Self.row("x", time: "2022-04-01 00:00:01.123 \(other)"))
            #expect(
                fault.contains("pg.csv:1:1: ") && fault.contains("`\(other)`") && fault.contains("log_timezone = 'UTC'")
            )
        }
    }

    @Test("a log that cannot serve is refused once, with the setting that mends it")
    func wrongLogs() {
        #expect(
            Self.fault("2022-04-01 00:00:01.123 UTC [77] LOG:  AUDIT: SESSION,1,1,READ\n").contains(
                "log_destination = 'csvlog'"))
        #expect(Self.fault("person,answer\n1,2\n").contains("log_destination = 'csvlog'"))
        let bare = Self.row(Self.audit("select * from customers where supply_point = $1", "<not logged>"))
        #expect(Self.fault(bare).contains("pgaudit.log_parameter = on"))
    }

    @Test("rows that cannot be read are rejected with line and reason, and line ends in quotes are counted")
    func rejects() throws {
        let good = Self.row(Self.audit("select *\nfrom customers\nwhere supply_point = '01'"))
        func reasons(_ text: String) throws -> [String] {
            try Self.items(text).map { item in
                if case .reject(let reject) = item { "\(item.line) \(reject.reason)" } else { "\(item.line)" }
            }
        }
        #expect(try reasons(good + good) == ["1", "4"])
        #expect(try reasons(good + "a,b,c\n" + good) == ["1", "4 tooFewColumns", "5"])
        #expect(try reasons(good + String(good.prefix(60))) == ["1", "4 cutShort"])
        #expect(try reasons(good + String(good.prefix(160))) == ["1", "4 cutShort"])
        #expect(
            try reasons(good + good.replacing("2022-03-31 15:00:01.999", with: "2022-02-30 15:00:01")) == [
                "1", "4 impossibleDate",
            ])
        #expect(
            try reasons(good + good.replacing("2022-03-31 15:00:01.999 UTC", with: "yesterday")) == [
                "1", "4 unreadableDate",
            ])
        #expect(try reasons(good + Self.row("AUDIT: nonsense")) == ["1", "4 badValue"])
        #expect(try reasons(good + "," + good) == ["1", "4 tooManyColumns"])
    }

    @Test("patterns and relations that cannot be used are refused")
    func settings() {
        for wrong in [
            "supply_point = $1", "{subject}", "{any} = {subject}", "a = {subject} or a = {subject}", "",
            "a = {subject} {any}",
        ] {
            #expect(throws: IntakeError.self, "\(wrong)") { try StatementPattern(parsing: wrong) }
        }
        for wrong in ["", "a.b.c", "1", "a b", "'a'"] {
            #expect(throws: IntakeError.self, "\(wrong)") { try RelationName(parsing: wrong) }
        }
    }
}
