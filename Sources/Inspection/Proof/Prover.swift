public import Barrier
public import Conditions

/// What the inspection knows of one surface.
public struct SurfaceVerdict: Sendable {
    /// How it ended.
    public enum Outcome: Sendable {
        /// Whatever the tables hold, nobody sees what they may not.
        case proved
        /// Somebody does, on these rows.
        case leaks(Counterexample)
        /// Nobody knows. It counts as not proved.
        case undecided(Undecided)
    }

    /// A kind of thing that one of the query's relations tells.
    public struct Part: Hashable, Sendable {
        /// The kind of thing.
        public var fieldClass: FieldClass
        /// The relation's place.
        public var relation: Int
    }

    /// How it ended.
    public var outcome: Outcome
    /// What leaks, where it does.
    public var leaking: Set<Part>
    /// The kinds of things that leak.
    public var classes: FieldClassSet { FieldClassSet(leaking.map(\.fieldClass)) }
    /// Whether no row ever comes out; nil where nobody knows.
    public var isAlwaysEmpty: Bool?
    /// Whether the condition lets every row through; nil where nobody knows, or there is none.
    public var isAlwaysTrue: Bool?
    /// What is taken for granted: the tables of which it is assumed that periods never overlap.
    public var assumptions: [String]
}

/// A few rows on which a surface shows somebody what they may not see, each of them tried out.
public struct Counterexample: Sendable {
    /// The rows of each table.
    public var database: SmallDatabase
    /// When the query runs.
    public var runTime: Datum.Moment
    /// What is shown to whom; at least one.
    public var leaks: [Leak]
}

/// Proves surfaces closed, or finds rows that leak.
public struct Prover {
    /// The catalogue.
    public let catalogue: SystemCatalogue
    /// After how many milliseconds the solver gives a question up.
    public let milliseconds: Int
    private(set) var barrier: BarrierTable

