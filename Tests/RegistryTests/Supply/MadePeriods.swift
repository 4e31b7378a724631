import Intake

@testable import Registry

extension Dice {
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True once in `sides` times.
    mutating func oneIn(_ sides: Int) -> Bool { number(1...sides) == 1 }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[number(0...choices.count - 1)] }
}

/// A period as a person would read it off a page. Days are counted from 1970-01-01.
struct PlainPeriod: Hashable {
    var number: String
    var contract: String
    var owner: String
    var voltage: Voltage?
    var from: Int
    var to: Int?

    func holds(on day: Int) -> Bool { from <= day && (to == nil || day < to!) }
}

/// A register of periods drawn by chance, as text and as what it means.
struct MadePeriods {
    static let owners = ["N1", "R1", "R2"]
    static let firstDay = 19_000

    let isPurchase: Bool
    private(set) var bytes: [UInt8] = []
    private(set) var encoding: TextEncoding
    private(set) var dates: DateDialect
    private(set) var columns: [String: String] = [:]
    /// Every row that can be used, repeated ones too.
    private(set) var periods: [PlainPeriod] = []
    private(set) var rejects: [Reject] = []
    /// Rows that cannot be used and name a number: on their days, or on all, nobody can say whose it was.
    private(set) var doubts: [PlainPeriod] = []
    /// The numbers that the periods are about, and some others.
    let numbers: [String]
    private let order: [String]
    private var line = 1

    init(purchases: Bool, rows: Int, _ dice: inout Dice) {
        isPurchase = purchases
        encoding = dice.pick([.utf8, .cp932])
        dates = dice.pick([.iso, .iso, .slash, .compact, .japaneseEra])
        numbers = (0..<max(3, rows / 3)).map { _ in
            purchases
                ? "\(dice.pick(["A", "B", "Z"]))00000000\(dice.number(0...9))"
                : dice.pick(["02", "06", "00"]) + (dice.oneIn(2) ? "0000000000000000000" : "9999999999999999999")
                    + "\(dice.number(0...9))"
        }
        order =
            (purchases
            ? ["contract", "facility", "purchaser", "from", "to", "holder"]
            : ["supplyPoint", "contract", "supplier", "voltage", "from", "to", "note"]).shuffled(using: &dice)
        if dice.oneIn(2) { columns = ["from": "開始日", "contract": "契約番号"] }
        write(order.map { columns[$0] ?? $0 }, end: "\n")
        for row in 0..<rows { add(isLast: row == rows - 1, &dice) }
    }

    var source: OwnershipSource {
        OwnershipSource(
            source: MemorySource(name: "periods.csv", bytes: bytes), format: TableFormat(encoding: encoding),
            columns: columns, dates: dates)
    }

    private mutating func add(isLast: Bool, _ dice: inout Dice) {
        if dice.oneIn(40) { write([], end: "\r\n") }
        if let again = periods.last, dice.oneIn(8) { return write(row(again, &dice), meaning: again) }
        let from = Self.firstDay + dice.number(0...20)
        let period = PlainPeriod(
            number: dice.pick(numbers),
            contract: dice.pick([
                "C-1", "C-2", "exactly-15-byte", "sixteen-bytes-01", "契約一二三四五六七八九",
            ]),
            owner: dice.pick(Self.owners), voltage: isPurchase ? nil : dice.pick(Voltage.allCases), from: from,
            to: dice.oneIn(3) ? nil : from + dice.number(1...12))
        var cells = row(period, &dice)
        if isLast ? dice.oneIn(3) : dice.oneIn(10) { return spoil(&cells, of: period, isLast: isLast, &dice) }
        write(cells, meaning: period)
    }

    private var numberColumn: String { isPurchase ? "facility" : "supplyPoint" }
    private var ownerColumn: String { isPurchase ? "purchaser" : "supplier" }

    // MARK: Text

