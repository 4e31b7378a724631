import Intake

@testable import Simulation

/// What every cell of the report must say: from the scenario's margins where it has them, and counted naively from the
/// drawn world where it does not.
struct ExpectedCells {
    private(set) var cells: [String: Int] = [:]
    private let world: SimulatedWorld
    private let judge: NaiveJudge
    private typealias Exposure = NaiveJudge.Exposure

    static func key(_ table: String, _ row: String, _ column: String) -> String { "\(table) | \(row) | \(column)" }

    init(_ world: SimulatedWorld) {
        self.world = world
        judge = NaiveJudge(world)
        for number in world.scenario.file.studies.indices { expect(study: number) }
        expectHearings()
        expectInspection()
        expectData()
    }

    private mutating func set(_ table: String, _ row: String, _ column: String, _ value: Int) {
        cells[Self.key(table, row, column)] = value
    }

    // MARK: What the logs show

    private func units(_ exposures: [Exposure]) -> [(String, Int)] {
        [
            ("views", exposures.count), ("foldedViews", exposures.count { !$0.isRepeat }),
            ("viewers", Set(exposures.map(\.worker)).count), ("contracts", Set(exposures.map(\.spell.contract)).count),
            ("supplyPoints", Set(exposures.map(\.point)).count),
            ("terminals", Set(exposures.map(\.terminal)).subtracting([0]).count),
            ("retailers", Set(exposures.map(\.spell.owner)).count),
        ]
    }

    private mutating func expect(study number: Int) {
        let study = world.scenario.file.studies[number]
        let days = Days(Scenario.days(study.period))
        let found = judge.exposures.filter {
            world.logs[$0.log].study == number && $0.isInvestigatedSide && days.contains($0.day)
        }
        let usesTerminals = found.contains { $0.terminal > 0 }
        func add(_ table: String, _ row: String, _ exposures: [Exposure]) {
            for (unit, count) in units(exposures) where unit != "terminals" || count > 0 || exposures.isEmpty {
                if unit == "terminals", !usesTerminals { continue }
                set(table, row, unit, count)
            }
        }
        for (column, exposures) in [
            ("employee", found.filter(\.isEmployee)), ("contractor", found.filter { !$0.isEmployee }), ("total", found),
        ] {
            for (unit, count) in units(exposures) where usesTerminals || unit != "terminals" {
                set("study.\(study.id).contracts", unit, column, count)
            }
        }
        let tables: [(String, (Exposure) -> String)] = [
            ("voltage", { $0.spell.grade == .purchase ? "none" : $0.spell.grade.name }),
            ("surface", { $0.surface }),
            ("month", { String(CalendarDay(daysSince1970: $0.day).iso.prefix(7)) }),
        ]
        for (name, row) in tables {
            for (key, exposures) in Dictionary(grouping: found, by: row) {
                add("exposures.\(study.id).\(name)", key, exposures)
            }
            add("exposures.\(study.id).\(name)", "total", found)
        }
        // The margins themselves, not what was drawn.
        set("study.\(study.id).contracts", "contracts", "total", study.contracts.values.reduce(0, +))
        set("study.\(study.id).contracts", "viewers", "total", study.viewers.employee + study.viewers.contractor)
        expectSurfaces(study)
        for (column, count) in columns(study.viewers) {
            set("study.\(study.id).population", "population", column, count)
        }
        expectAnswers(study, number)
    }

    /// The lines of `counts-STUDY.csv`: each combination counted by itself, heading left out, in any order.
    func countLines(_ number: Int) -> [String] {
        let study = world.scenario.file.studies[number]
        let days = Days(Scenario.days(study.period))
        let found = judge.exposures.filter {
            world.logs[$0.log].study == number && $0.isInvestigatedSide && days.contains($0.day)
        }
        var lines: [String] = []
        for chosen in 0..<16 {
            let groups = Dictionary(grouping: found) { exposure in
                [
                    exposure.isEmployee ? "employee" : "contractor",
                    exposure.spell.grade == .purchase ? "none" : exposure.spell.grade.name, exposure.surface,
                    String(CalendarDay(daysSince1970: exposure.day).iso.prefix(7)),
                ].enumerated().map { chosen >> $0.offset & 1 == 1 ? $0.element : "" }
            }
            for (key, exposures) in groups {
                let numbers = units(exposures).map { $0.0 == "terminals" && $0.1 == 0 ? "" : String($0.1) }
                lines.append((key + numbers).joined(separator: ","))
            }
        }
        return lines
    }

