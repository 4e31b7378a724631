/// A day as a report prints it. The report does no arithmetic with days.
public struct PrintedDay: Hashable, Sendable {
    /// The year of the common era.
    public var year: Int
    /// The month, 1 to 12.
    public var month: Int
    /// The day of the month, 1 to 31.
    public var day: Int

    /// A day by its numbers.
    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// A day written as `2023-03-23`; nil if it is written otherwise, or month or day are out of range.
    public init?(iso: String) {
        let bytes = Array(iso.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].reduce(0 as Int?) { sum, byte in
                (48...57).contains(byte) ? sum.map { $0 * 10 + Int(byte) - 48 } : nil
            }
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// `2023-03-23`.
    public var iso: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `2023年3月23日` or `23 March 2023`.
    public func text(_ language: Language) -> String {
        if language == .ja { return "\(year)年\(month)月\(day)日" }
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        guard months.indices.contains(month - 1) else { return iso }
        return "\(day) \(months[month - 1]) \(year)"
    }
}

extension PrintedDay: Codable {
    /// Reads a day written as `2023-03-23`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = PrintedDay(iso: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "`\(text)` is no day like 2023-03-23")
        }
        self = day
    }

    /// Writes the day as `2023-03-23`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

/// What a cell of a table says.
public enum CellValue: Hashable, Sendable {
    /// So many of something.
    case count(Int, unit: Unit)
    /// A share, printed as a percentage.
    case rate(Rate)
    /// Words.
    case text(Phrase)
    /// A day.
    case day(PrintedDay)
    /// Nothing was recorded, so nobody can say: never the same as zero.
    case notObserved
    /// The question does not arise here.
    case empty

    /// A share, printed as a percentage.
    public static func rate(numerator: Int, denominator: Int) -> CellValue {
        .rate(Rate(numerator, of: denominator))
    }

    /// The number and the unit if this is a count.
    public var asCount: (number: Int, unit: Unit)? {
        if case .count(let number, let unit) = self { (number, unit) } else { nil }
    }

    /// The share if this is one.
    public var asRate: Rate? {
        if case .rate(let rate) = self { rate } else { nil }
    }

    /// Whether the cell states a number, for which a birth certificate is due.
    public var isNumber: Bool {
        asCount != nil || asRate != nil
    }

    /// The value as printed in running text: `1,740名`, `1,740 people`, `86.6%`.
    public func text(_ language: Language, digits: Int = 1) -> String {
        let (main, unit) = parts(language, digits: digits)
        return unit.isEmpty || language == .ja ? main + unit : main + " " + unit
    }

    /// The value as printed, with the unit of a count apart, so that it can be set small.
    func parts(_ language: Language, digits: Int) -> (main: String, unit: String) {
        switch self {
        case .count(let number, let unit): (number.grouped, unit.label(language, for: number))
        case .rate(let rate): (rate.text(digits: digits), "")
        case .text(let phrase): (phrase[language], "")
        case .day(let day): (day.text(language), "")
        case .notObserved: (language == .ja ? "記録なし" : "not recorded", "")
        case .empty: ("", "")
        }
    }
}

/// One cell of a table, with its birth certificate.
public struct Cell: Hashable, Sendable {
    /// What the cell says.
    public var value: CellValue
    /// Where it comes from. Each number has one; ``DocumentChecks`` insists.
    public var provenance: Provenance?

    /// A cell with its birth certificate.
    public init(_ value: CellValue, _ provenance: Provenance? = nil) {
        self.value = value
        self.provenance = provenance
    }

    /// A count with its birth certificate.
    public static func count(_ number: Int, _ unit: Unit, _ provenance: Provenance?) -> Cell {
        Cell(.count(number, unit: unit), provenance)
    }

    /// A share with its birth certificate.
    public static func rate(_ numerator: Int, of denominator: Int, _ provenance: Provenance?) -> Cell {
        Cell(.rate(numerator: numerator, denominator: denominator), provenance)
    }

    /// Words.
    public static func text(_ phrase: Phrase, _ provenance: Provenance? = nil) -> Cell {
        Cell(.text(phrase), provenance)
    }

    /// A cell where the question does not arise.
    public static let empty = Cell(.empty)
}
