import Inquiry
import Intake
import Report
import Testing

@Suite("findings")
struct FindingsTests {
    private static let example = """
        findings:
          - id: F1
            item: { ja: 連携条件の誤り, en: wrong condition of a feed }
            surfaceKind: feed
            causeKind: wrongCondition
            cause: { ja: 誤り, en: a slip }
            records: purchase
            fields: [maximumOutput, unheardOf]
            fieldsNote: { ja: 一部のみ, en: of some only }
            corrected: 2023-03-23
            salesUse: none
          - id: F2
            item: { ja: 帳票の仕分け, en: routing of a report }
            surfaceKind: report
            causeKind: wrongRouting
            cause: { ja: 誤り, en: a slip }
            records: supply
            fields: [usage]
            salesUse: unknown
            remark: { ja: 調査中, en: under way }

        """

    private static func read(_ text: String) throws -> Findings {
        try Findings(try LocatedYAML(parsing: Array(text.utf8), file: "findings.yaml"))
    }

    @Test("each finding is a row, with what was seen, when it was corrected, and what is still open")
    func table() throws {
        let table = try Self.read(Self.example).table(fields: [
            "maximumOutput": Phrase(ja: "最大出力", en: "maximum output")
        ])
        #expect(table.rows.map(\.id) == ["F1", "F2"])
        #expect(
            table["F1", "fields"]?.value
                == .text(Phrase(ja: "最大出力、unheardOf、一部のみ", en: "maximum output, unheardOf, of some only")))
        #expect(
            table["F1", "cause"]?.value == .text(Phrase(ja: "抽出条件の誤り：誤り", en: "wrong condition: a slip")))
        #expect(table["F1", "corrected"]?.value == .day(PrintedDay(year: 2023, month: 3, day: 23)))
        #expect(table["F2", "corrected"]?.value == .text(Phrase(ja: "未了", en: "open")))
        #expect(table["F1", "salesUse"]?.value == .text(Phrase(ja: "なし", en: "none found")))
        #expect(table["F2", "salesUse"]?.value == .text(Phrase(ja: "不明", en: "not known")))
        #expect(table["F1", "remark"]?.value == .empty)
        #expect(table["F2", "remark"]?.value == .text(Phrase(ja: "調査中", en: "under way")))
    }

    @Test(
        "a day of correction that does not exist is an error, not an open finding",
        arguments: ["2023-02-30", "2023-3-23", "soon"])
    func impossibleDay(_ day: String) {
        let error = #expect(throws: IntakeError.self) {
            try Self.read(Self.example.replacing("2023-03-23", with: day))
        }
        #expect(error?.place == Place(file: "findings.yaml", line: 10, column: 16))
        #expect(error?.message.en.contains("`\(day)`") == true && error?.message.ja.contains("`\(day)`") == true)
    }

    @Test("two findings of one id are refused with the place of the second")
    func twice() {
        let error = #expect(throws: IntakeError.self) {
            try Self.read(Self.example.replacing("id: F2", with: "id: F1"))
        }
        #expect(error?.place?.line == 12 && error?.message.en.contains("`F1`") == true)
    }

    // MARK: With an inspection

    private static let inspected = """
        findings:
          - id: F1
            item: { ja: 連携, en: a feed }
            surface: meter-feed
            cause: { ja: 誤り, en: a slip }
            salesUse: none

        """
    private static let surfaces = [
        "meter-feed": InspectedSurface(
            kind: "feed", records: ["supply", "purchase"], byContractor: true, causeKind: "missingMask",
            fields: ["usage", "phone"]),
        "quiet": InspectedSurface(
            kind: "report", records: ["supply"], byContractor: nil, causeKind: nil, fields: nil),
    ]

    private static func read(inspected text: String) throws -> Findings {
        try Findings(try LocatedYAML(parsing: Array(text.utf8), file: "findings.yaml"), surfaces: surfaces)
    }

    @Test("what the inspection knows is filled in")
    func filled() throws {
        let finding = try #require(try Self.read(inspected: Self.inspected).findings.first)
        #expect(finding.surfaceKind == "feed" && finding.causeKind == "missingMask" && finding.records == "supply")
        #expect(finding.fields == ["usage", "phone"] && finding.byContractor == true)
    }

    @Test("what it does not know stays as it is written, or unknown")
    func unknown() throws {
        let text = Self.inspected.replacing("meter-feed", with: "quiet")
        let finding = try #require(try Self.read(inspected: text).findings.first)
        #expect(finding.surfaceKind == "report" && finding.causeKind == nil && finding.fields == nil)
        let table = try Self.read(inspected: text).table(fields: [:])
        #expect(table["F1", "fields"]?.value == .empty)
        #expect(table["F1", "cause"]?.value == .text(Phrase(ja: "誤り", en: "a slip")))
        let typed = text + "    fields: [usage]\n    causeKind: wrongRouting\n    byContractor: false\n"
        let read = try #require(try Self.read(inspected: typed).findings.first)
        #expect(read.fields == ["usage"] && read.causeKind == "wrongRouting" && read.byContractor == false)
    }

    @Test("that there is a record is something that can be seen")
    func existence() throws {
        var surfaces = Self.surfaces
        surfaces["meter-feed"]?.fields = []
        let document = try LocatedYAML(parsing: Array(Self.inspected.utf8), file: "findings.yaml")
        let table = try Findings(document, surfaces: surfaces).table(fields: [:])
        #expect(
            table["F1", "fields"]?.value == .text(Phrase(ja: "記録があること", en: "that there is such a record")))
    }

    @Test(
        "what is written has to agree, in whatever order",
        arguments: [
            ("fields: [phone, usage]", nil), ("records: purchase", nil), ("surfaceKind: feed", nil),
            ("byContractor: true", nil), ("causeKind: missingMask", nil),
            ("fields: [phone]", "finds `usage`, `phone` as `fields`, and `phone` is written"),
            ("fields: [phone, usage, voltage]", "and `phone`, `usage`, `voltage` is written"),
            ("surfaceKind: screen", "finds `feed` as `surfaceKind`"), ("byContractor: false", "finds `true` as"),
            ("causeKind: wrongRouting", "finds `missingMask` as `causeKind`"),
        ])
    func agreement(_ typed: String, _ said: String?) throws {
        let text = Self.inspected + "    \(typed)\n"
        guard let said else {
            #expect(try Self.read(inspected: text).findings.count == 1)
            return
        }
        let error = #expect(throws: IntakeError.self) { try Self.read(inspected: text) }
        let column = typed.prefix { $0 != " " }.count + 6
        #expect(error?.place == Place(file: "findings.yaml", line: 7, column: column))
        #expect(error?.message.en.contains(said) == true, "\(String(describing: error))")
    }

    @Test("a surface that nothing inspected is refused")
    func strange() throws {
        let wrong = Self.inspected.replacing("meter-feed", with: "meter-fed")
        let error = #expect(throws: IntakeError.self) { try Self.read(inspected: wrong) }
        #expect(error?.place == Place(file: "findings.yaml", line: 4, column: 14))
        #expect(error?.message.en.hasSuffix("did you mean `meter-feed`?") == true)
        let none = #expect(throws: IntakeError.self) { try Self.read(Self.inspected) }
        #expect(none?.message.en.contains("`inspection`") == true)
    }
}
