import Intake
import Registry
import Testing

@Suite("Registers of what customers did")
struct EventReadingTests {
    private func read(contacts: String? = nil, switches: String? = nil) throws -> EventReading {
        func source(_ name: String, _ text: String) -> RegisterSource {
            RegisterSource(file: name, bytes: Array(text.utf8), format: TableFormat())
        }
        return try EventReading(
            contacts: contacts.map { source("contacts.csv", $0) },
            switches: switches.map { source("switches.csv", $0) }, directory: try DirectoryWorld().read().directory)
    }

    private let point = "0600000000000000000001"

    @Test("contacts: what is used, what is refused, and why")
    func contacts() throws {
        let reading = try read(
            contacts: """
                contact,at,supplyPoint,company,kind,person
                C1,2022-04-01T00:30:00+09:00,\(point),R1,inquiry,P1
                C2,2022-04-01 09:00,０６-0000-0000-0000-0000-0001,Ｒ１,switchRequest,
                C1,2022-04-01T00:30:00+09:00,\(point),R1,inquiry,P1
                C1,2022-04-02T00:30:00+09:00,\(point),R1,inquiry,P1
                ,2022-04-01 09:00,\(point),R1,inquiry,
                C5,2022-02-30 09:00,\(point),R1,inquiry,
                C6,yesterday,\(point),R1,inquiry,
                C7,2022-04-01 09:00,06001,R1,inquiry,
                C8,2022-04-01 09:00,A123456789,R1,inquiry,
                C9,2022-04-01 09:00,\(point),R9,inquiry,
                C10,2022-04-01 09:00,\(point),R1,chat,
                C11,2022-04-01 09:00

                """)
        #expect(reading.contacts.map(\.id) == ["C1", "C2"])
        #expect(reading.contacts[0].at == Instant(secondsSince1970: 1_648_740_600))
        #expect(reading.contacts[0].supplyPoint == reading.contacts[1].supplyPoint)
        #expect(reading.contacts[1].kind == .switchRequest)
        #expect(
            reading.rejects.map { "\($0.line) \($0.columnName ?? "-") \($0.reason.rawValue)" } == [
                "5 contact duplicateKey", "6 contact emptyIdentifier", "7 at impossibleDate", "8 at unreadableDate",
                "9 supplyPoint unreadableIdentifier", "10 supplyPoint unreadableIdentifier",
                "11 company unknownReference", "12 kind badValue", "13 - tooFewColumns",
            ])
        let account = try #require(reading.accounts.first)
        #expect(account.table == .contacts)
        #expect(account.rows == RowAccount(rowsIn: 12, used: 2, rejected: 9, duplicates: 1))
        #expect(account.rows.balances)
    }

    @Test("applications: what is used, what is refused, and why")
    func switches() throws {
        let reading = try read(
            switches: """
                applied,effective,supplyPoint,from,to
                2022-04-01,2022-05-01,\(point),R2,R1
                2022-04-01,2022-05-01,\(point),R2,R1
                2022-04-02,2022-05-01,\(point),,R1
                ,2022-05-01,\(point),R2,R1
                2022-04-31,2022-05-01,\(point),R2,R1
                2022-04-01,soon,\(point),R2,R1
                2022-04-01,2022-05-01,,R2,R1
                2022-04-01,2022-05-01,\(point),R9,R1
                2022-04-01,2022-05-01,\(point),R2,

                """)
        #expect(reading.switches.map(\.applied.iso) == ["2022-04-01", "2022-04-02"])
        #expect(reading.switches[0].from != nil && reading.switches[1].from == nil)
        #expect(
            reading.rejects.map { "\($0.line) \($0.columnName ?? "-") \($0.reason.rawValue)" } == [
                "5 applied unreadableDate", "6 applied impossibleDate", "7 effective unreadableDate",
                "8 supplyPoint unreadableIdentifier", "9 from unknownReference", "10 to unknownReference",
            ])
        #expect(reading.accounts.map(\.rows) == [RowAccount(rowsIn: 9, used: 2, rejected: 6, duplicates: 1)])
    }

    @Test("a register that is not there is no register of none")
    func absent() throws {
        #expect(try read().accounts.isEmpty)
        #expect(try read(contacts: "contact,at,supplyPoint,company,kind\n").accounts.map(\.rows) == [RowAccount()])
        #expect(throws: IntakeError.self) { try read(switches: "applied,effective,supplyPoint,from\n") }
    }
}
