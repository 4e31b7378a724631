import Intake
import Testing

@Suite("tables, read and written")
struct TableReaderTests {
    private static func rows(_ reader: inout TableReader) -> [NaiveRow] {
        var rows: [NaiveRow] = []
        while let item = reader.next() {
            switch item {
            case .row(let row): rows.append(NaiveRow(line: row.line, reason: nil, fields: row.fields))
            case .reject(let reject): rows.append(NaiveRow(line: reject.line, reason: reject.reason, fields: []))
            }
        }
        return rows
    }

    @Test("rows, rejects and places are those of a naive reader", arguments: 1...30 as ClosedRange<UInt64>)
    func naive(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        for _ in 0..<40 {
            let text =
                dice.pick(["p,q,r\n", "\"p\",q,\"r\nr\"\r\n", "\n\r\np,q,r\r"]) + dice.text(MadeText.pieces, upTo: 60)
            let table = NaiveTable(text, delimiter: ",")
            let comment: Comment = "\(text.debugDescription), seed \(seed)"
            var reader = try TableReader(bytes: Array(text.utf8), file: "t.csv")
            #expect(Self.rows(&reader) == table.rows, comment)
            reader = try TableReader(bytes: Array(text.utf8), file: "t.csv")
            for record in table.records.dropFirst() {
                guard case .row(let row)? = reader.next() else { continue }
                for (column, start) in record.starts.enumerated() {
                    let expected = table.place(start)
                    let place = Place(file: "t.csv", line: expected.line, column: expected.column)
                    #expect(row.place(column, in: "t.csv") == place, comment)
                    let reject = row.reject(column, in: "t.csv", name: "x", reason: .badValue)
                    #expect(reject.line == place.line && reject.column == place.column, comment)
                }
            }
        }
    }

    @Test("without headings the first row says how many fields there are")
    func noHeadings() throws {
        var reader = try TableReader(
            bytes: Array("1,2\n3\n4,5\n6,7,8\n".utf8), file: "t.csv", format: TableFormat(hasHeader: false))
        #expect(reader.header.isEmpty)
        #expect(Self.rows(&reader).map(\.reason) == [nil, .tooFewColumns, nil, .tooManyColumns])
    }

    @Test("headings are found however they are written, and a missing one is told with those there are")
    func headings() throws {
        let reader = try TableReader(bytes: Array(" 利用者ＩＤ ,ﾃﾞｰﾀ,subject\n".utf8), file: "t.csv")
        #expect(reader.header == ["利用者ＩＤ", "ﾃﾞｰﾀ", "subject"])
        #expect(try reader.column("利用者ID") == 0)
        #expect(try reader.column("データ") == 1)
        #expect(reader.column(optional: "Subject") == nil)
        let error = #expect(throws: IntakeError.self) { try reader.column("viewer") }
        #expect(error?.place == Place(file: "t.csv", line: 1, column: 0))
        #expect(error?.message.en.contains("`viewer`") == true && error?.message.en.contains("`subject`") == true)
    }

