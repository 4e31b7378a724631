import Intake

/// The view logs, one file for each surface, in order of time.
struct Views: Sendable {
    let staff: Staff
    let supply: Supply
    let period: Range<Int32>
    /// What each surface has of all views, in thousandths.
    private static let shares = [280, 210, 160, 130, 90, 60, 40, 30]

    /// How many views each surface has.
    static func counts(of views: Int) -> [Int] {
        let counts = shares.map { views * $0 / 1000 }
        return [views - counts.dropFirst().reduce(0, +)] + counts.dropFirst()
    }

    /// Writes the log of one surface, with numbers drawn for it alone, so that two can be written at once.
    func write(_ surface: Int, count: Int, folder: String) throws {
        var draw = Draw(seed: UInt64(surface + 1))
        let file = try LineWriter(folder + "/views-\(surface + 1).csv")
        file.text("at,viewer,subject,terminal")
        try file.endLine()
        var day = Int32.min
        var date: [UInt8] = []
        var former: (account: Int, point: Int)?
        for row in 0..<count {
            let place = Int64(row) * Int64(period.count)
            let today = period.lowerBound + Int32(place / Int64(count))
            if today != day {
                day = today
                date = Array(CalendarDay(daysSince1970: day).iso.utf8)
                former = nil
            }
            let oddity = draw.below(10_000)
            write(Self.second(at: place % Int64(count), of: Int64(count)), date, oddity, file)
            // Somebody presses the button again.
            let view = former.flatMap { draw.happens(300) ? $0 : nil } ?? drawView(day, &draw)
            former = view
            file.comma()
            if oddity != 2 { file.text(view.account < 0 ? "X" : "U") }
            if oddity != 2 { file.number(UInt64(abs(view.account)), width: 6) }
            file.comma()
            if view.point >= 0 {
                supply.number(view.point, file)
            } else {
                // A number that no register has.
                file.text("0699999")
                file.number(draw.next() % 1_000_000_000_000_000, width: 15)
            }
            if oddity == 3 { file.text("5") }
            file.text(",TERM-")
            file.number(UInt64(abs(view.account)) % 3000, width: 6)
            try file.endLine()
        }
        try file.close()
    }

    /// A date and time; three in 10,000 are wrong.
    private func write(_ second: Int, _ date: [UInt8], _ oddity: Int, _ file: LineWriter) {
        switch oddity {
        case 0: file.text("2022-02-30")
        case 1: file.text("2019-05-01")
        default: file.text(date)
        }
        file.text(" ")
        file.number(UInt64(second / 3600), width: 2)
        file.text(":")
        file.number(UInt64(second / 60 % 60), width: 2)
        file.text(":")
        file.number(UInt64(second % 60), width: 2)
    }

    /// Few look at night: a fiftieth of a day's views before eight, nine tenths from eight to eight.
    private static func second(at place: Int64, of count: Int64) -> Int {
        let thousandth = place * 1000 / count
        if thousandth < 20 { return Int(place * 50 * 28_800 / count) }
        if thousandth < 920 { return 28_800 + Int((place * 1000 - count * 20) * 43_200 / (count * 900)) }
        return 72_000 + Int((place * 1000 - count * 920) * 14_399 / (count * 80))
    }

    private func drawView(_ day: Int32, _ draw: inout Draw) -> (account: Int, point: Int) {
        if draw.happens(200) { return (-1 - draw.below(400), drawPoint(day, nil, &draw)) }
        if draw.happens(5) { return (staff.count + draw.below(Staff.shared), drawPoint(day, nil, &draw)) }
        let person = draw.below(staff.count)
        let side = staff.side(person, on: day)
        // One view in seven on the retailer's side looks without asking whose customer it is.
        let isCareful = side == Market.affiliate && draw.below(7) != 0
        return (person, drawPoint(day, isCareful ? side : nil, &draw))
    }

    /// A point whose owner that day can be said, with few exceptions, and is the one that is asked for.
    private func drawPoint(_ day: Int32, _ owner: Int?, _ draw: inout Draw) -> Int {
        let oddity = draw.below(10_000)
        if oddity < 10 { return -1 }
        while true {
            let point = draw.below(supply.points)
            let found = supply.owner(of: point, on: day)
            if let found, owner == nil || owner == found { return point }
            if found == nil, oddity < 500 { return point }
        }
    }
}
