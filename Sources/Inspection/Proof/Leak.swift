import Barrier
import Conditions
import Registry

/// When a surface would show somebody what the barrier forbids, in the solver's terms.
struct LeakTerms {
    typealias Term = Solver.Term

    /// For each class that is shown of each relation: where a row passes and shows it to somebody who may not see it.
    private(set) var parts: [(fieldClass: FieldClass, relation: Int, term: Term)] = []
    /// All of them.
    private(set) var any: Term
    /// For each record that is shown, that its owner is known: the plainest leaks are those.
    private(set) var known: [Term] = []

    init(_ model: SurfaceModel, _ disclosures: [Disclosure], _ barrier: inout BarrierTable) throws(Undecided) {
        let solver = model.solver
        any = solver.no
        var routes: [(viewer: SystemSurface.Viewer, term: Term)] = []
        for (viewer, codes) in model.recipients() { routes.append((viewer, try model.receives(codes))) }
        var languages: [[CompanyIndex]: TextLanguage] = [:]
        for fieldClass in FieldClass.allCases {
            for (relation, mask, paths) in try Self.groups(disclosures, fieldClass, model) {
                guard let subject = model.subject(of: relation) else { continue }
                // Most recipients may see the same owners: the question is put once for each set of owners.
                var allowed: [[CompanyIndex]: Term] = [:]
                var terms: [Term] = []
                for route in routes {
                    let isAllowed = try model.isAllowed(
                        route.viewer, relation, subject, fieldClass, mask, &barrier, &languages, &allowed)
                    terms.append(solver.and([route.term, paths, solver.not(isAllowed)]))
                }
                parts.append((fieldClass, relation, solver.and([model.passes, solver.or(terms)])))
            }
        }
        any = solver.or(parts.map(\.term))
        let all = catalogueCodes(model)
        for relation in Set(disclosures.map(\.relation)).sorted() {
            guard let all else { continue }
            known.append(try model.isOwner(of: relation, among: all))
        }
    }

    private func catalogueCodes(_ model: SurfaceModel) -> TextLanguage? {
        try? TextLanguage.oneOf(model.catalogue.codes.flatMap { $0 }.map(\.string))
    }

    /// The relations that show a class, with whether it is masked there, and on which rows.
    private static func groups(
        _ disclosures: [Disclosure], _ fieldClass: FieldClass, _ model: SurfaceModel
    ) throws(Undecided) -> [(relation: Int, isMasked: Bool, paths: Term)] {
        var groups: [(relation: Int, isMasked: Bool, paths: [Term])] = []
        for item in disclosures where item.fieldClass == fieldClass {
            var path = [model.lowering.frame.isThere[item.relation]]
            for condition in item.path { path.append(try model.lowering.holds(condition)) }
            let term = model.solver.and(path)
            if let place = groups.firstIndex(where: { $0.relation == item.relation && $0.isMasked == item.isMasked }) {
                groups[place].paths.append(term)
            } else {
                groups.append((item.relation, item.isMasked, [term]))
            }
        }
        return groups.map { ($0.relation, $0.isMasked, model.solver.or(unique($0.paths))) }
    }
}

/// Each term once, in their order.
private func unique(_ terms: [Solver.Term]) -> [Solver.Term] {
    var seen: Set<Solver.Term> = []
    return terms.filter { seen.insert($0).inserted }
}

extension SurfaceModel {
    /// Which rows a recipient gets.
    enum Share {
        /// All.
        case everything
        /// Those that name it by one of these codes.
        case codes([Text])
        /// Those that name nobody else.
        case rest([Text])
    }

    func recipients() -> [(SystemSurface.Viewer, Share)] {
        switch surface.routing {
        case .everything(let viewers): return viewers.map { ($0, .everything) }
        case .byValue(_, let codes, let otherwise):
            var shares = Dictionary(grouping: codes.sorted { $0.key < $1.key }, by: \.value).map { company, pairs in
                (company, Share.codes(pairs.map(\.key)))
            }.sorted { $0.0 < $1.0 }
            if let otherwise { shares.append((otherwise, .rest(codes.keys.sorted()))) }
            return shares.map { (SystemSurface.Viewer(company: $0, side: $0), $1) }
        }
    }

    /// Where a row goes to a recipient.
    func receives(_ share: Share) throws(Undecided) -> Term {
        guard case .byValue(let output, _, _) = surface.routing else { return solver.yes }
        let value = surface.query.outputs[output].value
        switch share {
        case .everything: return solver.yes
        case .codes(let codes):
            return try lowering.member(value, value, true) { () throws(TextLanguageError) in
                try .oneOf(codes.map(\.string))
            }
        case .rest(let codes):
            return solver.not(
                try lowering.member(value, value, true) { () throws(TextLanguageError) in
                    try .oneOf(codes.map(\.string))
                })
        }
    }

    func subject(of relation: Int) -> SubjectKind? {
        catalogue.tables[surface.query.relations[relation].table.name]?.subject
    }

    /// Where a viewer may see a class of a relation's record.
    func isAllowed(
        _ viewer: SystemSurface.Viewer, _ relation: Int, _ subject: SubjectKind, _ fieldClass: FieldClass,
        _ isMasked: Bool, _ barrier: inout BarrierTable, _ languages: inout [[CompanyIndex]: TextLanguage],
        _ known: inout [[CompanyIndex]: Term]
    ) throws(Undecided) -> Term {
        let voltages: [Voltage?] = barrier.readsVoltage ? [nil] + Voltage.allCases : [nil]
        var terms: [Term] = []
        for voltage in voltages {
            let row = barrier.row(viewer, surface, subject, voltage: voltage)
            var owners: [CompanyIndex] = []
            for (position, permission) in row.owners.enumerated()
            where permission.allows(fieldClass, masked: isMasked) {
                owners.append(CompanyIndex(rawValue: UInt16(position)))
            }
            var term: Term
            if let same = known[owners] {
                term = same
            } else {
                term = try isOwner(of: relation, among: try language(owners, &languages))
                known[owners] = term
            }
            // Of an owner that nobody knows the rule book has its own say.
            if row.unknown.allows(fieldClass, masked: isMasked) {
                let all = catalogue.companies.indices.map { CompanyIndex(rawValue: UInt16($0)) }
                term = solver.or([term, solver.not(try isOwner(of: relation, among: try language(all, &languages)))])
            }
            terms.append(
                barrier.readsVoltage ? solver.and([try isVoltage(voltage, of: relation), term]) : term)
        }
        return solver.or(terms)
    }

    private func language(
        _ owners: [CompanyIndex], _ languages: inout [[CompanyIndex]: TextLanguage]
    ) throws(Undecided) -> TextLanguage {
        if let known = languages[owners] { return known }
        do throws(TextLanguageError) {
            let language = try TextLanguage.oneOf(owners.flatMap { catalogue.codes[Int($0.rawValue)] }.map(\.string))
            languages[owners] = language
            return language
        } catch {
            throw Undecided(SQLExpression(.literal(nil), .text), error)
        }
    }
}
