import Inquiry
import Intake
import Registry
import Trace

/// Who was to be heard: the viewers that the look-back found, group by group.
struct HearingPopulations {
    private let document: LocatedYAML
    private let studies: [Study]
    private let directory: Directory
    private let found: LookBackResult

    init(_ document: LocatedYAML, _ studies: [Study], _ directory: Directory, _ found: LookBackResult) {
        self.document = document
        self.studies = studies
        self.directory = directory
        self.found = found
    }

    /// For each group with a population the ids of its people.
    ///
    /// - Throws: `badInput` where a group names a study or a department that is not there, with its place.
    func people(_ codebook: Codebook) throws(CaseworkError) -> [String: Set<String>] {
        var people: [String: Set<String>] = [:]
        for (index, group) in codebook.groups.enumerated() {
            guard let population = group.population else { continue }
            people[group.id] = try viewers(population, at: ["groups", .index(index), "population"])
        }
        return people
    }

    private func viewers(
        _ population: Codebook.Population, at path: LocatedYAML.Path
    ) throws(CaseworkError) -> Set<String> {
        guard let study = studies.first(where: { $0.entry.id == population.study }) else {
            let there = studies.map { "`\($0.entry.id)`" }.joined(separator: ", ")
            throw fault(
                path.appending("study"), ja: "study `\(population.study)` は case.yaml にありません。あるのは \(there) です",
                en: "there is no study `\(population.study)` in case.yaml, only \(there)")
        }
        var departments: Set<DepartmentIndex>?
        for (number, id) in (population.departments ?? []).enumerated() {
            guard let department = directory.department(id) else {
                throw fault(
                    path.appending("departments").appending(.index(number)), ja: "部署 `\(id)` が台帳にありません",
                    en: "department `\(id)` is not in the register")
            }
            departments = (departments ?? []).union([department])
        }
        var period: DayPeriod?
        if let days = population.period {
            guard let from = CalendarDay(iso: days.from), let to = CalendarDay(iso: days.to), from < to else {
                throw fault(
                    path.appending("period"), ja: "期間 `\(days.from)` ～ `\(days.to)` は正しくありません（終わりは最終日の翌日です）",
                    en: "`\(days.from)` to `\(days.to)` is no period: `to` is the day after the last")
            }
            period = DayPeriod(from: from, to: to)
        }
        var people: Set<String> = []
        for exposure in found.exposures where study.includes(exposure, directory) {
            let employment = directory[exposure.employment]
            if let departments {
                guard let department = employment.department, departments.contains(department) else { continue }
            }
            if let period, !period.contains(exposure.instant.day(in: .japan)) { continue }
            if let kind = population.kind, employment.kind.rawValue != kind { continue }
            people.insert(directory[employment.person].id)
        }
        return people
    }

    private func fault(_ path: LocatedYAML.Path, ja: String, en: String) -> CaseworkError {
        CaseworkError(.badInput, problems: [IntakeError(at: document.place(of: path), ja: ja, en: en).located])
    }
}
