import Barrier
import Conditions
import Intake
import Registry

/// What takes longer to find out, and endangers nobody: parts of conditions that change nothing, surfaces that another
/// contains, and rules that never decide anything.
struct ThoroughChecks {
    let catalogue: SystemCatalogue
    var barrier: BarrierTable
    let source: SourceText
    let milliseconds: Int

    mutating func findings() -> [InspectionFinding] {
        catalogue.surfaces.flatMap(redundant) + implied() + unused()
    }

    private func redundant(_ surface: SystemSurface) -> [InspectionFinding] {
        guard let condition = surface.query.condition, case .and(let parts) = condition.form else { return [] }
        let search = RowSearch(catalogue, milliseconds: milliseconds)
        return parts.enumerated().compactMap { place, part in
            var others = parts
            others.remove(at: place)
            guard search.isRedundant(part, in: surface, beside: others) else { return nil }
            let text = PlainSQL(surface.query).text(part)
            return InspectionFinding(
                kind: .redundant, surface: surface.id,
                place: surface.place(of: max(0, part.offset), in: source) ?? surface.entry.where?.place,
                message: BilingualText(
                    ja: "`\(text)` は、ほかの条件が成り立つときは必ず成り立つので、意味がありません",
                    en: "`\(text)` is true wherever the rest is, and changes nothing"))
        }
    }

    /// Surfaces of which another gives every row, with every field, to the same people.
    private func implied() -> [InspectionFinding] {
        var found: [InspectionFinding] = []
        for one in catalogue.surfaces {
            for other in catalogue.surfaces where one.id != other.id && one.routing == other.routing {
                guard shown(one).isSubset(of: shown(other)),
                    let query = RowDifference(of: one.query, without: other.query).query
                else { continue }
                var merged = one
                merged.query = query
                guard RowSearch(catalogue, milliseconds: milliseconds).isEmpty(merged) == true else { continue }
                found.append(
                    InspectionFinding(
                        kind: .implied, surface: one.id, place: one.entry.id.place,
                        message: BilingualText(
                            ja: "この画面・帳票などが渡すものは、すべて `\(other.id)` も同じ相手に渡します",
                            en: "everything that it gives out, `\(other.id)` gives to the same people")))
            }
        }
        return found
    }

    private func shown(_ surface: SystemSurface) -> Set<String> {
        let plain = PlainSQL(surface.query)
        return Set(surface.shown.map { plain.text(surface.query.outputs[$0.output].value) + ($0.mask?.rawValue ?? "") })
    }

    /// Rules that are never among the reasons, whoever looks at whose customers through whichever surface.
    private mutating func unused() -> [InspectionFinding] {
        var used: Set<String> = []
        let owners = [nil] + catalogue.companies.indices.map { CompanyIndex(rawValue: UInt16($0)) }
        for surface in catalogue.surfaces {
            for viewer in surface.viewers {
                for owner in owners {
                    for voltage in [nil] + Voltage.allCases {
                        for subject in SubjectKind.allCases {
                            for verdict in barrier.verdicts(viewer, surface, subject, owner: owner, voltage: voltage) {
                                for fieldClass in FieldClass.allCases {
                                    for strength in Strength.allCases {
                                        used.formUnion(verdict.ruling(fieldClass, strength).policies)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return barrier.sentences.keys.sorted().filter { !used.contains($0) }.map { rule in
            InspectionFinding(
                kind: .ruleNeverApplies,
                message: BilingualText(
                    ja: "規則 `\(rule)` は、このカタログのどの画面・帳票などでも理由になりません",
                    en: "the rule `\(rule)` is never the reason for anything in this catalogue"))
        }
    }
}
