import Barrier
import Inquiry
import Intake
import Registry
public import Report
import Trace

/// A case, investigated: what was read, what was found, and the report made of it.
public struct Investigation: Sendable {
    let loaded: LoadedCase
    let registers: Registers
    let logs: ViewLogs
    let rules: RuleBook
    let lookBack: LookBack
    let found: LookBackResult
    /// What became of the views, by surface.
    let judged: [JudgedViews]
    let studies: [Study]
    let inquiries: Inquiries
    /// What the inspection of the systems came to, where the case names catalogues.
    let inspection: CaseInspection?
    let inputs: [InputDigest]
    /// The report, with its checks; it is rendered by `sekisho report`.
    public internal(set) var report: ReportDocument

    /// Investigates a case: reads everything it names, judges every view, and makes the report's document.
    ///
    /// - Throws: what keeps the case from being investigated, in the words of its author.
    public init(_ loaded: LoadedCase, progress: any ProgressSink = SilentProgress()) throws(CaseworkError) {
        // Everything that is wrong with the files comes out at once, before the long work begins.
        if let error = CaseSurvey(loaded).error { throw error }
        let inputs = Inputs(loaded.folder)
        inputs.note(LoadedCase.fileName, loaded.bytes)
        let inspection = try CaseCatalogues(loaded, inputs).map { CaseInspection($0, progress: progress) }
        var findings = inspection.map { _ in Findings() }
        if let file = loaded.file.findings {
            findings = try Inquiries.findings(file, surfaces: inspection?.surfaces, inputs)
        }
        progress.update(BilingualText(ja: "台帳を読んでいます", en: "reading the registers"), fraction: nil)
        let registers = try Registers(loaded, inputs)
        let rules = try Self.rules(loaded, registers.directory, inputs)
        progress.update(BilingualText(ja: "閲覧ログを開いています", en: "opening the view logs"), fraction: nil)
        let logs = try ViewLogs(loaded, inputs)
        let lookBack = LookBack(
            directory: registers.directory, supply: registers.supply, purchases: registers.purchases,
            catalogue: loaded.catalogue, rules: rules, period: loaded.period,
            refreshWindow: loaded.file.refreshWindow ?? 5)
        let stage = BilingualText(ja: "閲覧を判定しています", en: "judging the views")
        let found: LookBackResult
        do throws(IntakeError) {
            found = try lookBack.run(logs.sources) { progress.update(stage, fraction: $0) }
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
        try inputs.verify()
        progress.update(BilingualText(ja: "集計しています", en: "counting"), fraction: nil)
        let studies = (loaded.file.studies ?? []).map { Study($0, loaded, lookBack, found) }
        let inquiries = try Inquiries(loaded, registers, studies, found, findings, inputs)
        self.loaded = loaded
        self.registers = registers
        self.logs = logs
        self.rules = rules
        self.lookBack = lookBack
        self.found = found
        judged = Self.judged(
            found, registers.directory, side: registers.directory.company(loaded.file.investigated))
        self.studies = studies
        self.inquiries = inquiries
        self.inspection = inspection
        self.inputs = inputs.all
        report = ReportDocument(id: loaded.file.id, title: Phrase(loaded.file.title))
        report = document(inputs)
    }

    static func rules(
        _ loaded: LoadedCase, _ directory: Directory, _ inputs: Inputs
    ) throws(CaseworkError) -> RuleBook {
        var texts: [PolicyText] = []
        for pattern in loaded.file.policies {
            let found = try loaded.folder.files(matching: pattern)
            guard !found.isEmpty else {
                throw CaseworkError(
                    .missingInput, ja: "case.yaml: `\(pattern)` に合う規則ファイルがありません",
                    en: "case.yaml: no policy file matches `\(pattern)`")
            }
            for file in found {
                let bytes = try inputs.read(file.path)
                do throws(EncodingFault) {
                    texts.append(PolicyText(file: file.path, text: try TextEncoding.utf8.decode(bytes)))
                } catch {
                    throw CaseworkError(
                        .badInput, ja: "\(file.path): UTF-8 ではありません。UTF-8 で保存してください",
                        en: "\(file.path): not UTF-8; save it as UTF-8")
                }
            }
        }
        do throws(RuleBookError) {
            return try RuleBook(policies: texts, directory: directory, catalogue: loaded.catalogue)
        } catch {
            throw CaseworkError(.badInput, problems: error.problems.map(\.located))
        }
    }
}

extension Phrase {
    /// The same text in the report's own type.
    init(_ text: BilingualText) {
        self.init(ja: text.ja, en: text.en)
    }
}
