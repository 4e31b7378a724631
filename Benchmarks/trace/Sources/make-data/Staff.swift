import Intake

/// The people, their user ids, and for whom they worked when.
struct Staff: Sendable {
    struct Stretch: Sendable {
        var side: Int
        var from: Int32
        var to: Int32
    }

    let count: Int
    /// By person; half-open.
    private(set) var stretches: [[Stretch]] = []
    /// How many user ids are shared; they follow those of the people.
    static let shared = 5

    init(count: Int, period: Range<Int32>, folder: String, _ draw: inout Draw) throws {
        self.count = count
        let people = try LineWriter(folder + "/people.csv")
        let accounts = try LineWriter(folder + "/accounts.csv")
        let employments = try LineWriter(folder + "/employments.csv")
        people.text("person,name")
        accounts.text("account,person,shared")
        employments.text("person,company,position,kind,engagedBy,from,to")
        for file in [people, accounts, employments] { try file.endLine() }
        for person in 0..<count {
            let id = "P" + Self.padded(person)
            people.text("\(id),氏名 \(person)")
            try people.endLine()
            accounts.text("\(Self.account(person)),\(id),")
            try accounts.endLine()
            let own = Self.drawStretches(period, &draw)
            stretches.append(own)
            for stretch in own {
                let isContractor = draw.happens(5500)
                let company = isContractor ? Market.contractor(of: stretch.side, draw.below(100)) : stretch.side
                let from = CalendarDay(daysSince1970: stretch.from).iso
                let to = stretch.to == .max ? "" : CalendarDay(daysSince1970: stretch.to).iso
                employments.text("\(id),\(Market.id(company)),\(draw.happens(900) ? "manager" : "staff"),")
                employments.text(isContractor ? "contractor,\(Market.id(stretch.side))," : "employee,,")
                employments.text("\(from),\(to)")
                try employments.endLine()
            }
        }
        for number in 0..<Self.shared {
            accounts.text("\(Self.account(count + number)),,yes")
            try accounts.endLine()
        }
        for file in [people, accounts, employments] { try file.close() }
    }

    static func account(_ number: Int) -> String { "U" + padded(number) }

    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// For which side the person acts on a day; nil where that cannot be said.
    func side(_ person: Int, on day: Int32) -> Int? {
        var side: Int?
        for stretch in stretches[person] where stretch.from <= day && day < stretch.to {
            if side != nil { return nil }
            side = stretch.side
        }
        return side
    }

    private static func drawStretches(_ period: Range<Int32>, _ draw: inout Draw) -> [Stretch] {
        let side = draw.happens(5800) ? Market.networkOperator : Market.affiliate
        let from = period.lowerBound - Int32(draw.in(200...5000))
        let change = period.lowerBound + Int32(draw.below(period.count))
        switch draw.below(1000) {
        case ..<60:
            // A transfer from one side to the other.
            let other = side == Market.affiliate ? Market.networkOperator : Market.affiliate
            return [Stretch(side: side, from: from, to: change), Stretch(side: other, from: change, to: .max)]
        case ..<63:
            // Two employments that contradict each other for some weeks.
            let other = side == Market.affiliate ? Market.networkOperator : Market.affiliate
            return [
                Stretch(side: side, from: from, to: change + 21), Stretch(side: other, from: change, to: .max),
            ]
        case ..<70:
            // Somebody who left; the account lived on.
            return [Stretch(side: side, from: from, to: max(change, period.upperBound - 30))]
        default:
            return [Stretch(side: side, from: from, to: .max)]
        }
    }
}
