import Intake
import Testing

@Suite("rows of large files against a reader that goes character by character")
struct DelimitedFileTests {
    /// The rows of a file, read in pieces of so many bytes; read again, carefully, where it asks for that.
    static func rows(
        _ bytes: [UInt8], _ format: TableFormat, stride: Int, carefully: Bool = false, wanted: [Int?]? = nil
    ) throws -> [NaiveRow] {
        let source = MemorySource(name: "t.csv", bytes: bytes)
        let file = try DelimitedFile(source: source, format: format, carefully: carefully, stride: stride)
        let wanted = wanted ?? file.header.indices.map { $0 }
        let (buffer, batch) = (BlockBuffer(), RowBatch(slots: wanted.count))
        var rows: [NaiveRow] = []
        var line = file.firstLine
        for piece in 0..<file.pieceCount {
            do throws(ScanFault) {
                // INVARIANT: the handler gets the bytes that the batch's places are in.
                let lines = unsafe try file.read(piece, wanted: wanted, buffer: buffer, batch: batch) { batch, bytes in
                    for row in 0..<batch.count {
                        let reason = batch.fault(row).reason
                        let fields = wanted.indices.map { slot in
                            let field = unsafe UnsafeBufferPointer(
                                start: bytes + batch.start(row, slot), count: batch.length(row, slot))
                            return unsafe (try? file.encoding.decode(Array(field))) ?? "?"
                        }
                        rows.append(
                            NaiveRow(line: batch.line(row) + line, reason: reason, fields: reason == nil ? fields : []))
                    }
                }
                line += lines
            } catch {
                guard case .irregular = error else { throw error }
                try #require(!carefully, "a careful reader met something irregular")
                return try Self.rows(bytes, format, stride: stride, carefully: true, wanted: wanted)
            }
        }
        return rows
    }

    private static let strides = [1, 7, 63, 64, 65, 200, BlockReader.stride]

    @Test("random text", arguments: 1...24 as ClosedRange<UInt64>)
    func randomText(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        for round in 0..<30 {
            let pieces = seed % 3 == 0 ? MadeText.pieces : MadeText.plainPieces
            let delimiter = dice.pick([",", "\t"]) as Unicode.Scalar
            let head = dice.pick(["p,q,r\n", "p\tq\tr\r\n", "p\n", "p,q,r,s,t,u,v,w\n"])
            let text = head + dice.text(pieces, upTo: dice.pick([3, 30, 120]))
            let expected = NaiveTable(text, delimiter: delimiter, wanted: NaiveTable.all).rows
            let format = TableFormat(delimiter: UInt8(ascii: delimiter))
            let mark: [UInt8] = dice.oneIn(3) ? [0xEF, 0xBB, 0xBF] : []
            for (stride, carefully) in [(dice.pick(Self.strides), false), (dice.number(1...90), false), (64, true)] {
                let rows = try Self.rows(mark + Array(text.utf8), format, stride: stride, carefully: carefully)
                #expect(rows == expected, "\(text.debugDescription), pieces of \(stride), seed \(seed), round \(round)")
            }
        }
    }

