import Barrier
import Conditions
import Intake
import Registry

/// Compares two versions of a catalogue or of its policies: what becomes visible, what vanishes, with a row for each.
public struct VersionComparison {
    private let old: SystemCatalogue
    private let new: SystemCatalogue
    private let oldBarrier: BarrierTable
    private let newBarrier: BarrierTable
    private let milliseconds: Int

    /// A comparison of two versions.
    public init(
        _ old: SystemCatalogue, _ oldBarrier: BarrierTable, with new: SystemCatalogue, _ newBarrier: BarrierTable,
        milliseconds: Int = 10_000
    ) {
        self.old = old
        self.oldBarrier = oldBarrier
        self.new = new
        self.newBarrier = newBarrier
        self.milliseconds = milliseconds
    }

    /// What is different.
    public func findings() -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        let before = Dictionary(old.surfaces.map { ($0.id, $0) }) { first, _ in first }
        for surface in new.surfaces {
            guard let other = before[surface.id] else {
                found.append(
                    InspectionFinding(
                        kind: .becomesVisible, surface: surface.id, place: surface.entry.id.place,
                        message: BilingualText(ja: "新しく加わりました", en: "it is new")))
                continue
            }
            found += fields(other, surface) + rows(other, surface)
        }
        let ids = Set(new.surfaces.map(\.id))
        for surface in old.surfaces where !ids.contains(surface.id) {
            found.append(
                InspectionFinding(
                    kind: .vanishes, surface: surface.id, message: BilingualText(ja: "なくなりました", en: "it is gone")))
        }
        return found + permissions()
    }

    private func fields(_ old: SystemSurface, _ new: SystemSurface) -> [InspectionFinding] {
        func told(_ surface: SystemSurface) -> [String: String] {
            let plain = PlainSQL(surface.query)
            return Dictionary(
                surface.shown.map { shown in
                    let mask = shown.mask.map { " [\($0.rawValue)]" } ?? ""
                    return (shown.name, plain.text(surface.query.outputs[shown.output].value) + mask)
                }
            ) { first, _ in first }
        }
        let (before, after) = (told(old), told(new))
        func names(_ names: some Sequence<String>) -> String {
            names.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
        var found: [InspectionFinding] = []
        let added = after.keys.filter { before[$0] != after[$0] }
        if !added.isEmpty {
            found.append(
                InspectionFinding(
                    kind: .becomesVisible, surface: new.id, shown: added.sorted(), place: new.entry.id.place,
                    message: BilingualText(
                        ja: "項目 \(names(added)) が加わり、又は変わりました", en: "it shows \(names(added)), newly or in another way")
                ))
        }
        let gone = before.keys.filter { after[$0] == nil }
        if !gone.isEmpty {
            found.append(
                InspectionFinding(
                    kind: .vanishes, surface: new.id, shown: gone.sorted(), place: new.entry.id.place,
                    message: BilingualText(ja: "項目 \(names(gone)) がなくなりました", en: "it no longer shows \(names(gone))")))
        }
        return found
    }

    private func rows(_ old: SystemSurface, _ new: SystemSurface) -> [InspectionFinding] {
        [
            row(of: new, without: old, .becomesVisible, ja: "この行が新たに出力されます", en: "this row now comes out"),
            row(of: old, without: new, .vanishes, ja: "この行は出力されなくなります", en: "this row no longer comes out"),
        ].compactMap { $0 }
    }

    private func row(
        of one: SystemSurface, without other: SystemSurface, _ kind: InspectionFinding.Kind, ja: String, en: String
    ) -> InspectionFinding? {
        let place = new.surfaces.first { $0.id == one.id }?.entry.from.place
        func finding(_ message: BilingualText, _ example: WorkedExample? = nil) -> InspectionFinding {
            InspectionFinding(kind: kind, surface: one.id, place: place, message: message, example: example)
        }
        guard let query = RowDifference(of: one.query, without: other.query).query else {
            guard kind == .becomesVisible else { return nil }
            return finding(
                BilingualText(
                    ja: "読む表や結合の形が違うので、行ごとには比べられません",
                    en: "it reads other tables, or joins them otherwise, so that "
                        + "rows cannot be compared"))
        }
        var merged = one
        merged.query = query
        let catalogue = kind == .becomesVisible ? new : old
        switch RowSearch(catalogue, milliseconds: milliseconds).row(of: merged) {
        case .none: return nil
        case .undecided(let why):
            return finding(
                BilingualText(
                    ja: "行の違いは分かりません: \(why.message.ja)", en: "whether rows differ is not known: \(why.message.en)"))
        case .row(let example): return finding(BilingualText(ja: ja, en: en), example)
        }
    }

    // MARK: Policies

    private func permissions() -> [InspectionFinding] {
        guard old.companies.map(\.id) == new.companies.map(\.id) else { return [] }
        var (before, after) = (oldBarrier, newBarrier)
        var found: [InspectionFinding] = []
        let known = Dictionary(old.surfaces.map { ($0.id, $0) }) { first, _ in first }
        for surface in new.surfaces {
            guard let other = known[surface.id] else { continue }
            for viewer in surface.viewers {
                var (gained, lost): ([CompanyIndex: FieldClassSet], [CompanyIndex: FieldClassSet]) = ([:], [:])
                for position in new.companies.indices {
                    let owner = CompanyIndex(rawValue: UInt16(position))
                    for voltage in Voltage.allCases {
                        for subject in SubjectKind.allCases {
                            let one = before.permission(viewer, other, subject, owner: owner, voltage: voltage).view
                            let two = after.permission(viewer, surface, subject, owner: owner, voltage: voltage).view
                            gained[owner, default: []].formUnion(two.subtracting(one))
                            lost[owner, default: []].formUnion(one.subtracting(two))
                        }
                    }
                }
                found += [
                    permission(surface, viewer, gained, .becomesVisible, ja: "新たに見てよいことになります", en: "may now see"),
                    permission(surface, viewer, lost, .vanishes, ja: "見てよくなくなります", en: "may no longer see"),
                ].compactMap { $0 }
            }
        }
        return found
    }

    private func permission(
        _ surface: SystemSurface, _ viewer: SystemSurface.Viewer, _ changed: [CompanyIndex: FieldClassSet],
        _ kind: InspectionFinding.Kind, ja: String, en: String
    ) -> InspectionFinding? {
        let owners = changed.filter { !$0.value.isEmpty }.keys.sorted()
        guard let first = owners.first, let classes = changed[first] else { return nil }
        let who = new.companies[Int(viewer.side.rawValue)].name
        let whose = new.companies[Int(first.rawValue)].name
        let names = classes.classes.map(\.name).joined(separator: ", ")
        let more = owners.count - 1
        return InspectionFinding(
            kind: kind, surface: surface.id, place: surface.entry.id.place,
            message: BilingualText(
                ja: "\(who.ja) の者は、\(whose.ja)" + (more > 0 ? " ほか \(more) 社" : "")
                    + " のお客さまの \(names) を、規則の変更により\(ja)",
                en: "by the changed rules \(who.en) \(en) \(names) of customers of \(whose.en)"
                    + (more > 0 ? " and \(more) others" : "")))
    }
}