    /// A prover of a catalogue's surfaces.
    ///
    /// - Parameter milliseconds: after what time a question is given up.
    public init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable, milliseconds: Int = 10_000) {
        self.catalogue = catalogue
        self.barrier = barrier
        self.milliseconds = milliseconds
    }

    /// What there is to say of a surface.
    public mutating func verdict(of surface: SystemSurface) -> SurfaceVerdict {
        let solver = Solver(milliseconds: milliseconds)
        var verdict = SurfaceVerdict(
            outcome: .proved, leaking: [], isAlwaysEmpty: nil, isAlwaysTrue: nil, assumptions: assumptions(surface))
        do throws(Undecided) {
            let model = try SurfaceModel(surface, catalogue, solver)
            let leak = try LeakTerms(model, Disclosures(surface, catalogue).all, &barrier)
            var rejected: Solver.Term?
            if let condition = surface.query.condition {
                if PlainRow.isLeftOut(by: condition, of: surface, catalogue) {
                    verdict.isAlwaysTrue = false
                } else {
                    rejected = solver.and([model.joined, solver.not(try model.lowering.holds(condition))])
                }
            }
            let usual = model.usualPeriods() + model.model.preferences()
            try model.assume()
            switch solver.check([leak.any]) {
            case .none:
                let answer = solver.check([model.passes])
                verdict.isAlwaysEmpty = answer == .unknown ? nil : answer == .none
            case .unknown: throw Self.gaveUp
            case .model:
                verdict.isAlwaysEmpty = false
                let example = try counterexample(model, leak.any, leak.known, usual)
                verdict.outcome = .leaks(example)
                verdict.leaking = leaking(leak, solver)
            }
            if let rejected {
                let answer = solver.check([rejected])
                verdict.isAlwaysTrue = answer == .unknown ? nil : answer == .none
            }
        } catch {
            verdict.outcome = .undecided(error)
        }
        return verdict
    }

    /// What there is to say of a surface by a kept verdict of all that it depends on; nil where that is not to be believed.
    mutating func verdict(of surface: SystemSurface, kept: KeptVerdict) -> SurfaceVerdict? {
        var verdict = SurfaceVerdict(
            outcome: .proved, leaking: kept.leaking, isAlwaysEmpty: kept.isAlwaysEmpty,
            isAlwaysTrue: kept.isAlwaysTrue, assumptions: assumptions(surface))
        guard let (database, runTime) = kept.example else { return kept.leaking.isEmpty ? verdict : nil }
        // Rows of tables of another form are not tried out.
        for (name, rows) in database.tables {
            guard let columns = catalogue.tables[name]?.shape.columns.count, rows.allSatisfy({ $0.count == columns })
            else { return nil }
        }
        var oracle = LeakOracle(catalogue, barrier)
        let disclosures = Disclosures(surface, catalogue).all
        guard let leaks = try? oracle.leaks(of: surface, in: database, runTime: runTime), !leaks.isEmpty,
            kept.leaking.allSatisfy({ part in
                disclosures.contains { $0.fieldClass == part.fieldClass && $0.relation == part.relation }
            }), Set(leaks.map(\.fieldClass)).isSubset(of: Set(kept.leaking.map(\.fieldClass)))
        else { return nil }
        verdict.outcome = .leaks(Counterexample(database: database, runTime: runTime, leaks: leaks))
        return verdict
    }

    /// What leaks. To be called when the solver has a model of the leak.
    private func leaking(_ leak: LeakTerms, _ solver: Solver) -> Set<SurfaceVerdict.Part> {
        // Most leak in the model that is there already, and most are told by the same rows.
        var known: [Solver.Term: Bool] = [:]
        for part in leak.parts where solver.isTrue(part.term) { known[part.term] = true }
        var found: Set<SurfaceVerdict.Part> = []
        for part in leak.parts {
            let leaks = known[part.term] ?? (solver.check([part.term]) != .none)
            known[part.term] = leaks
            if leaks { found.insert(SurfaceVerdict.Part(fieldClass: part.fieldClass, relation: part.relation)) }
        }
        return found
    }

    private static var gaveUp: Undecided {
        Undecided(
            at: -1, ja: "制限時間内に証明も反例も見つかりませんでした。条件を簡単にしてください",
            en: "neither a proof nor a counterexample was found in time; write the condition in a simpler way")
    }

    private func assumptions(_ surface: SystemSurface) -> [String] {
        var names: Set<String> = []
        for relation in surface.query.relations {
            let table = catalogue.tables[relation.table.name]
            if table?.periods?.neverOverlap == true { names.insert(relation.table.name) }
            if case .periods(let name, _, _)? = table?.owner, catalogue.tables[name]?.periods?.neverOverlap == true {
                names.insert(name)
            }
        }
        return names.sorted()
    }

    /// Finds a model of the leak in which as many wishes come true as may be, the first before the last.
    private func keep(_ leak: Solver.Term, _ wishes: [Solver.Term], _ solver: Solver) throws(Undecided) {
        var wishes = wishes
        while true {
            switch solver.check([leak] + wishes) {
            case .model: return
            case .none:
                // Of those that cannot all come true, the last one is given up.
                guard let last = solver.conflict().max(), last > 0 else { throw Self.gaveUp }
                wishes.remove(at: last - 1)
            case .unknown:
                guard !wishes.isEmpty else { throw Self.gaveUp }
                wishes.removeLast((wishes.count + 1) / 2)
            }
        }
    }

    /// The most usual rows that leak, tried out.
    private func counterexample(
        _ model: SurfaceModel, _ leak: Solver.Term, _ known: [Solver.Term], _ usual: [Solver.Term]
    ) throws(Undecided)
        -> Counterexample
    {
        try keep(leak, known + usual, model.solver)
        let database = model.database()
        let runTime = model.model.runTime
        var oracle = LeakOracle(catalogue, barrier)
        let leaks: [Leak]
        do throws(EvaluationFault) {
            leaks = try oracle.leaks(of: model.surface, in: database, runTime: runTime)
        } catch {
            throw Undecided(
                at: -1, ja: "見つかった行では、問い合わせがエラーになります（\(error)）",
                en: "on the rows found the query ends with an error (\(error))")
        }
        guard !leaks.isEmpty else { throw Disagreement.undecided(model.surface, database) }
        return Counterexample(database: database, runTime: runTime, leaks: leaks)
    }
}

/// A counterexample that does not leak when it is tried out: a fault of ours.
enum Disagreement {
    static func undecided(_ surface: SystemSurface, _ database: SmallDatabase) -> Undecided {
        Undecided(
            at: -2, ja: "証明器と評価器の答えが違います。Sekisho の不具合です",
            en: "the proof and the evaluation differ; this is a fault of Sekisho")
    }
}
