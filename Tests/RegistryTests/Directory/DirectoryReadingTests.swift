import Intake
import Registry
import Testing

@Suite("Reading the directory's registers")
struct DirectoryReadingTests {
    @Test("a sound world is read whole, and nothing is left over")
    func soundWorld() throws {
        let reading = try DirectoryWorld().read()
        let directory = reading.directory
        #expect(reading.rejects.isEmpty)
        #expect(reading.warnings.isEmpty)
        #expect(reading.accounts.map(\.table) == [.companies, .departments, .people, .employments])
        #expect(reading.accounts.map(\.rows.used) == [4, 4, 3, 3])
        #expect(directory.companies.map(\.id) == ["N1", "R1", "R2", "K1"])
        #expect(directory.companies.map(\.kind) == [.networkOperator, .retailer, .retailer, .contractor])
        #expect(directory.companies[1].name == BilingualText(ja: "北電気", en: "Kita Power"))
        #expect(directory.companies[1].registration == "A0001")
        #expect(directory[try #require(directory.department("D-DESK"))].company == directory.company("K1"))
        #expect(directory[try #require(directory.person("P1"))].name == "青木 花")
        let ofContractor = try #require(directory.employments.last)
        #expect(ofContractor.position == .staff)
        #expect(ofContractor.side == directory.company("R1"))
        #expect(ofContractor.company == directory.company("K1"))
        #expect(ofContractor.kind == .contractor)
        #expect(ofContractor.to == nil, "9999-12-31 is an open end")
    }

