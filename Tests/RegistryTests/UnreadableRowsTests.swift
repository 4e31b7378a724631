import Intake
import Registry
import Testing

/// A row that is set aside must not make what the other rows say look certain: the answer is no answer.
@Suite("rows of registers that cannot be read")
struct UnreadableRowsTests {
    private static let point = "0600000000000000000001"

    private static func register(_ file: String, _ text: String) -> RegisterSource {
        RegisterSource(file: file, bytes: Array(text.utf8), format: TableFormat())
    }

    private func reading(employments: String = "") throws -> DirectoryReading {
        try DirectoryReading(
            DirectorySources(
                companies: Self.register(
                    "companies.csv", "company,name,kind\nN1,N,networkOperator\nR1,A,retailer\nR2,B,retailer\n"),
                people: Self.register("people.csv", "person,name\nP1,P\n"),
                employments: Self.register(
                    "employments.csv",
                    "person,company,position,kind,from,to\nP1,R1,staff,employee,2020-04-01,\n" + employments)))
    }

    private func supply(_ second: String) throws -> OwnershipReading {
        let text = "supplyPoint,contract,supplier,voltage,from,to\n\(Self.point),C1,R1,low,2020-04-01,\n\(second)"
        let source = MemorySource(name: "periods.csv", bytes: Array(text.utf8))
        return try OwnershipReading(
            supplyPeriods: OwnershipSource(source: source), directory: try reading().directory)
    }

    private func owner(_ reading: OwnershipReading, on day: String) throws -> OwnershipLookup {
        reading.index.lookUp(
            try #require(SubjectKey(Self.point)), on: try #require(CalendarDay(iso: day)))
    }

    @Test(
        "a supplier, date or voltage that cannot be read leaves its days open",
        arguments: [
            ("C2,R9,low,2022-05-01,2022-07-01", true), ("C2,R2,LOW,2022-05-01,2022-07-01", true),
            (",R2,low,2022-05-01,2022-07-01", true),
            // Of which days it speaks is not known: of all.
            ("C2,R2,low,2022-05-01,2023-02-30", false), ("C2,R2,low,soon,", false),
            ("C2,R2,low,2022-07-01,2022-05-01", false),
        ])
    func supply(_ row: String, _ saysItsDays: Bool) throws {
        let reading = try supply("\(Self.point),\(row)\n")
        #expect(reading.rejects.count == 1)
        #expect(reading.accounts.map(\.rows) == [RowAccount(rowsIn: 2, used: 1, rejected: 1)])
        #expect(try owner(reading, on: "2022-06-10") == .overlapping)
        for day in ["2022-04-30", "2022-07-01"] {
            let found = try owner(reading, on: day)
            if saysItsDays {
                guard case .owner = found else {
                    Issue.record("\(row), \(day): \(found)")
                    continue
                }
            } else {
                #expect(found == .overlapping, "\(row), \(day)")
            }
        }
    }

    @Test("a point with nothing but a row that cannot be read is not without a supplier")
    func alone() throws {
        let text = "supplyPoint,contract,supplier,voltage,from,to\n\(Self.point),C1,R9,low,2020-04-01,\n"
        let reading = try OwnershipReading(
            supplyPeriods: OwnershipSource(source: MemorySource(name: "periods.csv", bytes: Array(text.utf8))),
            directory: try reading().directory)
        #expect(try owner(reading, on: "2022-06-10") == .overlapping)
        #expect(try owner(reading, on: "2020-03-31") == .noneThen)
    }

    @Test("the same row twice that cannot be read is rejected twice, and no duplicate")
    func twice() throws {
        let row = "\(Self.point),C2,R9,low,2022-05-01,\n"
        #expect(try supply(row + row).accounts.map(\.rows) == [RowAccount(rowsIn: 3, used: 1, rejected: 2)])
    }

    @Test(
        "an employment that cannot be read leaves its days open",
        arguments: ["P1,R2,boss,employee,2022-05-01,2022-07-01\n", "P1,R9,staff,employee,2022-05-01,2022-07-01\n"])
    func employments(_ row: String) throws {
        let reading = try reading(employments: row)
        let directory = reading.directory
        #expect(reading.rejects.count == 1)
        func viewer(_ day: String) throws -> ViewerLookup {
            directory.viewer("P1", on: try #require(CalendarDay(iso: day)))
        }
        let person = try #require(directory.person("P1"))
        for day in ["2022-05-01", "2022-06-30"] { #expect(try viewer(day) == .overlappingEmployments(person)) }
        for day in ["2022-04-30", "2022-07-01"] {
            guard case .acting = try viewer(day) else {
                Issue.record("\(day)")
                continue
            }
        }
        let account = try #require(directory.accountIndex("P1"))
        for span in directory.timeline(of: account) { #expect(directory.viewer("P1", on: span.from) == span.viewer) }
    }
}
