import Inquiry
import Intake
import Report
import Testing

@Suite("hearings")
struct HearingTests {
    static let book = """
        roles:
          - { id: viewer, ja: 閲覧者, en: viewers }
          - { id: supervisor, ja: 上司, en: supervisors }
          - { id: officer, ja: 役員, en: officers }
        groups:
          - { id: sales, ja: 営業, en: sales }
          - { id: care, ja: 窓口, en: care, population: { study: low } }
        themes:
          - id: acts
            ja: 行為
            en: What they did
            kind: multiple
            roles: [viewer]
            codes:
              - { id: switch, ja: 切替え, en: switching }
              - { id: visit, ja: 訪問, en: visits }
          - id: knew
            ja: 認識
            en: Whether they knew
            kind: single
            groups: [sales]
            codes:
              - { id: yes, ja: はい, en: knew }
              - { id: no, ja: いいえ, en: did not }
          - id: words
            ja: 言葉
            en: In their words
            kind: text

        """
    private static let head = "record,person,group,role,position,heardOn,acts,knew,words\n"

    private static func codebook(_ text: String = book) throws -> Codebook {
        try Codebook(try LocatedYAML(parsing: Array(text.utf8), file: "codebook.yaml"))
    }

    private static func read(_ rows: String) throws -> Hearings {
        try Hearings(try codebook(), bytes: Array((head + rows).utf8), file: "hearings.csv", format: TableFormat())
    }

    private static func tables(_ hearings: Hearings, _ populations: [String: Set<String>] = [:]) -> HearingTables {
        let digest = InputDigest(name: "hearings.csv", sha256: String(repeating: "0", count: 64))
        return HearingTables(hearings, populations: populations, inputs: [digest])
    }

    @Test("a person in two roles counts in each, and once in the total")
    func twoRoles() throws {
        let hearings = try Self.read(
            """
            1,P1,sales,viewer,supervisor,2023-01-10,switch;visit,yes,
            2,P1,sales,supervisor,supervisor,2023-01-11,,no,
            3,P2,sales,viewer,staff,2023-01-11,visit,,
            4,Ｐ２,care,viewer,,2023-01-12,switch,,言葉

            """)
        #expect(hearings.rejects.isEmpty && hearings.account == RowAccount(rowsIn: 4, used: 4))
        let heard = Self.tables(hearings, ["care": ["P2", "P3"]]).heard
        func number(_ row: String, _ column: String) -> Int? { heard[row, column]?.value.asCount?.number }
        #expect(number("sales.viewer", "heard") == 2 && number("sales.supervisor", "heard") == 1)
        #expect(number("care.viewer", "heard") == 1 && number("care.viewer", "population") == 2)
        #expect(number("total", "heard") == 2, "P1 and P2, each once")
        #expect(number("sales.viewer", "inSupervisorPosition") == 1 && number("total", "inSupervisorPosition") == 1)
        #expect(heard.row("care.officer") == nil)
        #expect(heard.notes.last?.en.contains("1 of the viewers to be heard were not") == true)
        let theme = try #require(hearings.codebook.themes.first { $0.id == "acts" })
        let acts = try #require(Self.tables(hearings).table(theme))
        #expect(acts.columns.map(\.id) == ["viewer", "total"], "nobody else was asked")
        #expect(acts.rows.map { $0.cells.map { $0.value.asCount?.number } } == [[2, 2], [2, 2], [2, 2]])
        let words = try #require(hearings.codebook.themes.last)
        #expect(Self.tables(hearings).table(words) == nil)
    }

    @Test("a second record of the same person adds to the first")
    func twoRecords() throws {
        let hearings = try Self.read(
            "1,P1,sales,viewer,staff,2023-01-10,switch,,\n2,P1,sales,viewer,manager,2023-01-20,visit,yes,\n")
        #expect(hearings.statements.count == 1)
        #expect(hearings.statements[0].codes["acts"] == ["switch", "visit"])
        #expect(hearings.statements[0].isSupervisor, "at one of the hearings")
    }

    @Test(
        "a row that makes no sense is rejected with its place",
        arguments: [
            (",sales,viewer,staff,,,,", "person", RejectReason.emptyIdentifier),
            ("P1,kitchen,viewer,staff,,,,", "group", .unknownReference),
            ("P1,sales,witness,staff,,,,", "role", .unknownReference),
            ("P1,sales,viewer,king,,,,", "position", .badValue),
            ("P1,sales,viewer,課長,,,,", "position", .badValue),
            ("P1,sales,viewer,staff,,dance,,", "acts", .badValue),
            ("P1,sales,supervisor,staff,,visit,,", "acts", .badValue),
            ("P1,care,viewer,staff,,,yes,", "knew", .badValue),
            ("P1,sales,viewer,staff,,,yes;no,", "knew", .badValue),
        ])
    func rejects(_ row: String, _ name: String, _ reason: RejectReason) throws {
        let hearings = try Self.read("1,P9,sales,viewer,staff,,,,\n2,\(row)\n")
        let place = Self.head.split(separator: ",").firstIndex(of: Substring(name)) ?? 0
        let column = "2,\(row)".split(separator: ",", omittingEmptySubsequences: false)[..<place].reduce(1) {
            $0 + $1.count + 1
        }
        #expect(hearings.rejects.map(\.reason) == [reason], "\(row)")
        #expect(hearings.rejects.map { [$0.line, $0.column] } == [[3, column]], "\(row)")
        #expect(hearings.rejects.map(\.columnName) == [name], "\(row)")
        #expect(hearings.account == RowAccount(rowsIn: 2, used: 1, rejected: 1), "\(row)")
    }

