public import Barrier
import Conditions
public import Intake
public import Registry

/// What the rule book says of every owner that a row can have: all that a proof needs to know of the policies.
///
/// The facts on which a verdict depends are finite in number, so the policies become a table and nothing is lost. Most
/// companies are alike to a rule book, and one speaks for all of them.
public struct BarrierTable: Sendable {
    /// What a viewer may see of a customer of some owner.
    public struct Permission: Hashable, Sendable {
        /// The classes that may be shown as they are.
        public var view: FieldClassSet
        /// The classes that may be shown masked.
        public var mask: FieldClassSet

        /// Whether a class may be shown.
        public func allows(_ fieldClass: FieldClass, masked: Bool) -> Bool {
            view.contains(fieldClass) || (masked && mask.contains(fieldClass))
        }
    }

    private let companies: [Company]
    private let ruleBooks: [SubjectKind: RuleBook]
    private let surfaces: [String: SurfaceIndex]
    private let kindred: Kindred
    private var known: [Key: Verdict] = [:]
    private var rows: [Key: Row] = [:]

    private struct Key: Hashable {
        var subject: SubjectKind
        var situation: Situation
    }

    /// What somebody may see of the customers of each company, and of one of whom nobody knows the owner.
    struct Row: Sendable {
        var owners: [Permission]
        var unknown: Permission
    }

    /// A table of a rule book over a catalogue's companies and surfaces.
    ///
    /// - Throws: what is wrong with the policies.
    public init(_ policies: [PolicyText], _ catalogue: SystemCatalogue) throws(RuleBookError) {
        companies = catalogue.companies
        let directory = Directory(companies: catalogue.companies)
        var ruleBooks: [SubjectKind: RuleBook] = [:]
        for subject in SubjectKind.allCases {
            let surfaces = catalogue.surfaces.map {
                Surface(
                    id: $0.id, kind: $0.entry.kind, title: $0.entry.title, subject: subject, fields: [],
                    keepsHistory: true)
            }
            do throws(IntakeError) {
                ruleBooks[subject] = try Self.book(policies, directory, Barrier.Catalogue(surfaces: surfaces))
            } catch {
                throw RuleBookError(problems: [error])
            }
        }
        self.ruleBooks = ruleBooks
        surfaces = Dictionary(
            catalogue.surfaces.enumerated().map { ($1.id, SurfaceIndex(rawValue: UInt16($0))) }
        ) { first, _ in first }
        kindred = Kindred(
            companies, named: ruleBooks.values.reduce(into: Set<String>()) { $0.formUnion($1.namedCompanies) })
    }

    private static func book(
        _ policies: [PolicyText], _ directory: Directory, _ catalogue: Barrier.Catalogue
    ) throws(IntakeError) -> RuleBook {
        do throws(RuleBookError) {
            return try RuleBook(policies: policies, directory: directory, catalogue: catalogue)
        } catch {
            throw error.problems[0]
        }
    }

    /// What each policy means, by its id.
    public var sentences: [String: BilingualText] {
        guard let book = ruleBooks[.supplyPoint] else { return [:] }
        return Dictionary(book.policyIDs.map { ($0, book.sentence(of: $0)) }) { first, _ in first }
    }

    /// Whether some verdict depends on a record's voltage.
    public var readsVoltage: Bool { ruleBooks.values.contains { $0.facts.contains(.voltage) } }

    /// What the rule book says when somebody sees a record, or nil where there is no such surface. Whoever they are
    /// within their company, they may see only what all of them may.
    public mutating func verdicts(
        _ viewer: SystemSurface.Viewer, _ surface: SystemSurface, _ subject: SubjectKind, owner: CompanyIndex?,
        voltage: Voltage?
    ) -> [Verdict] {
        guard let book = ruleBooks[subject], let index = surfaces[surface.id] else { return [] }
        let (viewer, owner) = kindred.speakers(viewer, owner)
        let positions = book.facts.contains(.position) ? Position.allCases : [.staff]
        return positions.map { position in
            let situation = book.reduced(Self.situation(viewer, surface, index, position, owner, voltage))
            let key = Key(subject: subject, situation: situation)
            if let verdict = known[key] { return verdict }
            let verdict = book.decide(situation)
            known[key] = verdict
            return verdict
        }
    }

    /// What a viewer may see; nothing where some of them may not.
    public mutating func permission(
        _ viewer: SystemSurface.Viewer, _ surface: SystemSurface, _ subject: SubjectKind, owner: CompanyIndex?,
        voltage: Voltage?
    ) -> Permission {
        let verdicts = verdicts(viewer, surface, subject, owner: owner, voltage: voltage)
        guard !verdicts.isEmpty else { return Permission(view: [], mask: []) }
        return verdicts.reduce(Permission(view: .all, mask: .all)) { permission, verdict in
            Permission(
                view: permission.view.intersection(verdict.allowedView),
                mask: permission.mask.intersection(verdict.allowedMask))
        }
    }

    /// What a viewer may see of every company's customers; nothing where there is no such surface.
    mutating func row(
        _ viewer: SystemSurface.Viewer, _ surface: SystemSurface, _ subject: SubjectKind, voltage: Voltage?
    ) -> Row {
        guard let book = ruleBooks[subject], let index = surfaces[surface.id] else {
            let nothing = Permission(view: [], mask: [])
            return Row(owners: Array(repeating: nothing, count: companies.count), unknown: nothing)
        }
        var situation = book.reduced(Self.situation(viewer, surface, index, .staff, nil, voltage))
        // Whom a verdict is about is not read by every rule book, but the row is of this viewer.
        (situation.company, situation.side) = (viewer.company, viewer.side)
        let key = Key(subject: subject, situation: situation)
        if let row = rows[key] { return row }
        let row = Row(
            owners: companies.indices.map { owner in
                permission(
                    viewer, surface, subject, owner: CompanyIndex(rawValue: UInt16(owner)), voltage: voltage)
            },
            unknown: permission(viewer, surface, subject, owner: nil, voltage: voltage))
        rows[key] = row
        return row
    }

    private static func situation(
        _ viewer: SystemSurface.Viewer, _ surface: SystemSurface, _ index: SurfaceIndex, _ position: Position,
        _ owner: CompanyIndex?, _ voltage: Voltage?
    ) -> Situation {
        Situation(
            company: viewer.company, side: viewer.side,
            kind: viewer.company == viewer.side ? .employee : .contractor, department: nil, position: position,
            owner: owner, voltage: voltage, surface: index, purpose: surface.entry.purpose)
    }
}
