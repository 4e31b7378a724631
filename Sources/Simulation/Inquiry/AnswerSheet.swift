/// One submission of a questionnaire.
package struct Submission: Sendable {
    package var person: String
    /// Seconds since 1970.
    package var at: Int64
    package var isFinal = true
    package var isInterview = false
    /// Options by question, joined with `;`, or a text.
    package var answers: [String: String] = [:]
}

/// Every submission of one study: the answers that have the scenario's margins, and those that must not count.
package struct AnswerSheet: Sendable {
    package private(set) var submissions: [Submission] = []
    /// What was planted and does not count, by reason, as far as there were people for it.
    package private(set) var setAside: [String: Int] = [:]
    /// Rows that no reader can use.
    package private(set) var unreadable = 0

    private let questionnaire: ScenarioFile.Questionnaire
    private var generator: SeededGenerator
    private let fielded: [Days]

    /// - Returns: nil for a study without a questionnaire.
    package init?(_ world: SimulatedWorld, _ study: Int) {
        let file = world.scenario.file.studies[study]
        guard let questionnaire = file.questionnaire else { return nil }
        self.questionnaire = questionnaire
        generator = SeededGenerator(seed: world.scenario.seed, part: "answers-\(file.id)")
        fielded = questionnaire.fielded.map { Days(Scenario.days($0)) }
        let viewers = world.workforce.viewers[study]
        func ids(_ isEmployee: Bool) -> [String] {
            viewers.filter { $0.isEmployee == isEmployee }.map { world.workforce.workers[$0.worker].id }
        }
        let members = [true, false].map { generator.shuffled(ids($0)) }
        var counted: [Submission] = []
        for (kind, wanted) in [questionnaire.respondents.employee, questionnaire.respondents.contractor].enumerated() {
            counted += answers(Array(members[kind].prefix(wanted)), isEmployee: kind == 0)
        }
        let silent = zip(members, [questionnaire.respondents.employee, questionnaire.respondents.contractor])
            .flatMap { $0.0.dropFirst($0.1) }
        submissions = counted
        let inside = Set(viewers.map(\.worker))
        let outside = world.workforce.salesStaff.filter { !inside.contains($0) }.map { world.workforce.workers[$0].id }
        plantOthers(counted, silent: silent, outside: outside)
        plantViolations()
        submissions.sort { ($0.at, $0.person) < ($1.at, $1.person) }
    }

    // MARK: Answers that count

    private mutating func moment() -> Int64 {
        let span = generator.pick(fielded)
        let day = span.lowerBound + Int32(generator.below(span.count))
        return Int64(day) * 86_400 + Int64(generator.below(9 * 3600))
    }

    private mutating func answers(_ people: [String], isEmployee: Bool) -> [Submission] {
        var sheets = people.map { person in
            var sheet = Submission(person: person, at: 0)
            sheet.at = moment()
            sheet.isInterview = generator.percent(questionnaire.interviewPercent ?? 0)
            return sheet
        }
        for question in questionnaire.questions {
            let asked = generator.shuffled(sheets.indices.filter { isAsked(question, sheets[$0]) })
            guard let options = question.options else {
                for place in asked where generator.percent(10) {
                    sheets[place].answers[question.id] = question.samples.map { generator.pick($0) }
                }
                continue
            }
            let silent = question.noAnswer.map { isEmployee ? $0.employee : $0.contractor } ?? 0
            let answering = Array(asked.dropFirst(silent))
            var next = 0
            for option in options where !answering.isEmpty {
                // Dealt round: no one gets an option twice, and no one none while there are enough of them.
                for _ in 0..<(isEmployee ? option.employee : option.contractor) {
                    let place = answering[next % answering.count]
                    let former = sheets[place].answers[question.id]
                    sheets[place].answers[question.id] = former.map { "\($0);\(option.id)" } ?? option.id
                    next += 1
                }
            }
        }
        return sheets
    }

    private func isAsked(_ question: ScenarioFile.Question, _ sheet: Submission) -> Bool {
        guard let condition = question.askedIf else { return true }
        return sheet.answers[condition.question]?.split(separator: ";").contains {
            condition.options.contains(String($0))
        }
            ?? false
    }

    // MARK: Answers that do not

    private mutating func plantOthers(_ counted: [Submission], silent: [String], outside: [String]) {
        let wanted = questionnaire.setAside
        guard let first = fielded.map(\.lowerBound).min(), let last = fielded.map(\.upperBound).max() else { return }
        let members = silent + counted.map(\.person)
        func plant(_ reason: String, _ count: Int?, _ make: (inout AnswerSheet) -> Submission?) {
            for _ in 0..<(count ?? 0) {
                guard let submission = make(&self) else { continue }
                submissions.append(submission)
                setAside[reason, default: 0] += 1
            }
        }
        plant("draft", wanted?.draft) { sheet in
            guard let model = counted.isEmpty ? nil : sheet.generator.pick(counted) else { return nil }
            var draft = model
            draft.isFinal = false
            draft.at -= 600
            draft.answers = [:]
            return draft
        }
        plant("double", wanted?.double) { sheet in
            guard var again = counted.isEmpty ? nil : sheet.generator.pick(counted) else { return nil }
            let other = sheet.generator.pick(counted)
            again.at += 3600
            again.answers = other.answers
            return again
        }
        for (reason, count, day) in [
            ("early", wanted?.early, first - 2), ("late", wanted?.late, last + 3),
        ] {
            plant(reason, count) { sheet in
                guard let model = counted.isEmpty ? nil : sheet.generator.pick(counted) else { return nil }
                var stray = model
                stray.person = sheet.generator.pick(members)
                stray.at = Int64(day) * 86_400 + Int64(sheet.generator.below(30_000))
                return stray
            }
        }
        plant("outsidePopulation", wanted?.outsidePopulation) { sheet in
            guard !outside.isEmpty, var stray = counted.isEmpty ? nil : sheet.generator.pick(counted) else {
                return nil
            }
            stray.person = sheet.generator.pick(outside)
            return stray
        }
        guard let choice = questionnaire.questions.first(where: { $0.options != nil }) else { return }
        for _ in 0..<(wanted?.unreadable ?? 0) where !counted.isEmpty {
            var broken = generator.pick(counted)
            broken.answers = [choice.id: "???"]
            submissions.append(broken)
            unreadable += 1
        }
    }

    /// Answers to questions that were not asked, by people whose other answers count.
    private mutating func plantViolations() {
        var wanted = questionnaire.setAside?.notAsked ?? 0
        guard wanted > 0,
            let question = questionnaire.questions.first(where: { $0.askedIf != nil && $0.options != nil }),
            let option = question.options?.first
        else { return }
        let respondents = questionnaire.respondents.employee + questionnaire.respondents.contractor
        // The first submissions are those that count.
        for place in submissions.indices.prefix(respondents) where wanted > 0 {
            guard !isAsked(question, submissions[place]) else { continue }
            submissions[place].answers[question.id] = option.id
            setAside["notAsked", default: 0] += 1
            wanted -= 1
        }
    }
}
