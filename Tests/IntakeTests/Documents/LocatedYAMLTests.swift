import Intake
import Testing

@Suite("YAML with places")
struct LocatedYAMLTests {
    static func parse(_ text: String) throws(IntakeError) -> LocatedYAML {
        try LocatedYAML(parsing: Array(text.utf8), file: "case.yaml")
    }

    static func fault(_ text: String) -> IntakeError? {
        do {
            _ = try parse(text)
            return nil
        } catch {
            return error
        }
    }

    static func value(_ text: String) throws -> LocatedYAML.ScalarValue? {
        try parse("v: \(text)\n").root["v"]?.scalar?.value
    }

    @Test("every key and value knows its line and column, counted in characters")
    func places() throws {
        let document = try Self.parse(
            "題名: 顧客\nsources:\n  - surface: hv-01\n    columns: { at: 閲覧日時, viewer: 利用者ID }\n")
        #expect(document.place(of: ["題名"]) == Place(file: "case.yaml", line: 1, column: 5))
        #expect(document.place(of: ["sources", 0]) == Place(file: "case.yaml", line: 3, column: 5))
        #expect(
            document.place(of: ["sources", 0, "columns", "viewer"]) == Place(file: "case.yaml", line: 4, column: 34))
        let columns = try #require(document.root["sources"]?[0]?["columns"])
        #expect(columns.entry("viewer")?.keyPlace == Place(file: "case.yaml", line: 4, column: 26))
        // What is not there is where its surroundings are.
        #expect(document.place(of: ["sources", 0, "files"]) == document.place(of: ["sources", 0]))
        #expect(document[["sources", 0, "surface"]]?.text == "hv-01")
        #expect(LocatedYAML.Path(["sources", 0, "columns", "at"]).description == "sources[0].columns.at")
    }

    @Test(
        "plain scalars mean what the core schema of YAML 1.2 says",
        arguments: [
            ("no", .string), ("yes", .string), ("on", .string), ("2022-04-01", .string), ("12:30:45", .string),
            ("1_000", .string), ("0001", .integer(1)), ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0o8", .string),
            ("-12", .integer(-12)), ("+12", .integer(12)), ("1.50", .number(1.5)), (".5", .number(0.5)),
            ("5.", .number(5)), ("1e3", .number(1000)), ("-1E-2", .number(-0.01)), (".", .string), ("e3", .string),
            ("1e", .string), ("~", .null), ("null", .null), ("Null", .null), ("nUll", .string),
            ("true", .bool(true)), ("FALSE", .bool(false)), ("tRUE", .string), (".inf", .number(.infinity)),
            ("-.INF", .number(-.infinity)), ("\"12\"", .string), ("'true'", .string), ("!!str 12", .string),
            ("!!int 12", .integer(12)), ("0600000000000000000123", .number(6e20)), ("nan", .string),
            ("infinity", .string),
            ("0x", .string), ("0x-1", .string),
        ] as [(String, Expectation)])
    func coreSchema(_ text: String, _ expected: Expectation) throws {
        let scalar = try Self.value(text)
        switch expected {
        case .null: #expect(scalar == .null)
        case .bool(let value): #expect(scalar == .bool(value))
        case .integer(let value): #expect(scalar == .integer(value))
        case .number(let value):
            guard case .number(let found) = scalar else {
                Issue.record("\(text) is \(String(describing: scalar))")
                return
            }
            #expect(abs(found - value) <= abs(value) * 1e-3 || found == value)
        case .string: #expect(scalar == .string)
        }
    }

    enum Expectation: Sendable { case null, bool(Bool), integer(Int), number(Double), string }

    @Test("text comes out as it was written, whatever it looks like")
    func verbatim() throws {
        struct Value: Decodable, Equatable {
            var id: String
            var day: String
            var flag: String
            var point: String
            var count: Int
            var rate: Double
            var sure: Bool
            var absent: String?
            var empty: String?
            var list: [UInt8]
            var map: [String: String]
        }
        let value = try Self.parse(
            """
            id: 0001
            day: 2022-04-01
            flag: no
            point: 0600000000000000000123
            count: 12
            rate: 3
            sure: true
            empty:
            list: [1, 255]
            map: { a: 1.0, b: "x" }
            """
        ).decode(Value.self)
        #expect(
            value
                == Value(
                    id: "0001", day: "2022-04-01", flag: "no", point: "0600000000000000000123", count: 12, rate: 3,
                    sure: true,
                    absent: nil, empty: nil, list: [1, 255], map: ["a": "1.0", "b": "x"]))
    }

    enum Kind: String, Decodable { case screen, report }

    struct Value: Decodable {
        var kind: Kind
        var items: [Item]
        struct Item: Decodable { var count: UInt8 }
    }

    static func decodingFault(_ text: String) throws -> String {
        let result: Result<Value, IntakeError> = try parse(text).decoded()
        switch result {
        case .success: return "nothing"
        case .failure(let error): return error.description
        }
    }

    @Test("what does not decode is named with its place")
    func decodingFaults() throws {
        #expect(try Self.decodingFault("kind: scren\nitems: []").contains("case.yaml:1:7: `kind` cannot be `scren`"))
        #expect(try Self.decodingFault("kind: screen\n").contains("case.yaml:1:1: the key `items` is missing"))
        #expect(
            try Self.decodingFault("kind: screen\nitems:\n- count: 1\n- count: 256\n")
                .contains("case.yaml:4:10: `items[1].count` must be a whole number from 0 to 255, found `256`"))
        #expect(
            try Self.decodingFault("kind: screen\nitems: 3\n").contains(
                "case.yaml:2:8: `items` must be a list, found `3`"))
        #expect(try Self.decodingFault("kind: screen\nitems: [{count: \"7\"}]").contains("must be a whole number"))
    }

    @Test("a value can be decoded together with its place")
    func located() throws {
        struct Value: Decodable { var surface: Located<String>, all: [Located<Int>] }
        let value = try Self.parse("surface: hv-01\nall: [1,\n  2]\n").decode(Value.self)
        #expect(value.surface == Located("hv-01", at: Place(file: "case.yaml", line: 1, column: 10)))
        #expect(value.all.map(\.place.line) == [2, 3])
        #expect(value.all.map(\.value) == [1, 2])
    }

    @Test(
        "what is no single, plain YAML document is refused in one sentence with its place",
        arguments: [
            ("", "case.yaml:1:1: the document is empty"),
            ("# nothing\n", "case.yaml:1:1: the document is empty"),
            ("a: 1\n---\nb: 2\n", "case.yaml:2:1: a second document begins here"),
            ("a: 1\nb: 2\na: 3\n", "case.yaml:1:1: the key `a` is given twice"),
            ("a: 1\n\"a\": 3\n", "the key `a` is given twice"),
            ("a:\n\tb: 1\n", "case.yaml:2:1: "),
            ("a: b: c\n", "case.yaml:1:5: mapping values are not allowed"),
            ("a: [1, 2\nb: 3\n", "case.yaml:2:2: "),
            ("a: \"open\n", "close the quote or bracket"),
            ("a: *nothing\n", "case.yaml:1:4: an alias that names nothing"),
            ("a: !ruby/object {}\n", "case.yaml:1:4: the tag `!ruby/object` is not known here"),
            ("? [a, b]\n: c\n", "case.yaml:1:3: a key must be plain text"),
            ("a: \u{1}\n", "case.yaml:1:4: the control character U+1 cannot stand in YAML"),
        ])
    func refused(_ text: String, _ expected: String) {
        let fault = Self.fault(text)
        #expect(fault?.description.contains(expected) == true, "\(fault?.description ?? "accepted")")
        #expect(fault?.message.ja.isEmpty == false)
        #expect(fault?.message.en.hasSuffix(".") == false)
    }

    @Test("bytes that are not UTF-8 are named by line and column, and a byte order mark is skipped")
    func encodings() throws {
        let cp932: [UInt8] = Array("a: 1\nb: x".utf8) + [0x93, 0xFA]
        #expect(throws: IntakeError.self) { try LocatedYAML(parsing: cp932, file: "f") }
        do {
            _ = try LocatedYAML(parsing: cp932, file: "f")
        } catch {
            #expect(error.place == Place(file: "f", line: 2, column: 5))
        }
        do {
            _ = try LocatedYAML(parsing: [0xFF, 0xFE, 0x61, 0], file: "f")
            Issue.record("UTF-16 accepted")
        } catch {
            #expect(error.message.en.contains("UTF-16"))
        }
        let marked = try LocatedYAML(parsing: [0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "f")
        #expect(marked.root["a"]?.place.column == 4)
    }

    @Test("aliases are written out, and a bomb of them is defused")
    func aliases() throws {
        let document = try Self.parse("a: &x { at: 1 }\nb: *x\n")
        #expect(document.root["b"]?["at"]?.text == "1")
        #expect(document.root["b"]?.place.line == 1)

        var bomb = "l0: &l0 [x, x]\n"
        for level in 1...60 { bomb += "l\(level): &l\(level) [*l\(level - 1), *l\(level - 1)]\n" }
        #expect(Self.fault(bomb)?.message.en.contains("once its aliases are written out") == true)
        for key in ["*l60 : y", "? *l60\n: y", "[*l60]: y", "k: {*l60 : y}", "- ? *l60"] {
            #expect(Self.fault(bomb + key)?.message.en.contains("a key must be plain text") == true, "\(key)")
        }
        let deep = String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(Self.fault("a: \(deep)")?.message.en.contains("levels deep") == true)
        let deeper = String(repeating: "[", count: 100_000)
        #expect(Self.fault("a: \(deeper)") != nil)
        #expect(Self.fault(String(repeating: "- ", count: 50_000)) != nil)
    }

    @Test("no mutation of a document makes the reader fall over", arguments: [1, 2, 3, 4] as [UInt64])
    func fuzz(seed: UInt64) throws {
        let seedText = Array(CaseSchemaTests.example.utf8)
        var random = Mutations(seed: seed)
        var accepted = 0
        let schema = try CaseSchemaTests.schema("case")
        for _ in 0..<150 {
            let bytes = random.mutate(seedText)
            do {
                let document = try LocatedYAML(parsing: bytes, file: "fuzz.yaml")
                accepted += 1
                for fault in schema.validate(document) { #expect(fault.place != nil, "seed \(seed)") }
            } catch {
                #expect(error.place?.file == "fuzz.yaml", "seed \(seed)")
            }
        }
        #expect(accepted > 0, "seed \(seed): mutations never left a document whole")
    }
}

extension LocatedYAML {
    fileprivate func decoded<T: Decodable>() -> Result<T, IntakeError> {
        do throws(IntakeError) {
            return .success(try decode(T.self))
        } catch {
            return .failure(error)
        }
    }
}
