import Conditions

extension MadeExpression {
    mutating func text(_ depth: Int) -> String {
        guard depth > 0 else { return dice.once(in: 3) ? literal(.text) : column(.text) }
        func inner() -> String { text(depth - 1) }
        switch dice.below(17) {
        case 0: return "lower(\(inner()))"
        case 1: return "upper(\(inner()))"
        case 2: return "substring(\(inner()) from \(bound(depth)))"
        case 3:
            let count = dice.pick(["0", "1", "2", "3", "100", "2147483647", "NULL::integer"])
            if dice.once(in: 2) { return "substr(\(inner()), \(bound(depth)), \(count))" }
            return "substring(\(inner()) from \(bound(depth)) for \(count))"
        case 4: return "left(\(inner()), \(bound(depth)))"
        case 5: return "right(\(inner()), \(bound(depth)))"
        case 6: return dice.once(in: 2) ? "trim(\(inner()))" : "btrim(\(inner()), \(inner()))"
        case 7:
            if dice.once(in: 2) { return "trim(LEADING \(quotedText()) FROM \(inner()))" }
            return dice.once(in: 2) ? "ltrim(\(inner()))" : "ltrim(\(inner()), \(inner()))"
        case 8: return dice.once(in: 2) ? "rtrim(\(inner()))" : "trim(TRAILING \(quotedText()) FROM \(inner()))"
        case 9: return "replace(\(inner()), \(inner()), \(inner()))"
        case 10: return "(\(inner()) || \(dice.once(in: 3) ? quotedText() : inner()))"
        case 11: return "CAST(\(dice.once(in: 2) ? column(.integer) : integer(depth - 1)) AS text)"
        case 12: return "CAST(\(date(depth - 1)) AS text)"
        case 13:
            let pattern = dice.pick([
                "YYYY", "YYYYMM", "YYYY-MM-DD", "YYYY/MM/DD", "MM", "DD", "DD.MM.YYYY", "MM DD", "YYYYMMDD", "",
            ])
            return "to_char(\(dice.once(in: 2) ? date(depth - 1) : timestamp(depth - 1)), '\(pattern)')"
        default: return alternative(.text, depth)
        }
    }

    /// A number of 32 bits that says where in a text.
    private mutating func bound(_ depth: Int) -> String {
        switch dice.below(6) {
        case 0: small(depth)
        case 1: dice.pick(["'-2147483648'::integer", "2147483647", "-2147483647", "NULL::integer"])
        default: dice.pick(["0", "1", "2", "3", "-1", "-2", "100", "-100"])
        }
    }

    /// A number of 32 bits.
    mutating func small(_ depth: Int) -> String {
        switch dice.below(6) {
        case 0 where !isCalm: "CAST(\(column(.integer)) AS integer)"
        case 1: "length(\(text(max(0, depth - 1))))"
        case 2 where !isCalm: "(\(column(.date)) - \(column(.date)))"
        default: dice.pick(["0", "1", "-1", "28", "31", "-365", "400", "100000", "2147483647", "-1000000", "3000000"])
        }
    }

    mutating func integer(_ depth: Int) -> String {
        guard depth > 0 else { return dice.once(in: 3) ? literal(.integer) : column(.integer) }
        func inner() -> String { integer(depth - 1) }
        switch dice.below(13) {
        case 0: return "length(\(text(depth - 1)))"
        case 1: return "char_length(\(text(depth - 1)))"
        case 2: return "strpos(\(text(depth - 1)), \(text(depth - 1)))"
        case 3: return "position(\(text(depth - 1)) in \(text(depth - 1)))"
        case 4 where !isCalm: return "(\(date(depth - 1)) - \(date(depth - 1)))"
        case 5 where !isCalm: return "(\(inner()) \(dice.pick(["+", "-", "*"])) \(column(.integer)))"
        case 6 where !isCalm: return "(\(column(.integer)) \(dice.pick(["+", "-", "*"])) \(inner()))"
        case 7: return "(\(inner()) \(dice.pick(["/", "%"])) \(dice.pick(["2", "7", "-3", "1", "1000000007"])))"
        case 8: return dice.once(in: 2) ? "mod(\(inner()), \(dice.pick(["2", "-5", "100"])))" : "(\(inner()) / -1)"
        case 9: return dice.once(in: 2) ? "abs(\(inner()))" : "(- \(inner()))"
        case 10: return "(+ \(inner()))"
        default: return alternative(.integer, depth)
        }
    }

