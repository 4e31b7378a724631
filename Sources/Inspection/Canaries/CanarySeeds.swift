import Barrier
public import Conditions
public import Intake
public import Registry

/// Marked customers of every company, as rows of a catalogue's tables: canaries. Where one of them turns up in what a
/// feed has written, the feed gives out that company's customers.
public struct CanarySeeds: Sendable {
    /// A row of a table.
    public struct Row: Hashable, Sendable {
        /// The table's name.
        public var table: String
        /// Its cells.
        public var cells: [Datum?]
    }

    /// The rows, table by table in the catalogue's order.
    public private(set) var rows: [Row] = []
    /// What is looked for.
    public private(set) var marks: [CanaryMark] = []
    /// Whose customer each canary is, by the marks' ids.
    public private(set) var owners: [String: CompanyIndex] = [:]

    /// How many ways to fill the columns that have lists of values are tried at most.
    private static let mostVariants = 48

    private var random: SeededDigits
    private let catalogue: SystemCatalogue
    private let today: CalendarDay

    /// Canaries of a catalogue.
    ///
    /// - Parameters:
    ///   - seed: the same makes the same canaries.
    ///   - today: the day on which the feeds run.
    public init(_ catalogue: SystemCatalogue, seed: UInt64, today: CalendarDay) {
        random = SeededDigits(seed)
        self.catalogue = catalogue
        self.today = today
        for (position, company) in catalogue.companies.enumerated() {
            guard let code = catalogue.codes[position].first else { continue }
            let variants = min(Self.mostVariants, longestVariants())
            for variant in 0..<variants {
                let id = "\(company.id)-\(variant + 1)"
                owners[id] = CompanyIndex(rawValue: UInt16(position))
                plant(id, code, variant)
            }
        }
        let faults = Set(CanarySearch.faults(of: marks).map(\.mark))
        marks.removeAll { faults.contains($0) }
    }

    private func longestVariants() -> Int {
        catalogue.tables.values.filter { $0.owner != nil }.map { table in
            table.shape.columns.reduce(1) { min(Self.mostVariants, $0 * ($1.values?.count ?? 1)) }
        }.max() ?? 0
    }

    private mutating func plant(_ id: String, _ code: Text, _ variant: Int) {
        // What names the point is the same in all tables.
        var point: [Int: String] = [:]
        for name in catalogue.tables.keys.sorted() {
            guard let table = catalogue.tables[name], table.owner != nil else { continue }
            var number = variant
            var cells: [Datum?] = []
            for (place, column) in table.shape.columns.enumerated() {
                cells.append(cell(id, code, table, place, column, &number, &point))
            }
            rows.append(Row(table: name, cells: cells))
        }
    }

    private mutating func cell(
        _ id: String, _ code: Text, _ table: SystemTable, _ place: Int, _ column: TableShape.Column,
        _ number: inout Int, _ point: inout [Int: String]
    ) -> Datum? {
        if table.owner == .column(place) || table.periods?.owner == place { return .text(code) }
        if table.periods?.from == place { return .day(CalendarDay(daysSince1970: 18_262)) }
        if table.periods?.to == place { return column.isNullable ? nil : .date(.infinity) }
        var pointColumns = table.periods?.by ?? []
        if case .periods(_, let by, _)? = table.owner { pointColumns = by }
        if let part = pointColumns.firstIndex(of: place), column.type == .text {
            let text = point[part] ?? random.digits(min(column.mostCharacters ?? 22, 22))
            point[part] = text
            marks.append(CanaryMark(id: id, field: column.name, value: text))
            return .text(Text(text))
        }
        if let values = column.values, !values.isEmpty {
            defer { number /= values.count }
            return values[number % values.count]
        }
        switch column.type {
        case .text, .unknown:
            guard case .field(let field) = table.tells[place] else {
                if case .text(let text)? = table.examples[place].first { return .text(text) }
                return .text(Text(random.letters(min(column.mostCharacters ?? 8, 8))))
            }
            let text = random.value(of: field, at: column.mostCharacters ?? 40)
            marks.append(CanaryMark(id: id, field: field.rawValue, value: text))
            return .text(Text(text))
        case .bool: return .bool(number % 2 == 0)
        case .date: return .day(today)
        case .timestamp: return .timestamp(Datum.Moment(today))
        case .interval: return nil
        case .integer, .number:
            let range = column.range ?? 0...1
            let wanted = Int128(random.below(9000) + 1000)
            return Number(units: min(max(wanted, range.lowerBound), range.upperBound), scale: column.scale).map {
                .number($0)
            }
        }
    }
}

/// Digits and letters from a seed, the same on each machine.
private struct SeededDigits {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func below(_ bound: UInt64) -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) % bound
    }

    mutating func digits(_ count: Int) -> String { String((0..<count).map { _ in Character("\(below(10))") }) }

    mutating func letters(_ count: Int) -> String {
        let all = Array("ABCDEFGHJKLMNPQRSTUVWXYZ")
        return String((0..<count).map { _ in all[Int(below(UInt64(all.count)))] })
    }

    mutating func value(of field: RecordField, at most: Int) -> String {
        switch field {
        case .facilityID: String((letters(1) + digits(9)).prefix(most))
        case .phone: String(("06" + digits(8)).prefix(most))
        case .contractHolder: String(("カナリア " + letters(10)).prefix(most))
        case .contactAddress: String(("検査区" + letters(8) + "町" + digits(3)).prefix(most))
        default: most >= 12 ? letters(4) + digits(8) : digits(most)
        }
    }
}
