import Foundation
import Intake
import Testing

/// The schemas that are published for people who write a case by hand.
@Suite("Published schemas")
struct CaseSchemaTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Casework/Schemas")

    static func schema(_ name: String) throws -> JSONSchema {
        let file = folder.appending(path: "\(name).schema.json")
        return try JSONSchema(parsing: Array(Data(contentsOf: file)), file: file.lastPathComponent)
    }

    static func faults(_ name: String, _ text: String) throws -> [String] {
        try schema(name).validate(LocatedYAML(parsing: Array(text.utf8), file: "\(name).yaml")).map(\.description)
    }

    static let example = """
        sekisho: 1
        id: report-2023
        title: { ja: 総点検, en: Inspection }
        simulated: { ja: 架空のデータ, en: made data }
        timeZone: Asia/Tokyo
        period: { from: 2019-11-01, to: 2023-02-01 }
        investigated: C02
        refreshWindow: 5
        registry:
          companies: { file: registry/companies.csv }
          people: { file: registry/people.csv, encoding: cp932, columns: { person: 社員番号, name: 氏名 } }
          employments: { file: registry/employments.csv, dates: slash }
          supplyPeriods: { file: registry/supply-periods.csv, delimiter: "\\t" }
        policies: [policies/barrier.cedar]
        surfaces:
          - id: hv-screen-01
            kind: screen
            title: { ja: 契約照会, en: contract enquiry }
            system: { ja: 託送システム, en: wheeling }
            subject: supplyPoint
            fields: [contractHolder, voltage, contractedPower, phone]
            history: kept
          - { id: api, kind: screen, title: { ja: 照会, en: enquiry }, fields: [contractHolder] }
        sources:
          - surface: hv-screen-01
            files: logs/hv-screen-01/{yyyy}-{MM}.csv
            format: csv
            encoding: cp932
            columns: { at: 閲覧日時, viewer: 利用者ID, subject: 供給地点特定番号, terminal: 端末番号, purpose: 業務区分 }
            dates: slash
            timeZone: Asia/Tokyo
            period: { from: 2022-04-01, to: 2023-02-01 }
          - surface: api
            files: /var/log/nginx/access.log
            format: combined
            urlPattern: /api/customers/{subject}
            methods: [GET]
            statuses: [2xx, 304]
          - surface: api
            files: logs/access.json
            format: jsonLines
            urlPattern: /api/customers?point={subject}
            fields: { at: time, viewer: user, request: request, status: status, terminal: address }
            dates: iso
          - surface: api
            files: logs/postgresql-{yyyy}-{MM}-{dd}.csv
            format: pgaudit
            object: public.customers
            statementPattern: supply_point = {subject}
            viewer: user
        studies:
          - id: low
            title: { ja: 低圧, en: low voltage }
            surfaces: [api]
            period: { from: 2019-11-01, to: 2023-01-01 }
            questionnaire:
              file: questionnaires/low.yaml
              answers: [ { file: answers/low-web.csv, mode: web }, { file: answers/low-interview.csv, mode: interview } ]
              fielded: [ { from: 2023-03-28, to: 2023-04-04 } ]
        hearings: { records: hearings/records.csv, codebook: hearings/codebook.yaml }
        inspection: { before: inspection/before.yaml, after: inspection/after.yaml }
        findings: findings.yaml

        """

    @Test("the case of the documentation is accepted")
    func exampleCase() throws {
        let faults = try Self.faults("case", Self.example)
        #expect(faults == [])
    }

    @Test("the case of the real servers is accepted")
    func serversCase() throws {
        let file = Self.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Tests/Servers/case.yaml")
        let faults = try Self.faults("case", String(contentsOf: file, encoding: .utf8))
        #expect(faults == [])
    }

    @Test(
        "slips in a case are named with the mend",
        arguments: [
            (
                "kind: screen\n", "kind: scren\n",
                "case.yaml:17:11: `surfaces[0].kind` must be one of `screen`, `report`, `feed`, `extract`, found `scren`; did you mean `screen`?"
            ),
            ("sekisho: 1", "sekisho: 2", "case.yaml:1:10: `sekisho` must be `1`, found `2`"),
            (
                "format: csv\n", "fromat: csv\n",
                "case.yaml:27:5: unknown key `fromat` in `sources[0]`; did you mean `format`?"
            ),
            (
                "from: 2019-11-01", "from: 2019/11/01",
                "case.yaml:6:17: `period.from` must be a day such as `2022-04-01`, found `2019/11/01`"
            ),
            ("    urlPattern: /api/customers/{subject}\n", "", "the key `urlPattern` is missing in `sources[1]`"),
            (
                "{subject}\n    methods", "{id}\n    methods",
                "`sources[1].urlPattern` must be a path such as `/api/customers/{subject}`, found `/api/customers/{id}`"
            ),
            (
                "methods: [GET]", "columns: { at: time }",
                "`sources[1].columns` has no use here: `combined` logs have a fixed form"
            ),
            (
                "statementPattern: supply_point = {subject}", "urlPattern: /{subject}",
                "has no use here: PostgreSQL's csvlog has a fixed form"
            ),
            (
                "person: 社員番号", "persn: 社員番号",
                "`registry.people.columns.persn` must be one of `person`, `name`, found `persn`; did you mean `person`?"
            ),
            ("contractHolder, voltage,", "contractHolder, volage,", "did you mean `voltage`?"),
            (
                "timeZone: Asia/Tokyo\nperiod", "timeZone: JST\nperiod",
                "`timeZone` must be `Asia/Tokyo`, `UTC` or an offset such as `+09:00`, found `JST`"
            ),
            ("investigated: C02\n", "", "case.yaml:1:1: the key `investigated` is missing"),
            ("refreshWindow: 5", "refreshWindow: five", "`refreshWindow` must be a whole number, found `five`"),
            ("title: { ja: 総点検, en: Inspection }", "title: 総点検", "`title` must be a text in both languages"),
        ])
    func slips(_ right: String, _ wrong: String, _ expected: String) throws {
        let range = try #require(Self.example.firstRange(of: right))
        var text = Self.example
        text.replaceSubrange(range, with: wrong)
        let faults = try Self.faults("case", text)
        #expect(faults.contains { $0.contains(expected) }, "\(faults)")
    }

    @Test("questionnaires, codebooks and findings of the documentation are accepted, and slips are not")
    func otherSchemas() throws {
        let questionnaire = """
            questionnaire: low
            title: { ja: 調査, en: survey }
            questions:
              - id: aware
                kind: single
                text: { ja: 知っていたか, en: did you know }
                required: true
                options: [ { id: yes, ja: はい, en: "yes" }, { id: no, ja: いいえ, en: "no" } ]
              - id: why
                kind: text
                text: { ja: 理由, en: why }
                askedIf: { question: aware, in: [yes] }
              - id: how
                kind: multiple
                text: { ja: 方法, en: how }
                askedIf: [ { question: aware, in: [yes, no] } ]
                options: [ { id: a, ja: あ, en: a } ]

            """
        #expect(try Self.faults("questionnaire", questionnaire) == [])
        #expect(
            try Self.faults("questionnaire", questionnaire.replacing("kind: multiple", with: "kind: text"))
                == ["questionnaire.yaml:17:5: `questions[2].options` has no use here: free text has no options"])
        #expect(
            try Self.faults("questionnaire", questionnaire.replacing("kind: text", with: "kind: single"))
                == ["questionnaire.yaml:9:5: the key `options` is missing in `questions[1]`"])
        #expect(
            try Self.faults(
                "questionnaire", questionnaire.replacing("{ question: aware, in: [yes] }", with: "{ question: aware }"))
                == ["questionnaire.yaml:12:14: the key `in` is missing in `questions[1].askedIf`"])
        let codebook = """
            roles: [ { id: viewer, ja: 閲覧者, en: viewer } ]
            groups:
              - { id: sales, ja: 営業, en: sales, population: { study: low, departments: [D01], period: { from: 2022-04-01, to: 2022-05-01 }, kind: employee } }
              - { id: others, ja: その他, en: others }
            themes:
              - { id: act, ja: 行為, en: act, kind: multiple, groups: [sales], roles: [viewer], codes: [ { id: a, ja: あ, en: a } ] }
              - { id: word, ja: 言葉, en: word, kind: text }

            """
        #expect(try Self.faults("codebook", codebook) == [])
        #expect(try !Self.faults("codebook", codebook.replacing("id: viewer", with: "id: boss")).isEmpty)
        let findings = """
            findings:
              - id: F1
                item: { ja: 項目, en: item }
                surfaceKind: feed
                cause: { ja: 原因, en: cause }
                causeKind: wrongCondition
                fields: [contractHolder]
                corrected: 2023-03-23
                salesUse: none
                records: supply

            """
        #expect(try Self.faults("findings", findings) == [])
        #expect(try !Self.faults("findings", findings.replacing("salesUse: none", with: "salesUse: nothing")).isEmpty)
        // What an inspection knows of a surface need not be written; without one all of it must.
        let facts = ["surfaceKind: feed", "causeKind: wrongCondition", "fields: [contractHolder]", "records: supply"]
        for fact in facts {
            let without = findings.replacing("    \(fact)\n", with: "")
            let name = fact.prefix { $0 != ":" }
            #expect(
                try Self.faults("findings", without)
                    == ["findings.yaml:2:5: the key `\(name)` is missing in `findings[0]`"])
            #expect(try Self.faults("findings", without + "    surface: any of them\n") == [])
        }
    }

    @Test("every property of every schema is described")
    func described() throws {
        func check(_ node: LocatedYAML.Node, _ path: LocatedYAML.Path) {
            for property in node["properties"]?.entries ?? [] where property.value.entries != nil {
                let inner = path.appending(.key(property.key))
                #expect(property.value["description"]?.text?.isEmpty == false, "\(inner)")
                check(property.value, inner)
                if let items = property.value["items"] { check(items, inner) }
            }
        }
        for name in ["case", "questionnaire", "codebook", "findings"] {
            let bytes = try Array(Data(contentsOf: Self.folder.appending(path: "\(name).schema.json")))
            let document = try LocatedYAML(parsing: bytes, file: name)
            check(document.root, [])
            for definition in document.root["$defs"]?.entries ?? [] {
                check(definition.value, ["$defs", .key(definition.key)])
            }
        }
    }
}
