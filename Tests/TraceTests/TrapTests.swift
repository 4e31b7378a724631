import Barrier
import Intake
import Registry
import Testing
import Trace

@Suite("what makes a look-back go wrong")
struct TrapTests {
    private static let head = "at,viewer,subject\n"
    private static let row = "2022-04-05 09:00:00,P1,\(SmallCase.point)\n"

    @Test("of hundreds of purposes each is judged by its own")
    func manyPurposes() throws {
        var small = SmallCase()
        small.world.jobs = [small.job("N1", from: "2020-04-01")]
        // Only the first purpose is forbidden; the 256th after it differs from it in no eight bits.
        let purposes = ["sales"] + (1..<600).map { "reason-\($0)" }
        var text = "at,viewer,subject,why\n"
        for purpose in purposes + purposes { text += "2022-04-05 09:00:00,P1,\(SmallCase.point),\(purpose)\n" }
        let found = try small.outcomes(small.source(text, columns: [.purpose: "why"]))
        #expect(found == ["2 notForSales", "602 notForSales"])
    }

    @Test("a purpose that cannot be read is no purpose at all, so the row is rejected")
    func undecodablePurpose() throws {
        var small = SmallCase()
        small.world.jobs = [small.job("N1", from: "2020-04-01")]
        let plain = "2022-04-05 09:00:00,P1,\(SmallCase.point),"
        let bytes =
            Array("at,viewer,subject,why,emergency\n\(plain)".utf8) + [0x81] + Array(",\n\(plain)x,".utf8) + [0xFF]
            + Array("\n\(plain)sales,\n".utf8)
        let source = small.source(
            bytes, columns: [.purpose: "why", .emergency: "emergency"], format: TableFormat(encoding: .cp932))
        #expect(try small.outcomes(source) == ["2 undecodable why", "3 undecodable emergency", "4 notForSales"])
    }

    @Test("bytes of one encoding are not taken for an id of another")
    func idsAcrossEncodings() throws {
        var small = SmallCase()
        // In UTF-8 `ñ` is the bytes C3 B1, which in CP932 are two half-width katakana.
        small.world.accounts = [World.Account(id: "ñ", person: "P1")]
        let bytes = Array(Self.head.utf8) + Array("2022-04-05 09:00:00,".utf8) + [0xC3, 0xB1]
        let end = Array(",\(SmallCase.point)\n".utf8)
        #expect(try small.outcomes(small.source(bytes + end)) == ["2 rivals"])
        let japanese = small.source(bytes + end, format: TableFormat(encoding: .cp932))
        #expect(try small.outcomes(japanese) == ["2 unknownViewer"])
        small.world.accounts = [World.Account(id: "テア", person: "P1")]
        #expect(try small.outcomes(japanese) == ["2 rivals"])
    }

