import Intake

/// Writes the registers: who is who, and whose customer is whose.
struct RegisterWriter {
    let scenario: ScenarioFile
    let market: Market
    let workforce: Workforce
    let supply: SupplyRegister
    let views: [LoggedView]
    var generator: SeededGenerator

    init(_ world: SimulatedWorld) {
        scenario = world.scenario.file
        market = world.market
        workforce = world.workforce
        supply = world.supply
        views = world.views.flatMap { log in log.enumerated().filter { $0.offset % 23 == 0 }.map(\.element) }
        generator = SeededGenerator(seed: world.scenario.seed, part: "registers")
    }

    mutating func write<Failure: Error>(_ file: (String, [UInt8]) throws(Failure) -> Void) throws(Failure) {
        try file("registry/companies.csv", companies())
        try file("registry/departments.csv", departments())
        try file("registry/people.csv", people())
        try file("registry/accounts.csv", accounts())
        try file("registry/employments.csv", employments())
        try file("registry/supply-points.csv", supplyPoints())
        try file("registry/supply-periods.csv", periods(facilities: false))
        try file("registry/purchase-contracts.csv", periods(facilities: true))
        try file("registry/contracts.csv", contracts())
        try file("registry/contacts.csv", contacts())
        try file("registry/switches.csv", switches())
    }

    // MARK: Who is who

    private func table(
        _ heading: [String], _ rows: [[String]], encoding: TextEncoding = .utf8, byteOrderMark: Bool = false
    ) -> [UInt8] {
        var text = TextBuffer()
        for row in [heading] + rows {
            text.append(row.map(Self.field).joined(separator: ","))
            text.append("\n")
        }
        return text.encoded(encoding, byteOrderMark: byteOrderMark)
    }

