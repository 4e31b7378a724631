import Intake
import Registry
import Testing

/// A small world's registers as text, each of which a test can replace.
struct DirectoryWorld {
    var companies = """
        company,name,nameEn,kind,registration,affiliates
        N1,北送電,Kita Grid,networkOperator,,R1
        R1,北電気,Kita Power,retailer,A0001,
        R2,みどり電力,Midori Power,retailer,A0002,
        K1,窓口サービス,Counter Services,contractor,,

        """
    var departments: String? = """
        department,company,name,nameEn
        D-NET,N1,系統部,Grid
        D-SALES,R1,営業部,Sales
        D-CARE,R1,お客さま部,Customer Care
        D-DESK,K1,受付課,Front Desk

        """
    var people = """
        person,name
        P1,青木 花
        P2,上田 次郎
        P3,小野 三郎

        """
    var accounts: String?
    var employments = """
        person,company,department,position,kind,engagedBy,from,to
        P1,R1,D-SALES,staff,employee,,2020-04-01,2022-04-01
        P1,N1,D-NET,manager,employee,,2022-04-01,
        P2,K1,D-CARE,,contractor,R1,2021-10-01,9999-12-31

        """

    func read(dates: DateDialect = .iso) throws -> DirectoryReading {
        func source(_ name: String, _ text: String) -> RegisterSource {
            RegisterSource(
                file: name, bytes: Array(text.utf8),
                format: TableFormat(encoding: .utf8, delimiter: UInt8(ascii: ","), hasHeader: true), dates: dates)
        }
        return try DirectoryReading(
            DirectorySources(
                companies: source("companies.csv", companies),
                departments: departments.map { source("departments.csv", $0) },
                people: source("people.csv", people),
                accounts: accounts.map { source("accounts.csv", $0) },
                employments: source("employments.csv", employments)))
    }
}

/// What matters of a reject to these tests: `file:line column reason excerpt`.
func summary(_ reject: Reject) -> String {
    "\(reject.file):\(reject.line) \(reject.columnName ?? "-") \(reject.reason.rawValue) \(reject.excerpt)"
}

func day(_ iso: String) throws -> CalendarDay {
    try #require(CalendarDay(iso: iso), "not a day: \(iso)")
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
}
