import Conditions
import Intake

@testable import Inspection

/// Values for the columns of a surface's tables: what its conditions name, what lies beside that, and what is usual.
struct CellPools {
    private var pools: [String: [[Datum?]]] = [:]
    /// Days at which something changes.
    private(set) var days: [Datum.Moment] = []

    init(_ surface: SystemSurface, _ catalogue: SystemCatalogue) {
        var literals: Set<Datum> = []
        var texts: Set<String> = []
        var spans: [Datum.Span] = []
        var open = surface.query.expressions
        while let next = open.popLast() {
            if case .literal(let datum?) = next.form { literals.insert(datum) }
            if case .literal(.interval(let span)?) = next.form { spans.append(span) }
            if case .like(_, let pattern, _) = next.form { texts.formUnion(Self.instances(pattern.string)) }
            open += next.operands
        }
        let codes = catalogue.codes.flatMap { $0 }.map(\.string)
        texts.formUnion(codes + ["ZZ99", ""])
        if case .byValue(_, let recipients, _) = surface.routing { texts.formUnion(recipients.keys.map(\.string)) }
        let words = Self.texts(literals, texts)
        let moments = Self.moments(literals, spans)
        days = moments.map { $0.isFinite ? Datum.Moment($0.calendarDay) : $0 }
        let numbers = literals.compactMap { datum -> Number? in
            if case .number(let number) = datum { number } else { nil }
        }
        var names = Set(surface.query.relations.map(\.table.name))
        for name in names {
            if case .periods(let periods, _, _)? = catalogue.tables[name]?.owner { names.insert(periods) }
        }
        for name in names {
            guard let table = catalogue.tables[name] else { continue }
            pools[name] = table.shape.columns.indices.map { place in
                let column = table.shape.columns[place]
                var pool: Set<Datum>
                if let values = column.values {
                    pool = Set(values)
                } else {
                    pool = Set(table.examples[place])
                    switch column.type {
                    case .bool: pool = [.bool(true), .bool(false)]
                    case .text:
                        pool.formUnion(
                            words.filter { $0.unicodeScalars.count <= column.mostCharacters ?? 60 }.map {
                                .text(Text($0))
                            })
                    case .date: pool.formUnion(days.map { .date($0) })
                    case .timestamp: pool.formUnion(moments.map { .timestamp($0) })
                    default: pool.formUnion(Self.near(numbers, column))
                    }
                }
                // In the same order each time.
                let sorted = pool.sorted { SQLPrinter.text($0) < SQLPrinter.text($1) }
                return sorted.map { $0 } + (column.isNullable ? [nil] : [])
            }
        }
    }

    /// The names of the tables.
    var tables: [String] { pools.keys.sorted() }

    /// The values of a column.
    func pool(_ table: String, _ column: Int) -> [Datum?] { pools[table]?[column] ?? [] }

    /// A row of a table. Of days most are of a few, so that they meet.
    func row(_ table: String, _ focus: [Datum.Moment], _ dice: inout Dice) -> [Datum?] {
        (pools[table] ?? []).map { pool in
            if !focus.isEmpty, dice.below(4) > 0 {
                if case .date? = pool.first { return .date(dice.pick(focus)) }
            }
            return dice.pick(pool)
        }
    }

    // MARK: Values

    /// Texts that a pattern fits, and some that it nearly fits.
    private static func instances(_ pattern: String) -> [String] {
        let plain = pattern.replacing("\\", with: "")
        return ["", "x", "01"].map { plain.replacing("%", with: $0).replacing("_", with: "A") } + [plain]
    }

    private static func texts(_ literals: Set<Datum>, _ more: Set<String>) -> [String] {
        var found = more
        var constants: [String] = []
        for case .text(let text) in literals where text.scalars.count <= 40 { constants.append(text.string) }
        for text in constants {
            found.formUnion([
                text, text + "x", "x" + text, String(text.dropLast()), text.lowercased(), text.uppercased(), text + " ",
                " " + text,
            ])
            // Where a part of a text is asked for, it is put together of two.
            for other in constants.sorted().prefix(12) { found.formUnion([text + other]) }
        }
        for case .number(let number) in literals {
            // As a length, and written.
            if let length = number.whole, (0...40).contains(length) {
                for count in [length - 1, length, length + 1] where count >= 0 {
                    found.insert(String(repeating: "a", count: Int(count)))
                }
            }
            found.insert(number.description)
        }
        return found.filter { !$0.contains("\0") }.sorted()
    }

    private static func moments(_ literals: Set<Datum>, _ spans: [Datum.Span]) -> [Datum.Moment] {
        var bases: Set<Datum.Moment> = [Datum.Moment(CalendarDay(daysSince1970: 19_448))]
        for literal in literals {
            switch literal {
            case .date(let moment), .timestamp(let moment): bases.insert(moment)
            case .text(let text):
                // A month or a day as `to_char` writes it.
                let digits = text.string.filter(\.isNumber)
                if digits.count >= 6, let year = Int(digits.prefix(4)), let month = Int(digits.dropFirst(4).prefix(2)),
                    let day = CalendarDay(year: year, month: month, day: 1)
                {
                    bases.insert(Datum.Moment(day))
                    bases.insert(Datum.Moment(day.advanced(by: CalendarDay.length(ofMonth: month, year: year))))
                }
            case .number(let number):
                if let year = number.whole, let day = CalendarDay(year: Int(clamping: year), month: 1, day: 1),
                    year > 1900
                {
                    bases.insert(Datum.Moment(day))
                    for month in [2, 3, 4, 12] { bases.insert(Datum.Moment(day.advanced(by: month * 30))) }
                }
            default: break
            }
        }
        var found: Set<Datum.Moment> = [.infinity, .minusInfinity]
        for base in bases {
            guard base.isFinite else { continue }
            found.insert(base)
            for days in [-31, -2, -1, 1, 2, 29, 30] { found.insert(moved(base, Int64(days) * Datum.Moment.day)) }
            for micro in [-1, 1, 3_600_000_000] as [Int64] { found.insert(moved(base, micro)) }
            for span in spans { found.formUnion([span, span.negated].compactMap { Self.moved(base, $0) }) }
        }
        return found.filter { !$0.isFinite || Datum.Moment.finite.contains($0.microseconds) }.sorted()
    }

    private static func moved(_ moment: Datum.Moment, _ span: Datum.Span) -> Datum.Moment? {
        let sum = SQLExpression(
            .arithmetic(.add, .literal(.timestamp(moment)), .literal(.interval(span))), .timestamp)
        guard case .timestamp(let found)? = try? Evaluator([], runTime: moment).value(sum) else { return nil }
        return found
    }

    private static func moved(_ moment: Datum.Moment, _ microseconds: Int64) -> Datum.Moment {
        Datum.Moment(microseconds: moment.microseconds + microseconds)
    }

    /// The numbers, those beside them, and the ends of the range, as far as a column has them.
    private static func near(_ numbers: [Number], _ column: TableShape.Column) -> [Datum] {
        let unit = (0..<column.scale).reduce(Int128(1)) { power, _ in power * 10 }
        var units: Set<Int128> = [0, unit, 2, 3, 5, 7, -7]
        for number in numbers {
            let own = number.units(at: column.scale) ?? number.floor * unit
            units.formUnion([own, own - 1, own + 1, own - unit, own + unit, -own, own / 2, (own - unit) / 2, own * 2])
        }
        if let range = column.range {
            units.formUnion([range.lowerBound, range.upperBound])
            units = units.filter { range.contains($0) }
        }
        return units.compactMap { Number(units: $0, scale: column.scale).map { .number($0) } }
    }
}
