import Barrier
import Conditions
import Intake

/// Makes a column of what a person wrote.
struct ColumnReading {
    private(set) var column: TableShape.Column
    private(set) var telling: SystemTable.Telling = .unsaid
    private(set) var examples: [Datum] = []
    private(set) var problems: [IntakeError] = []

    init(_ entry: CatalogueFile.ColumnEntry) {
        column = TableShape.Column(entry.name.value, .text, isNullable: entry.null ?? true)
        readType(entry.type)
        column.values = entry.values?.compactMap { value($0) }
        examples = (entry.examples ?? entry.values ?? []).compactMap { value($0) }
        if let bounds = column.range {
            let least = entry.min.flatMap { units($0) } ?? bounds.lowerBound
            let most = entry.max.flatMap { units($0) } ?? bounds.upperBound
            if least <= most {
                column.range = least...most
            } else if let min = entry.min {
                problems.append(IntakeError(at: min.place, ja: "`min` が `max` より大きくなっています", en: "`min` is above `max`"))
            }
        } else if let bound = entry.min ?? entry.max {
            problems.append(
                IntakeError(
                    at: bound.place, ja: "`min` と `max` は数の列だけに使えます", en: "`min` and `max` are for columns of numbers"))
        }
        if let tells = entry.tells {
            if let field = RecordField(rawValue: tells.value) {
                telling = .field(field)
            } else if tells.value == "nothing" {
                telling = .nothing
            } else {
                let near = Suggestion(for: tells.value, among: RecordField.allCases.map(\.rawValue) + ["nothing"])
                problems.append(
                    IntakeError(
                        at: tells.place, ja: "`tells` に `\(tells.value)` は使えません\(near.ja)",
                        en: "`tells` cannot be `\(tells.value)`\(near.en)"))
            }
        }
    }

    private mutating func readType(_ type: Located<String>) {
        let text = type.value.lowercased().filter { $0 != " " }
        func power(_ digits: Int) -> Int128 { (0..<digits).reduce(1) { power, _ in power * 10 } }
        switch text {
        case "text", "charactervarying", "varchar": column.type = .text
        case "boolean", "bool": column.type = .bool
        case "date": column.type = .date
        case "timestamp", "timestampwithouttimezone": column.type = .timestamp
        case "smallint", "int2": (column.type, column.range) = (.integer, -32_768...32_767)
        case "integer", "int", "int4": (column.type, column.range) = (.integer, -2_147_483_648...2_147_483_647)
        case "bigint", "int8":
            (column.type, column.range) = (.integer, Int128(Int64.min)...Int128(Int64.max))
        default:
            let (name, sizes) = Self.sized(text)
            if ["varchar", "charactervarying"].contains(name), sizes.count == 1, sizes[0] <= 999_999 {
                (column.type, column.mostCharacters) = (.text, sizes[0])
            } else if ["numeric", "decimal"].contains(name), sizes.count == 1 || sizes.count == 2,
                (1...18).contains(sizes[0]), sizes[sizes.count - 1] <= sizes[0]
            {
                (column.type, column.scale) = (.number, sizes.count == 2 ? sizes[1] : 0)
                column.range = -(power(sizes[0]) - 1)...(power(sizes[0]) - 1)
            } else {
                problems.append(
                    IntakeError(
                        at: type.place,
                        ja:
                            "型 `\(type.value)` は扱えません。text、varchar(n)、integer、bigint、numeric(p, s)（p は 18 まで）、date、timestamp、boolean が使えます",
                        en: "the type `\(type.value)` is not known; there are text, varchar(n), integer, bigint, "
                            + "numeric(p, s) with p up to 18, date, timestamp and boolean"))
            }
        }
    }

    /// A type's name and the numbers in brackets behind it; no numbers where it is of another form.
    private static func sized(_ text: String) -> (name: Substring, sizes: [Int]) {
        guard let open = text.firstIndex(of: "("), text.last == ")" else { return (text[...], []) }
        let inner = text[text.index(after: open)...].dropLast()
        let parts = inner.split(separator: ",", omittingEmptySubsequences: false)
        let sizes = parts.compactMap { part in
            part.count <= 6 && part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        return (text[..<open], sizes.count == parts.count ? sizes : [])
    }

    private mutating func value(_ text: Located<String>) -> Datum? {
        if let datum = LiteralText.datum(text.value, column.type) { return datum }
        problems.append(
            IntakeError(
                at: text.place, ja: "`\(text.value)` は `\(column.type.sql)` の値として読めません",
                en: "`\(text.value)` is no value of type `\(column.type.sql)`"))
        return nil
    }

    private mutating func units(_ text: Located<String>) -> Int128? {
        guard case .number(let number)? = value(text), let units = number.units(at: column.scale) else { return nil }
        return units
    }
}
