import Barrier
import Conditions

@testable import Inspection

/// Tries a surface out on many rows: what no proof may contradict.
struct BruteForce {
    /// What came out.
    struct Findings {
        /// How many rows of the query's first table were looked at.
        var rows = 0
        /// How many rows came out.
        var shown = 0
        /// The classes that leaked.
        var classes: FieldClassSet = []
        /// Where something leaked first.
        var example: (database: SmallDatabase, runTime: Datum.Moment)?
        /// Whether the condition held a row back, the joins alone letting it through.
        var isHeldBack = false
    }

    private var databases: MadeDatabases
    private var oracle: LeakOracle
    private var seeds: [SmallDatabase]

    init(
        _ surface: SystemSurface, _ catalogue: SystemCatalogue, _ barrier: BarrierTable, seed: UInt64,
        near: [SmallDatabase] = []
    ) {
        databases = MadeDatabases(surface, catalogue, seed: seed)
        oracle = LeakOracle(catalogue, barrier)
        seeds = near
    }

    /// Looks at so many rows, or until something leaks where that is enough.
    mutating func search(rows: Int, untilLeak: Bool = false) -> Findings {
        var findings = Findings()
        let surface = databases.surface
        let first = surface.query.relations.first?.table.name ?? ""
        var unfiltered = surface.query
        unfiltered.condition = nil
        unfiltered.outputs = []
        var batches = 0
        while findings.rows < rows, !(untilLeak && findings.example != nil) {
            batches += 1
            let database = databases.database(near: seeds, rows: min(200, rows - findings.rows))
            findings.rows += max(1, database.tables[first]?.count ?? 0)
            let runTime = databases.runTime()
            for part in shown(database, first, runTime) {
                guard let leaks = try? oracle.leaks(of: surface, in: part.database, runTime: runTime) else { continue }
                findings.shown += part.rows
                for leak in leaks { findings.classes.insert(FieldClassSet(leak.fieldClass)) }
                if !leaks.isEmpty, findings.example == nil { findings.example = (part.database, runTime) }
            }
            if !findings.isHeldBack, batches <= 100, let all = try? database.rows(of: unfiltered, runTime: runTime),
                let passed = try? database.rows(of: surface.query, runTime: runTime)
            {
                findings.isHeldBack = all.count > passed.count
            }
        }
        return findings
    }

    /// The parts of a database of which something is shown, with how many rows; new ones become seeds.
    private mutating func shown(
        _ database: SmallDatabase, _ first: String, _ runTime: Datum.Moment
    ) -> [(database: SmallDatabase, rows: Int)] {
        let query = databases.surface.query
        var kept: [SmallDatabase] = []
        var count = 0
        if databases.isSingle {
            // Each row stands for itself: those that are shown are enough, and one that ends in an error hides no other.
            var rows: [[Datum?]] = []
            if let all = try? database.rows(of: query, runTime: runTime) {
                rows = all.compactMap { $0.sources[0] }
            } else {
                rows = (database.tables[first] ?? []).filter { row in
                    (try? SmallDatabase([first: [row]]).rows(of: query, runTime: runTime))?.isEmpty == false
                }
            }
            if !rows.isEmpty { kept = [SmallDatabase([first: rows])] }
            count = rows.count
        } else if let all = try? database.rows(of: query, runTime: runTime), !all.isEmpty {
            kept = [database]
            count = all.count
        }
        for database in kept {
            if seeds.count < 40 { seeds.append(database) } else { seeds[databases.dice.below(seeds.count)] = database }
        }
        return kept.map { ($0, count) }
    }
}

extension Prover {
    /// Some rows that a surface shows, found by the solver; none where it shows none, or nobody knows.
    func shown(_ surface: SystemSurface) -> [SmallDatabase] {
        let solver = Solver(milliseconds: 2_000)
        guard let model = try? SurfaceModel(surface, catalogue, solver), (try? model.assume()) != nil else { return [] }
        var found: [SmallDatabase] = []
        if solver.check([model.passes]) == .model { found.append(model.database()) }
        let usual = model.model.preferences()
        if solver.check([model.passes] + usual) == .model { found.append(model.database()) }
        return found
    }
}
