import Intake
import Testing

@testable import Registry

@Suite("reading who supplies whom")
struct OwnershipReadingTests {
    private func source(_ text: String, name: String = "periods.csv", columns: [String: String] = [:])
        -> OwnershipSource
    {
        OwnershipSource(source: MemorySource(name: name, bytes: Array(text.utf8)), columns: columns)
    }

    private let point = "0200000000000000000001"
    private let head = "supplyPoint,contract,supplier,voltage,from,to\n"

    @Test("a point that the network operator knows and nobody supplies is in the register")
    func knownPoints() throws {
        let directory = try DirectoryWorld().read().directory
        let reading = try OwnershipReading(
            supplyPeriods: source(head + "\(point),C-1,R1,high,2022-04-01,2022-05-01\n"),
            supplyPoints: source(
                "area,supplyPoint\n02,\(point)\n02,0200000000000000000002\n02,x\n", name: "points.csv"),
            directory: directory)
        let index = reading.index
        let key = try #require(SubjectKey("0200000000000000000002"))
        #expect(index.lookUp(key, on: try day("2022-04-10")) == .noneThen)
        #expect(index.lookUp(try #require(SubjectKey(point)), on: try day("2022-04-10")) != .noneThen)
        #expect(
            index.lookUp(try #require(SubjectKey("0200000000000000000003")), on: try day("2022-04-10"))
                == .notInRegister)
        #expect((index.subjectCount, index.periodCount) == (2, 1))
        #expect(reading.accounts.map(\.table) == [.supplyPoints, .supplyPeriods])
        #expect(
            reading.accounts.map(\.rows) == [
                RowAccount(rowsIn: 3, used: 2, rejected: 1), RowAccount(rowsIn: 1, used: 1),
            ])
        #expect(reading.rejects.map(summary) == ["points.csv:4 supplyPoint unreadableIdentifier x"])
    }

    @Test("a register of nothing answers that nothing is in it")
    func empty() throws {
        let directory = try DirectoryWorld().read().directory
        let index = try OwnershipReading(supplyPeriods: source(head), directory: directory).index
        #expect(index.lookUp(try #require(SubjectKey(point)), on: try day("2022-04-10")) == .notInRegister)
        #expect((index.subjectCount, index.periodCount, index.places) == (0, 0, 0))
    }

    @Test("one contract over two points, and two contracts of one point one after the other")
    func contracts() throws {
        let directory = try DirectoryWorld().read().directory
        let text = """
            \(point),C-1,R1,low,2022-04-01,2022-05-01
            \(point),C-2,R1,high,2022-05-01,
            0200000000000000000002,C-1,R1,low,2022-04-01,
            0200000000000000000003,a-long-contract-id-1,R1,low,2022-04-01,
            0200000000000000000004,a-long-contract-id-1,R1,low,2022-04-01,
            0200000000000000000005,a-long-contract-id-2,R1,low,2022-04-01,
            0200000000000000000006,ｶﾞ-1,R1,low,2022-04-01,
            0200000000000000000007,ガ－１,R1,low,2022-04-01,

            """
        let index = try OwnershipReading(supplyPeriods: source(head + text), directory: directory).index
        func period(_ number: String, _ iso: String) throws -> SupplyPeriod {
            guard case .owner(let place) = index.lookUp(try #require(SubjectKey(number)), on: try day(iso)) else {
                throw IntakeError(ja: number, en: number)
            }
            return index.period(place)
        }
        let first = try period(point, "2022-04-30")
        let second = try period(point, "2022-05-01")
        #expect(first.contract != second.contract)
        #expect((first.voltage, second.voltage) == (.low, .high))
        #expect(try period("0200000000000000000002", "2022-04-30").contract == first.contract)
        let long = try ["3", "4", "5"].map { try period("020000000000000000000\($0)", "2022-04-30").contract }
        #expect(long[0] == long[1] && long[0] != long[2])
        // One contract however it was typed, to the last byte of its key.
        #expect(
            try period("0200000000000000000006", "2022-04-30").contract
                == period("0200000000000000000007", "2022-04-30").contract)
        #expect(long.map(index.contractID) == ["a-long-contract-id-1", "a-long-contract-id-1", "a-long-contract-id-2"])
    }

    @Test("a quote far into a register makes it read in order, and nothing is lost or counted twice")
    func quotes() throws {
        let directory = try DirectoryWorld().read().directory
        var text = "supplyPoint,contract,supplier,voltage,from,to,note\n"
        let note = String(repeating: "x", count: 120)
        for number in 0..<2500 {
            let digits = String(number)
            text += "02" + String(repeating: "0", count: 20 - digits.count) + digits + ",C,R1,low,2022-04-01,,\(note)\n"
        }
        text += "\(point),\"C-\"\"9\"\"\",R2,low,2020-04-01,2021-04-01,\"a\nb\"\n\(point),C,R7,low,2022-04-01,,\n"
        let reading = try OwnershipReading(supplyPeriods: source(text), directory: directory)
        #expect(reading.accounts.map(\.rows) == [RowAccount(rowsIn: 2502, used: 2501, rejected: 1)])
        #expect(reading.rejects.map(summary) == ["periods.csv:2504 supplier unknownReference R7"])
        guard case .owner(let place) = reading.index.lookUp(try #require(SubjectKey(point)), on: try day("2020-05-01"))
        else { throw IntakeError(ja: "", en: "the quoted row is not found") }
        #expect(reading.index.contractID(reading.index.period(place).contract) == "C-\"9\"")
    }

    @Test("one column can serve for two: where points have no contract numbers, the point is the contract")
    func sharedColumn() throws {
        let directory = try DirectoryWorld().read().directory
        let text = "supplyPoint,supplier,voltage,from,to\n\(point),R1,low,2022-04-01,\n"
        let reading = try OwnershipReading(
            supplyPeriods: source(text, columns: ["contract": "supplyPoint"]), directory: directory)
        #expect(reading.rejects.isEmpty)
        #expect(reading.index.periodCount == 1)
    }

    @Test("an open end is written in many ways, and a date is none of them")
    func openEnds() {
        for text in ["", " ", "　", "9999-12-31", "9999/12/31", "99991231", "９９９９年１２月３１日", "9999-12-31 00:00:00"] {
            #expect(DateDialect.iso.meansOpenEnd(text), "\(text)")
        }
        for text in ["9999-12-30", "2022-12-31", "1999-99-12", "open"] {
            #expect(!DateDialect.iso.meansOpenEnd(text), "\(text)")
        }
        #expect(!DateDialect.epochSeconds.meansOpenEnd("99991231"), "a day of 1973")
        #expect(DateDialect.epochMilliseconds.meansOpenEnd(" "))
    }

    @Test("a missing column and a wrong encoding are one error that names the file and the mend")
    func errors() throws {
        let directory = try DirectoryWorld().read().directory
        let missing = #expect(throws: IntakeError.self) {
            try OwnershipReading(supplyPeriods: source("supplyPoint,contract,from,to,voltage\n"), directory: directory)
        }
        #expect(missing?.place?.file == "periods.csv")
        #expect(missing?.message.en.contains("`supplier`") == true)
        var wide = source("")
        wide.source = MemorySource(name: "wide.csv", bytes: [0xFF, 0xFE] + (TextEncoding.utf16le.encode(head) ?? []))
        let wrong = #expect(throws: IntakeError.self) {
            try OwnershipReading(supplyPeriods: wide, directory: directory)
        }
        #expect(wrong?.place?.file == "wide.csv")
        #expect(wrong?.message.en.contains("`encoding: utf-16le`") == true)
    }
}