    private func columns(_ split: ScenarioFile.Split) -> [(String, Int)] {
        [
            ("employee", split.employee), ("contractor", split.contractor),
            ("total", split.employee + split.contractor),
        ]
    }

    private mutating func expectSurfaces(_ study: ScenarioFile.Study) {
        for (kind, surfaces) in Dictionary(grouping: study.surfaces, by: \.kind) {
            let seen = surfaces.count { ($0.share ?? 0) > 0 }
            let without = surfaces.count { $0.log == nil }
            let table = "surfaces.\(study.id)"
            let row = "\(study.id).\(kind)"
            set(table, row, "total", surfaces.count)
            set(table, row, "withViews", seen)
            set(table, row, "withoutHistory", without)
            set(table, row, "withoutViews", surfaces.count - seen - without)
        }
    }

    // MARK: What people said

    private mutating func expectAnswers(_ study: ScenarioFile.Study, _ number: Int) {
        guard let questionnaire = study.questionnaire, let sheet = AnswerSheet(world, number) else { return }
        let table = "study.\(study.id)"
        for (column, count) in columns(questionnaire.respondents) {
            set("\(table).population", "respondents", column, count)
        }
        let kinds = Dictionary(
            uniqueKeysWithValues: world.workforce.viewers[number].map {
                (world.workforce.workers[$0.worker].id, $0.isEmployee)
            })
        let respondents = questionnaire.respondents.employee + questionnaire.respondents.contractor
        let counted = Dictionary(
            sheet.submissions.filter { submission in
                submission.isFinal && kinds[submission.person] != nil
                    && !submission.answers.values.contains("???")
                    && questionnaire.fielded.contains {
                        Days(Scenario.days($0)).contains(Int32((submission.at + 9 * 3600) / 86_400))
                    }
            }.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
        precondition(counted.count == respondents, "the sheet has \(counted.count) respondents, not \(respondents)")
        for (mode, isInterview) in [("web", false), ("interview", true)] {
            let people = counted.values.filter { $0.isInterview == isInterview }
            guard !people.isEmpty else { continue }
            let employees = people.count { kinds[$0.person] == true }
            set("\(table).modes", mode, "employee", employees)
            set("\(table).modes", mode, "contractor", people.count - employees)
            set("\(table).modes", mode, "total", people.count)
        }
        for (column, count) in columns(questionnaire.respondents) { set("\(table).modes", "total", column, count) }
        var unanswered = 0
        for question in questionnaire.questions {
            guard let options = question.options else { continue }
            let name = "\(table).q.\(question.id)"
            let silent = question.noAnswer ?? ScenarioFile.Split(employee: 0, contractor: 0)
            unanswered += silent.employee + silent.contractor
            for option in options {
                for (column, count) in columns(.init(employee: option.employee, contractor: option.contractor)) {
                    set(name, option.id, column, count)
                }
            }
            if silent.employee + silent.contractor > 0 {
                for (column, count) in columns(silent) { set(name, "noAnswer", column, count) }
            }
            var asked = questionnaire.respondents
            if let condition = question.askedIf {
                let chosen =
                    questionnaire.questions.first { $0.id == condition.question }?.options?.filter {
                        condition.options.contains($0.id)
                    } ?? []
                asked = .init(
                    employee: chosen.reduce(0) { $0 + $1.employee }, contractor: chosen.reduce(0) { $0 + $1.contractor }
                )
            }
            for (column, count) in columns(asked) {
                set(name, question.kind == "single" ? "total" : "base", column, count)
            }
        }
        for reason in ["draft", "double", "early", "late", "outsidePopulation", "notAsked"] {
            set("\(table).setAside", reason, "count", sheet.setAside[reason] ?? 0)
        }
        let doubles = sheet.setAside["double"] ?? 0
        let rejected =
            sheet.unreadable
            + ["draft", "early", "late", "outsidePopulation"].reduce(0) { $0 + (sheet.setAside[$1] ?? 0) }
        for (column, count) in [
            ("used", respondents), ("rejected", rejected), ("duplicates", doubles),
            ("rowsIn", sheet.submissions.count),
        ] { set("data.inquiries", "answers.\(study.id)", column, count) }
        set("\(table).setAside", "unanswered", "count", unanswered)
        set("\(table).setAside", "rejected", "count", sheet.unreadable)
    }

    private mutating func expectHearings() {
        guard let hearings = world.scenario.file.hearings else { return }
        for group in hearings.groups {
            for heard in group.heard where heard.count > 0 {
                let row = "\(group.id).\(heard.role)"
                set("hearings.heard", row, "heard", heard.count)
                let supervisors = heard.role == "viewer" ? heard.inSupervisorPosition ?? 0 : heard.count
                set("hearings.heard", row, "inSupervisorPosition", supervisors)
                if heard.role == "viewer", group.population != nil {
                    set("hearings.heard", row, "population", heard.count)
                }
            }
        }
        let statements = world.workforce.statements
        // Some were heard twice.
        let records = statements.count + statements.indices.count { $0 % 40 == 5 }
        for (column, count) in [("used", records), ("rejected", 0), ("duplicates", 0), ("rowsIn", records)] {
            set("data.inquiries", "hearings", column, count)
        }
        set("hearings.heard", "total", "heard", Set(statements.map(\.worker)).count)
        set(
            "hearings.heard", "total", "inSupervisorPosition",
            Set(statements.filter(\.isSupervisor).map(\.worker)).count)
        for theme in hearings.themes {
            guard let codes = theme.codes else { continue }
            let table = "hearings.\(theme.id)"
            let asked = statements.filter {
                (theme.roles?.contains($0.role) ?? true) && (theme.groups?.contains($0.group) ?? true)
            }
            for role in Set(asked.map(\.role)) {
                for code in codes { set(table, code.id, role, code.counts[role] ?? 0) }
                set(table, "base", role, Set(asked.filter { $0.role == role }.map(\.worker)).count)
            }
            set(table, "base", "total", Set(asked.map(\.worker)).count)
            let coded = HearingWriter(world)?.codes ?? []
            for code in codes {
                let people = statements.indices.filter {
                    coded[$0][theme.id]?.split(separator: ";").contains(Substring(code.id)) == true
                }
                set(table, code.id, "total", Set(people.map { statements[$0].worker }).count)
            }
        }
    }

    // MARK: What the inspection found

    /// The systems of the shipped scenario: four surfaces, all of which leaked, and none does now.
    private mutating func expectInspection() {
        guard let inspection = world.scenario.file.inspection else { return }
        let rows = world.scenario.file.findings?.compactMap(\.surface).map { "surface.\($0)" } ?? []
        let columns = ["unnamed", "unfounded"] + (inspection.after == nil ? [] : ["notClosed"])
        for (row, count) in rows.map({ ($0, 1) }) + [("total", 4)] {
            for column in ["leaks", "findings"] { set("findings.agreement", row, column, count) }
            for column in columns { set("findings.agreement", row, column, 0) }
        }
        for (row, proved) in [("before", 0), ("after", 4)] where row == "before" || inspection.after != nil {
            set("findings.surfaces", row, "proved", proved)
            set("findings.surfaces", row, "leaks", 4 - proved)
            set("findings.surfaces", row, "undecided", 0)
            set("findings.surfaces", row, "total", 4)
        }
    }

    // MARK: What the numbers rest on

    private mutating func expectData() {
        var sums = [String: Int]()
        func add(_ table: String, _ row: String, _ column: String, _ value: Int) {
            set(table, row, column, value)
            sums[Self.key(table, "total", column), default: 0] += value
        }
        for (log, surface) in world.logs.enumerated() {
            let id = surface.surface.id
            let (rows, rejected, repeats) = (judge.rowsIn[log], judge.rejected[log], judge.repeats[log])
            add("data.rows", id, "rowsIn", rows)
            add("data.rows", id, "rejected", rejected)
            add("data.rows", id, "duplicates", repeats)
            add("data.rows", id, "used", rows - rejected - repeats)
            let own = judge.exposures.count { $0.log == log && $0.isInvestigatedSide }
            let others = judge.exposures.count { $0.log == log && !$0.isInvestigatedSide }
            add("data.judged", id, "lawful", judge.lawful[log])
            add("data.judged", id, "exposures", own)
            add("data.judged", id, "otherExposures", others)
            add("data.judged", id, "undetermined", judge.undeterminedDays[log].count)
            add("data.judged", id, "views", judge.lawful[log] + own + others + judge.undeterminedDays[log].count)
            let whole = Days(world.scenario.period)
            let covered = Set(surface.days).union(surface.period.common(whole).map(Array.init) ?? [])
            set("data.coverage", id, "views", judge.daysWithViews[log].count)
            set("data.coverage", id, "noViews", surface.days.count { !judge.daysWithViews[log].contains($0) })
            set("data.coverage", id, "noLog", covered.count - surface.days.count)
            set("data.coverage", id, "outside", whole.count - covered.count)
            set("data.coverage", id, "days", whole.count)
            set("data.coverage", id, "seen", rows - rejected)
        }
        cells.merge(sums) { _, sum in sum }
        for (number, study) in world.scenario.file.studies.enumerated() {
            for surface in study.surfaces where surface.log == nil {
                set("data.coverage", surface.id, "noLog", Days(world.scenario.period).count)
                set("data.coverage", surface.id, "days", Days(world.scenario.period).count)
            }
            expectLimits(number)
        }
        for reason in [
            "unknownViewer", "sharedAccount", "noEmployment", "overlappingEmployments", "notInRegister", "noneThen",
            "overlapping",
        ] { set("data.undetermined", reason, "views", judge.undetermined[reason] ?? 0) }
        set("data.undetermined", "total", "views", judge.undetermined.values.reduce(0, +))
        var rejects = judge.rejects
        let answers = world.scenario.file.studies.indices.compactMap { AnswerSheet(world, $0)?.unreadable }.reduce(0, +)
        if answers > 0 { rejects["badValue"] = answers }
        for (reason, count) in rejects { set("data.rejects", reason, "rows", count) }
        set("data.rejects", "total", "rows", rejects.values.reduce(0, +))
        for rule in [
            "affiliate-barrier", "last-resort-barrier", "no-network-data-for-sales", "own-customers",
            "network-operator-business", "emergency", "unknown-owner", "unregistered-company",
        ] {
            set("rules", rule, "views", judge.exposures.count { $0.rule == rule })
            set("rules", rule, "failed", 0)
        }
    }

    private mutating func expectLimits(_ number: Int) {
        let study = world.scenario.file.studies[number]
        let days = Days(Scenario.days(study.period))
        let whole = Days(world.scenario.period)
        let logs = world.logs.indices.filter { world.logs[$0].study == number }
        var (noLog, outside) = (0, 0)
        for log in logs {
            let (covered, expected) = (Set(world.logs[log].days), world.logs[log].period.common(whole))
            for day in days where !covered.contains(day) {
                if expected?.contains(day) ?? false { noLog += 1 } else { outside += 1 }
            }
        }
        let table = "summary.limits"
        set(table, "noHistory", study.id, study.surfaces.count { $0.log == nil })
        set(table, "noLog", study.id, noLog)
        set(table, "outside", study.id, outside)
        set(
            table, "undetermined", study.id,
            logs.reduce(0) { $0 + judge.undeterminedDays[$1].count { days.contains($0) } })
        set(table, "rejected", study.id, logs.reduce(0) { $0 + judge.rejected[$1] })
        set(table, "unattributable", study.id, 0)
    }
}
