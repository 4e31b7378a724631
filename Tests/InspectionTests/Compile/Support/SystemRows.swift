import Conditions
import Intake

/// Rows for the made-up system, drawn from a seed.
struct SystemRows: RandomNumberGenerator {
    private var state: UInt64
    private let today: CalendarDay

    init(seed: UInt64, today: CalendarDay) {
        state = seed
        self.today = today
    }

    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: 0..<items.count, using: &self)] }
    private mutating func once(in count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }

    static let texts: [String?] = [
        nil, "", "%", "_", "\\", "'", "\"", "a", "ab", "abcd", "abcde", "𠮷野家", "😀", "😀😀😀😀😀", "e\u{301}", "é", "\n",
        "\\x41",
        "t.\"v", "NULL", "a%b_c\\d", "06-0000-0001", "供給地点0001", " ", "\u{10FFFF}\u{FFFF}",
    ]
    static let points: [String?] = ["p%", "p_", "\\p", "", "😀", "p", "px", nil]

    /// The day before a switch, the day, the day after, and further off; today's are among them.
    private mutating func moment() -> Datum.Moment {
        if once(in: 12) { return .infinity }
        if once(in: 12) { return .minusInfinity }
        let base = once(in: 2) ? today.daysSince1970 : 19_723
        return Datum.Moment(CalendarDay(daysSince1970: base + Int32.random(in: -3...3, using: &self)))
    }

    /// A moment, at times within its day.
    private mutating func time() -> Datum.Moment {
        let moment = moment()
        guard moment.isFinite, !once(in: 3) else { return moment }
        return Datum.Moment(
            microseconds: moment.microseconds
                + pick([1, 43_200_000_000, 86_399_999_999, 86_400_000_000 - 1, 3_600_500_000]))
    }

    private mutating func cell(_ column: MadeSystem.Column) -> Datum? {
        switch column.name {
        case "owner", "supplier", "buyer": return pick(MadeSystem.codes).map { .text(Text($0)) }
        case "volt":
            return pick(["1", "%", "t.\"v", "low", "high", "extraHigh", "LOW", "", nil]).map { .text(Text($0)) }
        case "point": return pick(Self.points).map { .text(Text($0)) }
        case "area", "zone": return pick([0 as Int64?, 1, nil]).map { .integer($0) }
        default: break
        }
        if once(in: 8), column.name != "from", column.name != "began" { return nil }
        if once(in: 15) { return nil }
        switch column.type {
        case "boolean": return .bool(once(in: 2))
        case "date": return .date(moment())
        case "timestamp": return .timestamp(time())
        case "smallint": return .integer(pick([-32_768, -1, 0, 1, 24, 25, 99, 100, 32_767]))
        case "integer": return .integer(pick([-2_147_483_648, -11, 0, 9, 10, 2_147_483_647]))
        case "bigint": return .integer(pick([.min, -11, -10, -1, 0, 9, 10, 12_345, .max]))
        case "numeric(9, 1)":
            return Number(parsing: pick(["-99999999.9", "-7.0", "-0.1", "0", "6.9", "7", "13.9", "99999999.9"])).map {
                .number($0)
            }
        case "varchar(20)":
            return pick(Self.texts).map { .text(Text(String($0.unicodeScalars.prefix(20).map(Character.init)))) }
        default: return pick(Self.texts).map { .text(Text($0)) }
        }
    }

    /// Some rows of each table, with numbers of their own.
    mutating func database(_ counts: [String: Int]) -> SmallDatabase {
        var tables: [String: [[Datum?]]] = [:]
        for table in MadeSystem.tables {
            tables[table.name] = (0..<(counts[table.name] ?? 5)).map { number in
                table.columns.enumerated().map { $0 == 0 ? .integer(Int64(number)) : cell($1) }
            }
        }
        return SmallDatabase(tables)
    }
}
