import Intake

/// Writes a study's questionnaire and what people answered.
struct AnswerWriter {
    private let study: ScenarioFile.Study
    private let questionnaire: ScenarioFile.Questionnaire
    private let sheet: AnswerSheet

    init?(_ world: SimulatedWorld, _ study: Int) {
        let file = world.scenario.file.studies[study]
        guard let questionnaire = file.questionnaire, let sheet = AnswerSheet(world, study) else { return nil }
        self.study = file
        self.questionnaire = questionnaire
        self.sheet = sheet
    }

    func write<Failure: Error>(_ file: (String, [UInt8]) throws(Failure) -> Void) throws(Failure) {
        let folder = "inquiry/\(study.id)"
        try file("\(folder)/questionnaire.yaml", questions())
        try file("\(folder)/web.csv", table(.utf8) { !$0.isInterview })
        try file("\(folder)/interview.csv", table(.cp932) { $0.isInterview })
    }

    private func questions() -> [UInt8] {
        var lines = ["questionnaire: \(study.id)", "title: \(YAMLText.text(questionnaire.title))", "questions:"]
        for question in questionnaire.questions {
            lines += [
                "  - id: \(question.id)", "    kind: \(question.kind)", "    text: \(YAMLText.text(question.text))",
            ]
            if let condition = question.askedIf {
                lines.append(
                    "    askedIf: { question: \(condition.question), in: [\(condition.options.joined(separator: ", "))] }"
                )
            }
            guard let options = question.options else { continue }
            lines.append("    options:")
            for option in options {
                lines.append(
                    "      - { id: \(option.id), ja: \(YAMLText.quoted(option.ja)), en: \(YAMLText.quoted(option.en)) }"
                )
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func table(_ encoding: TextEncoding, _ isWanted: (Submission) -> Bool) -> [UInt8] {
        var text = TextBuffer()
        let ids = questionnaire.questions.map(\.id)
        text.append((["person", "submitted", "status"] + ids).joined(separator: ",") + "\n")
        for submission in sheet.submissions where isWanted(submission) {
            text.append(submission.person)
            text.append(",\(Instant(secondsSince1970: submission.at).iso(in: .japan)),")
            text.append(submission.isFinal ? "final" : "draft")
            for id in ids {
                text.append(",")
                text.append(submission.answers[id] ?? "")
            }
            text.append("\n")
        }
        return text.encoded(encoding, byteOrderMark: encoding == .utf8)
    }
}
