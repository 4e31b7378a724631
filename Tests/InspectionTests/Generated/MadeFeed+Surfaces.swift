import Conditions

/// Surfaces as people write them: about half of them closed.
extension MadeFeed {
    mutating func surface() -> String {
        let kind = dice.pick(["feed", "screen", "report", "extract"])
        let purpose = dice.once(in: 3) ? "\n    purpose: settlement" : ""
        return "  - id: made\n    kind: \(kind)\n    title: {ja: 作り物, en: Made up}\(purpose)\n"
            + body()
    }

    private mutating func body() -> String {
        switch dice.below(6) {
        case 0, 1: contractFeed()
        case 2, 3: usageFeed()
        case 4: routedReport()
        default: contractWithRoutes()
        }
    }

    /// Some words, with what they stand for.
    private struct Parts {
        var audience: String
        var codes: [String]
    }

    /// Who sees it: a retailer's people, or somebody who acts for one.
    private mutating func viewer() -> Parts {
        let company = dice.pick(Self.companies.filter { $0.kind == "retailer" })
        let audience = dice.once(in: 4) ? "{company: works, actingFor: \(company.id)}" : "{company: \(company.id)}"
        let second = dice.once(in: 10) ? ", {company: grid}" : ""
        return Parts(audience: "    audience: [\(audience)\(second)]\n", codes: company.codes)
    }

    /// That an owner is one of some codes.
    private mutating func isOwn(_ owner: String, _ codes: [String]) -> String {
        let quoted = codes.map { "'\($0)'" }.joined(separator: ", ")
        let one = codes[0]
        return dice.pick([
            "\(owner) IN (\(quoted))", "\(owner) = '\(one)'", "'\(one)' = \(owner)",
            "NOT (\(owner) NOT IN (\(quoted)))",
            "\(owner) IS NOT DISTINCT FROM '\(one)'", "COALESCE(\(owner), '') = '\(one)'", "\(owner) || '' = '\(one)'",
            "CASE \(owner) WHEN '\(one)' THEN 1 ELSE 0 END = 1", "\(owner) LIKE '\(one)'",
            "trim(\(owner)) = \(owner) AND \(owner) = '\(one)'",
            "\(owner) BETWEEN '\(one)' AND '\(one)'", "NULLIF(\(owner), '\(one)') IS NULL AND \(owner) IS NOT NULL",
            "(\(owner) = '\(one)') IS TRUE", "\(owner) >= '\(one)' AND \(owner) <= '\(one)'",
            "\(owner) = ANY (ARRAY[\(quoted)])",
            "left(\(owner), 2) = '\(one.prefix(2))' AND substring(\(owner) from 3) = '\(one.dropFirst(2))'",
        ])
    }

    /// The same, not quite.
    private mutating func isNearlyOwn(_ owner: String, _ codes: [String]) -> String {
        let one = codes[0]
        return dice.pick([
            "COALESCE(\(owner), '\(one)') = '\(one)'", "\(owner) LIKE '\(one.prefix(1))%'", "\(owner) <> 'MD02'",
            "\(owner) NOT IN ('NW00', 'SK03')", "upper(\(owner)) = '\(one)'", "\(owner) <= '\(one)'",
            "\(owner) IS NOT NULL",
            "left(\(owner), 2) = '\(one.prefix(2))'", "NULLIF(\(owner), '\(one)') IS NULL",
            "(\(owner) = '\(one)') IS NOT FALSE",
            "\(owner) IN ('\(one)', 'NW00')", "\(owner) = '\(one)' OR \(owner) IS NULL", "length(\(owner)) = 4", "TRUE",
        ])
    }

