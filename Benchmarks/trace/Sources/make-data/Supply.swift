import Intake

/// Whose customer is whose, when: the periods by supply point.
struct Supply: Sendable {
    struct Period: Sendable {
        var owner: Int
        var from: Int32
        var to: Int32
    }

    /// Where each point's periods begin in `periods`; one more entry than there are points.
    private(set) var first: [Int] = [0]
    private(set) var periods: [Period] = []
    private(set) var highs: [UInt16] = []
    private static let registerBegins: Int32 = 16_892  // 2016-04-01

    var points: Int { first.count - 1 }

    /// - Parameter count: how many periods there are.
    init(count: Int, period: Range<Int32>, folder: String, _ draw: inout Draw) throws {
        let file = try LineWriter(folder + "/supply-periods.csv")
        file.text("supplyPoint,contract,supplier,voltage,from,to")
        try file.endLine()
        var contract = 0
        while periods.count < count {
            let point = points
            highs.append(UInt16(draw.below(10_000)))
            let own = Self.drawPeriods(period, &draw)
            let voltage = ["low", "high", "extraHigh"][draw.weighted([880, 110, 10])]
            for stretch in own.prefix(count - periods.count) {
                periods.append(stretch)
                // Some contracts cover several points.
                if !draw.happens(300) { contract += 1 }
                number(point, file)
                file.text(",C")
                file.number(UInt64(contract), width: 9)
                file.text(",\(Market.id(stretch.owner)),\(voltage),\(CalendarDay(daysSince1970: stretch.from).iso),")
                let isWrong = draw.below(100_000) == 0
                if isWrong {
                    // Ends before it begins: a row to be rejected.
                    periods[periods.count - 1].to = stretch.from - 1
                    file.text(CalendarDay(daysSince1970: stretch.from - 1).iso)
                } else if stretch.to != .max {
                    file.text(CalendarDay(daysSince1970: stretch.to).iso)
                }
                try file.endLine()
            }
            first.append(periods.count)
        }
        try file.close()
    }

    /// A point's number: all 22 digits of it, no two alike. The multiplier has no factor in common with 10^16.
    func number(_ point: Int, _ file: LineWriter) {
        let modulus: UInt64 = 10_000_000_000_000_000
        let product = UInt64(point + 1).multipliedFullWidth(by: 6_364_136_223_846_793)
        file.text("06")
        file.number(UInt64(highs[point]), width: 4)
        file.number(modulus.dividingFullWidth(product).remainder, width: 16)
    }

    /// Whose customer a point was on a day; nil where that cannot be said.
    func owner(of point: Int, on day: Int32) -> Int? {
        var owner: Int?
        for place in first[point]..<first[point + 1] where periods[place].from <= day && day < periods[place].to {
            if owner != nil { return nil }
            owner = periods[place].owner
        }
        return owner
    }

    private static func drawPeriods(_ period: Range<Int32>, _ draw: inout Draw) -> [Period] {
        let count = draw.weighted([650, 220, 80, 30, 12, 8]) + 1
        var periods: [Period] = []
        var from = registerBegins + Int32(draw.below(Int(period.lowerBound - registerBegins)))
        var owner = Market.drawOwner(&draw)
        for place in 0..<count {
            var to = from + Int32(draw.in(30...900))
            let next = to
            if place == count - 1 {
                // Most supply goes on.
                to = draw.happens(9800) ? .max : max(next, period.lowerBound + Int32(draw.below(600)))
            } else if draw.happens(200) {
                to -= Int32(draw.in(1...25))  // a gap
            } else if draw.happens(200) {
                to += Int32(draw.in(1...25))  // an overlap
            }
            periods.append(Period(owner: owner, from: from, to: to))
            from = next
            // A new contract need not be a new supplier.
            if draw.happens(8500) { owner = Market.drawOwner(&draw) }
        }
        return periods
    }
}
