public import Intake
import Registry

/// The answers that count, and all that do not.
public struct Answers: Sendable {
    /// One person's answer.
    public struct Respondent: Hashable, Sendable {
        /// Who.
        public var member: PopulationMember
        /// How it was collected.
        public var mode: String
        /// The options chosen, or the text, by question; only questions that were asked.
        public var answers: [String: [String]]
        /// The questions that were put to this person.
        public var asked: Set<String>
    }

    /// What was asked.
    public let questionnaire: Questionnaire
    /// Who was to be asked.
    public let population: [PopulationMember]
    /// Who answered, by person.
    public let respondents: [Respondent]
    /// What does not count.
    public let setAside: [SetAside]
    /// Rows that cannot be read.
    public let rejects: [Reject]
    /// What became of the rows; rows set aside whole count as rejected here, doubles as duplicates.
    public let account: RowAccount

    private struct Submission {
        var person: String
        var at: Instant
        var order: Int
        var isFinal: Bool
        var mode: String
        var answers: [String: [String]]
        var file: String
        var line: Int
    }

    /// Reads answers.
    ///
    /// - Parameters:
    ///   - sources: in the order in which ties are broken.
    ///   - fielded: the days on which answers were accepted.
    ///   - zone: of times that name none.
    /// - Throws: an error of a whole file: a wrong encoding, a missing column.
    public init(
        _ questionnaire: Questionnaire, _ sources: [AnswerSource], population: [PopulationMember],
        fielded: [DayPeriod], zone: ZoneOffset
    ) throws(IntakeError) {
        self.questionnaire = questionnaire
        self.population = population
        var rejects: [Reject] = []
        var submissions: [Submission] = []
        for source in sources { try Self.read(source, questionnaire, zone, &submissions, &rejects) }
        let members = Dictionary(population.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var account = RowAccount(rowsIn: submissions.count + rejects.count, rejected: rejects.count)
        var setAside: [SetAside] = []
        var counted: [String: Respondent] = [:]
        for submission in submissions.sorted(by: { ($0.at, $0.order) < ($1.at, $1.order) }) {
            func putAside(_ reason: SetAsideReason, _ question: String? = nil) {
                setAside.append(
                    SetAside(
                        reason: reason, person: submission.person, question: question, file: submission.file,
                        line: submission.line))
            }
            let day = submission.at.day(in: .japan)
            let reason: SetAsideReason? =
                if members[submission.person] == nil {
                    .outsidePopulation
                } else if !submission.isFinal {
                    .draft
                } else if !fielded.contains(where: { $0.contains(day) }) {
                    fielded.allSatisfy { day < $0.from } ? .early : .late
                } else if counted[submission.person] != nil {
                    .double
                } else {
                    nil
                }
            if let reason {
                putAside(reason)
                if reason == .double { account.duplicates += 1 } else { account.rejected += 1 }
                continue
            }
            guard let member = members[submission.person] else { continue }
            account.used += 1
            var kept: [String: [String]] = [:]
            var asked: Set<String> = []
            for question in questionnaire.questions {
                let given = submission.answers[question.id] ?? []
                if questionnaire.asks(question, kept) {
                    asked.insert(question.id)
                    if !given.isEmpty {
                        kept[question.id] = given
                    } else if question.isRequired {
                        putAside(.unanswered, question.id)
                    }
                } else if !given.isEmpty {
                    putAside(.notAsked, question.id)
                }
            }
            counted[submission.person] = Respondent(
                member: member, mode: submission.mode, answers: kept, asked: asked)
        }
        respondents = counted.values.sorted { $0.member.id < $1.member.id }
        self.setAside = setAside
        self.rejects = rejects
        self.account = account
    }

    /// Those who were to be asked, and did not answer.
    public var nonRespondents: [PopulationMember] {
        let answered = Set(respondents.map(\.member.id))
        return population.filter { !answered.contains($0.id) }
    }

    private static func read(
        _ source: AnswerSource, _ questionnaire: Questionnaire, _ zone: ZoneOffset,
        _ submissions: inout [Submission], _ rejects: inout [Reject]
    ) throws(IntakeError) {
        var reader = try TableReader(bytes: source.bytes, file: source.file, format: source.format)
        let person = try reader.column("person")
        let submitted = try reader.column("submitted")
        let status = try reader.column("status")
        var columns: [(Questionnaire.Question, Int)] = []
        for question in questionnaire.questions { columns.append((question, try reader.column(question.id))) }
        while let item = reader.next() {
            guard case .row(let row) = item else {
                if case .reject(let reject) = item { rejects.append(reject) }
                continue
            }
            func reject(_ column: Int, _ reason: RejectReason) {
                rejects.append(
                    row.reject(column, in: source.file, name: reader.header[column], reason: reason))
            }
            let id = Identifiers.normalised(row[person])
            guard !id.isEmpty else {
                reject(person, .emptyIdentifier)
                continue
            }
            let at: Instant
            switch DateDialect.iso.read(row[submitted], zone: zone) {
            case .instant(let instant): at = instant
            case .unreadable:
                reject(submitted, .unreadableDate)
                continue
            case .impossible:
                reject(submitted, .impossibleDate)
                continue
            }
            let state = Identifiers.normalised(row[status])
            guard state == "final" || state == "draft" else {
                reject(status, .badValue)
                continue
            }
            var answers: [String: [String]] = [:]
            var wrong: Int?
            for (question, column) in columns where !row[column].allSatisfy(\.isWhitespace) {
                if question.kind == .text {
                    answers[question.id] = [row[column]]
                    continue
                }
                let chosen = row[column].split(separator: ";").map { Identifiers.normalised(String($0)) }
                let isKnown = chosen.allSatisfy { id in question.options.contains { $0.id == id } }
                if !isKnown || (question.kind == .single && chosen.count > 1) {
                    wrong = column
                    break
                }
                answers[question.id] = Set(chosen).sorted()
            }
            if let wrong {
                reject(wrong, .badValue)
                continue
            }
            submissions.append(
                Submission(
                    person: id, at: at, order: submissions.count, isFinal: state == "final", mode: source.mode,
                    answers: answers, file: source.file, line: row.line))
        }
    }
}
