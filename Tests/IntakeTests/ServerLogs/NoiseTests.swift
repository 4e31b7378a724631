import Intake
import Testing

@Suite("noise")
struct NoiseTests {
    private static let words = [
        "{", "}", "[", "]", ":", ": ", "- ", ",", "\"", "'", "\\", "\\u", "\\uD83D", "\n", "\r\n", "  ", "\t", "# ",
        "&a ", "*a ", "<<: ",
        "? ", "| ", "> ", "--- ", "%", "null", "0", "-1e999", "日本", "time", "user", "GET /c/1 HTTP/1.1",
        "[01/Apr/2022:00:00:01 +0900]",
        "AUDIT: SESSION,1,1,READ,SELECT,", "LOG", "00000", "2022-04-01 00:00:01.000 UTC", "$1", "{subject}", "/", "*",
        "\0", "\u{FEFF}",
    ]

    /// Bytes without sense, or words of the formats in no order.
    private static func noise(_ dice: inout Mutations) -> [UInt8] {
        dice.oneIn(2)
            ? (0..<dice.number(0...80)).map { _ in UInt8(dice.number(0...255)) }
            : Array(dice.text(words, upTo: 30).utf8)
    }

    @Test(
        "no reader of logs or documents falls over, and each counts its lines", arguments: 1...5 as ClosedRange<UInt64>)
    func readers(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        let pattern = try URLPattern(parsing: "/c/{subject}")
        let fields = JSONLogFields(
            at: "time", viewer: "user", request: .line("request"), status: "status", terminal: nil)
        for _ in 0..<250 {
            let bytes = Self.noise(&dice)
            let text = bytes.dropFirst(TextEncoding.utf8.byteOrderMark(in: bytes))
            let lines = text.split(separator: 0x0A).count { $0 != [0x0D] }
            for form in [WebLogFormat.Lines.combined, .json(fields)] {
                let items = Array(
                    WebLogReader(bytes: bytes, file: "f", format: WebLogFormat(lines: form, urlPattern: pattern)))
                #expect(items.count == lines, "\(bytes), seed \(seed)")
            }
            var reader = PostgresLogReader(bytes: bytes, file: "f", format: try ServerRun.database())
            var last = 0
            do throws(IntakeError) {
                while let item = try reader.next() {
                    #expect(item.line > last, "\(bytes), seed \(seed)")
                    last = item.line
                }
            } catch {
                #expect(error.place?.file == "f", "\(bytes), seed \(seed)")
            }
            do throws(IntakeError) {
                _ = try LocatedYAML(parsing: bytes, file: "f")
            } catch {
                #expect(error.place?.file == "f" && !error.message.en.isEmpty, "\(bytes), seed \(seed)")
            }
        }
    }

    private static func fault(_ parse: () throws -> Void) -> IntakeError? {
        do {
            try parse()
            return nil
        } catch {
            return error as? IntakeError
        }
    }

    @Test(
        "patterns and names that a person writes are read or refused with the text in the message",
        arguments: 1...3 as ClosedRange<UInt64>)
    func patterns(seed: UInt64) {
        var dice = Mutations(seed: seed)
        var read = 0
        for _ in 0..<300 {
            let text = dice.text(
                ["/", "{subject}", "{", "}", "*", "?", "a", "=", " ", "customers", ".", "\"", "'", "%34", "$1", "日"],
                upTo: 8)
            let faults = [
                Self.fault { _ = try URLPattern(parsing: text) },
                Self.fault { _ = try StatementPattern(parsing: text) },
                Self.fault { _ = try RelationName(parsing: text) }, Self.fault { _ = try StatusRange(parsing: text) },
            ]
            for fault in faults {
                guard let fault else {
                    read += 1
                    continue
                }
                #expect(fault.message.en.contains(text) && fault.message.ja.contains(text), "\(text), seed \(seed)")
            }
        }
        #expect(read > 10, "seed \(seed)")
    }
}