    private func row(_ period: PlainPeriod, _ dice: inout Dice) -> [String: String] {
        let number = period.number
        let (head, tail) = (String(number.prefix(6)), String(number.dropFirst(6)))
        let spellings = [
            number, number, number, wide(number), "\(head)-\(tail)", " \(head) \(tail)", "\(head)－\(tail)",
            number.lowercased(),
        ]
        var cells: [String: String] = [
            numberColumn: dice.pick(spellings),
            "contract": dice.pick([period.contract, period.contract, wide(period.contract), " \(period.contract) "]),
            ownerColumn: dice.pick([period.owner, period.owner, wide(period.owner), "\(period.owner)　"]),
            "from": date(period.from, &dice),
            "to": period.to.map { date($0, &dice) }
                ?? dice.pick(["", " ", "9999-12-31", "9999/12/31", "99991231", "9999-12-31 00:00:00", "９９９９－１２－３１"]),
            "note": dice.pick(["", "ｶﾞｽ併用", "x"]), "holder": "山田電機㈱",
        ]
        if let voltage = period.voltage {
            cells["voltage"] = dice.pick([voltage.rawValue, voltage.rawValue, wide(voltage.rawValue)])
        }
        return cells
    }

    private func date(_ day: Int, _ dice: inout Dice) -> String {
        let (year, month, day) = CalendarDay(daysSince1970: Int32(day)).date
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let text =
            switch dates {
            case .slash: dice.pick(["\(year)/\(month)/\(day)", "\(year)/\(pad(month))/\(pad(day)) 0:00"])
            case .compact: "\(year)\(pad(month))\(pad(day))"
            case .japaneseEra: dice.pick(["令和\(year - 2018)年\(month)月\(day)日", "R\(year - 2018).\(month).\(day)"])
            default:
                dice.pick(["\(year)-\(pad(month))-\(pad(day))", "\(year)-\(pad(month))-\(pad(day))T00:00:00+09:00"])
            }
        return dice.oneIn(6) ? wide(text) : text
    }

    private func wide(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0) ?? $0 : $0
                }))
    }

    // MARK: Rows that cannot be used

    private mutating func spoil(
        _ cells: inout [String: String], of period: PlainPeriod, isLast: Bool, _ dice: inout Dice
    ) {
        let bad: [(String, String, RejectReason)] = [
            (numberColumn, "", .emptyIdentifier), (numberColumn, "　", .emptyIdentifier),
            (numberColumn, "123", .unreadableIdentifier),
            (numberColumn, "02000000000000000000X1", .unreadableIdentifier),
            ("contract", " ", .emptyIdentifier), ("contract", "", .emptyIdentifier),
            (ownerColumn, "", .emptyIdentifier),
            (ownerColumn, "R9", .unknownReference), ("from", "", .unreadableDate),
            ("from", "9999-12-31", .unreadableDate),
            ("from", "soon", .unreadableDate), ("to", "later", .unreadableDate), ("to", cells["from"] ?? "", .badValue),
        ]
        let (column, text, reason) = dice.pick(
            bad + (isPurchase ? [] : [("voltage", "", .badValue), ("voltage", "低圧", .badValue)]))
        if isLast || dice.oneIn(5) {
            let (line, _) = write(Array(order.map { cells[$0] ?? "" }.prefix(3)), end: isLast ? "" : "\n")
            let reason = isLast ? RejectReason.cutShort : .tooFewColumns
            rejects.append(Reject(file: "periods.csv", line: line, reason: reason, excerpt: ""))
            return
        }
        cells[column] = text
        if column != numberColumn {
            var doubt = period
            if column == "from" || column == "to" { (doubt.from, doubt.to) = (.min, nil) }
            doubts.append(doubt)
        }
        let (line, starts) = write(order.map { cells[$0] ?? "" }, end: "\n")
        let place = order.firstIndex(of: column) ?? 0
        rejects.append(
            Reject(
                file: "periods.csv", line: line, column: starts[place], columnName: columns[column] ?? column,
                reason: reason, excerpt: text))
    }

    private mutating func write(_ cells: [String: String], meaning period: PlainPeriod) {
        write(order.map { cells[$0] ?? "" }, end: "\n")
        periods.append(period)
    }

    /// - Returns: the row's line, and where its fields begin, in characters from 1.
    @discardableResult
    private mutating func write(_ fields: [String], end: String) -> (line: Int, starts: [Int]) {
        var starts: [Int] = []
        var column = 1
        for field in fields {
            starts.append(column)
            column += field.unicodeScalars.count + 1
        }
        let text = fields.joined(separator: ",") + end
        precondition(encoding.encode(text) != nil, "a test wrote `\(text)`, which \(encoding) lacks")
        bytes += encoding.encode(text) ?? []
        defer { line += end.isEmpty ? 0 : 1 }
        return (line, starts)
    }
}