    /// A condition about rows of some owner, with about so many comparisons.
    private mutating func condition(_ owner: String, _ codes: [String], _ sources: [Source], _ count: Int) -> String {
        let alias = sources[0].alias
        let own = "(\(isOwn(owner, codes)))"
        func some(_ share: Int) -> String { tree(max(1, count / share), sources) }
        let hasContracts = sources[0].columns.contains { $0.name == "slot" }
        switch dice.below(hasContracts ? 14 : 11) {
        case 0, 1, 2: return "\(own) AND \(tree(count, sources))"
        case 3: return "\(own) AND \(some(2)) OR \(own) AND \(some(2))"
        case 4: return "\(some(2)) AND (\(some(3)) OR \(some(3))) AND \(own)"
        case 5: return "NOT (NOT \(own) OR \(some(1)))"
        case 6: return "CASE WHEN \(own) THEN \(some(2)) ELSE FALSE END AND \(some(2))"
        // A bracket is missing.
        case 7: return "\(own) AND \(some(2)) OR \(some(2))"
        case 8: return "(\(isNearlyOwn(owner, codes))) AND \(tree(count, sources))"
        case 9: return tree(count, sources)
        case 10: return "\(own) AND \(some(2)) OR \(some(4)) AND \(some(4)) AND (\(isNearlyOwn(owner, codes)))"
        default:
            let never = contradiction(alias, dice.once(in: 2))
            return "\(own) AND \(some(2)) OR (\(never)) AND \(dice.once(in: 2) ? "TRUE" : some(8))"
        }
    }

    /// What is shown: some columns, masked or only where they may be seen.
    private mutating func shows(_ sources: [Source], _ owner: String, _ codes: [String]) -> String {
        var lines = "    shows:\n"
        for number in 0..<13 {
            guard let (sql, column) = column(sources, { _ in true }) else { continue }
            let value =
                switch dice.below(12) {
                case 0: "CASE WHEN \(isOwn(owner, codes)) THEN \(sql) END"
                case 1: "CASE WHEN \(isNearlyOwn(owner, codes)) THEN \(sql) ELSE NULL END"
                case 2: "COALESCE(\(sql), \(literal(column)))"
                case 3 where column.type == .text: "left(\(sql), 1)"
                case 4: "NULLIF(\(sql), \(literal(column)))"
                default: sql
                }
            let mask =
                dice.once(in: 5)
                ? ", mask: \(dice.pick(["withhold", "lastFour", "initial", "yearOnly", "band", "keyedHash"]))" : ""
            lines += "      - {name: f\(number), value: \(Self.quoted(value))\(mask)}\n"
        }
        return lines
    }

    private mutating func contractFeed() -> String {
        let viewer = viewer()
        let sources = [Source(alias: "c", columns: Self.contracts)]
        return viewer.audience + "    from: contracts c\n"
            + "    where: \(Self.quoted(condition("c.owner_code", viewer.codes, sources, 24)))\n"
            + shows(sources, "c.owner_code", viewer.codes)
    }

    /// Contracts, with what stands elsewhere of their office and kind.
    private mutating func contractWithRoutes() -> String {
        let viewer = viewer()
        let contracts = Source(alias: "c", columns: Self.contracts)
        let condition = condition("c.owner_code", viewer.codes, [contracts], 12)
        let match = "r.office = c.office AND r.kind = c.kind"
        let inner = tree(2, [Source(alias: "r", columns: Self.routes), contracts])
        let wheres = [
            "(\(condition)) AND EXISTS (SELECT 1 FROM routes r WHERE \(match) AND \(inner))",
            "(\(condition)) AND NOT EXISTS (SELECT 1 FROM routes r WHERE \(match) AND \(inner))",
            "(\(condition)) AND c.office IN (SELECT r.office FROM routes r WHERE \(inner))",
            "(\(condition)) OR c.owner_code IN (SELECT r.destination FROM routes r WHERE \(match))",
            "c.owner_code NOT IN (SELECT r.destination FROM routes r WHERE \(inner)) AND (\(condition))",
        ]
        return viewer.audience + "    from: contracts c\n    where: \(Self.quoted(dice.pick(wheres)))\n"
            + shows([contracts], "c.owner_code", viewer.codes)
    }

