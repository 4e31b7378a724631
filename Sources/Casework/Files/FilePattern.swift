import Intake

/// A path with `{yyyy}`, `{MM}`, `{dd}` and `*` in it.
struct FilePattern: Sendable {
    /// The path's names, one by one.
    var components: [Component]

    /// - Throws: `badInput` for an unknown placeholder.
    init(_ text: String) throws(CaseworkError) {
        var names = text.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        if text.hasPrefix("/"), !names.isEmpty { names[0] = "/" + names[0] }
        components = []
        for name in names { components.append(try Component(name, pattern: text)) }
    }

    /// A date as far as a path has told it.
    struct PartialDate {
        var year: Int?
        var month: Int?
        var day: Int?

        /// The days covered: one, a month or a year; nil without a year, or where the date does not exist.
        var days: DayPeriod? {
            guard let year else { return nil }
            guard let month else {
                guard day == nil else { return nil }
                return period(CalendarDay(year: year, month: 1, day: 1), CalendarDay(year: year + 1, month: 1, day: 1))
            }
            guard let day else {
                let next =
                    month == 12
                    ? CalendarDay(year: year + 1, month: 1, day: 1)
                    : CalendarDay(year: year, month: month + 1, day: 1)
                return period(CalendarDay(year: year, month: month, day: 1), next)
            }
            guard let only = CalendarDay(year: year, month: month, day: day) else { return nil }
            return DayPeriod(from: only, to: CalendarDay(daysSince1970: only.daysSince1970 + 1))
        }

        private func period(_ from: CalendarDay?, _ to: CalendarDay?) -> DayPeriod? {
            guard let from, let to else { return nil }
            return DayPeriod(from: from, to: to)
        }
    }

    /// One name of the path.
    struct Component: Sendable {
        enum Piece: Sendable {
            case literal([Character])
            case any
            case year
            case month
            case day
        }

        var text: String
        var pieces: [Piece]

        /// Whether it has to be matched against what the folder holds.
        var isPattern: Bool {
            pieces.contains { if case .literal = $0 { false } else { true } }
        }

        init(_ text: String, pattern: String) throws(CaseworkError) {
            self.text = text
            pieces = []
            var literal: [Character] = []
            var rest = text[...]
            func flushed(_ piece: Piece) -> [Piece] {
                literal.isEmpty ? [piece] : [.literal(literal), piece]
            }
            while let first = rest.first {
                if first == "*" {
                    pieces += flushed(.any)
                    literal = []
                    rest = rest.dropFirst()
                } else if first == "{" {
                    let known: [(String, Piece)] = [("{yyyy}", .year), ("{MM}", .month), ("{dd}", .day)]
                    guard let (name, piece) = known.first(where: { rest.hasPrefix($0.0) }) else {
                        throw CaseworkError(
                            .badInput,
                            ja: "case.yaml: `\(pattern)` に不明な埋込みがあります。使えるのは {yyyy}、{MM}、{dd} と * です",
                            en: "case.yaml: unknown placeholder in `\(pattern)`; there are {yyyy}, {MM}, {dd} and *")
                    }
                    pieces += flushed(piece)
                    literal = []
                    rest = rest.dropFirst(name.count)
                } else {
                    literal.append(first)
                    rest = rest.dropFirst()
                }
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
        }

        /// What `name` tells of the date, or nil where it does not match.
        func match(_ name: String, _ date: PartialDate) -> PartialDate? {
            Self.match(pieces[...], Array(name)[...], date)
        }

        private static func match(
            _ pieces: ArraySlice<Piece>, _ name: ArraySlice<Character>, _ date: PartialDate
        ) -> PartialDate? {
            guard let piece = pieces.first else { return name.isEmpty ? date : nil }
            let rest = pieces.dropFirst()
            switch piece {
            case .literal(let text):
                guard name.starts(with: text) else { return nil }
                return match(rest, name.dropFirst(text.count), date)
            case .any:
                // A leading dot stays hidden, as in a shell.
                if name.first == ".", name.startIndex == 0 { return nil }
                for skipped in 0...name.count {
                    if let found = match(rest, name.dropFirst(skipped), date) { return found }
                }
                return nil
            case .year: return number(name, 4, date, \.year, rest)
            case .month: return number(name, 2, date, \.month, rest)
            case .day: return number(name, 2, date, \.day, rest)
            }
        }

        private static func number(
            _ name: ArraySlice<Character>, _ digits: Int, _ date: PartialDate,
            _ field: WritableKeyPath<PartialDate, Int?>, _ rest: ArraySlice<Piece>
        ) -> PartialDate? {
            let text = name.prefix(digits)
            guard text.count == digits, text.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(String(text)),
                date[keyPath: field] == nil || date[keyPath: field] == value
            else { return nil }
            var next = date
            next[keyPath: field] = value
            return match(rest, name.dropFirst(digits), next)
        }
    }
}
