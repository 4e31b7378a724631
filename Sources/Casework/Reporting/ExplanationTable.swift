import Barrier
import Intake
import Registry
import Report
import Trace

/// What happened around a study's exposures, as far as the case has registers of it.
struct ExplanationTable {
    private struct Seen {
        var views = 0
        var viewers: Set<PersonIndex> = []
        var supplyPoints: Set<SubjectIndex> = []
    }

    private let study: String
    private let explanations: Explanations
    private let hasContacts: Bool
    private let hasSwitches: Bool
    private let inputs: [InputDigest]
    private var seen: [String: Seen] = [:]

    /// - Parameters:
    ///   - found: exposures of the study on surfaces of supply points, each with the side of its viewer.
    ///   - hasContacts: whether the case has a register of contacts.
    ///   - hasSwitches: whether the case has a register of applications.
    init(
        study: String, _ explanations: Explanations,
        exposures: [(exposure: Exposure, person: PersonIndex, side: CompanyIndex)], hasContacts: Bool,
        hasSwitches: Bool, inputs: [InputDigest]
    ) {
        self.study = study
        self.explanations = explanations
        self.hasContacts = hasContacts
        self.hasSwitches = hasSwitches
        self.inputs = inputs
        for (exposure, person, side) in exposures {
            let found = explanations.explain(exposure, side: side)
            var rows = ["total"]
            if hasContacts { rows.append(found.contact == nil ? "noContact" : "contact") }
            if hasSwitches { rows.append(found.applied == nil ? "noSwitch" : "switch") }
            if hasContacts, hasSwitches, found.contact == nil, found.applied != nil { rows.append("switchOnly") }
            for row in rows {
                seen[row, default: Seen()].views += 1
                seen[row, default: Seen()].viewers.insert(person)
                seen[row, default: Seen()].supplyPoints.insert(exposure.subject)
            }
        }
    }

    private static let contact = Heading(
        "contact",
        Phrase(
            ja: "当日又は前\(Explanations.contactWindow)日以内に、その側への連絡あり",
            en: "the customer had contacted that side on the day or up to \(Explanations.contactWindow) days before"))
    private static let noContact = Heading("noContact", Phrase(ja: "連絡なし", en: "no such contact"))
    private static let followed = Heading(
        "switch",
        Phrase(
            ja: "当日又は後\(Explanations.switchWindow)日以内に、その側への切替え申込みあり",
            en: "an application to switch to that side on the day or up to \(Explanations.switchWindow) days after"))
    private static let notFollowed = Heading("noSwitch", Phrase(ja: "切替え申込みなし", en: "no such application"))
    private static let switchOnly = Heading(
        "switchOnly", Phrase(ja: "連絡なしで、切替え申込みあり", en: "an application, without such a contact"))

    var table: Table {
        let rows =
            (hasContacts ? [Self.contact, Self.noContact] : [])
            + (hasSwitches ? [Self.followed, Self.notFollowed] : [])
            + (hasContacts && hasSwitches ? [Self.switchOnly] : []) + [.total]
        let columns: [(Heading, Report.Unit, (Seen) -> Int)] = [
            (Heading("views", Phrase(ja: "閲覧", en: "Views")), .views, { $0.views }),
            (Heading("viewers", Phrase(ja: "閲覧者", en: "Viewers")), .viewers, { $0.viewers.count }),
            (
                Heading("supplyPoints", Phrase(ja: "供給地点", en: "Supply points")), .supplyPoints,
                { $0.supplyPoints.count }
            ),
        ]
        let id = "study.\(study).explanations"
        func views(_ row: String) -> CellReference { CellReference(table: id, row: row, column: "views") }
        return Table(
            id: id, title: Phrase(ja: "閲覧の前後のできごと", en: "What happened around the views"),
            columns: columns.map(\.0),
            rows: rows.map { row in
                TableRow(
                    id: row.id, label: row.label,
                    cells: columns.map { column, unit, count in
                        .count(
                            count(seen[row.id] ?? Seen()), unit,
                            Provenance(
                                query: "exposures[study=\(study),around=\(row.id)].\(column.id)", inputs: inputs))
                    }, isTotal: row.id == "total")
            }, notes: notes,
            checks: (hasContacts ? [.sum(of: [views("contact"), views("noContact")], equals: views("total"))] : [])
                + (hasSwitches ? [.sum(of: [views("switch"), views("noSwitch")], equals: views("total"))] : []))
    }

    private var notes: [Phrase] {
        var notes = [
            Phrase(
                ja: "いずれも証明ではない。連絡があっても、閲覧がそのためとは限らず、なくても正当な理由はありうる。切替えは閲覧がなくても起こるので、"
                    + "「閲覧の後に切替え」をそのまま数えると多すぎる。個々の確認の手がかりとしてのみ用いる。閲覧者・供給地点は重複を除いた数で、各行の和は合計と一致しないことがある。",
                en: "Neither is proof. A contact need not be why somebody looked, and without one there may be a good "
                    + "reason. Customers switch whether anybody looks or not, so counting every view that a switch "
                    + "follows counts too many: take it as a lead to be looked into, one by one. Viewers and supply "
                    + "points are distinct, and rows need not add up.")
        ]
        if hasContacts, let first = explanations.events.contacts.map(\.at).min(),
            let last = explanations.events.contacts.map(\.at).max()
        {
            let days = Wording.period(DayPeriod(from: first.day(in: .japan), to: last.day(in: .japan).advanced(by: 1)))
            notes.append(Phrase(ja: "連絡の台帳にあるのは\(days.ja)。", en: "The register of contacts has \(days.en)."))
        }
        if hasSwitches, let first = explanations.events.switches.map(\.applied).min(),
            let last = explanations.events.switches.map(\.applied).max()
        {
            let days = Wording.period(DayPeriod(from: first, to: last.advanced(by: 1)))
            notes.append(
                Phrase(
                    ja: "申込みの台帳にあるのは\(days.ja)。その後の申込みは分からない。",
                    en: "The register of applications has \(days.en); of later ones nothing is known."))
        }
        return notes
    }
}

extension Investigation {
    /// What happened around a study's exposures; nil where the case has no register of it, or the study no surface of
    /// supply points.
    func explanationTable(_ study: Study, _ inputs: Inputs) -> Table? {
        let tables = loaded.file.registry
        guard let explanations = registers.explanations,
            study.surfaces.contains(where: { loaded.catalogue[$0].subject == .supplyPoint })
        else { return nil }
        let directory = registers.directory
        let exposures = found.exposures.filter {
            study.includes($0, directory) && loaded.catalogue[$0.surface].subject == .supplyPoint
        }
        let files = files(of: study) + [tables.contacts, tables.switches].compactMap { $0?.file }
        return ExplanationTable(
            study: study.entry.id, explanations,
            exposures: exposures.map { ($0, directory[$0.employment].person, directory[$0.employment].side) },
            hasContacts: tables.contacts != nil, hasSwitches: tables.switches != nil, inputs: inputs.list(files)
        ).table
    }
}
