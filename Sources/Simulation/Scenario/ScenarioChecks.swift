import Intake

/// Whether a scenario agrees with itself: what it asks for must be possible.
struct ScenarioChecks {
    let document: LocatedYAML
    let file: ScenarioFile

    func check() throws(IntakeError) {
        try checkDays(file.period, ["period"])
        for (number, study) in file.studies.enumerated() { try check(study, ["studies", .index(number)]) }
        try checkIDs()
        for (number, finding) in (file.findings ?? []).enumerated() where finding.surface != nil {
            guard file.inspection == nil else { continue }
            throw fault(
                ["findings", .index(number), "surface"], ja: "`surface` で画面・帳票などを指すには、`inspection` に点検するカタログを書いてください",
                en: "to name a surface, say in `inspection` which catalogue is inspected")
        }
        guard let hearings = file.hearings else { return }
        for (number, group) in hearings.groups.enumerated() {
            try check(group, hearings, ["hearings", "groups", .index(number)])
        }
        for (number, theme) in hearings.themes.enumerated() {
            try check(theme, hearings, ["hearings", "themes", .index(number)])
        }
    }

    private func fault(_ path: LocatedYAML.Path, ja: String, en: String) -> IntakeError {
        IntakeError(at: document.place(of: path), ja: ja, en: en)
    }

    private func checkDays(_ span: ScenarioFile.Days, _ path: LocatedYAML.Path) throws(IntakeError) {
        guard let from = CalendarDay(iso: span.from), let to = CalendarDay(iso: span.to), from < to else {
            throw fault(
                path, ja: "`\(span.from)`～`\(span.to)` は期間になりません（`to` は最終日の翌日です）",
                en: "`\(span.from)` to `\(span.to)` is no period; `to` is the day after the last")
        }
    }

    private func checkIDs() throws(IntakeError) {
        var seen: Set<String> = []
        for (number, study) in file.studies.enumerated() {
            for (place, surface) in study.surfaces.enumerated() where !seen.insert(surface.id).inserted {
                throw fault(
                    ["studies", .index(number), "surfaces", .index(place), "id"],
                    ja: "surface `\(surface.id)` が 2 回書かれています", en: "surface `\(surface.id)` is given twice")
            }
        }
    }

    // MARK: Studies

    private func check(_ study: ScenarioFile.Study, _ path: LocatedYAML.Path) throws(IntakeError) {
        try checkDays(study.period, path.appending("period"))
        let total = study.viewers.employee + study.viewers.contractor
        let contracts = study.contracts.values.reduce(0, +)
        guard study.views >= max(total, contracts) else {
            throw fault(
                path.appending("views"),
                ja: "閲覧 \(study.views) 件では、閲覧者 \(total) 名と契約 \(contracts) 件のすべてに足りません",
                en: "\(study.views) views are too few for \(total) viewers and \(contracts) contracts")
        }
        let showing = study.surfaces.filter { ($0.share ?? 0) > 0 }
        for (grade, count) in study.contracts.sorted(by: { $0.key < $1.key }) where count > 0 {
            guard showing.contains(where: { $0.isFacility == (grade == "purchase") && $0.log != nil }) else {
                throw fault(
                    path.appending("contracts"), ja: "`\(grade)` の契約を表示する画面・帳票（share と log のあるもの）がありません",
                    en: "no surface with a `share` and a `log` shows contracts of `\(grade)`")
            }
        }
        for (number, surface) in study.surfaces.enumerated() where surface.log == nil && (surface.share ?? 0) > 0 {
            throw fault(
                path.appending("surfaces").appending(.index(number)),
                ja: "`\(surface.id)` は記録を残さないので、閲覧を見つけることはできません（share を消してください）",
                en: "`\(surface.id)` keeps no log, so no views of it can be found; take away its `share`")
        }
        guard let questionnaire = study.questionnaire else { return }
        let place = path.appending("questionnaire")
        let asked = questionnaire.respondents
        guard asked.employee <= study.viewers.employee, asked.contractor <= study.viewers.contractor else {
            throw fault(
                place.appending("respondents"), ja: "回答者が閲覧者より多くなっています", en: "there are more respondents than viewers")
        }
        for (number, span) in questionnaire.fielded.enumerated() {
            try checkDays(span, place.appending("fielded").appending(.index(number)))
        }
        for number in questionnaire.questions.indices {
            try check(questionnaire, number, place.appending("questions").appending(.index(number)))
        }
    }