    /// A field, between quotes where a scenario's own names need them.
    private static func field(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private func companies() -> [UInt8] {
        table(
            ["company", "name", "nameEn", "kind", "registration", "affiliates"],
            market.companies.map { company in
                [
                    company.id, company.name.ja, company.name.en, company.kind, company.registration,
                    company.affiliates.map { market.companies[$0].id }.joined(separator: ";"),
                ]
            }, byteOrderMark: true)
    }

    private func departments() -> [UInt8] {
        table(
            ["department", "company", "name", "nameEn"],
            scenario.world.departments.map { [$0.id, market.companies[Market.investigated].id, $0.ja, $0.en] })
    }

    private func people() -> [UInt8] {
        table(["person", "name"], workforce.workers.map { [$0.id, $0.name] })
    }

    private func accounts() -> [UInt8] {
        var rows: [[String]] = []
        for worker in workforce.workers {
            for account in worker.accounts {
                rows.append([
                    account.id, worker.id, "no", account.days.lowerBound == .min ? "" : iso(account.days.lowerBound),
                    account.days.upperBound == .max ? "" : iso(account.days.upperBound),
                ])
            }
        }
        for number in 1...Int32(Accounts.sharedCount) { rows.append([Accounts.id(-number), "", "yes", "", ""]) }
        return table(["account", "person", "shared", "from", "to"], rows)
    }

    /// As a personnel system would write it: in CP932, with Japanese headings and years of the era.
    private func employments() -> [UInt8] {
        var rows: [[String]] = []
        for worker in workforce.workers {
            for job in worker.jobs {
                rows.append([
                    worker.id, market.companies[job.company].id,
                    job.department.map { scenario.world.departments[$0].id } ?? "", job.position,
                    job.isEmployee ? "employee" : "contractor", market.companies[job.side].id, era(job.days.lowerBound),
                    job.days.upperBound == .max ? "" : era(job.days.upperBound),
                ])
            }
        }
        return table(RegisterWriter.employmentHeadings.map(\.heading), rows, encoding: .cp932)
    }

    static let employmentHeadings: [(name: String, heading: String)] = [
        ("person", "社員番号"), ("company", "会社コード"), ("department", "部署コード"), ("position", "役職"), ("kind", "雇用区分"),
        ("engagedBy", "委託元"), ("from", "開始日"), ("to", "終了日"),
    ]

    private func iso(_ day: Int32) -> String { CalendarDay(daysSince1970: day).iso }

    private func era(_ day: Int32) -> String {
        let date = CalendarDay(daysSince1970: day).date
        let isReiwa = (date.year, date.month) >= (2019, 5)
        let year = isReiwa ? date.year - 2018 : date.year - 1988
        return "\(isReiwa ? "令和" : "平成")\(year == 1 ? "元" : String(year))年\(date.month)月\(date.day)日"
    }

    // MARK: Whose customer is whose

    private func supplyPoints() -> [UInt8] {
        var text = TextBuffer()
        text.append("supplyPoint,area,address\n")
        func add(_ number: [UInt8], _ place: Int) {
            text.append(number)
            text.append(",06,")
            text.append(Self.address(place))
            text.append("\n")
        }
        for point in 0..<Int32(supply.pointCount) where !supply.isFacility(point) {
            add(supply.number(point), Int(point))
        }
        for place in 0..<supply.withoutPeriods {
            add(SupplyRegister.number(20_000_000 + place, isFacility: false), place)
        }
        return text.bytes
    }

    private func periods(facilities: Bool) -> [UInt8] {
        var text = TextBuffer()
        text.append(
            facilities
                ? "contract,facility,supplyPoint,purchaser,purchaseKind,holder,from,to\n"
                : "supplyPoint,contract,supplier,voltage,from,to\n")
        for point in 0..<Int32(supply.pointCount) where supply.isFacility(point) == facilities {
            let number = supply.number(point)
            for (place, spell) in supply.spells(of: point).enumerated() {
                // Registers repeat themselves now and then.
                for _ in 0...(point % 50_021 == 11 && place == 0 ? 1 : 0) {
                    if facilities {
                        append(contract: spell.contract, to: &text)
                        text.append(",")
                        text.append(number)
                        text.append(
                            ",,\(market.companies[Int(spell.owner)].id),\(spell.contract % 3 == 0 ? "FIT" : "相対"),")
                        text.append(Self.holder(Int(spell.contract)))
                    } else {
                        text.append(number)
                        text.append(",")
                        append(contract: spell.contract, to: &text)
                        text.append(",\(market.companies[Int(spell.owner)].id),\(spell.grade.name)")
                    }
                    text.append(",")
                    text.append(day: spell.days.lowerBound)
                    text.append(",")
                    if spell.days.upperBound < .max {
                        text.append(day: spell.days.upperBound)
                    } else if point % 7 == 0 {
                        text.append("9999-12-31")
                    }
                    text.append("\n")
                }
            }
        }
        return text.bytes
    }

    private func append(contract: Int32, to text: inout TextBuffer) {
        text.append("C")
        text.append(Int(contract), width: 9)
    }

    private func contracts() -> [UInt8] {
        var text = TextBuffer()
        text.append("contract,holder,phone,contactAddress,contractedPower,powerFactor\n")
        for spell in supply.spells where spell.grade != .purchase {
            let place = Int(spell.contract)
            append(contract: spell.contract, to: &text)
            text.append(",")
            text.append(Self.holder(place))
            // Numbers that no telephone has.
            text.append(",０６－０")
            text.append(place % 1000, width: 3)
            text.append("-")
            text.append(place * 7 % 10_000, width: 4)
            text.append(",")
            text.append(Self.address(place))
            text.append(",")
            text.append(
                spell.grade == .low ? 3 + place % 47 : spell.grade == .high ? 50 + place % 1900 : 2000 + place % 30_000)
            text.append(",")
            text.append(85 + place % 16)
            text.append("\n")
        }
        return text.bytes
    }

    // MARK: What customers did

    /// Contacts on the day of some views, and some on which nobody looked.
    private mutating func contacts() -> [UInt8] {
        var text = TextBuffer()
        text.append("contact,at,supplyPoint,company,kind,person\n")
        let kinds = ["switchRequest", "inquiry", "complaint", "other"]
        for (place, view) in views.enumerated() where view.point >= 0 && view.viewer >= 0 && view.form == .plain {
            guard !supply.isFacility(view.point), generator.percent(40) else { continue }
            text.append("Q")
            text.append(place, width: 7)
            let earlier = generator.percent(70) ? generator.below(1800) : generator.below(6) * 86_400
            text.append(",\(Instant(secondsSince1970: view.second - Int64(earlier)).iso(in: .japan)),")
            text.append(supply.number(view.point))
            text.append(",\(market.companies[Market.investigated].id),\(generator.pick(kinds)),")
            text.append(workforce.workers[Int(view.viewer)].id)
            text.append("\n")
        }
        return text.bytes
    }

    private mutating func switches() -> [UInt8] {
        var text = TextBuffer()
        text.append("applied,effective,supplyPoint,from,to\n")
        for point in 0..<Int32(supply.pointCount) where !supply.isFacility(point) {
            let history = supply.spells(of: point)
            for (former, next) in zip(history, history.dropFirst())
            where former.owner != next.owner && former.days.upperBound == next.days.lowerBound {
                text.append(day: next.days.lowerBound - 5 - Int32(generator.below(40)))
                text.append(",")
                text.append(day: next.days.lowerBound)
                text.append(",")
                text.append(supply.number(point))
                text.append(",\(market.companies[Int(former.owner)].id),\(market.companies[Int(next.owner)].id)\n")
            }
        }
        return text.bytes
    }

    private static let addresses: [[UInt8]] = (0..<97).map { place in
        let towns = ["ふじなみ市浜町", "ふじなみ市山手", "みさき市本町", "みさき市港", "こもれび郡若葉", "ゆうなぎ市橋詰", "しののめ市東"]
        return Array("\(towns[place % 7])\(place / 7 + 1)丁目".utf8)
    }
    private static let holders: [[UInt8]] = (0..<211).map { place in
        let first = ["青葉", "石動", "卯月", "大楠", "髙瀬", "浜﨑", "時雨", "諏訪", "空知", "氷室", "古河", "室生", "雪村"]
        let last = ["商店", "製作所", "クリニック", "食堂", "自治会", "　あおい", "　ひびき", "　まこと", "　すみれ", "㈱", "工務店"]
        return Array("\(first[place % 13])\(last[place / 13 % 11])".utf8)
    }
    private static func address(_ place: Int) -> [UInt8] { addresses[place % addresses.count] }
    private static func holder(_ place: Int) -> [UInt8] { holders[place % holders.count] }
}