    /// Usage, whose owner is the supplier of the day.
    private mutating func usageFeed() -> String {
        let viewer = viewer()
        let (usage, periods) = (Source(alias: "u", columns: Self.usage), Source(alias: "s", columns: Self.periods))
        let join = dice.pick([
            "u.day >= s.valid_from AND (u.day < s.valid_to OR s.valid_to IS NULL)",
            "u.day >= s.valid_from AND (u.day < s.valid_to OR s.valid_to IS NULL)",
            "u.day >= s.valid_from AND u.day < COALESCE(s.valid_to, DATE 'infinity')",
            "s.valid_from <= u.day AND (s.valid_to IS NULL OR s.valid_to > u.day)",
            "u.day BETWEEN s.valid_from AND COALESCE(s.valid_to - 1, DATE 'infinity')",
            "NOT (u.day < s.valid_from) AND COALESCE(u.day < s.valid_to, TRUE)",
            "u.day BETWEEN s.valid_from AND COALESCE(s.valid_to, DATE '9999-12-31')",
            "u.day >= s.valid_from AND u.day <= s.valid_to", "u.read_day >= s.valid_from AND u.read_day < s.valid_to",
            "current_date >= s.valid_from AND (current_date < s.valid_to OR s.valid_to IS NULL)",
            "u.day >= s.valid_from", "u.day > s.valid_from AND (u.day < s.valid_to OR s.valid_to IS NULL)",
            "CAST(u.sent_at AS date) >= s.valid_from AND (u.day < s.valid_to OR s.valid_to IS NULL)", "TRUE",
        ])
        let kind = dice.once(in: 4) ? "LEFT JOIN" : "JOIN"
        let point = dice.once(in: 12) ? "TRUE" : "s.point = u.point"
        let condition = condition("s.supplier", viewer.codes, [usage, periods], 16)
        return viewer.audience + "    from: \(Self.quoted("usage u \(kind) periods s ON \(point) AND \(join)"))\n"
            + "    where: \(Self.quoted(dice.once(in: 8) ? isOwn("u.route", viewer.codes) : condition))\n"
            + shows(dice.once(in: 3) ? [usage] : [usage, periods], "s.supplier", viewer.codes)
    }

    /// A report that is sorted to many.
    private mutating func routedReport() -> String {
        let contracts = Source(alias: "c", columns: Self.contracts)
        let (grid, one) = ("NW00", dice.pick(["KP01", "MD02", "SK03"]))
        let own = isOwn("c.owner_code", [one])
        let by = dice.pick([
            "c.owner_code", "CASE WHEN \(own) THEN '\(one)' ELSE '\(grid)' END",
            "CASE c.owner_code WHEN '\(one)' THEN '\(one)' END",
            "COALESCE(c.owner_code, '\(grid)')", "COALESCE(c.owner_code, '\(one)')", "r.destination",
            "CASE WHEN r.destination = '\(one)' AND (\(own)) THEN '\(one)' WHEN c.owner_code IS NOT NULL THEN '\(grid)' END",
            "CASE WHEN c.kind = '1' THEN c.owner_code WHEN \(own) THEN '\(one)' END", "upper(c.owner_code)",
            "CASE WHEN c.kind = '2' THEN '\(one)' ELSE c.owner_code END", "NULLIF(c.owner_code, '\(grid)')",
            "CASE WHEN r.destination = c.owner_code THEN r.destination END",
        ])
        let otherwise = dice.once(in: 3) ? ", otherwise: grid" : ""
        let to = dice.once(in: 5) ? ", to: {KP01: kita, MD02: midori, NW00: grid, KP99: umi}" : ""
        let join = dice.once(in: 3) ? "LEFT JOIN" : "JOIN"
        let condition = dice.once(in: 2) ? "" : "    where: \(Self.quoted(tree(13, [contracts])))\n"
        return "    routing: {by: \(Self.quoted(by))\(to)\(otherwise)}\n"
            + "    from: \(Self.quoted("contracts c \(join) routes r ON r.office = c.office AND r.kind = c.kind"))\n"
            + condition + shows([contracts], "c.owner_code", [one])
    }
}