    @Test("affiliation works both ways, and never with oneself")
    func affiliates() throws {
        var world = DirectoryWorld()
        world.companies = """
            company,name,kind,affiliates
            N1,北送電,networkOperator,R1;R1;N1
            R1,北電気,retailer,
            R2,みどり電力,retailer,N1;X9

            """
        let reading = try world.read()
        let directory = reading.directory
        func affiliates(_ id: String) throws -> [String] {
            directory[try #require(directory.company(id))].affiliates.map { directory[$0].id }
        }
        #expect(try affiliates("N1") == ["R1", "R2"])
        #expect(try affiliates("R1") == ["N1"])
        #expect(try affiliates("R2") == ["N1"])
        #expect(reading.warnings.map(\.kind) == [.unknownAffiliate])
        #expect(reading.warnings.map(\.line) == [4])
        #expect(reading.warnings[0].message.en.contains("`X9`"))
        #expect(directory.companies[0].name.en == "北送電", "without an English name, the name stands for both")
    }

    @Test("identifiers are compared in their normalised form, names are kept as they are")
    func normalisedIdentifiers() throws {
        var world = DirectoryWorld()
        world.people = "person,name\nＰ１,ｱｵｷ ﾊﾅ\n P2 ,上田\nP3,小野\n"
        let directory = try world.read().directory
        #expect(directory.people.map(\.id) == ["P1", "P2", "P3"])
        #expect(directory.people[0].name == "ｱｵｷ ﾊﾅ")
    }

    /// Each case: one register with good and bad rows, and what must be said of the bad ones.
    struct BadRows: CustomTestStringConvertible, Sendable {
        var table: RegisterTable
        var rows: [String]
        var rejects: [String]
        var duplicates = 0
        var testDescription: String { "\(table.rawValue): \(rejects.joined(separator: "; "))" }
    }

    static let badRows = [
        BadRows(
            table: .companies,
            rows: [
                "N1,北送電,,networkOperator,,", "R1,北電気,,seller,,", ",無名,,retailer,,", "N1,別の送電,,retailer,,",
                "N1,北送電,,networkOperator,,",
            ],
            rejects: [
                "companies.csv:3 kind badValue seller", "companies.csv:4 company emptyIdentifier ",
                "companies.csv:5 company duplicateKey N1",
            ], duplicates: 1),
        BadRows(
            table: .departments,
            rows: ["D1,R1,営業,", "D2,R9,営業,", ",R1,営業,", "D1,R1,総務,", "D1,R1,営業,"],
            rejects: [
                "departments.csv:3 company unknownReference R9", "departments.csv:4 department emptyIdentifier ",
                "departments.csv:5 department duplicateKey D1",
            ], duplicates: 1),
        BadRows(
            table: .people, rows: ["P1,青木", "P1,青木", "P1,赤木", ",誰か"],
            rejects: ["people.csv:4 person duplicateKey P1", "people.csv:5 person emptyIdentifier "], duplicates: 1),
        BadRows(
            table: .accounts,
            rows: [
                "u1,P1,,,", "u1,P1,no,,", "u2,P9,,,", "u3,,,,", ",P1,,,", "u4,P1,maybe,,",
                "u5,P1,,2022-05-01,2022-04-01",
                "u5,P1,,2022-05-01,2022-05-01", "u5,P1,,soon,", "u5,P1,,,2022-13-01", "u6,,yes,,",
            ],
            rejects: [
                "accounts.csv:4 person unknownReference P9", "accounts.csv:5 person emptyIdentifier ",
                "accounts.csv:6 account emptyIdentifier ", "accounts.csv:7 shared badValue maybe",
                "accounts.csv:8 to badValue 2022-05-01 – 2022-04-01",
                "accounts.csv:9 to badValue 2022-05-01 – 2022-05-01", "accounts.csv:10 from unreadableDate soon",
                "accounts.csv:11 to impossibleDate 2022-13-01",
            ], duplicates: 1),
        BadRows(
            table: .employments,
            rows: [
                "P1,R1,D-SALES,staff,employee,,2020-04-01,", "P1,R1,D-SALES,staff,employee,,2020-04-01,",
                "P9,R1,,staff,employee,,2020-04-01,", "P1,R9,,staff,employee,,2020-04-01,",
                "P1,R1,D-XX,staff,employee,,2020-04-01,", "P1,R1,D-NET,staff,employee,,2020-04-01,",
                "P1,R1,,king,employee,,2020-04-01,", "P1,R1,,staff,friend,,2020-04-01,",
                "P2,K1,,staff,contractor,,2020-04-01,", "P2,K1,,staff,employee,R1,2020-04-01,",
                "P2,K1,,staff,contractor,K1,2020-04-01,", "P2,K1,,staff,contractor,R9,2020-04-01,",
                "P2,R1,,staff,employee,,2020-04-01,2020-04-01", "P2,R1,,staff,employee,,2020-04-01,2019-04-01",
                "P2,R1,,staff,employee,,,2019-04-01", "P2,R1,,staff,employee,,2020-04-01,later",
                ",R1,,staff,employee,,2020-04-01,", "P2,,,staff,employee,,2020-04-01,",
            ],
            rejects: [
                "employments.csv:4 person unknownReference P9", "employments.csv:5 company unknownReference R9",
                "employments.csv:6 department unknownReference D-XX", "employments.csv:7 department badValue D-NET",
                "employments.csv:8 position badValue king", "employments.csv:9 kind badValue friend",
                "employments.csv:10 engagedBy emptyIdentifier ", "employments.csv:11 kind badValue employee",
                "employments.csv:12 engagedBy badValue K1", "employments.csv:13 engagedBy unknownReference R9",
                "employments.csv:14 to badValue 2020-04-01 – 2020-04-01",
                "employments.csv:15 to badValue 2020-04-01 – 2019-04-01",
                "employments.csv:16 from unreadableDate ", "employments.csv:17 to unreadableDate later",
                "employments.csv:18 person emptyIdentifier ", "employments.csv:19 company emptyIdentifier ",
            ], duplicates: 1),
    ]

    @Test("each bad row is rejected with its place and reason, and the account balances", arguments: Self.badRows)
    func rejectsBadRows(_ bad: BadRows) throws {
        var world = DirectoryWorld()
        let text = ([bad.table.columns.joined(separator: ",")] + bad.rows).joined(separator: "\n") + "\n"
        switch bad.table {
        case .companies: world.companies = text
        case .departments: world.departments = text
        case .people: world.people = text
        case .accounts: world.accounts = text
        default: world.employments = text
        }
        let reading = try world.read()
        let file = "\(bad.table.rawValue).csv"
        #expect(reading.rejects.filter { $0.file == file }.map(summary) == bad.rejects)
        let rows = try #require(reading.accounts.first { $0.table == bad.table }).rows
        #expect(rows.rowsIn == bad.rows.count)
        #expect(rows.rejected == bad.rejects.count)
        #expect(rows.duplicates == bad.duplicates)
        #expect(rows.used == bad.rows.count - bad.rejects.count - bad.duplicates)
        #expect(reading.accounts.allSatisfy { $0.rows.balances })
    }

    @Test("a rejected company takes its departments and employments with it, in words")
    func cascade() throws {
        var world = DirectoryWorld()
        world.companies = world.companies.replacing("K1,窓口サービス,Counter Services,contractor", with: "K1,窓口,,shop")
        let reading = try world.read()
        #expect(
            reading.rejects.map(summary) == [
                "companies.csv:5 kind badValue shop", "departments.csv:5 company unknownReference K1",
                "employments.csv:4 company unknownReference K1",
            ])
        #expect(reading.accounts.allSatisfy { $0.rows.balances })
    }

