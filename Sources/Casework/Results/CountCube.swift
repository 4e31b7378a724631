import Barrier
import Intake
import Registry
import Report
import Trace

/// Exact counts of one study's exposures, for every combination of kind, voltage, surface and month.
///
/// Distinct counts cannot be added up, so nobody could make these numbers from one another: each combination is counted
/// by itself.
struct CountCube {
    static let dimensions: [Dimension] = [.kind, .voltage, .surface, .month]
    let counts: CountTables
    let isIn: (Exposure) -> Bool

    /// The heading, and a row for each combination that occurs; a dimension that is not told apart is empty.
    var rows: [[String]] {
        var rows = [Self.dimensions.map(\.rawValue) + CountTables.units.map(\.id)]
        for chosen in 0..<(1 << Self.dimensions.count) {
            let dimensions = Self.dimensions.enumerated().filter { chosen >> $0.offset & 1 == 1 }.map(\.element)
            let groups = counts.lookBack.counts(counts.found, by: dimensions, where: isIn)
            for (key, group) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
                let values = Dictionary(uniqueKeysWithValues: zip(dimensions, key))
                rows.append(
                    Self.dimensions.map { dimension in values[dimension].map { counts.heading(dimension, $0).id } ?? ""
                    }
                        + CountTables.units.map { unit in
                            // A log that names no terminals does not say that there were none.
                            unit.id == "terminals" && group.terminals == 0
                                ? "" : String(group[keyPath: unit.value])
                        })
            }
        }
        return rows
    }
}
