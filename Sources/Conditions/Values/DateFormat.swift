import Intake

/// A pattern of `to_char` made of `YYYY`, `MM`, `DD` and signs between them; not an empty one.
struct DateFormat {
    private enum Part {
        case year, month, day
        case sign(Character)
    }

    private let parts: [Part]

    /// Nil where the pattern has anything else in it.
    init?(_ pattern: String) {
        var rest = pattern[...]
        var parts: [Part] = []
        while let first = rest.first {
            if rest.hasPrefix("YYYY") {
                parts.append(.year)
                rest = rest.dropFirst(4)
            } else if rest.hasPrefix("MM") {
                parts.append(.month)
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("DD"), !rest.hasPrefix("DDD") {
                parts.append(.day)
                rest = rest.dropFirst(2)
            } else if "-/. ".contains(first) {
                parts.append(.sign(first))
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        // Of no pattern PostgreSQL makes NULL.
        guard !parts.isEmpty else { return nil }
        self.parts = parts
    }

    /// A day in this form.
    func text(_ day: CalendarDay) -> String {
        let date = day.date
        func digits(_ number: Int, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return parts.map { part in
            switch part {
            case .year: digits(date.year, 4)
            case .month: digits(date.month, 2)
            case .day: digits(date.day, 2)
            case .sign(let sign): String(sign)
            }
        }.joined()
    }
}
