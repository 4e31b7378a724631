import Intake
public import Report

/// The tables of the hearings.
public struct HearingTables {
    private let hearings: Hearings
    private let populations: [String: Set<String>]
    private let inputs: [InputDigest]

    /// The row of all people heard, beside the codes.
    static let baseRow = "base"

    /// - Parameters:
    ///   - populations: for a group the people who belong to it by the look-back; absent where the codebook says none.
    ///   - inputs: the files that the tables come from.
    public init(_ hearings: Hearings, populations: [String: Set<String>], inputs: [InputDigest]) {
        self.hearings = hearings
        self.populations = populations
        self.inputs = inputs
    }

    private func provenance(_ query: String) -> Provenance { Provenance(query: query, inputs: inputs) }

    /// Who was heard, by group and role.
    public var heard: Table {
        let columns = [
            Heading("heard", Phrase(ja: "聞き取りをした人", en: "Heard")),
            Heading("inSupervisorPosition", Phrase(ja: "うち上司の立場", en: "Of these, supervisors")),
            Heading("population", Phrase(ja: "対象の閲覧者", en: "Viewers to be heard")),
        ]
        var rows: [TableRow] = []
        for group in hearings.codebook.groups {
            for role in hearings.codebook.roles {
                let statements = hearings.statements.filter { $0.group == group.id && $0.role == role.id }
                guard !statements.isEmpty else { continue }
                let query = "hearings[group=\(group.id),role=\(role.id)]"
                let population = role.id == "viewer" ? populations[group.id] : nil
                rows.append(
                    TableRow(
                        id: "\(group.id).\(role.id)",
                        label: Phrase(ja: "\(group.ja)・\(role.ja)", en: "\(group.en): \(role.en)"),
                        cells: [
                            .count(statements.count, .people, provenance("\(query).people")),
                            .count(
                                statements.count(where: \.isSupervisor), .people,
                                provenance("\(query).supervisors")),
                            population.map { .count($0.count, .people, provenance("\(query).population")) } ?? .empty,
                        ]))
            }
        }
        let people = Set(hearings.statements.map(\.person))
        let supervisors = Set(hearings.statements.filter(\.isSupervisor).map(\.person))
        rows.append(
            TableRow(
                id: "total", label: Phrase(ja: "合計（実人数）", en: "Total (distinct people)"),
                cells: [
                    .count(people.count, .people, provenance("hearings.people")),
                    .count(supervisors.count, .people, provenance("hearings.supervisors")), .empty,
                ], isTotal: true))
        var notes = [
            Phrase(
                ja: "複数の立場で聞き取りをした人は、それぞれに数え、合計では1名とする。",
                en: "Somebody heard in several capacities counts in each, and once in the total.")
        ]
        for group in hearings.codebook.groups {
            guard let population = populations[group.id] else { continue }
            let heard = Set(hearings.statements.filter { $0.group == group.id && $0.role == "viewer" }.map(\.person))
            let (missing, extra) = (population.subtracting(heard).count, heard.subtracting(population).count)
            guard missing + extra > 0 else { continue }
            notes.append(
                Phrase(
                    ja: "\(group.ja)：対象の閲覧者のうち\(missing.grouped)名は未実施、対象外の\(extra.grouped)名に実施。",
                    en: "\(group.en): \(missing.grouped) of the viewers to be heard were not, and \(extra.grouped) "
                        + "others were."))
        }
        return Table(
            id: "hearings.heard", title: Phrase(ja: "聞き取りの実施状況", en: "Who was heard"), columns: columns, rows: rows,
            notes: notes)
    }

    /// One theme: how many people said what, by role. Nil for a theme in people's own words.
    public func table(_ theme: Codebook.Theme) -> Table? {
        guard theme.kind != .text, let codes = theme.codes else { return nil }
        let asked = hearings.statements.filter {
            (theme.groups?.contains($0.group) ?? true) && (theme.roles?.contains($0.role) ?? true)
        }
        let roles = hearings.codebook.roles.filter { role in asked.contains { $0.role == role.id } }
        let columns = roles.map { Heading($0.id, Phrase(ja: $0.ja, en: $0.en)) } + [.total]
        func row(
            _ heading: Heading, _ query: String, isTotal: Bool = false, _ holds: (Hearings.Statement) -> Bool
        ) -> TableRow {
            TableRow(
                id: heading.id, label: heading.label,
                cells: columns.map { column in
                    let statements = asked.filter { column.id == "total" || $0.role == column.id }.filter(holds)
                    return .count(
                        Set(statements.map(\.person)).count, .people,
                        provenance("hearings[theme=\(theme.id)\(query),role=\(column.id)].people"))
                }, isTotal: isTotal)
        }
        let rows = codes.map { code in
            row(Heading(code.id, Phrase(ja: code.ja, en: code.en)), ",code=\(code.id)") {
                $0.codes[theme.id]?.contains(code.id) == true
            }
        }
        return Table(
            id: "hearings.\(theme.id)", title: Phrase(ja: theme.ja, en: theme.en), columns: columns,
            rows: rows + [
                row(Heading(Self.baseRow, Phrase(ja: "聞き取りをした人", en: "People heard")), "", isTotal: true) { _ in true }
            ],
            notes: theme.kind == .multiple
                ? [Phrase(ja: "複数該当あり。", en: "Several may apply to one person.")] : [],
            checks: [.columnAtMost(parts: codes.map(\.id), whole: Self.baseRow)])
    }
}
