public import Barrier
public import Intake
import Registry
import Report

/// A case as it was read: well-formed, and sound in itself. The files that it names are not read yet.
public struct LoadedCase: Sendable {
    /// The name of the case file.
    public static let fileName = "case.yaml"

    /// The folder it lies in.
    public let folder: InputFolder
    /// What the file says.
    public let file: CaseFile
    /// The surfaces, checked.
    public let catalogue: Catalogue
    /// The days under investigation.
    public let period: DayPeriod
    /// Zone of times that name none.
    public let zone: ZoneOffset
    /// The bytes of the file.
    let bytes: [UInt8]
    let yaml: LocatedYAML

    /// Reads `case.yaml` from a folder.
    ///
    /// - Throws: `missingInput` where there is none; `badInput` with every problem found, each with line and column.
    public init(folder: InputFolder) throws(CaseworkError) {
        self.folder = folder
        try folder.verify()
        do throws(CaseworkError) {
            bytes = try folder.read(Self.fileName)
        } catch {
            guard folder.lacks(Self.fileName) else { throw error }
            throw CaseworkError(
                .missingInput,
                ja: "\(folder.path): \(Self.fileName) がありません。ケースのフォルダーを指定してください（書き方は Documentation/formats/case.md）",
                en: "\(folder.path): there is no \(Self.fileName) in it; name the folder of a case "
                    + "(Documentation/formats/case.md says how to write one)")
        }
        let (yaml, file) = try SchemaDocuments.decode(CaseFile.self, bytes, Self.fileName, .caseFile)
        self.yaml = yaml
        self.file = file
        var faults = CaseFaults(yaml)
        zone = faults.zone(file.timeZone, ["timeZone"]) ?? .japan
        period = faults.period(file.period, ["period"]) ?? DayPeriod(from: CalendarDay(daysSince1970: 0), to: nil)
        let surfaces = Self.surfaces(file.surfaces)
        faults.check(file)
        if let error = faults.error { throw error }
        do throws(IntakeError) {
            catalogue = try Catalogue(surfaces: surfaces)
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
    }

    private static func surfaces(_ entries: [CaseFile.SurfaceEntry]) -> [Surface] {
        entries.map { entry in
            Surface(
                id: entry.id, kind: SurfaceKind(rawValue: entry.kind) ?? .screen, title: entry.title,
                system: entry.system, subject: entry.subject.flatMap(SubjectKind.init) ?? .supplyPoint,
                fields: entry.fields.compactMap(RecordField.init), keepsHistory: entry.history != "none")
        }
    }

    /// Half-open days that were checked when the case was read.
    func days(_ span: CaseFile.DaySpan) -> DayPeriod {
        DayPeriod(from: CalendarDay(iso: span.from) ?? period.from, to: CalendarDay(iso: span.to))
    }
}

/// What is wrong with a case beyond its shape; everything is collected, so that one run shows all of it.
struct CaseFaults {
    private let yaml: LocatedYAML
    private(set) var problems: [BilingualText] = []

    init(_ yaml: LocatedYAML) {
        self.yaml = yaml
    }

    var error: CaseworkError? { problems.isEmpty ? nil : CaseworkError(.badInput, problems: problems) }

    mutating func add(_ path: LocatedYAML.Path, ja: String, en: String) {
        problems.append(IntakeError(at: yaml.place(of: path), ja: ja, en: en).located)
    }

    mutating func zone(_ text: String?, _ path: LocatedYAML.Path) -> ZoneOffset? {
        guard let text else { return nil }
        do throws(IntakeError) {
            return try ZoneOffset(parsing: text)
        } catch {
            add(path, ja: error.message.ja, en: error.message.en)
            return nil
        }
    }

    mutating func period(_ span: CaseFile.DaySpan, _ path: LocatedYAML.Path) -> DayPeriod? {
        guard let from = CalendarDay(iso: span.from) else {
            add(
                path.appending("from"), ja: "`\(span.from)` という日はありません", en: "there is no day `\(span.from)`")
            return nil
        }
        guard let to = CalendarDay(iso: span.to) else {
            add(path.appending("to"), ja: "`\(span.to)` という日はありません", en: "there is no day `\(span.to)`")
            return nil
        }
        guard from < to else {
            add(
                path, ja: "期間の終わり `\(span.to)` は初日 `\(span.from)` より後にしてください（最終日の翌日を書きます）",
                en: "`to` (`\(span.to)`) has to be after `from` (`\(span.from)`): it is the day after the last")
            return nil
        }
        return DayPeriod(from: from, to: to)
    }

