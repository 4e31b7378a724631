import Report
import Testing

@testable import Simulation

/// Every figure of Kansai Electric's report of 19 April 2023, pages 2 to 13, typed here once more from the report: the
/// scenario is not asked.
@Suite struct PublishedFiguresTests {
    /// Rows of a table whose columns are employees, contractors' people and both.
    private func expect(
        _ made: MadeCase, _ table: String, _ rows: [(row: String, employee: Int, contractor: Int, total: Int)],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = made.report.table(table)
        for row in rows {
            let numbers = ["employee", "contractor", "total"].map { made.number(table, row.row, $0) }
            #expect(
                numbers == [row.employee, row.contractor, row.total], "\(table), row \(row.row)",
                sourceLocation: sourceLocation)
        }
        #expect(found?.rows.count == rows.count, "\(table) has other rows", sourceLocation: sourceLocation)
    }

    private func rate(_ made: MadeCase, _ study: String, _ column: String) -> String? {
        let cell = made.report[CellReference(table: "study.\(study).population", row: "rate", column: column)]
        guard case .rate(let rate)? = cell?.value else { return nil }
        return rate.text()
    }

    @Test func everyFigureOfTheReportComesOut() throws {
        var scenario = try MadeCase.scenario2023()
        // What surrounds the exposures changes no published figure; the demo draws all of it.
        scenario.lighten(lawfulPerExposure: 1)
        let made = try MadeCase(scenario)
        pages2to5(made)
        pages6to9(made)
        pages10to12(made)
        page13(made)
        inspection(made)
        let checks = DocumentChecks.result(of: made.report)
        #expect(checks.performed > 50 && checks.failures.isEmpty, "\(checks.failures)")
    }

    private func pages2to5(_ made: MadeCase) {
        expectSurfaces(made, "high", "screen", total: 13, withViews: 9, withoutHistory: 4)
        expectSurfaces(made, "high", "report", total: 2, withViews: 1, withoutHistory: 1)
        #expect(made.number("study.high.population", "population", "total") == 2010)
        #expect(made.number("study.high.population", "population", "employee") == 464)
        #expect(made.number("study.high.population", "population", "contractor") == 1546)
        #expect(made.number("study.high.population", "respondents", "total") == 1740)
        #expect(made.number("study.high.population", "respondents", "employee") == 442)
        #expect(made.number("study.high.population", "respondents", "contractor") == 1298)
        #expect(["total", "employee", "contractor"].map { rate(made, "high", $0) } == ["86.6%", "95.3%", "84.0%"])
        #expect(made.number("study.high.contracts", "contracts", "total") == 10_940)
        expect(
            made, "study.high.q.purpose",
            [("request", 442, 1298, 1740), ("sales", 0, 0, 0), ("total", 442, 1298, 1740)])
        expect(made, "study.high.q.aware", [("yes", 18, 28, 46), ("no", 424, 1270, 1694), ("total", 442, 1298, 1740)])
        expect(
            made, "study.high.q.route",
            [
                ("colleague", 6, 3, 9), ("supervisor", 0, 20, 20), ("elsewhere", 0, 0, 0), ("self", 10, 4, 14),
                ("other", 2, 1, 3), ("total", 18, 28, 46),
            ])
        expect(
            made, "study.high.q.told",
            [("yes", 3, 17, 20), ("no", 14, 11, 25), ("check", 1, 0, 1), ("total", 18, 28, 46)])
        expect(
            made, "study.high.q.law",
            [("knew", 4, 1, 5), ("didNotKnow", 13, 27, 40), ("check", 1, 0, 1), ("total", 18, 28, 46)])
        let base = made.report.table("study.high.q.route")?.base
        #expect(base?.ja.contains("1,694名") == true && base?.ja.contains("424名") == true, "\(String(describing: base))")
    }

    private func pages6to9(_ made: MadeCase) {
        expectSurfaces(made, "low", "screen", total: 4, withViews: 4, withoutHistory: 0)
        #expect(made.number("study.low.population", "population", "total") == 1606)
        #expect(made.number("study.low.population", "population", "employee") == 511)
        #expect(made.number("study.low.population", "population", "contractor") == 1095)
        #expect(made.number("study.low.population", "respondents", "total") == 1289)
        #expect(made.number("study.low.population", "respondents", "employee") == 456)
        #expect(made.number("study.low.population", "respondents", "contractor") == 833)
        #expect(["total", "employee", "contractor"].map { rate(made, "low", $0) } == ["80.3%", "89.2%", "76.1%"])
        #expect(made.number("study.low.contracts", "contracts", "total") == 153_095)
        expect(
            made, "study.low.q.purpose",
            [("request", 394, 833, 1227), ("sales", 62, 0, 62), ("total", 456, 833, 1289)])
        expect(
            made, "study.low.q.route",
            [
                ("colleague", 255, 225, 480), ("supervisor", 4, 264, 268), ("elsewhere", 15, 6, 21),
                ("self", 33, 28, 61), ("before", 113, 84, 197), ("other", 36, 226, 262), ("total", 456, 833, 1289),
            ])
        expect(
            made, "study.low.q.told",
            [
                ("yes", 113, 117, 230), ("no", 337, 711, 1048), ("check", 3, 0, 3), ("other", 3, 5, 8),
                ("total", 456, 833, 1289),
            ])
        expect(
            made, "study.low.q.law",
            [
                ("knew", 150, 22, 172), ("didNotKnow", 300, 810, 1110), ("check", 3, 0, 3), ("other", 3, 1, 4),
                ("total", 456, 833, 1289),
            ])
        // “Most … , then …, then …”.
        let reasons = ["service", "systemRight", "own"].compactMap { made.number("study.low.q.why", $0, "total") }
        #expect(reasons.count == 3 && reasons == reasons.sorted(by: >))
    }

    private func pages10to12(_ made: MadeCase) {
        func heard(_ row: String, _ column: String = "heard") -> Int? { made.number("hearings.heard", row, column) }
        #expect(heard("residentialSales.viewer") == 117)
        #expect(heard("residentialSales.supervisor") == 38)
        #expect(heard("contactCentre.viewer") == 3)
        #expect(heard("contactCentre.viewer", "inSupervisorPosition") == 1)
        #expect(heard("headOffice.officer") == 18)
        // 120 viewers, 38 supervisors, 18 officers and managers.
        #expect(heard("total") == 120 + 38 + 18)
        // All viewers of the department were heard: the look-back finds as many.
        #expect(heard("residentialSales.viewer", "population") == 117)
        #expect(heard("contactCentre.viewer", "population") == 3)
        func said(_ theme: String, _ code: String, _ role: String) -> Int? {
            made.number("hearings.\(theme)", code, role)
        }
        #expect(said("supervisorsKnowledge", "unaware", "supervisor") == 35)
        #expect(said("supervisorsKnowledge", "systemAllows", "supervisor") == 2)
        #expect(said("supervisorsKnowledge", "problem", "supervisor") == 1)
        // Over six in ten.
        #expect((said("beliefs", "systemRight", "viewer") ?? 0) * 10 > 120 * 6)
        #expect(made.report.table("hearings.acts")?.rows.count == 7 + 1)
    }

    private func page13(_ made: MadeCase) {
        let table = made.report.table("findings")
        func text(_ row: Int, _ column: String) -> String {
            guard let table, table.rows.indices.contains(row), let cell = table[table.rows[row].id, column] else {
                return ""
            }
            switch cell.value {
            case .text(let phrase): return phrase.ja
            case .day(let day): return day.iso
            default: return ""
            }
        }
        #expect(table?.rows.count == 4)
        #expect((0..<4).map { text($0, "corrected") } == ["2023-03-23", "2023-03-22", "2023-03-17", "2023-03-03"])
        #expect((0..<4).map { text($0, "salesUse") } == Array(repeating: "なし", count: 4))
        #expect(
            (0..<4).map { text($0, "fields") } == [
                "受給開始年月日、受給最大出力、購入種類", "契約名義、使用量、契約電力、力率", "契約名義、設備ID、購入種類、買取終了年月、連絡先住所",
                "契約名義、連絡先住所、電話番号、など",
            ])
        #expect(
            (0..<4).map { text($0, "cause").prefix { $0 != "：" } } == [
                "抽出条件の誤り", "抽出条件の誤り", "抽出条件の誤り", "送付先・仕分けの誤り",
            ])
        #expect((0..<4).map { text($0, "remark").contains("3月17日") } == [false, false, true, true])
    }

    /// What could be seen is typed nowhere: it comes from the inspection, which also proves that all is closed.
    private func inspection(_ made: MadeCase) {
        #expect(made.world.scenario.file.findings?.allSatisfy { $0.fields == nil && $0.surface != nil } == true)
        let examples = made.report.table("findings.examples")
        #expect(examples?.rows.map(\.id) == ["F1", "F2", "F3", "F4"])
        for row in examples?.rows ?? [] {
            #expect(examples?[row.id, "retest"]?.value == .text(Phrase(ja: "閉じていることを証明", en: "proved closed")))
            for column in ["example", "mend"] { #expect(examples?[row.id, column]?.value != .empty, "\(row.id)") }
        }
        #expect(made.number("findings.agreement", "total", "leaks") == 4)
        for column in ["unnamed", "unfounded", "notClosed"] {
            #expect(made.number("findings.agreement", "total", column) == 0)
        }
        #expect(made.report.table("findings.notProved") == nil)
    }

    private func expectSurfaces(
        _ made: MadeCase, _ study: String, _ kind: String, total: Int, withViews: Int, withoutHistory: Int
    ) {
        let row = "\(study).\(kind)"
        #expect(made.number("surfaces.\(study)", row, "total") == total)
        #expect(made.number("surfaces.\(study)", row, "withViews") == withViews)
        #expect(made.number("surfaces.\(study)", row, "withoutViews") == 0)
        #expect(made.number("surfaces.\(study)", row, "withoutHistory") == withoutHistory)
    }
}
