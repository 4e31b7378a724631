import Testing

@testable import Cedar

/// Depth and size are errors or take their time, and never the end of the stack nor the square of the length.
struct ParserLimitTests {
    private func fault(_ condition: String) -> String {
        do {
            _ = try PolicySet(parsing: "permit(principal, action, resource) when { \(condition) };")
            return "none"
        } catch {
            return error.faults[0].message
        }
    }

    @Test(arguments: [
        ("(", "1", ")"), ("[", "", "]"), ("{a: ", "1", "}"), ("if ", "true", " then 1 else 2"),
        ("if true then 1 else ", "2", ""), ("ip(", "1", ")"), ("context.contains(", "1", ")"), ("!(", "true", ")"),
        ("-(", "1", ")"), ("[{a: (", "1", ")}]"),
    ])
    func `what nests 100 000 times is an error`(open: String, inner: String, close: String) {
        let deep = String(repeating: open, count: 100_000) + inner + String(repeating: close, count: 100_000)
        #expect(fault(deep) == "expressions nest deeper than 128 levels; split the policy")
        let borne = String(repeating: open, count: 42) + inner + String(repeating: close, count: 42)
        #expect(fault(borne) == "none")
    }

    @Test(arguments: ["!", "-"])
    func `signs stand four times in a row at most`(sign: String) {
        #expect(fault(String(repeating: sign, count: 100_000) + "1") == "more than four `\(sign)` in a row")
        #expect(fault(String(repeating: sign, count: 4) + "1") == "none")
    }

    @Test(arguments: [" && true", " || true", " + 1", " * 1", ".a", "[\"a\"]", ".contains(1)"])
    func `what only grows long is read, written, printed and compared`(step: String) throws {
        let text =
            "permit(principal, action, resource) when { context" + String(repeating: step, count: 50_000) + " };"
        let set = try PolicySet(parsing: text)
        #expect(try set == PolicySet(parsing: text))
        #expect(set.hashValue == (try PolicySet(parsing: text)).hashValue)
        #expect(set.json.utf8.count > 250_000)
        let printed = try PolicySet(parsing: PolicyFormatter().text(of: set))
        #expect(NormalForm.unplaced(printed) == NormalForm.unplaced(set))
        #expect(try NormalForm.unplaced(PolicySet(parsing: PolicyFormatter().format(text))) == NormalForm.unplaced(set))
        // In JSON the same chain nests, and the deepest such text is an error in its turn.
        let faults = #expect(throws: ParseFaults.self) { try PolicySet(json: set.json) }
        #expect(faults?.faults[0].message.hasPrefix("values nest deeper than 4096 levels") == true)
    }

    @Test func `a chain that JSON bears comes back`() throws {
        let set = try PolicySet(
            parsing: "permit(principal, action, resource) when { true" + String(repeating: " && true", count: 2_000)
                + " };")
        #expect(NormalForm.flat(try PolicySet(json: set.json)) == NormalForm.flat(set))
    }

    @Test(arguments: [
        (#"{"!":{"arg":"#, #"{"Value":1}"#, "}}"), (#"{"Set":["#, #"{"Value":1}"#, "]}"),
        (#"{"ip":["#, #"{"Value":1}"#, "]}"), (#"{"Value":["#, "1", "]}"),
        (#"{"&&":{"right":"#, #"{"Value":1}"#, #","left":{"Value":1}}}"#),
        (#"{"is":{"entity_type":"A","left":"#, #"{"Value":1}"#, "}}"),
    ])
    func `JSON that nests too deep is an error`(open: String, inner: String, close: String) {
        for (count, message) in [
            (100_000, "values nest deeper than 4096 levels"),
            (1_000, "expressions nest deeper than 256 levels; split the policy"), (60, ""),
        ] {
            let deep = String(repeating: open, count: count) + inner + String(repeating: close, count: count)
            // A value's own brackets are one level, and hold no expression.
            let body =
                open.hasPrefix(#"{"Value""#)
                ? #"{"Value":"# + deep.replacing(#"{"Value":"#, with: "").replacing("}", with: "") + "}" : deep
            let json =
                #"{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"resource":{"op":"All"},"#
                + #""conditions":[{"kind":"when","body":\#(body)}]}"#
            do {
                _ = try Policy(json: json, id: "a")
                #expect(message == "")
            } catch {
                #expect(!message.isEmpty && error.message.hasPrefix(message), "\(error.message)")
            }
        }
    }

    @Test func `JSON of any depth is read or refused`() throws {
        for open in ["[", "{\"a\":", "[{\"a\":["] {
            let fault = #expect(throws: ParseFault.self) {
                try JSONReader.read(String(repeating: open, count: 1_000_000))
            }
            #expect(fault?.message == "values nest deeper than 128 levels")
        }
    }

    @Test func `a large text takes time in proportion to its length`() throws {
        // Each of these took the square of its length once, or would if a fault looked at more than its neighbourhood.
        let size = 2_000_000
        #expect(fault(String(repeating: "$", count: size)).hasPrefix("unexpected character `$`"))
        #expect(fault(String(repeating: "; ", count: size / 2)).hasPrefix("unexpected `;`"))
        #expect(
            fault("\"" + String(repeating: "a", count: size)).hasPrefix("the string that begins here is never closed"))
        #expect(fault("// " + String(repeating: "é", count: size)).hasPrefix("unexpected the end of the text"))
        #expect(fault("1" + String(repeating: "\n", count: size)) == "none")
        #expect(fault(String(repeating: "1", count: size)).hasSuffix("does not fit 64 bits"))
        #expect(fault(String(repeating: "A::", count: size / 20)).hasPrefix("unexpected `}`"))
        #expect(
            fault(
                "\"" + String(repeating: "\\u{41}", count: size / 20) + "\" like \""
                    + String(repeating: "*", count: size / 10) + "\"") == "none")
        let faults = #expect(throws: ParseFaults.self) {
            try PolicySet(parsing: String(repeating: "permit;", count: 50_000))
        }
        #expect(faults?.faults.count == Lexer.most)
    }
}