    mutating func number(_ depth: Int) -> String {
        guard depth > 0 else { return dice.once(in: 3) ? literal(.number) : column(.number) }
        func inner() -> String { number(depth - 1) }
        switch dice.below(11) {
        case 0, 1, 2:
            let sign = dice.pick(["+", "-", "*"])
            let other = dice.once(in: 3) ? integer(depth - 1) : inner()
            return dice.once(in: 2) ? "(\(inner()) \(sign) \(other))" : "(\(other) \(sign) \(inner()))"
        case 3: return "abs(\(inner()))"
        case 4: return "(- \(inner()))"
        case 5: return "CAST(\(integer(depth - 1)) AS numeric)"
        case 6, 7:
            let field = dice.pick(["year", "month", "day"])
            let moment = dice.once(in: 2) ? date(depth - 1) : timestamp(depth - 1)
            return "extract(\(field) from \(moment))"
        default: return alternative(.number, depth)
        }
    }

    mutating func date(_ depth: Int) -> String {
        guard depth > 0 else {
            return dice.once(in: 4) ? literal(.date) : dice.once(in: 12) ? "current_date" : column(.date)
        }
        func inner() -> String { date(depth - 1) }
        switch dice.below(7) {
        case 0: return "(\(inner()) + \(small(depth)))"
        case 1: return "(\(inner()) - \(small(depth)))"
        case 2: return "(\(small(depth)) + \(inner()))"
        case 3: return "CAST(\(timestamp(depth - 1)) AS date)"
        default: return alternative(.date, depth)
        }
    }

    mutating func timestamp(_ depth: Int) -> String {
        guard depth > 0 else {
            return dice.once(in: 4) ? literal(.timestamp) : dice.once(in: 12) ? "localtimestamp" : column(.timestamp)
        }
        func moment() -> String { dice.once(in: 2) ? date(depth - 1) : timestamp(depth - 1) }
        switch dice.below(8) {
        case 0, 1: return "(\(moment()) \(dice.pick(["+", "-"])) \(interval()))"
        case 2: return "(\(interval()) + \(moment()))"
        case 3, 4: return "date_trunc('\(dice.pick(["year", "month", "day", "MONTH"]))', \(timestamp(depth - 1)))"
        case 5: return "CAST(\(date(depth - 1)) AS timestamp)"
        default: return alternative(.timestamp, depth)
        }
    }

    private mutating func interval() -> String {
        dice.pick([
            "INTERVAL '1 month'", "interval '6 months'", "INTERVAL '-1 mon'", "INTERVAL '1 year'",
            "INTERVAL '1 year 2 mons -3 days'",
            "INTERVAL '3' MONTH", "INTERVAL '2' YEAR", "INTERVAL '36' HOUR", "INTERVAL '1 day'", "INTERVAL '-45 days'",
            "INTERVAL '1 mon 1 day'", "INTERVAL '04:05:06.5'", "INTERVAL '-00:00:00.000001'",
            "INTERVAL '1 day 23:59:59'",
            "INTERVAL '400 hours'", "INTERVAL '90 minutes 5 secs'", "INTERVAL '2 weeks'", "INTERVAL '9999 years'",
            "INTERVAL '-12000 mons'", "INTERVAL '-1 mon 31 days'", "INTERVAL '900000 days'",
            "CAST('12 mons' AS interval)",
        ])
    }
}
