import Conditions
import Intake

/// Two tables of all types, and rows of which engines like to differ.
struct MadeRows {
    /// The columns of both tables.
    static let columns: [TableShape.Column] = [
        .init("id", .integer, isNullable: false), .init("t1", .text), .init("t2", .text), .init("n1", .integer),
        .init("n2", .integer), .init("x1", .number), .init("x2", .number), .init("d1", .date), .init("d2", .date),
        .init("s1", .timestamp), .init("s2", .timestamp), .init("b1", .bool), .init("b2", .bool),
    ]
    static let tables = [
        "hostile": TableShape("hostile", columns), "other": TableShape("other", columns),
    ]
    /// When the queries run.
    static let runTime = Datum.Moment(microseconds: 1_680_220_800_000_000 + 45_296_789_000)

    private(set) var rows: [String: [[Datum?]]] = [:]

    init(seed: UInt64, hostile: Int, other: Int) {
        var dice = Dice(seed: seed)
        for (name, count) in [("hostile", hostile), ("other", other)] {
            rows[name] = (0..<count).map { number in
                [.integer(Int64(number))] + Self.columns.dropFirst().map { Self.value($0.type, &dice) }
            }
        }
    }

    private static func value(_ type: ValueType, _ dice: inout Dice) -> Datum? {
        if dice.once(in: 6) { return nil }
        switch type {
        case .bool: return .bool(dice.once(in: 2))
        case .integer: return .integer(dice.pick(integers))
        case .number: return LiteralText.datum(dice.pick(numbers), .number)
        case .date: return LiteralText.datum(dice.pick(days), .date)
        case .timestamp: return LiteralText.datum(dice.pick(moments), .timestamp)
        default: return .text(Text(text(&dice)))
        }
    }

    /// A text from the pool, or some letters of one kind.
    static func text(_ dice: inout Dice) -> String {
        if dice.once(in: 2) { return dice.pick(texts) }
        let letters = dice.pick(alphabets)
        return (0..<dice.below(6)).map { _ in dice.pick(letters) }.joined()
    }

    static let alphabets = [
        ["a", "b", "A", "%", "_"], ["a", "\\", "%", "é", "😀"], [" ", "a", "\t", "'", "\""],
        ["e", "\u{301}", "é", "𐐨", "_"],
        ["0", "1", "2", "-", "9"],
    ]
    static let texts = [
        "", "%", "_", "\\", "\\%", "\\\\", "a%", "a_b", "%a", "ab", "AB", "Ab", "aab", "ba", "é", "e\u{301}", "\u{301}",
        "😀", "a😀b", "東京", "東京都", " a ", "  ", "\t", "\n", "'", "a'b", "\"", "ß", "İ", "ı", "K", "ﬁ", "\u{1}",
        "\u{D7FF}",
        "\u{E000}", "\u{FFFF}", "\u{10FFFF}", "NULL", "0", "-1", "7", "2023-04-01", "202304", "0001", "infinity", "K1",
        "null",
    ]
    static let integers: [Int64] = [
        0, 1, -1, 2, 3, 5, 7, -7, 10, 12, 28, 29, 30, 31, 100, -100, 365, 2023, 1_000_000, .max, .max - 1, .min,
        .min + 1,
        2_147_483_647, -2_147_483_648, 2_147_483_648, 4_611_686_018_427_387_904, 3_037_000_500,
    ]
    static let numbers = [
        "0", "0.0", "1", "-1", "1.5", "1.50", "-1.5", "2", "3", "0.1", "0.01", "-0.01", "10.00", "99.9", "100",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "0.00000000000000000001",
        "123456789012345678.123456789", "-999999999999999999999999999999.9", "NaN", "7.0", "2023",
        "12345678901234567890",
    ]
    static let days = [
        "2023-04-01", "2023-03-31", "2023-04-30", "2023-01-31", "2023-02-28", "2024-02-28", "2024-02-29", "2024-03-01",
        "2023-12-31", "2024-01-01", "1970-01-01", "1969-12-31", "1999-12-31", "2000-01-01", "2000-02-29", "1900-02-28",
        "1900-03-01", "0001-01-01", "0001-01-31", "0004-02-29", "9999-12-31", "9999-01-31", "infinity", "-infinity",
    ]
    static let moments = [
        "2023-04-01 00:00:00", "2023-03-31 23:59:59.999999", "2023-04-01 00:00:00.000001", "2024-02-29 12:00:00",
        "2023-01-31 06:07:08.5", "1969-12-31 23:59:59.999999", "1970-01-01 00:00:00", "1970-01-01 00:00:00.000001",
        "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999", "2000-02-29 00:00:01", "2023-03-31 12:34:56.789",
        "1999-12-31 23:59:59", "infinity", "-infinity",
    ]

    /// SQL that makes the tables, with all texts in the order of their bytes.
    var script: String {
        var lines: [String] = []
        for (name, rows) in rows.sorted(by: { $0.key < $1.key }) {
            let columns = Self.columns.map { "\($0.name) \($0.type.sql)\($0.type == .text ? " COLLATE \"C\"" : "")" }
            lines.append("CREATE TABLE \(name) (\(columns.joined(separator: ", ")));")
            for row in rows {
                let values = zip(Self.columns, row).map { SQLPrinter.literal($1, $0.type) }
                lines.append("INSERT INTO \(name) VALUES (\(values.joined(separator: ", ")));")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