    mutating func check(_ file: CaseFile) {
        var ids: [String: CaseFile.SurfaceEntry] = [:]
        for (index, surface) in file.surfaces.enumerated() where ids.updateValue(surface, forKey: surface.id) != nil {
            add(
                ["surfaces", .index(index), "id"], ja: "surface `\(surface.id)` が 2 回書かれています。別の ID にしてください",
                en: "surface `\(surface.id)` is given twice; give each its own id")
        }
        for (index, source) in file.sources.enumerated() {
            let path: LocatedYAML.Path = ["sources", .index(index)]
            surface(source.surface, ids, path.appending("surface"))
            if ids[source.surface]?.history == "none" {
                add(
                    path.appending("surface"),
                    ja: "`\(source.surface)` は履歴なし（history: none）とされていますが、ログが指定されています",
                    en: "`\(source.surface)` is said to keep no history, and has a log here; mend one of the two")
            }
            if let span = source.period { periodOfCase(span, file.period, path.appending("period")) }
            _ = zone(source.timeZone, path.appending("timeZone"))
        }
        let logged = Set(file.sources.map(\.surface))
        for (index, surface) in file.surfaces.enumerated() {
            if surface.history != "none", !logged.contains(surface.id) {
                add(
                    ["surfaces", .index(index), "id"],
                    ja: "`\(surface.id)` のログが sources にありません。加えるか、履歴が残されていないなら `history: none` と書いてください",
                    en: "no source names the log of `\(surface.id)`; add it, or say `history: none` if none was kept")
            }
            if surface.id == Heading.total.id {
                add(
                    ["surfaces", .index(index), "id"], ja: "`\(surface.id)` は合計の行の名前です。別の ID にしてください",
                    en: "`\(surface.id)` is what rows of totals are called; give the surface another id")
            }
        }
        var studies: Set<String> = []
        for (index, study) in (file.studies ?? []).enumerated() {
            let path: LocatedYAML.Path = ["studies", .index(index)]
            if !studies.insert(study.id).inserted {
                add(
                    path.appending("id"), ja: "study `\(study.id)` が 2 回書かれています。別の ID にしてください",
                    en: "study `\(study.id)` is given twice; give each its own id")
            }
            for (position, id) in study.surfaces.enumerated() {
                surface(id, ids, path.appending("surfaces").appending(.index(position)))
            }
            periodOfCase(study.period, file.period, path.appending("period"))
            for (position, span) in (study.questionnaire?.fielded ?? []).enumerated() {
                _ = period(span, path.appending("questionnaire").appending("fielded").appending(.index(position)))
            }
        }
    }

    /// A period of which the case's own must hold every day: of others nothing is read.
    private mutating func periodOfCase(
        _ span: CaseFile.DaySpan, _ whole: CaseFile.DaySpan, _ path: LocatedYAML.Path
    ) {
        guard let span = period(span, path), let first = CalendarDay(iso: whole.from),
            let end = CalendarDay(iso: whole.to), span.from < first || end < span.to ?? end
        else { return }
        add(
            path, ja: "期間がケースの `period`（`\(whole.from)`～`\(whole.to)`）からはみ出しています。どちらかを直してください",
            en:
                "these days are not all within the case's `period`, `\(whole.from)` to `\(whole.to)`; mend one of the two"
        )
    }

    private mutating func surface(
        _ id: String, _ known: [String: CaseFile.SurfaceEntry], _ path: LocatedYAML.Path
    ) {
        guard known[id] == nil else { return }
        let list = known.keys.sorted().prefix(20).map { "`\($0)`" }.joined(separator: ", ")
        add(
            path, ja: "surface `\(id)` は surfaces にありません。あるのは \(list) です",
            en: "there is no surface `\(id)` in `surfaces`, only \(list)")
    }
}
