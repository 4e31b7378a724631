import Inquiry
import Intake
import Registry

/// A row of answers as it was meant.
struct PlainAnswer {
    var person: String
    /// Seconds since 1970.
    var at: Int
    var isFinal: Bool
    var mode: String
    /// What was chosen or written, by the question's place; nothing where it was left empty.
    var given: [Int: [String]]
    var file: String
    var line: Int
}

/// Answers drawn by chance: honest ones, and all that must not count.
struct MadeAnswers {
    let made: MadeQuestionnaire
    var population: [PopulationMember] = []
    /// Days on which answers were accepted, counted from 1970-01-01 in Japan.
    var fielded: [Range<Int>] = []
    private(set) var sources: [AnswerSource] = []
    private(set) var rows: [PlainAnswer] = []
    private(set) var rejects: [Reject] = []

    init(_ made: MadeQuestionnaire, _ dice: inout Dice) {
        self.made = made
        for number in 1...dice.number(2...14) {
            population.append(PopulationMember(id: "P\(number)", kind: dice.pick(EmploymentKind.allCases)))
        }
        let first = 19_400
        fielded = dice.oneIn(2) ? [first..<first + 10] : [first..<first + 4, first + 7..<first + 12]
        for (number, mode) in ["web", "interview"].enumerated() where number == 0 || !dice.oneIn(3) {
            addSource("answers-\(mode).csv", mode, &dice)
        }
    }

    private mutating func addSource(_ file: String, _ mode: String, _ dice: inout Dice) {
        let encoding = dice.pick([.utf8, .cp932]) as TextEncoding
        let names = (["person", "submitted", "status", "remark"] + made.questions.map(\.id)).shuffled(using: &dice)
        var text = names.joined(separator: ",") + "\r\n"
        var line = 2
        for _ in 0..<dice.number(3...30) {
            var answer = answer(file, mode, line, &dice)
            var cells = [
                "person": dice.pick([answer.person, wide(answer.person), " \(answer.person)"]),
                "submitted": written(&answer.at, &dice),
                "status": answer.isFinal ? "final" : dice.pick(["draft", "ｄｒａｆｔ"]),
            ]
            for (place, question) in made.questions.enumerated() {
                let given = answer.given[place] ?? []
                cells[question.id] =
                    question.kind == .text
                    ? given.first.map { "\"\($0.replacing("\"", with: "\"\""))\"" } ?? dice.pick(["", " "])
                    : given.shuffled(using: &dice).map { dice.oneIn(5) ? " \(wide($0))" : $0 }.joined(separator: ";")
                // Somebody ticked the same box twice.
                if question.kind == .multiple, let twice = given.first, dice.oneIn(6) {
                    cells[question.id]?.append(";\(twice)")
                }
            }
            if let bad = spoil(&cells, &dice) {
                // A text with a line end before the field puts it on a later line.
                let before = names.prefix { $0 != bad.column }.map { cells[$0] ?? "" }.joined(separator: ",")
                let down = before.count { $0 == "\n" || $0 == "\r\n" }
                let tail = before.unicodeScalars.reversed().prefix { $0 != "\n" }.count
                rejects.append(
                    Reject(
                        file: file, line: line + down, column: tail + (bad.column == names.first ? 1 : 2),
                        columnName: bad.column,
                        reason: bad.reason, excerpt: ""))
            } else {
                rows.append(answer)
            }
            let row = names.map { cells[$0] ?? "" }.joined(separator: ",") + "\r\n"
            text += row
            line += row.unicodeScalars.count { $0 == "\n" }
        }
        if dice.oneIn(2) {
            text += "P1,2023"
            rejects.append(Reject(file: file, line: line, reason: .cutShort, excerpt: ""))
        }
        precondition(encoding.encode(text) != nil, "a test wrote what \(encoding) lacks")
        sources.append(
            AnswerSource(
                file: file, bytes: encoding.encode(text) ?? [], format: TableFormat(encoding: encoding), mode: mode))
    }

    // MARK: Meanings

    private func answer(_ file: String, _ mode: String, _ line: Int, _ dice: inout Dice) -> PlainAnswer {
        let whole = (fielded.first?.lowerBound ?? 0) - 2...(fielded.last?.upperBound ?? 0) + 1
        let day = dice.oneIn(3) ? dice.number(whole) : dice.pick(dice.pick(fielded).map { $0 })
        var given: [Int: [String]] = [:]
        let follows = !dice.oneIn(3)
        for (place, question) in made.questions.enumerated() {
            let isAsked = question.conditions.allSatisfy { condition in
                given[condition.question]?.contains { condition.options.contains($0) } == true
            }
            if follows ? !isAsked || dice.oneIn(12) : dice.oneIn(3) { continue }
            switch question.kind {
            case .single: given[place] = [dice.pick(question.options)]
            case .multiple:
                let chosen = question.options.filter { _ in dice.oneIn(2) }
                if !chosen.isEmpty { given[place] = chosen }
            case .text: given[place] = [dice.pick(["特になし", "a,b", "一行目\n二行目", "「\"」", "ｶﾞ"])]
            }
        }
        return PlainAnswer(
            person: dice.oneIn(12) ? "X1" : dice.pick(population).id,
            at: day * 86_400 - 32_400 + dice.pick([0, 86_399, dice.number(0...86_399)]), isFinal: !dice.oneIn(6),
            mode: mode, given: given, file: file, line: line)
    }

    /// The time in some form of ISO 8601; without seconds it is the minute's beginning.
    private func written(_ at: inout Int, _ dice: inout Dice) -> String {
        if dice.oneIn(3) {
            at -= (at % 60)
            return String(Instant(secondsSince1970: Int64(at)).iso(in: .japan).prefix(16))
        }
        return Instant(secondsSince1970: Int64(at)).iso(in: dice.pick([.japan, .utc]))
    }

    private func spoil(_ cells: inout [String: String], _ dice: inout Dice) -> (column: String, reason: RejectReason)? {
        guard dice.oneIn(9) else { return nil }
        var bad: [(String, String, RejectReason)] = [
            ("person", " ", .emptyIdentifier), ("submitted", "soon", .unreadableDate),
            ("submitted", "2023-02-30", .impossibleDate),
            ("status", "", .badValue), ("status", "done", .badValue),
        ]
        for question in made.questions where question.kind != .text {
            bad.append((question.id, "perhaps", .badValue))
            if question.kind == .single { bad.append((question.id, "yes;no", .badValue)) }
        }
        let (column, text, reason) = dice.pick(bad)
        cells[column] = text
        return (column, reason)
    }

    private func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
    }

    var periods: [DayPeriod] {
        fielded.map { days in
            DayPeriod(
                from: CalendarDay(daysSince1970: Int32(days.lowerBound)),
                to: CalendarDay(daysSince1970: Int32(days.upperBound)))
        }
    }

    func read() throws -> Answers {
        try Answers(try made.read(), sources, population: population, fielded: periods, zone: .japan)
    }
}
