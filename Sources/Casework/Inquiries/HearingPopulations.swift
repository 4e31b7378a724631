import Inquiry
import Intake
import Registry
import Trace

/// Who was to be heard: the viewers that the look-back found, group by group.
struct HearingPopulations {
    private let document: LocatedYAML
    private let loaded: LoadedCase
    private let directory: Directory

    /// - Parameter document: the codebook's file, for the places of what is wrong in it.
    init(_ document: LocatedYAML, _ loaded: LoadedCase, _ directory: Directory) {
        self.document = document
        self.loaded = loaded
        self.directory = directory
    }

    /// One group's population, all that it names found.
    struct Resolved {
        var group: String
        var study: String
        var departments: Set<DepartmentIndex>?
        var period: DayPeriod?
        var kind: String?
    }

    /// The groups that have a population.
    ///
    /// - Throws: `badInput` where one names a study or a department that is not there, or no period, with its place.
    func resolve(_ codebook: Codebook) throws(CaseworkError) -> [Resolved] {
        var resolved: [Resolved] = []
        for (index, group) in codebook.groups.enumerated() {
            guard let population = group.population else { continue }
            let path: LocatedYAML.Path = ["groups", .index(index), "population"]
            resolved.append(try resolve(group.id, population, at: path))
        }
        return resolved
    }

    private func resolve(
        _ group: String, _ population: Codebook.Population, at path: LocatedYAML.Path
    ) throws(CaseworkError) -> Resolved {
        let studies = (loaded.file.studies ?? []).map(\.id)
        guard studies.contains(population.study) else {
            let there = studies.map { "`\($0)`" }.joined(separator: ", ")
            throw fault(
                path.appending("study"), ja: "study `\(population.study)` は case.yaml にありません。あるのは \(there) です",
                en: "there is no study `\(population.study)` in case.yaml, only \(there)")
        }
        var resolved = Resolved(group: group, study: population.study, kind: population.kind)
        for (number, id) in (population.departments ?? []).enumerated() {
            guard let department = directory.department(id) else {
                throw fault(
                    path.appending("departments").appending(.index(number)),
                    ja: "部署 `\(id)` が部署の台帳にありません。ID を直してください",
                    en: "department `\(id)` is not in the register of departments; mend the id")
            }
            resolved.departments = (resolved.departments ?? []).union([department])
        }
        if let days = population.period {
            guard let from = CalendarDay(iso: days.from), let to = CalendarDay(iso: days.to), from < to else {
                throw fault(
                    path.appending("period"),
                    ja: "`\(days.from)` から `\(days.to)` は期間になりません（終わりには最終日の翌日を書きます）",
                    en: "`\(days.from)` to `\(days.to)` is no period: `to` is the day after the last")
            }
            resolved.period = DayPeriod(from: from, to: to)
        }
        return resolved
    }

    /// For each group with a population the ids of its people.
    ///
    /// - Throws: as ``resolve(_:)`` does.
    func people(
        _ codebook: Codebook, _ studies: [Study], _ found: LookBackResult
    ) throws(CaseworkError) -> [String: Set<String>] {
        var people: [String: Set<String>] = [:]
        for population in try resolve(codebook) {
            guard let study = studies.first(where: { $0.entry.id == population.study }) else { continue }
            people[population.group] = viewers(population, study, found)
        }
        return people
    }

    private func viewers(_ population: Resolved, _ study: Study, _ found: LookBackResult) -> Set<String> {
        var people: Set<String> = []
        for exposure in found.exposures where study.includes(exposure, directory) {
            let employment = directory[exposure.employment]
            if let departments = population.departments {
                guard let department = employment.department, departments.contains(department) else { continue }
            }
            if let period = population.period, !period.contains(exposure.instant.day(in: .japan)) { continue }
            if let kind = population.kind, employment.kind.rawValue != kind { continue }
            people.insert(directory[employment.person].id)
        }
        return people
    }

    private func fault(_ path: LocatedYAML.Path, ja: String, en: String) -> CaseworkError {
        CaseworkError(.badInput, problems: [IntakeError(at: document.place(of: path), ja: ja, en: en).located])
    }
}
