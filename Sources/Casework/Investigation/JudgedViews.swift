import Barrier
import Registry
import Trace

/// What became of the views of one surface that could be read, repeats included.
struct JudgedViews: Sendable {
    /// Allowed by the rule book.
    var lawful = 0
    /// Exposures to the investigated side.
    var exposures = 0
    /// Exposures to other sides.
    var otherExposures = 0
    /// Views that could not be judged.
    var undetermined = 0

    var views: Int { lawful + exposures + otherExposures + undetermined }

    static func + (one: Self, other: Self) -> Self {
        JudgedViews(
            lawful: one.lawful + other.lawful, exposures: one.exposures + other.exposures,
            otherExposures: one.otherExposures + other.otherExposures,
            undetermined: one.undetermined + other.undetermined)
    }
}

extension Investigation {
    /// What became of the views, surface by surface.
    static func judged(_ found: LookBackResult, _ directory: Directory, side: CompanyIndex?) -> [JudgedViews] {
        var judged = found.lawful.map { JudgedViews(lawful: $0.reduce(0, +)) }
        for exposure in found.exposures {
            let surface = Int(exposure.surface.rawValue)
            if directory[exposure.employment].side == side {
                judged[surface].exposures += 1
            } else {
                judged[surface].otherExposures += 1
            }
        }
        for view in found.undetermined { judged[Int(view.surface.rawValue)].undetermined += 1 }
        return judged
    }
}
