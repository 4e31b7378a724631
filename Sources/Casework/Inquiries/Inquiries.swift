import Inquiry
import Intake
import Registry
import Trace

/// What people said, and what the inspection found: the questionnaires' answers, the hearings, the findings.
struct Inquiries: Sendable {
    /// The answers to each study's questionnaire, by the study's id.
    let answers: [String: Answers]
    /// The hearings, where the case has any.
    let hearings: Hearings?
    /// For a group of the hearings the viewers who belong to it by the look-back.
    let heardPopulations: [String: Set<String>]
    /// The findings, where the case has any or inspects its systems.
    let findings: Findings?

    init(
        _ loaded: LoadedCase, _ registers: Registers, _ studies: [Study], _ found: LookBackResult,
        _ findings: Findings?, _ inputs: Inputs
    ) throws(CaseworkError) {
        var answers: [String: Answers] = [:]
        for study in studies {
            guard let entry = study.entry.questionnaire else { continue }
            answers[study.entry.id] = try Self.answers(entry, study, loaded, registers, inputs)
        }
        self.answers = answers
        if let entry = loaded.file.hearings {
            let (document, codebook) = try Self.codebook(entry, inputs)
            let bytes = try inputs.read(entry.records)
            hearings = try CaseworkError.located { () throws(IntakeError) in
                let format = TableFormat(encoding: entry.encoding ?? .utf8)
                return try Hearings(codebook, bytes: bytes, file: entry.records, format: format)
            }
            heardPopulations = try HearingPopulations(document, loaded, registers.directory).people(
                codebook, studies, found)
        } else {
            hearings = nil
            heardPopulations = [:]
        }
        self.findings = findings
    }

    static func questionnaire(
        _ entry: CaseFile.QuestionnaireEntry, _ inputs: Inputs
    ) throws(CaseworkError) -> Questionnaire {
        let document = try SchemaDocuments.document(try inputs.read(entry.file), entry.file, .questionnaire)
        return try CaseworkError.located { () throws(IntakeError) in try Questionnaire(document) }
    }

    static func codebook(
        _ entry: CaseFile.HearingsEntry, _ inputs: Inputs
    ) throws(CaseworkError) -> (document: LocatedYAML, codebook: Codebook) {
        let document = try SchemaDocuments.document(try inputs.read(entry.codebook), entry.codebook, .codebook)
        return (document, try CaseworkError.located { () throws(IntakeError) in try Codebook(document) })
    }

    /// - Parameter surfaces: what the inspection knows of each surface, by its id; nil where the case inspects nothing.
    static func findings(
        _ file: String, surfaces: [String: InspectedSurface]?, _ inputs: Inputs
    ) throws(CaseworkError) -> Findings {
        let document = try SchemaDocuments.document(try inputs.read(file), file, .findings)
        return try CaseworkError.located { () throws(IntakeError) in try Findings(document, surfaces: surfaces) }
    }

    private static func answers(
        _ entry: CaseFile.QuestionnaireEntry, _ study: Study, _ loaded: LoadedCase, _ registers: Registers,
        _ inputs: Inputs
    ) throws(CaseworkError) -> Answers {
        let questionnaire = try questionnaire(entry, inputs)
        var sources: [AnswerSource] = []
        for source in entry.answers {
            sources.append(
                AnswerSource(
                    file: source.file, bytes: try inputs.read(source.file),
                    format: TableFormat(encoding: source.encoding ?? .utf8), mode: source.mode))
        }
        return try CaseworkError.located { () throws(IntakeError) in
            try Answers(
                questionnaire, sources,
                population: study.members.map {
                    PopulationMember(id: registers.directory[$0.person].id, kind: $0.kind)
                },
                fielded: entry.fielded.map { loaded.days($0) }, zone: loaded.zone)
        }
    }

    /// Rows that cannot be read, of every file.
    var rejects: [Reject] {
        answers.sorted { $0.key < $1.key }.flatMap(\.value.rejects) + (hearings?.rejects ?? [])
    }

    /// The lists that stand in the results: for each study who did not answer, and what was set aside.
    var lists: [(name: String, rows: [[String]])] {
        answers.sorted { $0.key < $1.key }.flatMap { study, answers in
            [
                (
                    "set-aside-\(study).csv",
                    [["person", "question", "reason", "sentence", "sentenceJa", "file", "line"]]
                        + answers.setAside.map { item in
                            [
                                item.person, item.question ?? "", item.reason.rawValue, item.reason.sentence.en,
                                item.reason.sentence.ja,
                                item.file, String(item.line),
                            ]
                        }
                ),
                (
                    "non-respondents-\(study).csv",
                    [["person", "kind"]] + answers.nonRespondents.map { [$0.id, $0.kind.rawValue] }
                ),
            ]
        }
    }
}
