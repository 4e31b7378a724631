import Intake

/// One supply (or purchase) contract: whose customer a point was, and when.
package struct Spell: Sendable {
    /// The contract's number; its id is made of it.
    package var contract: Int32
    /// The supplier, or purchaser.
    package var owner: UInt16
    package var grade: Grade
    package var days: Days
}

/// The voltages, and power bought from a customer's panels, which has none.
package enum Grade: UInt8, CaseIterable, Sendable {
    case extraHigh, high, low, purchase

    package init(_ name: String) { self = Grade.allCases.first { $0.name == name } ?? .low }

    package var name: String {
        switch self {
        case .extraHigh: "extraHigh"
        case .high: "high"
        case .low: "low"
        case .purchase: "purchase"
        }
    }
}

/// A contract that a study must show as seen.
package struct Target: Sendable {
    package var point: Int32
    package var spell: Int32
}

/// Every supply point and facility with its history.
package struct SupplyRegister: Sendable {
    package private(set) var spells: [Spell] = []
    /// The first spell of each point; one entry more than there are points.
    package private(set) var starts: [Int32] = [0]
    /// By study.
    package private(set) var targets: [[Target]] = []
    /// Points that the investigated company supplies throughout, and points of others that nobody need have seen.
    package private(set) var own: [Grade: [Int32]] = [:]
    package private(set) var others: [Grade: [Int32]] = [:]
    /// Points that had the investigated company as supplier on some days only, with these days.
    package private(set) var formerlyOwn: [Grade: [(point: Int32, days: Days)]] = [:]
    /// Days on which nobody, or more than one, is registered as supplier.
    package private(set) var vacant: [(point: Int32, days: Days)] = []
    package private(set) var contradictory: [(point: Int32, days: Days)] = []
    /// Points that only the list of points has.
    package private(set) var withoutPeriods = 0

    private let market: Market
    private let before: Int32
    private var generator: SeededGenerator
    private var contract: Int32 = 0

    package var pointCount: Int { starts.count - 1 }

    package func spells(of point: Int32) -> ArraySlice<Spell> {
        spells[Int(starts[Int(point)])..<Int(starts[Int(point) + 1])]
    }

    package func isFacility(_ point: Int32) -> Bool { spells[Int(starts[Int(point)])].grade == .purchase }

    /// - Parameter cores: for each study the days on which all of its logs may show something.
    init(_ scenario: Scenario, _ market: Market, cores: [Days]) {
        self.market = market
        before = Days(scenario.period).lowerBound
        generator = SeededGenerator(seed: scenario.seed, part: "supply")
        let file = scenario.file
        for (study, core) in zip(file.studies, cores) {
            var found: [Target] = []
            for grade in Grade.allCases {
                var missing = study.contracts[grade.name] ?? 0
                while missing > 0 {
                    let made = addTarget(grade, core, atMost: missing)
                    found += made
                    missing -= made.count
                }
            }
            targets.append(found)
        }
        let supplied = file.studies.flatMap { study in
            Grade.allCases.compactMap { grade in study.contracts[grade.name].map { (grade, $0) } }
        }
        let total = supplied.reduce(0) { $0 + ($1.0 == .purchase ? 0 : $1.1) }
        for (grade, count) in supplied {
            let share =
                grade == .purchase ? file.world.facilities : file.world.supplyPoints * count / max(1, total)
            addBackground(grade, max(40, share))
        }
        let core = cores.first ?? Days(scenario.period)
        let grade = supplied.first { $0.0 != .purchase }?.0 ?? .low
        for _ in 0..<min(60, file.traps?.vacantSpells ?? 0) { addVacant(grade, core) }
        for _ in 0..<min(40, file.traps?.overlappingPeriods ?? 0) { addContradictory(grade, core) }
        withoutPeriods = min(50, file.traps?.vacantSpells ?? 0)
    }

    // MARK: Histories

    private mutating func add(_ history: [(owner: Int, grade: Grade, days: Days)]) -> Int32 {
        for entry in history {
            spells.append(
                Spell(contract: contract, owner: UInt16(entry.owner), grade: entry.grade, days: entry.days))
            contract += 1
        }
        starts.append(Int32(spells.count))
        return Int32(starts.count - 2)
    }

    /// Few retailers have most customers.
    private mutating func retailer(but former: Int? = nil) -> Int {
        while true {
            let first = generator.below(market.otherRetailers.count)
            let place = generator.percent(60) ? generator.below(first + 1) : first
            let retailer = market.otherRetailers[place]
            if retailer != former || market.otherRetailers.count == 1 { return retailer }
        }
    }

    private mutating func day(in core: Days, _ from: Int, _ to: Int) -> Int32 {
        core.lowerBound + Int32(core.count * (from + generator.below(to - from)) / 100)
    }

    private mutating func start() -> Int32 { before - 400 - Int32(generator.below(3000)) }

    /// One point with at least one, and at most so many, contracts of other suppliers.
    private mutating func addTarget(_ grade: Grade, _ core: Days, atMost: Int) -> [Target] {
        let own = Market.investigated
        let other = retailer()
        let first = start()
        let never = Int32.max
        let (early, late) = (day(in: core, 20, 50), day(in: core, 50, 80))
        switch generator.below(100) {
        case ..<8 where early > core.lowerBound:
            // Lost: the view of the day before is lawful, that of the day itself is not.
            let point = add([(own, grade, first..<early), (other, grade, early..<never)])
            formerlyOwn[grade, default: []].append((point, first..<early))
            return targets(point, [1])
        case 8..<15 where late > core.lowerBound:
            let point = add([(other, grade, first..<late), (own, grade, late..<never)])
            formerlyOwn[grade, default: []].append((point, late..<never))
            return targets(point, [0])
        case 15..<20 where atMost > 1 && late > core.lowerBound:
            let point = add([(other, grade, first..<late), (retailer(but: other), grade, late..<never)])
            return targets(point, [0, 1])
        case 20..<24 where early < late && early > core.lowerBound:
            // Gone, and come back.
            let point = add([(own, grade, first..<early), (other, grade, early..<late), (own, grade, late..<never)])
            formerlyOwn[grade, default: []].append((point, late..<never))
            return targets(point, [1])
        case 24..<27 where atMost > 1 && late > core.lowerBound:
            // A new contract with the same supplier: two contracts, one supply point.
            let point = add([(other, grade, first..<late), (other, grade, late..<never)])
            return targets(point, [0, 1])
        case 27..<31 where grade != .low:
            let point = add([(Market.networkOperator, grade, first..<never)])
            return targets(point, [0])
        default:
            let point = add([(other, grade, first..<never)])
            return targets(point, [0])
        }
    }

    private func targets(_ point: Int32, _ places: [Int32]) -> [Target] {
        places.map { Target(point: point, spell: starts[Int(point)] + $0) }
    }

    private mutating func addBackground(_ grade: Grade, _ count: Int) {
        for index in 0..<count {
            let first = start()
            if index % 5 < 3 {
                own[grade, default: []].append(add([(Market.investigated, grade, first..<Int32.max)]))
            } else {
                others[grade, default: []].append(add([(retailer(), grade, first..<Int32.max)]))
            }
        }
    }

    private mutating func addVacant(_ grade: Grade, _ core: Days) {
        let (early, late) = (day(in: core, 20, 50), day(in: core, 50, 80))
        guard early < late else { return }
        let point = add([(retailer(), grade, start()..<early), (retailer(), grade, late..<Int32.max)])
        vacant.append((point, early..<late))
    }

    private mutating func addContradictory(_ grade: Grade, _ core: Days) {
        let (early, late) = (day(in: core, 20, 50), day(in: core, 50, 80))
        guard early < late else { return }
        let former = retailer()
        let point = add([(former, grade, start()..<late), (retailer(but: former), grade, early..<Int32.max)])
        contradictory.append((point, early..<late))
    }

    // MARK: Numbers

    /// A number that no other point has: of a supply point 22 digits, of a facility a letter and nine.
    package func number(_ point: Int32) -> [UInt8] { Self.number(Int(point), isFacility: isFacility(point)) }

    /// The number of a place in the series of all numbers, which is longer than the register.
    package static func number(_ place: Int, isFacility: Bool) -> [UInt8] {
        if isFacility {
            return [UInt8(ascii: "G")] + digits(UInt64(place) &* 7_368_787 % 1_000_000_000, 9)
        }
        let spread = UInt64(place) &* 999_999_937 % 10_000_000_000_000
        return digits(UInt64(6), 2) + digits(spread / 1_000_000 % 97, 7) + digits(spread, 13)
    }

    private static func digits(_ number: UInt64, _ count: Int) -> [UInt8] {
        var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
        var rest = number
        for place in digits.indices.reversed() {
            digits[place] += UInt8(rest % 10)
            rest /= 10
        }
        return digits
    }
}