    @Test("a missing or doubled column is one error that names the file, the headings and the mend")
    func missingColumn() throws {
        var world = DirectoryWorld()
        world.employments = "person,company,position,kind,engagedBy,since,to\n"
        let missing = #expect(throws: IntakeError.self) { try world.read() }
        #expect(missing?.place?.file == "employments.csv")
        #expect(missing?.message.en.contains("no column `from`") == true)
        #expect(missing?.message.en.contains("`since`") == true)
        world.employments = "person,company,kind,from,from,to\n"
        let doubled = #expect(throws: IntakeError.self) { try world.read() }
        #expect(doubled?.place?.file == "employments.csv")
        #expect(doubled?.message.en.contains("`from`") == true)
    }

    @Test("headings are mapped, and an optional column that is mapped must be there")
    func mappedHeadings() throws {
        let world = DirectoryWorld()
        let format = TableFormat(encoding: .utf8, delimiter: UInt8(ascii: ","), hasHeader: true)
        func sources(_ columns: [String: String], employments: [String: String] = [:]) -> DirectorySources {
            DirectorySources(
                companies: RegisterSource(file: "companies.csv", bytes: Array(world.companies.utf8), format: format),
                people: RegisterSource(
                    file: "p.csv", bytes: Array("社員番号,氏名\nP1,青木\n".utf8), format: format, columns: columns),
                employments: RegisterSource(
                    file: "e.csv", bytes: Array("person,company,kind,from,to\nP1,R1,employee,2020-04-01,\n".utf8),
                    format: format, columns: employments))
        }
        let reading = try DirectoryReading(sources(["person": "社員番号", "name": "氏名"]))
        #expect(reading.directory.people == [Person(id: "P1", name: "青木")])
        #expect(reading.directory.employments.count == 1)
        let unmapped = #expect(throws: IntakeError.self) { try DirectoryReading(sources(["person": "社員番号"])) }
        #expect(unmapped?.message.ja.contains("`name`") == true)
        let promised = #expect(throws: IntakeError.self) {
            try DirectoryReading(sources(["person": "社員番号", "name": "氏名"], employments: ["engagedBy": "委託元"]))
        }
        #expect(promised?.message.ja.contains("`委託元`") == true)
    }

    @Test("dates are read in the register's own dialect, and a day is one of its own zone")
    func dialects() throws {
        var world = DirectoryWorld()
        world.employments = "person,company,kind,from,to\nP1,R1,employee,令和2年4月1日,R4.4.1\n"
        let era = try world.read(dates: .japaneseEra)
        #expect(era.rejects.isEmpty)
        #expect(era.directory.employments.map(\.from.iso) == ["2020-04-01"])
        #expect(era.directory.employments.map(\.to?.iso) == ["2022-04-01"])
        world.employments = "person,company,kind,from,to\nP1,R1,employee,2020-04-01T00:00:00+09:00,9999-12-31\n"
        let withOffset = try world.read()
        #expect(withOffset.directory.employments.map(\.from.iso) == ["2020-04-01"])
        world.employments = "person,company,kind,from,to\nP1,R1,employee,20200401,99991231\n"
        #expect(try world.read(dates: .compact).directory.employments.map(\.to) == [nil])
    }

    @Test("shared ids, doubly given ids and contradictory employments are pointed out by line")
    func warnings() throws {
        var world = DirectoryWorld()
        world.companies = world.companies.replacing("A0001", with: "A001")
        world.accounts = """
            account,person,shared,from,to
            u1,P1,,,2022-04-01
            u1,P2,,2022-04-01,
            desk,,yes,,
            u1,P3,,2022-06-01,2022-07-01

            """
        world.employments += "P1,R1,D-SALES,staff,employee,,2022-03-01,2022-05-01\n"
        let reading = try world.read()
        let found = reading.warnings.map { "\($0.file):\($0.line) \($0.kind.rawValue)" }
        #expect(
            found == [
                "companies.csv:3 oddRegistration", "accounts.csv:4 sharedAccount",
                "accounts.csv:5 overlappingAccounts", "employments.csv:5 overlappingEmployments",
            ])
        #expect(reading.rejects.isEmpty)
    }
}
