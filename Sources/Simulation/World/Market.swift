package import Intake

/// The companies of a made world.
package struct Market: Sendable {
    /// A company of the register.
    package struct Company: Sendable {
        package var id: String
        package var name: BilingualText
        package var kind: String
        package var registration: String
        package var affiliates: [Int]
    }

    /// Their places in ``companies``.
    package static let networkOperator = 0
    /// The company whose side is investigated: the network operator's affiliated retailer.
    package static let investigated = 1

    package let companies: [Company]
    /// Retailers other than the investigated one.
    package let otherRetailers: [Int]
    /// Contractors whose people work for the investigated company, and for the network operator; one serves both.
    package let salesContractors: [Int]
    package let networkContractors: [Int]

    init(_ file: ScenarioFile) {
        var companies = [
            Company(
                id: "N01", name: file.world.networkOperator, kind: "networkOperator", registration: "", affiliates: [1]),
            Company(
                id: "R001", name: file.world.investigated, kind: "retailer", registration: "A0001", affiliates: [0]),
        ]
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        for number in 0..<file.world.retailers {
            let (first, last) = (Self.first[number % Self.first.count], Self.last[number / Self.first.count % 3])
            let round = number / (Self.first.count * 3)
            let suffix = round == 0 ? "" : String(round + 1)
            // Real registers are full of signs that only CP932 has.
            let prefix = number.isMultiple(of: 3) ? "㈱" : ""
            companies.append(
                Company(
                    id: "R\(padded(number + 2, 3))",
                    name: BilingualText(
                        ja: "\(prefix)\(first.ja)\(last.ja)\(suffix)", en: "\(first.en) \(last.en)\(suffix)"),
                    kind: "retailer", registration: "A\(padded(number + 2, 4))", affiliates: []))
        }
        otherRetailers = Array(2..<companies.count)
        let firstContractor = companies.count
        for number in 0..<file.world.contractors {
            let first = Self.first[(number * 5 + 3) % Self.first.count]
            companies.append(
                Company(
                    id: "K\(padded(number + 1, 2))",
                    name: BilingualText(ja: "\(first.ja)業務サービス\(number + 1)", en: "\(first.en) Services \(number + 1)"),
                    kind: "contractor", registration: "", affiliates: []))
        }
        let contractors = Array(firstContractor..<companies.count)
        let ofSales = (contractors.count * 2 + 2) / 3
        salesContractors = Array(contractors.prefix(ofSales))
        networkContractors = Array(contractors.dropFirst(ofSales - 1))
        self.companies = companies
    }

    private static let first: [(ja: String, en: String)] = [
        ("あけぼの", "Akebono"), ("しおかぜ", "Shiokaze"), ("みさき", "Misaki"), ("ほたる", "Hotaru"), ("こもれび", "Komorebi"),
        ("たまゆら", "Tamayura"), ("はるかぜ", "Harukaze"), ("いぶき", "Ibuki"), ("つきしろ", "Tsukishiro"), ("なぎさ", "Nagisa"),
        ("あまつ", "Amatsu"), ("みなも", "Minamo"), ("ゆうなぎ", "Yunagi"), ("いなほ", "Inaho"), ("やまびこ", "Yamabiko"),
        ("きさらぎ", "Kisaragi"), ("まつかぜ", "Matsukaze"), ("しののめ", "Shinonome"), ("うみほし", "Umihoshi"), ("わかば", "Wakaba"),
        ("さざなみ", "Sazanami"), ("かがやき", "Kagayaki"), ("よつば", "Yotsuba"),
    ]
    private static let last: [(ja: String, en: String)] = [("でんき", "Denki"), ("エナジー", "Energy"), ("パワー", "Power")]
}
