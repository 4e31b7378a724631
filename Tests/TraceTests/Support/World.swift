import Barrier
import Intake
import Registry
import Testing
import Trace

/// A small market as plain rows, each as a register would state it. Days are counted from 1970-01-01, in Japan.
struct World: Sendable {
    /// For whom somebody worked.
    struct Job: Hashable, Sendable {
        var person: String
        var company: String
        var department: String?
        var position: Position
        var kind: EmploymentKind
        var engagedBy: String?
        var from: Int
        var to: Int?

        var side: String { engagedBy ?? company }

        func holds(on day: Int) -> Bool { from <= day && (to == nil || day < to!) }

        func actsLike(_ other: Job) -> Bool {
            company == other.company && department == other.department && position == other.position
                && kind == other.kind && side == other.side
        }
    }

    /// Whose user id it was; nobody's in particular where `person` is nil.
    struct Account: Hashable, Sendable {
        var id: String
        var person: String?
        var from: Int?
        var to: Int?

        func holds(on day: Int) -> Bool { (from == nil || from! <= day) && (to == nil || day < to!) }
    }

    /// Whose customer it was.
    struct Period: Hashable, Sendable {
        var number: String
        var contract: String
        var owner: String
        var voltage: Voltage?
        var from: Int
        var to: Int?

        func holds(on day: Int) -> Bool { from <= day && (to == nil || day < to!) }
    }

    static let companies: [(id: String, kind: Company.Kind)] = [
        ("N1", .networkOperator), ("R1", .retailer), ("R2", .retailer), ("R3", .retailer), ("K1", .contractor),
    ]
    static let departments = [("D-NET", "N1"), ("D-SALES", "R1"), ("D-R2", "R2"), ("D-DESK", "K1")]
    static let surfaces: [(id: String, kind: SurfaceKind, subject: SubjectKind, fields: [RecordField])] = [
        ("hv-1", .screen, .supplyPoint, [.contractHolder, .voltage]),
        ("hv-2", .screen, .supplyPoint, [.supplyPointNumber, .usage]),
        ("lv-1", .screen, .supplyPoint, [.phone, .contactAddress]),
        ("purchases", .report, .facility, [.facilityID, .purchaseKind]),
        ("forgetful", .screen, .supplyPoint, [.contractHolder]),
        ("unasked", .feed, .supplyPoint, [.usage]),
    ]
    /// The surface that keeps no history.
    static let forgetful = 4

    var firstDay: Int
    var length: Int
    var refreshWindow: Int
    var people: [String]
    /// Nil where each person's id is their user id.
    var accounts: [Account]?
    var jobs: [Job]
    var supply: [Period]
    var purchases: [Period]
    /// The register of supply points, with or without periods.
    var knownNumbers: [String]
    var rules: [Rule]

    var lastDay: Int { firstDay + length - 1 }
    var period: DayPeriod { DayPeriod(from: Self.day(firstDay), to: Self.day(firstDay + length)) }

    static func day(_ number: Int) -> CalendarDay { CalendarDay(daysSince1970: Int32(number)) }

    func isObserved(_ day: Int) -> Bool { (firstDay...lastDay).contains(day) }

    /// Japan is nine hours ahead of UTC; all moments here lie after 1970.
    static func dayInJapan(_ second: Int) -> Int { (second + 9 * 3600) / 86_400 }

    static func kind(of company: String) -> Company.Kind? { companies.first { $0.id == company }?.kind }

    static func index(of company: String) -> Int? { companies.firstIndex { $0.id == company } }
}

extension World {
    /// The engine under test, made of the same rows by way of the registers' text.
    func lookBack() throws -> LookBack {
        func date(_ day: Int?) -> String { day.map { Self.day($0).iso } ?? "" }
        func register(_ name: String, _ rows: [[String]]) -> RegisterSource {
            RegisterSource(file: name, bytes: Self.csv(rows), format: TableFormat())
        }
        let companies = Self.companies.map { [$0.id, $0.id + "社", $0.kind.rawValue, $0.id == "N1" ? "R1" : ""] }
        let jobs = jobs.map {
            [
                $0.person, $0.company, $0.department ?? "", $0.position.rawValue, $0.kind.rawValue, $0.engagedBy ?? "",
                date($0.from), date($0.to),
            ]
        }
        let directory = try DirectoryReading(
            DirectorySources(
                companies: register("companies.csv", [["company", "name", "kind", "affiliates"]] + companies),
                departments: register(
                    "departments.csv",
                    [["department", "company", "name"]] + Self.departments.map { [$0.0, $0.1, $0.0] }
                ),
                people: register("people.csv", [["person", "name"]] + people.map { [$0, $0] }),
                accounts: accounts.map { accounts in
                    register(
                        "accounts.csv",
                        [["account", "person", "shared", "from", "to"]]
                            + accounts.map {
                                [$0.id, $0.person ?? "", $0.person == nil ? "yes" : "", date($0.from), date($0.to)]
                            })
                },
                employments: register(
                    "employments.csv",
                    [["person", "company", "department", "position", "kind", "engagedBy", "from", "to"]] + jobs)))
        let supply = try OwnershipReading(
            supplyPeriods: Self.source(
                "supplyPeriods.csv",
                [["supplyPoint", "contract", "supplier", "voltage", "from", "to"]]
                    + supply.map {
                        [$0.number, $0.contract, $0.owner, $0.voltage?.rawValue ?? "", date($0.from), date($0.to)]
                    }),
            supplyPoints: Self.source("supplyPoints.csv", [["supplyPoint"]] + knownNumbers.map { [$0] }),
            directory: directory.directory)
        let purchases = try OwnershipReading(
            purchaseContracts: Self.source(
                "purchaseContracts.csv",
                [["facility", "contract", "purchaser", "from", "to"]]
                    + purchases.map { [$0.number, $0.contract, $0.owner, date($0.from), date($0.to)] }),
            directory: directory.directory)
        let catalogue = try Catalogue(
            surfaces: Self.surfaces.enumerated().map { index, surface in
                Surface(
                    id: surface.id, kind: surface.kind, title: BilingualText(ja: surface.id, en: surface.id),
                    subject: surface.subject, fields: surface.fields, keepsHistory: index != Self.forgetful)
            })
        let rules = try RuleBook(
            policies: [PolicyText(file: "rules.cedar", text: rules.map(\.text).joined(separator: "\n"))],
            directory: directory.directory, catalogue: catalogue)
        #expect(directory.rejects.isEmpty && supply.rejects.isEmpty && purchases.rejects.isEmpty)
        return LookBack(
            directory: directory.directory, supply: supply.index, purchases: purchases.index, catalogue: catalogue,
            rules: rules, period: period, refreshWindow: refreshWindow)
    }

    private static func csv(_ rows: [[String]]) -> [UInt8] {
        Array(rows.map { $0.joined(separator: ",") + "\n" }.joined().utf8)
    }

    private static func source(_ name: String, _ rows: [[String]]) -> OwnershipSource {
        OwnershipSource(source: MemorySource(name: name, bytes: csv(rows)))
    }
}
