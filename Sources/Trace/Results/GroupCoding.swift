import Barrier
import Intake
import Registry

/// The dimensions' values of an exposure as one number.
///
/// Each value follows from one small number of the exposure: its employment, day, surface, owner or voltage. So for
/// each of these there is a table of what it adds to the code.
struct GroupCoding {
    private let dimensions: [Dimension]
    /// Where each dimension's value stands in the code: the lowest bit of its stretch.
    private let shifts: [Int]
    private var byEmployment: [UInt128] = []
    private var byDay: [UInt128] = []
    private var bySurface: [UInt128] = []
    private var byOwner: [UInt128] = []
    private var byVoltage: [UInt128] = []
    private let firstDay: Int32
    /// More than any value needs: companies and departments have 16 bits, and months fewer.
    private static let bits = 18

    init(_ dimensions: [Dimension], _ lookBack: LookBack) {
        self.dimensions = dimensions
        shifts = dimensions.indices.map { $0 * Self.bits }
        let directory = lookBack.directory
        let days = lookBack.days
        firstDay = days.lowerBound
        byEmployment = directory.employments.map { employment in
            code([
                .kind: employment.kind == .employee ? 0 : 1, .side: Int(employment.side.rawValue),
                .department: employment.department.map { Int($0.rawValue) } ?? -1,
            ])
        }
        byDay = days.map { code([.month: Int(CalendarDay(daysSince1970: $0).monthKey)]) }
        bySurface = lookBack.catalogue.surfaces.indices.map { code([.surface: $0]) }
        byOwner = directory.companies.indices.map { code([.owner: $0]) }
        byVoltage = (-1..<Voltage.allCases.count).map { code([.voltage: $0]) }
    }

    /// What some dimensions add to the code, each value, from -1 on, raised by 1.
    private func code(_ values: [Dimension: Int]) -> UInt128 {
        zip(dimensions, shifts).reduce(0) { code, entry in
            code | UInt128((values[entry.0] ?? -1) + 1) << entry.1
        }
    }

    /// The code of an exposure.
    func code(_ exposure: Exposure) -> UInt128 {
        let day = Int(exposure.instant.day(in: .japan).daysSince1970 - firstDay)
        return byEmployment[Int(exposure.employment.rawValue)] | byDay[day] | bySurface[Int(exposure.surface.rawValue)]
            | byOwner[Int(exposure.owner.rawValue)] | byVoltage[Int(exposure.voltage)]
    }

    /// The values that a code stands for.
    func key(_ code: UInt128) -> CountKey {
        shifts.map { Int32(truncatingIfNeeded: code >> $0 & (1 << Self.bits - 1)) - 1 }
    }
}