    @Test("a codebook that names what it does not have is refused with the place")
    func codebookErrors() throws {
        for (right, wrong, line, named) in [
            ("roles: [viewer]", "roles: [viewer, witness]", 13, "`witness`"),
            ("groups: [sales]", "groups: [kitchen]", 21, "`kitchen`"),
            ("{ id: switch,", "{ id: base,", 15, "`base`"),
        ] {
            let error = #expect(throws: IntakeError.self, "\(wrong)") {
                try Self.codebook(Self.book.replacing(right, with: wrong))
            }
            #expect(error?.place?.file == "codebook.yaml" && error?.place?.line == line, "\(wrong)")
            #expect(error?.message.en.contains(named) == true && error?.message.ja.contains(named) == true, "\(wrong)")
        }
    }

    @Test(
        "tables of random hearings are counts of distinct people, and pass the checks",
        arguments: 1...20 as ClosedRange<UInt64>)
    func randomHearings(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        struct Record {
            var person, group, role: String
            var rank: String
            var acts: Set<String>
            var knew: String?
        }
        let records = (0..<dice.number(1...40)).map { _ in
            let (group, role) = (
                dice.pick(["sales", "care"]), dice.pick(["viewer", "viewer", "supervisor", "officer"])
            )
            return Record(
                person: "P\(dice.number(1...9))", group: group, role: role,
                rank: dice.pick(["", "staff", "supervisor", "manager", "officer"]),
                acts: role == "viewer" ? Set(["switch", "visit"].filter { _ in dice.oneIn(2) }) : [],
                knew: group == "sales" ? dice.pick([nil, "yes", "no"]) : nil)
        }
        let rows = records.enumerated().map { number, record in
            "\(number),\(record.person),\(record.group),\(record.role),\(record.rank),,"
                + record.acts.sorted().joined(separator: ";") + ",\(record.knew ?? ""),\n"
        }
        let hearings = try Self.read(rows.joined())
        let tables = Self.tables(hearings)
        func people(_ holds: (Record) -> Bool) -> Int { Set(records.filter(holds).map(\.person)).count }
        func supervisors(_ holds: (Record) -> Bool) -> Int { people { holds($0) && !["", "staff"].contains($0.rank) } }
        let heard = tables.heard
        for group in ["sales", "care"] {
            for role in ["viewer", "supervisor", "officer"] {
                let row = "\(group).\(role)"
                let isOf = { (record: Record) in record.group == group && record.role == role }
                guard people(isOf) > 0 else {
                    #expect(heard.row(row) == nil, "\(row), seed \(seed)")
                    continue
                }
                #expect(heard[row, "heard"]?.value.asCount?.number == people(isOf), "\(row), seed \(seed)")
                #expect(
                    heard[row, "inSupervisorPosition"]?.value.asCount?.number == supervisors(isOf),
                    "\(row), seed \(seed)")
            }
        }
        #expect(heard["total", "heard"]?.value.asCount?.number == people { _ in true }, "seed \(seed)")
        #expect(
            heard["total", "inSupervisorPosition"]?.value.asCount?.number == supervisors { _ in true }, "seed \(seed)")
        var shown = [heard]
        for theme in hearings.codebook.themes {
            guard let table = tables.table(theme) else { continue }
            shown.append(table)
            for column in table.columns.map(\.id) {
                let isAsked = { (record: Record) in
                    (theme.id == "acts" ? record.role == "viewer" : record.group == "sales")
                        && (column == "total" || record.role == column)
                }
                for code in theme.codes ?? [] {
                    let said = people {
                        isAsked($0) && (theme.id == "acts" ? $0.acts.contains(code.id) : $0.knew == code.id)
                    }
                    #expect(
                        table[code.id, column]?.value.asCount?.number == said,
                        "\(theme.id) \(code.id) \(column), seed \(seed)")
                }
                #expect(
                    table["base", column]?.value.asCount?.number == people(isAsked),
                    "\(theme.id) \(column), seed \(seed)")
            }
        }
        let document = ReportDocument(
            id: "d", title: Phrase(ja: "表", en: "Tables"),
            sections: [Section(id: "s", title: Phrase(ja: "表", en: "Tables"), blocks: shown.map { .table($0) })])
        #expect(DocumentChecks.run(document).isEmpty, "seed \(seed)")
    }
}
