import Intake
import Testing

@Suite("JSON Schema over YAML")
struct JSONSchemaTests {
    static func faults(_ schema: String, _ text: String) throws -> [String] {
        let schema = try JSONSchema(parsing: Array(schema.utf8), file: "s.json")
        return schema.validate(try LocatedYAML(parsing: Array(text.utf8), file: "d.yaml")).map(\.description)
    }

    static func schemaFault(_ schema: String) -> String? {
        do {
            _ = try JSONSchema(parsing: Array(schema.utf8), file: "s.json")
            return nil
        } catch {
            return error.description
        }
    }

    struct Example: Sendable { var schema: String, good: [String], bad: [String] }

    static func example(_ schema: String, _ good: [String], _ bad: [String]) -> Example {
        Example(schema: schema, good: good, bad: bad)
    }

    static let examples: [Example] = [
        example(#"{"type": "string"}"#, ["a", "0001", "no", "true", "1.5", "\"\""], ["~", "[]", "{}"]),
        example(#"{"type": "integer"}"#, ["1", "-3", "1.0", "0x1F"], ["1.5", "a", "\"1\"", "true", "~"]),
        example(#"{"type": "number"}"#, ["1", "1.5"], ["a", "\"1\""]),
        example(#"{"type": "boolean"}"#, ["true", "False"], ["no", "1", "\"true\""]),
        example(#"{"type": "null"}"#, ["~", "null"], ["0", "\"\""]),
        example(#"{"type": ["array", "integer"]}"#, ["[]", "3"], ["a", "{}"]),
        example(#"{"enum": ["a", 1, true, null]}"#, ["a", "1", "true", "~"], ["b", "2", "false", "\"1\""]),
        example(#"{"enum": ["1"]}"#, ["1", "\"1\""], ["2"]),
        example(#"{"const": [1, {"a": "x"}]}"#, ["[1, {a: x}]"], ["[1]", "[1, {a: y}]", "[1, {a: x, b: y}]"]),
        example(#"{"pattern": "b+"}"#, ["abc", "5"], ["ac"]),
        example(#"{"type": "string", "pattern": "^[0-9]{4}$"}"#, ["2022", "0001"], ["abc", "12345", "\"2022\\n\""]),
        example(#"{"type": "string", "minLength": 2, "maxLength": 3}"#, ["ab", "髙橋様", "123"], ["a", "abcd"]),
        example(#"{"minimum": 2, "exclusiveMaximum": 5}"#, ["2", "4.9", "a"], ["1", "5"]),
        example(#"{"maximum": 2, "exclusiveMinimum": 0}"#, ["2", "0.1"], ["3", "0"]),
        example(
            #"{"items": {"type": "integer"}, "minItems": 1, "maxItems": 2}"#, ["[1]", "[1, 2]", "a"],
            ["[]", "[a]", "[1, 2, 3]"]),
        example(#"{"uniqueItems": true}"#, ["[1, 2, {a: 1}]"], ["[1, 2, 1]", "[{a: 1, b: 2}, {b: 2, a: 1}]"]),
        example(#"{"properties": {"a": {"type": "integer"}}}"#, ["{a: 1}", "{b: x}", "3"], ["{a: x}"]),
        example(#"{"properties": {"a": true}, "additionalProperties": false}"#, ["{a: 1}", "{}"], ["{b: 1}"]),
        example(#"{"additionalProperties": {"type": "integer"}}"#, ["{b: 1}"], ["{b: x}"]),
        example(
            #"{"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": false}"#, ["{x-a: 1}"],
            ["{x-a: b}", "{y: 1}"]),
        example(#"{"propertyNames": {"enum": ["a", "b"]}}"#, ["{a: 1}"], ["{c: 1}"]),
        example(#"{"required": ["a"]}"#, ["{a: ~}", "3"], ["{b: 1}"]),
        example(#"{"minProperties": 1, "maxProperties": 1}"#, ["{a: 1}"], ["{}", "{a: 1, b: 2}"]),
        example(#"{"allOf": [{"minimum": 1}, {"maximum": 3}]}"#, ["2"], ["0", "4"]),
        example(#"{"anyOf": [{"type": "integer"}, {"type": "array"}]}"#, ["2", "[]"], ["a"]),
        example(#"{"oneOf": [{"minimum": 2}, {"maximum": 3}]}"#, ["1", "4"], ["2"]),
        example(#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#, ["1", "a", "\"1\""], ["[]", "~"]),
        example(#"{"not": {"type": "integer"}}"#, ["\"1\""], ["1"]),
        example(
            #"{"if": {"properties": {"k": {"const": "a"}}}, "then": {"required": ["x"]}, "else": {"required": ["y"]}}"#,
            ["{k: a, x: 1}", "{k: b, y: 1}", "{x: 1}"], ["{k: a, y: 1}", "{k: b, x: 1}"]),
        example(
            ##"{"$ref": "#/$defs/n", "$defs": {"n": {"type": "array", "items": {"$ref": "#/$defs/n"}}}}"##,
            ["[[], [[]]]"], ["[[1]]"]),
        example("true", ["1"], []), example("false", [], ["1"]),
    ]

    @Test("each keyword accepts and refuses what the standard says", arguments: examples)
    func keywords(_ example: Example) throws {
        let schema = example.schema
        for text in example.good { #expect(try Self.faults(schema, text) == [], "\(schema) on \(text)") }
        for text in example.bad { #expect(try !Self.faults(schema, text).isEmpty, "\(schema) on \(text)") }
    }

    @Test("messages name the place, the path, what was expected, and what may have been meant")
    func messages() throws {
        let schema = ##"""
            {"type": "object", "required": ["surface", "period"], "additionalProperties": false,
             "properties": {
               "surface": {"type": "string"},
               "kind": {"enum": ["screen", "report"]},
               "period": {"$ref": "#/$defs/day"},
               "list": {"type": "array", "items": {"type": "integer", "minimum": 1}, "uniqueItems": true}},
             "$defs": {"day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
               "x-expected": {"en": "a day such as `2022-04-01`", "ja": "`2022-04-01` のような日付"}}}}
            """##
        #expect(
            try Self.faults(schema, "surfcae: hv-01\nperiod: 2022/4/1\nkind: scren\nlist: [1, 0, 1, x]\ncolour: red\n")
                == [
                    "d.yaml:1:1: unknown key `surfcae`; did you mean `surface`?",
                    "d.yaml:2:9: `period` must be a day such as `2022-04-01`, found `2022/4/1`",
                    "d.yaml:3:7: `kind` must be one of `screen`, `report`, found `scren`; did you mean `screen`?",
                    "d.yaml:4:11: `list[1]` must be at least 1, found `0`",
                    "d.yaml:4:14: `list[2]` repeats `list[0]`; keep one",
                    "d.yaml:4:17: `list[3]` must be a whole number, found `x`",
                    "d.yaml:5:1: unknown key `colour`; the keys here are `surface`, `kind`, `period`, `list`",
                ])
        #expect(
            try Self.faults(schema, "surface: ~\n") == [
                "d.yaml:1:1: the key `period` is missing; it is a day such as `2022-04-01`",
                "d.yaml:1:10: `surface` must be text, found nothing",
            ])
        #expect(try Self.faults(schema, "- a\n") == ["d.yaml:1:1: the document must be a mapping, found a list"])
        let parsed = try JSONSchema(parsing: Array(schema.utf8), file: "s.json")
        let faults = parsed.validate(try LocatedYAML(parsing: Array("surfcae: a\nperiod: x\n".utf8), file: "d.yaml"))
        #expect(
            faults.map(\.message.ja) == [
                "知らない項目 `surfcae` があります。`surface` のことではありませんか",
                "`period` は`2022-04-01` のような日付でなければなりません(実際は`x`)",
            ])
    }

    @Test(
        "a schema that asks for what is not understood is refused",
        arguments: [
            (
                #"{"type": "string", "format": "date"}"#,
                "s.json:1:20: the schema keyword `format` is not understood here"
            ),
            (#"{"requird": ["a"]}"#, "did you mean `required`?"),
            (#"{"items": {"minItem": 1}}"#, "did you mean `minItems`?"),
            (#"{"type": "text"}"#, "must be one of the seven types"),
            (#"{"pattern": "("}"#, "is not a regular expression"),
            (#"{"patternProperties": {"[": true}}"#, "is not a regular expression"),
            (##"{"$ref": "#/$defs/gone"}"##, "`$ref` leads to `#/$defs/gone`, which is not there"),
            (##"{"$ref": "#"}"##, "leads back to itself"),
            (##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}"##, "leads back to itself"),
            (#"{"minItems": -1}"#, "must be a whole number from 0"),
            (#"{"anyOf": []}"#, "must be a list with at least one schema"),
            (#"{"required": "a"}"#, "must be a list"),
            (#"{"properties": []}"#, "must be an object of schemas"),
            (#"{"x-expected": {"en": "x"}}"#, "x-expected"),
            ("[]", "a schema must be an object"),
        ])
    func schemaFaults(_ schema: String, _ expected: String) {
        let fault = Self.schemaFault(schema)
        #expect(fault?.contains(expected) == true, "\(fault ?? "accepted")")
    }
}