    @Test("a date of zero bytes is no date")
    func zeroBytes() throws {
        let small = SmallCase()
        let zeros = String(repeating: "\0", count: 10)
        #expect(
            try small.outcomes(at: ["\(zeros) 09:05:07", "2022-04-05 09:05:07", "\(zeros)T09:05:07"])
                == ["2 unreadableDate at", "3 rivals", "4 unreadableDate at"])
    }

    @Test("a quote, or a lone CR, far into a file is read as it would be at its beginning")
    func surprises() throws {
        let small = SmallCase()
        let filler = String(repeating: "x", count: 200)
        let plain = "2022-04-05 09:00:00,P1,\(SmallCase.point),\(filler)\n"
        let rows = 1500
        let lines = String(repeating: plain, count: rows)
        let quoted =
            "at,viewer,subject,note\n" + lines + "2022-04-05 09:00:00,\"P1\",\(SmallCase.point),\"a\nb\"\n" + plain
        let found = try small.outcomes(small.source(quoted))
        #expect(found.count == rows + 2)
        #expect(found.suffix(2) == ["1502 rivals", "1504 rivals"])
        let returns = "at,viewer,subject,note\n" + lines + plain.replacing("\n", with: "\r") + plain
        let other = try small.outcomes(small.source(returns))
        #expect(other.count == rows + 2)
        #expect(other.suffix(2) == ["1502 rivals", "1503 rivals"])
    }

    @Test("of a server's log the original's line is given, whatever became of it")
    func originalLines() throws {
        let small = SmallCase()
        let text = """
            at\tviewer\tsubject\tterminal\tline
            1649116800\tP1\t\(SmallCase.point)\t\t17
            1649116800\tP1\t/help\t\t230
            1649116800\tstranger\t\(SmallCase.point)\t\t231
            946652400\tP1\t\(SmallCase.point)\t\t400

            """
        let source = small.source(
            text, columns: [.terminal: "terminal", .line: "line"], format: TableFormat(delimiter: UInt8(ascii: "\t")),
            dates: .epochSeconds)
        #expect(
            try small.outcomes(source) == [
                "17 rivals", "230 unreadableIdentifier subject", "231 unknownViewer", "400 outsidePeriod at",
            ])
    }

    @Test("one column can serve for two", arguments: ["", "\""])
    func sharedColumn(quote: String) throws {
        let small = SmallCase()
        let text = "at,user,subject,note\n2022-04-05 09:00:00,P1,\(SmallCase.point),\(quote)\(quote)\n"
        let source = small.source(text, columns: [.viewer: "user", .terminal: "user"])
        let lookBack = try small.world.lookBack()
        let result = try lookBack.run([source])
        #expect(result.exposures.map(\.terminal) == [1])
        #expect(result.terminals == ["P1"])
    }

    @Test("a file that lacks a column, or cannot be read, is one error that names it")
    func errors() throws {
        let small = SmallCase()
        let lookBack = try small.world.lookBack()
        let missing = #expect(throws: IntakeError.self) {
            try lookBack.run([small.source("at,user,subject\n" + Self.row)])
        }
        #expect(missing?.place?.file == "views.csv")
        #expect(missing?.message.en.contains("`viewer`") == true && missing?.message.en.contains("`user`") == true)
        let promised = #expect(throws: IntakeError.self) {
            try lookBack.run([small.source(Self.head + Self.row, columns: [.purpose: "why"])])
        }
        #expect(promised?.message.ja.contains("`why`") == true)
        var source = small.source(Self.head)
        source.files.append(ViewSource.File(source: FailingSource(text: Self.head + Self.row), days: nil))
        let unread = #expect(throws: IntakeError.self) { try lookBack.run([source]) }
        #expect(unread?.place?.file == "broken.csv")
        let wrong = #expect(throws: IntakeError.self) {
            try lookBack.run([small.source(Array(Self.head.utf8) + [0xFF, 0x22, 0x0A])])
        }
        #expect(wrong?.place == Place(file: "views.csv", line: 2, column: 0))
    }

    @Test("a heading alone, or nothing but blank lines below it, is a log without views")
    func emptyLogs() throws {
        let small = SmallCase()
        for text in ["at,viewer,subject", Self.head, Self.head + "\n\r\n\n", "\u{FEFF}" + Self.head] {
            let result = try small.world.lookBack().run([small.source(text)])
            #expect(result.accounts[0] == RowAccount(), "\(text)")
            #expect(result.coverage.totals(SurfaceIndex(rawValue: 0)) == (0, 0, 30, 0), "\(text)")
        }
    }
}

/// A source of which only the beginning can be read once.
private final class FailingSource: ByteSource {
    let name = "broken.csv"
    let count: Int
    private let source: MemorySource

    init(text: String) {
        source = MemorySource(name: "broken.csv", bytes: Array(text.utf8))
        count = text.utf8.count
    }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) {
        // INVARIANT: the buffer is the caller's own, and goes on to one that fills it.
        guard offset == 0 else {
            throw IntakeError(at: Place(file: name, line: 1, column: 0), ja: "読めません", en: "cannot be read")
        }
        unsafe try source.read(at: offset, into: buffer)
    }
}