    @Test("a heading that stands twice is refused with its place, an empty file with the mend")
    func refused() {
        let twice = #expect(throws: IntakeError.self) {
            try TableReader(bytes: Array("日付,Ａ,A\n".utf8), file: "t.csv")
        }
        #expect(twice?.place == Place(file: "t.csv", line: 1, column: 6))
        for text in ["", "\n\r\n\n"] {
            let empty = #expect(throws: IntakeError.self) { try TableReader(bytes: Array(text.utf8), file: "t.csv") }
            #expect(empty?.message.en.contains("empty") == true, "\(text.debugDescription)")
        }
    }

    @Test("a wrong encoding is told with the place, the byte, and the encoding that would fit")
    func wrongEncodings() throws {
        func fault(_ bytes: [UInt8], _ encoding: TextEncoding) throws -> IntakeError {
            try #require(
                #expect(throws: IntakeError.self) {
                    try TableReader(bytes: bytes, file: "t.csv", format: TableFormat(encoding: encoding))
                })
        }
        let text = "日付,供給地点\n2022年,髙橋㈱\n"
        let windows = try #require(TextEncoding.cp932.encode(text))
        let first = try fault(windows, .utf8)
        #expect(first.place == Place(file: "t.csv", line: 1, column: 0))
        #expect(first.message.en.contains("0x93") && first.message.en.contains("`encoding: cp932`"))
        #expect(
            try fault(Array("a,b\n1,".utf8) + [0xE3, 0x81, 0x8C, 0x0A], .cp932).message.en.contains("`encoding: utf-8`")
        )
        for encoding in [TextEncoding.utf16le, .utf16be] {
            let wide = try #require(encoding.encode("\u{FEFF}" + text))
            #expect(try fault(wide, .utf8).message.ja.contains("`encoding: \(encoding.rawValue)`"))
            let other = encoding == .utf16le ? TextEncoding.utf16be : .utf16le
            for text in [text, "a,b\n1,2\n"] {
                let wide = try #require(encoding.encode("\u{FEFF}" + text))
                #expect(try fault(wide, other).message.ja.contains("`encoding: \(encoding.rawValue)`"))
            }
        }
        let hopeless = try fault(Array("a,b\n1,2\n".utf8) + [0xFF, 0x00, 0x80, 0xFF], .utf8)
        #expect(hopeless.place?.line == 3 && hopeless.message.en.contains("check `encoding`"))
    }

    @Test("what is written is read again, letter for letter", arguments: 1...40 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        let encoding = dice.pick(TextEncoding.allCases)
        let delimiter = dice.pick([",", "\t"]) as Character
        var writer = TableWriter(
            encoding: encoding, delimiter: delimiter, lineEnd: dice.pick(["\n", "\r\n"]), byteOrderMark: dice.oneIn(2))
        // Wide enough that no field holds a line that would be a row by itself, which a reader refuses.
        let width = dice.pick([1, 2, 25])
        var rows: [[String]] = [(0..<width).map { "h\($0)" }]
        for _ in 0..<40 {
            rows.append(
                (0..<width).map { _ in
                    dice.oneIn(4)
                        ? ""
                        : dice.text(
                            MadeText.japanesePieces + ["=1", "'", "㎏"].filter { encoding.encode($0) != nil }, upTo: 6)
                })
        }
        if dice.oneIn(2), encoding != .cp932, encoding != .eucJP {
            rows.append((0..<width).map { _ in dice.scalars(upTo: 8) })
        }
        for row in rows { try writer.append(row) }
        let format = TableFormat(encoding: encoding, delimiter: delimiter.asciiValue ?? 0)
        var reader = try TableReader(bytes: writer.drain(), file: "t.csv", format: format)
        #expect(writer.bytes.isEmpty)
        #expect(reader.header == rows[0], "seed \(seed)")
        let read = Self.rows(&reader)
        #expect(read.allSatisfy { $0.reason == nil }, "seed \(seed)")
        #expect(
            read.map { $0.fields.map { Array($0.unicodeScalars) } }
                == rows.dropFirst().map { $0.map { Array($0.unicodeScalars) } }, "seed \(seed)")
    }

    @Test("a character that the encoding lacks is an error that shows the row, and nothing of the row is written")
    func unwritable() throws {
        var writer = TableWriter(encoding: .cp932)
        try writer.append(["日本", "①"])
        let before = writer.bytes
        let error = #expect(throws: IntakeError.self) { try writer.append(["x", "한국"]) }
        #expect(error?.message.en.contains("한국") == true && error?.message.en.contains("cp932") == true)
        #expect(writer.bytes == before)
    }

    @Test("what a spreadsheet would run is guarded where that is asked for, and only there")
    func formulas() throws {
        for text in ["=1+1", "+81", "-", "@x", "\tx", "\rx"] {
            var guarded = TableWriter(guardFormulas: true)
            try guarded.append([text, "a" + text])
            var plain = TableWriter()
            try plain.append([text, "a" + text])
            let format = TableFormat(hasHeader: false)
            var reader = try TableReader(bytes: guarded.bytes, file: "t.csv", format: format)
            #expect(Self.rows(&reader).map(\.fields) == [["'" + text, "a" + text]], "\(text.debugDescription)")
            reader = try TableReader(bytes: plain.bytes, file: "t.csv", format: format)
            #expect(Self.rows(&reader).map(\.fields) == [[text, "a" + text]], "\(text.debugDescription)")
        }
    }

    @Test("a line of very many fields is read in time that grows with its length")
    func wideLine() throws {
        let fields = 60_000
        let line = String(repeating: "値,", count: fields - 1) + "値"
        var reader = try TableReader(
            bytes: Array((line + "\n").utf8), file: "t.csv", format: TableFormat(hasHeader: false))
        guard case .row(let row)? = reader.next() else {
            Issue.record("the line is no row")
            return
        }
        #expect(row.fields.count == fields)
        #expect(row.place(fields - 1, in: "t.csv").column == 2 * fields - 1)
    }

    @Test("a stray quote swallows no rows: they are read, and it is rejected")
    func strayQuotes() throws {
        let rows = (1...40).map {
            "2022-04-05 09:00,u01,0600000000000000000001,\($0 == 5 || $0 == 31 ? "\"" : "")T-\($0)\n"
        }
        for text in [rows.joined(), rows.dropLast(20).joined()] {
            var reader = try TableReader(bytes: Array(("at,viewer,subject,terminal\n" + text).utf8), file: "t.csv")
            let found = Self.rows(&reader)
            let count = text.split(separator: "\n").count
            #expect(found.map(\.line) == Array(2...count + 1))
            let spoilt = found.filter { $0.reason != nil }
            #expect(spoilt.map(\.line) == (count == 40 ? [6, 32] : [6]))
            #expect(spoilt.allSatisfy { $0.reason == .unterminatedQuote })
        }
    }

    @Test("a remark in two lines is a remark, wherever its column stands")
    func remarks() throws {
        let text = "note,a,b,c\n\"one, two\nthree\",1,2,3\n4,\"x\ny\",5,6\n7,8,9,\"p\n\nq\"\n"
        var reader = try TableReader(bytes: Array(text.utf8), file: "t.csv")
        let rows = Self.rows(&reader)
        #expect(
            rows.map(\.fields) == [
                ["one, two\nthree", "1", "2", "3"], ["4", "x\ny", "5", "6"], ["7", "8", "9", "p\n\nq"],
            ])
        #expect(rows.map(\.line) == [2, 4, 6])
    }
}
