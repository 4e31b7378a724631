import Conditions

/// Looks for any row that a surface gives out.
struct RowSearch {
    enum Answer {
        case none
        case row(WorkedExample)
        case undecided(Undecided)
    }

    private let catalogue: SystemCatalogue
    private let milliseconds: Int

    init(_ catalogue: SystemCatalogue, milliseconds: Int) {
        self.catalogue = catalogue
        self.milliseconds = milliseconds
    }

    /// Whether no row ever comes out; nil where nobody knows.
    func isEmpty(_ surface: SystemSurface) -> Bool? {
        let solver = Solver(milliseconds: milliseconds)
        guard let model = try? SurfaceModel(surface, catalogue, solver), (try? model.assume()) != nil else {
            return nil
        }
        let answer = solver.check([model.passes])
        return answer == .unknown ? nil : answer == .none
    }

    func row(of surface: SystemSurface) -> Answer {
        let solver = Solver(milliseconds: milliseconds)
        do throws(Undecided) {
            let model = try SurfaceModel(surface, catalogue, solver)
            let wishes = model.usualPeriods() + model.model.preferences()
            try model.assume()
            switch solver.check([model.passes]) {
            case .none: return .none
            case .unknown:
                return .undecided(Undecided(at: -1, ja: "制限時間を超えました", en: "the time was up"))
            case .model: break
            }
            var kept = [model.passes]
            if solver.check(kept + wishes) == .model {
                kept += wishes
            } else {
                for wish in wishes where solver.check(kept + [wish]) == .model { kept.append(wish) }
            }
            _ = solver.check(kept)
            let database = model.database()
            let runTime = model.model.runTime
            let rows: [SmallDatabase.Row]
            do throws(EvaluationFault) { rows = try database.rows(of: surface.query, runTime: runTime) } catch {
                return .undecided(Undecided(at: -1, ja: "\(error)", en: "\(error)"))
            }
            guard let row = rows.first else { return .undecided(Disagreement.undecided(surface, database)) }
            return .row(
                Explanation(catalogue: catalogue, surface: surface, sentences: [:]).example(row, database, runTime))
        } catch {
            return .undecided(error)
        }
    }

    /// Whether a condition is true of every row that the others let through.
    func isRedundant(_ condition: SQLExpression, in surface: SystemSurface, beside others: [SQLExpression]) -> Bool {
        var changed = surface
        let isNot = SQLExpression(.not(SQLExpression(.isTruth(condition, true), .bool)), .bool)
        changed.query.condition = SQLExpression(.and(others + [isNot]), .bool)
        if others.isEmpty { changed.query.condition = isNot }
        return isEmpty(changed) == true
    }
}