    /// The margins of a question have to add up to the people who are asked.
    private func check(
        _ questionnaire: ScenarioFile.Questionnaire, _ number: Int, _ path: LocatedYAML.Path
    ) throws(IntakeError) {
        let question = questionnaire.questions[number]
        guard let options = question.options else { return }
        for (name, value) in [
            ("employee", \ScenarioFile.Option.employee), ("contractor", \ScenarioFile.Option.contractor),
        ] {
            let isEmployee = name == "employee"
            func of(_ split: ScenarioFile.Split?) -> Int {
                split.map { isEmployee ? $0.employee : $0.contractor } ?? 0
            }
            var asked = of(questionnaire.respondents)
            if let condition = question.askedIf {
                guard
                    let earlier = questionnaire.questions.prefix(number).first(where: { $0.id == condition.question }),
                    earlier.kind == "single" || condition.options.count == 1
                else {
                    throw fault(
                        path.appending("askedIf"),
                        ja: "askedIf は、これより前の単一回答の質問（または複数回答の選択肢 1 つ）を指してください",
                        en: "`askedIf` has to name an earlier single-choice question, or one option of a multiple one")
                }
                asked = (earlier.options ?? []).filter { condition.options.contains($0.id) }.reduce(0) {
                    $0 + $1[keyPath: value]
                }
            }
            let answering = asked - of(question.noAnswer)
            let sum = options.reduce(0) { $0 + $1[keyPath: value] }
            let most = options.map { $0[keyPath: value] }.max() ?? 0
            let fits = question.kind == "single" ? sum == answering : sum >= answering && most <= answering
            guard fits, answering >= 0 else {
                throw fault(
                    path, ja: "質問 `\(question.id)` の \(name) の合計 \(sum) が、回答した \(answering) 名と合いません",
                    en: "the answers to `\(question.id)` by \(name)s are \(sum), and \(answering) people answer it")
            }
        }
    }

    // MARK: Hearings

    private func check(
        _ group: ScenarioFile.Group, _ hearings: ScenarioFile.Hearings, _ path: LocatedYAML.Path
    ) throws(IntakeError) {
        guard file.world.departments.contains(where: { $0.id == group.department }) else {
            throw fault(
                path.appending("department"), ja: "部署 `\(group.department)` は world.departments にありません",
                en: "there is no department `\(group.department)` in `world.departments`")
        }
        if let population = group.population {
            try checkDays(population.period, path.appending("population").appending("period"))
            guard file.studies.contains(where: { $0.id == population.study }) else {
                throw fault(
                    path.appending("population").appending("study"), ja: "study `\(population.study)` はありません",
                    en: "there is no study `\(population.study)`")
            }
        }
        for (number, heard) in group.heard.enumerated() where !hearings.roles.contains(where: { $0.id == heard.role }) {
            throw fault(
                path.appending("heard").appending(.index(number)).appending("role"), ja: "役割 `\(heard.role)` はありません",
                en: "there is no role `\(heard.role)`")
        }
    }

    private func check(
        _ theme: ScenarioFile.Theme, _ hearings: ScenarioFile.Hearings, _ path: LocatedYAML.Path
    ) throws(IntakeError) {
        for role in hearings.roles where theme.roles?.contains(role.id) ?? true {
            let heard = hearings.groups.filter { theme.groups?.contains($0.id) ?? true }.flatMap(\.heard)
                .filter { $0.role == role.id }.reduce(0) { $0 + $1.count }
            let counts = (theme.codes ?? []).map { $0.counts[role.id] ?? 0 }
            let fits = theme.kind == "single" ? counts.reduce(0, +) <= heard : (counts.max() ?? 0) <= heard
            guard fits else {
                throw fault(
                    path, ja: "テーマ `\(theme.id)` の `\(role.id)` の件数が、聞き取りをした \(heard) 名を超えています",
                    en: "theme `\(theme.id)` counts more statements of `\(role.id)` than the \(heard) people heard")
            }
        }
    }
}
