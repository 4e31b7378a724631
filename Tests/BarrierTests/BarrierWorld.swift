import Barrier
import Foundation
import Intake
import Registry
import Testing

/// A small market: a network operator with an affiliated retailer, two retailers that compete with it, a contractor.
enum BarrierWorld {
    static let companies = """
        company,name,kind,affiliates
        N1,北送電,networkOperator,R1
        R1,北電気,retailer,
        R2,みどり電力,retailer,
        R3,さくらエナジー,retailer,
        K1,窓口サービス,contractor,

        """
    static let departments = """
        department,company,name
        D-NET,N1,系統部
        D-SALES,R1,営業部

        """

    /// The directory of the market, without people: the barrier judges situations, and knows nobody by name.
    static func directory() throws -> Directory {
        func source(_ name: String, _ text: String) -> RegisterSource {
            RegisterSource(
                file: name, bytes: Array(text.utf8),
                format: TableFormat(encoding: .utf8, delimiter: UInt8(ascii: ","), hasHeader: true))
        }
        let reading = try DirectoryReading(
            DirectorySources(
                companies: source("companies.csv", companies), departments: source("departments.csv", departments),
                people: source("people.csv", "person,name\n"),
                employments: source("employments.csv", "person,company,kind,from,to\n")))
        try #require(reading.rejects.isEmpty)
        return reading.directory
    }

    /// A screen of supply contracts, a report of purchase contracts, and a feed of usage.
    static func catalogue() throws -> Catalogue {
        try Catalogue(surfaces: [
            Surface(
                id: "hv-screen", kind: .screen, title: BilingualText(ja: "契約照会", en: "Contract inquiry"),
                subject: .supplyPoint, fields: [.contractHolder, .voltage, .contractedPower, .phone],
                keepsHistory: true),
            Surface(
                id: "purchase-report", kind: .report, title: BilingualText(ja: "受給一覧", en: "List of purchases"),
                subject: .facility, fields: [.facilityID, .purchaseKind, .purchaseEnd], keepsHistory: false),
            Surface(
                id: "usage-feed", kind: .feed, title: BilingualText(ja: "使用量連携", en: "Usage feed"),
                subject: .supplyPoint, fields: [.supplyPointNumber, .usage], keepsHistory: true),
        ])
    }

    /// The rule book that ships with the scenarios.
    static func shippedPolicies() throws -> PolicyText {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Scenarios/policies/barrier.cedar").standardized
        return PolicyText(file: "barrier.cedar", text: try String(contentsOf: file, encoding: .utf8))
    }

    private static let shared = Result { (try directory(), try catalogue()) }

    static func ruleBook(_ policies: [PolicyText]) throws -> RuleBook {
        let (directory, catalogue) = try shared.get()
        return try RuleBook(policies: policies, directory: directory, catalogue: catalogue)
    }

    /// A rule book of one text.
    static func ruleBook(_ text: String) throws -> RuleBook {
        try ruleBook([PolicyText(file: "test.cedar", text: text)])
    }

    static let network = CompanyIndex(rawValue: 0)
    static let affiliate = CompanyIndex(rawValue: 1)
    static let rival = CompanyIndex(rawValue: 2)
    static let otherRival = CompanyIndex(rawValue: 3)
    static let contractor = CompanyIndex(rawValue: 4)

    /// Somebody of the affiliate looks at a rival's customer, with what a test wants to have otherwise.
    static func situation(
        company: CompanyIndex? = affiliate, side: CompanyIndex? = affiliate, owner: CompanyIndex? = rival,
        voltage: Voltage? = .low, surface: UInt16 = 0, purpose: String? = nil, emergency: String? = nil,
        kind: EmploymentKind = .employee, department: DepartmentIndex? = nil, position: Position = .staff
    ) -> Situation {
        Situation(
            company: company, side: side, kind: kind, department: department, position: position, owner: owner,
            voltage: voltage, surface: SurfaceIndex(rawValue: surface), purpose: purpose, emergency: emergency)
    }
}

/// A small generator of repeatable numbers (SplitMix64, Steele et al. 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: choices.indices.lowerBound..<choices.indices.upperBound, using: &self)]
    }

    /// True once in `sides` times.
    mutating func oneIn(_ sides: Int) -> Bool { Int.random(in: 0..<sides, using: &self) == 0 }
}
