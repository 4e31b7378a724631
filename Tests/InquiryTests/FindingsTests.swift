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
}
