import Barrier
import Conditions
import Registry

/// The rule book's answers for everybody who can see something and every owner, written out.
struct DecisionTable: Sendable {
    /// One answer.
    struct Row: Hashable, Sendable {
        var viewer: SystemSurface.Viewer
        /// Which of the groups of surfaces that the rule book does not tell apart.
        var context: Int
        var subject: SubjectKind
        /// The owner's code; nil where nobody knows whose customer it is.
        var code: Text?
        /// The voltage; nil where it is not known, or the rule book does not read it.
        var voltage: Voltage?
        var permission: BarrierTable.Permission
    }

    /// The answers in which something is allowed, and all those about records of which the owner is not known.
    private(set) var rows: [Row] = []
    /// The codes that name a company.
    private(set) var codes: [Text] = []
    /// Each surface with its group.
    private(set) var contexts: [(surface: String, context: Int)] = []
    /// Whether a session has to say its surface.
    let needsSurface: Bool
    /// Whether somebody may see records of which the owner is not known.
    let permitsUnknown: Bool
    /// How many groups of surfaces have different answers.
    let contextCount: Int

    /// What the rule book lets be seen of some class, on all rows whose existence it does not hide.
    enum Reach: Hashable {
        /// All values.
        case always
        /// Some values, none masked.
        case viewed
        /// Some values as they are or masked.
        case masked
    }

    init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable, readsSurface: Bool) {
        var barrier = barrier
        let viewers = Self.viewers(catalogue)
        let subjects = SubjectKind.allCases.filter { subject in
            catalogue.tables.values.contains { $0.owner != nil && $0.subject == subject }
        }
        let voltages: [Voltage?] = barrier.readsVoltage ? [nil] + Voltage.allCases : [nil]
        let owners: [CompanyIndex?] = [nil] + catalogue.companies.indices.map { CompanyIndex(rawValue: UInt16($0)) }

        var seen: Set<Text> = []
        let codesOf = catalogue.codes.map { codes in
            codes.filter { seen.insert($0).inserted }
        }
        codes = codesOf.flatMap(\.self)

        var groups: [[BarrierTable.Permission]: Int] = [:]
        for surface in catalogue.surfaces {
            var answers: [Row] = []
            for viewer in viewers {
                for subject in subjects {
                    for owner in owners {
                        for voltage in voltages {
                            answers.append(
                                Row(
                                    viewer: viewer, context: groups.count, subject: subject, code: nil,
                                    voltage: voltage,
                                    permission: barrier.permission(
                                        viewer, surface, subject, owner: owner, voltage: voltage)))
                        }
                    }
                }
            }
            let key = answers.map(\.permission)
            if let known = groups[key] {
                contexts.append((surface.id, known))
                continue
            }
            contexts.append((surface.id, groups.count))
            groups[key] = groups.count
            for (place, answer) in answers.enumerated() {
                guard let owner = owners[place / voltages.count % owners.count] else {
                    rows.append(answer)
                    continue
                }
                guard !answer.permission.view.isEmpty || !answer.permission.mask.isEmpty else { continue }
                for code in codesOf[Int(owner.rawValue)] {
                    var row = answer
                    row.code = code
                    rows.append(row)
                }
            }
        }
        contextCount = groups.count
        needsSurface = readsSurface || groups.count > 1
        permitsUnknown = rows.contains { $0.code == nil && $0.permission.view.contains(.existence) }
    }

    /// Each company by itself, and whoever acts for another in some audience.
    private static func viewers(_ catalogue: SystemCatalogue) -> [SystemSurface.Viewer] {
        var viewers = catalogue.companies.indices.map { position in
            let company = CompanyIndex(rawValue: UInt16(position))
            return SystemSurface.Viewer(company: company, side: company)
        }
        for surface in catalogue.surfaces {
            guard case .everything(let audience) = surface.routing else { continue }
            for viewer in audience where !viewers.contains(viewer) { viewers.append(viewer) }
        }
        return viewers
    }

    /// How far values of a class reach.
    func reach(_ subject: SubjectKind, _ fieldClass: FieldClass) -> Reach {
        var reach = Reach.always
        for row in rows where row.subject == subject && row.permission.view.contains(.existence) {
            if row.permission.view.contains(fieldClass) { continue }
            if row.permission.mask.contains(fieldClass) { return .masked }
            reach = .viewed
        }
        return reach
    }
}