    @Test("the same in every encoding", arguments: TextEncoding.allCases)
    func encodings(encoding: TextEncoding) throws {
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Mutations(seed: seed)
            let pieces =
                seed % 3 == 0
                ? MadeText.japanesePieces : MadeText.japanesePieces.filter { !$0.contains("\"") && $0 != "\r" }
            let text = "日,ｶﾅ,p\n" + dice.text(pieces, upTo: 150)
            let bytes = try #require(encoding.encode(text))
            let expected = NaiveTable(text, delimiter: ",", wanted: NaiveTable.all).rows
            for stride in [5, 64, BlockReader.stride] {
                let rows = try Self.rows(bytes, TableFormat(encoding: encoding), stride: stride)
                #expect(rows == expected, "\(text.debugDescription), pieces of \(stride), seed \(seed)")
            }
        }
    }

    /// ー, ソ and 表 end in CP932 with the bytes of `[`, a backslash and `\`; ポ with that of `|`.
    @Test("a delimiter that looks like half a character cuts none", arguments: ["|", "\\", "[", "~", ";", "@"])
    func delimiters(delimiter: Unicode.Scalar) throws {
        for encoding in TextEncoding.allCases {
            let separator = String(Character(delimiter))
            let lines = [["日", "p"], ["ポスト", "1"], ["ソ表十", "ーー"], ["データ", "ポ"]]
            let text = lines.map { $0.joined(separator: separator) + "\n" }.joined()
            let bytes = try #require(encoding.encode(text))
            let format = TableFormat(encoding: encoding, delimiter: UInt8(ascii: delimiter))
            let rows = try Self.rows(bytes, format, stride: BlockReader.stride)
            #expect(rows.map(\.fields) == Array(lines.dropFirst()), "\(encoding) \(separator)")
        }
    }

    @Test("anything that matters, at every place around the scanner's blocks of 64 bytes")
    func blockBoundaries() throws {
        for special in [",", "\n", "\r\n", "\r", "\"", "\0", "\n\n", "\r\n\r\n", ",,", "日", "\"\"", "\r\r\n"] {
            for place in Array(54...70) + Array(118...134) {
                for tail in ["", "\n", "\r\n", "\nend,z", "\r"] {
                    let line = String(repeating: "x", count: place)
                    let text = "p,q\n" + line + special + String(repeating: "y", count: 80) + ",1" + tail
                    let rows = try Self.rows(
                        Array(text.utf8), TableFormat(), stride: place % 2 == 0 ? 64 : BlockReader.stride)
                    #expect(
                        rows == NaiveTable(text, delimiter: ",", wanted: NaiveTable.all).rows,
                        "\(special.debugDescription) at \(place), tail \(tail.debugDescription)")
                }
            }
        }
    }

    @Test("columns are wanted in any order, twice, or not at all", arguments: 1...20 as ClosedRange<UInt64>)
    func wantedColumns(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        let pieces = seed % 2 == 0 ? MadeText.pieces : MadeText.plainPieces
        let text = "p,q,r\n" + dice.text(pieces + ["1,2,3\n", "日,本,語\r\n"], upTo: 100)
        let wanted = (0..<dice.number(1...5)).map { _ in dice.pick([nil, 0, 1, 2]) }
        let expected = NaiveTable(text, delimiter: ",", wanted: wanted.compactMap { $0 }).rows.map { row in
            NaiveRow(
                line: row.line, reason: row.reason,
                fields: row.reason == nil ? wanted.map { $0.map { row.fields[$0] } ?? "" } : [])
        }
        for stride in [33, BlockReader.stride] {
            let rows = try Self.rows(Array(text.utf8), TableFormat(), stride: stride, wanted: wanted)
            #expect(rows == expected, "\(text.debugDescription), \(wanted), pieces of \(stride), seed \(seed)")
        }
    }

    @Test("a batch ends with its 64th row, and the next goes on", arguments: [63, 64, 65, 128, 129, 300])
    func batches(rows count: Int) throws {
        let text = "p,q\n" + (0..<count).map { "\($0),\($0 % 7 == 0 ? "x,y" : "z")\n\n" }.joined()
        let expected = NaiveTable(text, delimiter: ",", wanted: NaiveTable.all).rows
        for (stride, carefully) in [(BlockReader.stride, false), (100, false), (64, true)] {
            let rows = try Self.rows(Array(text.utf8), TableFormat(), stride: stride, carefully: carefully)
            #expect(rows == expected, "pieces of \(stride), carefully \(carefully)")
        }
        #expect(expected.count == count)
    }

    @Test("a row longer than any block is read whole")
    func longRow() throws {
        let long = String(repeating: "長", count: 100_000)
        let text = "p,q\n1,\(long)\n2,b\n"
        for stride in [4096, BlockReader.stride] {
            let rows = try Self.rows(Array(text.utf8), TableFormat(), stride: stride)
            #expect(rows.map(\.fields) == [["1", long], ["2", "b"]], "pieces of \(stride)")
        }
    }

    @Test("random bytes are read or refused, and never more than that", arguments: 1...12 as ClosedRange<UInt64>)
    func fuzz(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        let sample = Array("p,q,r\r\n1,\"2\",3\n日本,ｶﾅ,\"a\nb\"\n".utf8)
        var read = 0
        for _ in 0..<150 {
            let bytes =
                dice.oneIn(2)
                ? dice.mutate(sample + sample) : (0..<dice.number(0...200)).map { _ in UInt8(dice.number(0...255)) }
            let format = TableFormat(
                encoding: dice.pick(TextEncoding.allCases), delimiter: dice.pick([0x2C, 0x09]),
                hasHeader: !dice.oneIn(4))
            for stride in [3, BlockReader.stride] {
                guard let rows = try? Self.rows(bytes, format, stride: stride) else { continue }
                read += 1
                #expect(rows.allSatisfy { $0.line >= 1 }, "seed \(seed)")
            }
        }
        #expect(read > 20, "seed \(seed)")
    }
}
