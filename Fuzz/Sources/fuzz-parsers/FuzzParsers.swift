import Cedar
import Foundation

/// The parser under test, and what must hold of all that it takes.
enum Parser: String {
    case policies
    case policiesJSON = "policies-json"
    case schema
    case schemaJSON = "schema-json"
    case entities

    static let chosen: Parser = {
        let name = ProcessInfo.processInfo.environment["SEKISHO_FUZZ_PARSER"] ?? "policies"
        if let parser = Parser(rawValue: name) { return parser }
        FileHandle.standardError.write(Data("there is no parser `\(name)`; see Scripts/fuzz-parsers\n".utf8))
        exit(64)
    }()

    func run(_ text: String) {
        switch self {
        case .policies:
            guard let set = try? PolicySet(parsing: text) else { return }
            let formatter = PolicyFormatter(lineWidth: 40)
            guard let formatted = try? formatter.format(text) else { broken("what was read is not laid out") }
            guard (try? formatter.format(formatted)) == formatted else { broken("laid out twice is another text") }
            guard (try? PolicySet(parsing: formatted))?.json == set.json else { broken("laid out is another set") }
            // Its chains may be longer than JSON may be deep.
            if let back = try? PolicySet(json: set.json), back.json != set.json { broken("JSON is another set") }
        case .policiesJSON:
            guard let set = try? PolicySet(json: text) else { return }
            guard let back = try? PolicySet(json: set.json), back.json == set.json else {
                broken("JSON is another set")
            }
            _ = PolicyFormatter().text(of: set)
        case .schema:
            guard let schema = try? Schema(parsing: text) else { return }
            guard let back = try? Schema(json: schema.json), back.json == schema.json else {
                broken("JSON is another schema")
            }
        case .schemaJSON:
            guard let schema = try? Schema(json: text) else { return }
            guard let written = try? schema.text else { return }
            guard (try? Schema(parsing: written)) != nil else { broken("text is no schema") }
        case .entities:
            _ = try? Entities(json: text)
            _ = try? Request(json: text)
        }
    }
}

/// Tells libFuzzer of a law that an input breaks.
func broken(_ law: String) -> Never {
    // INVARIANT: a trap is how libFuzzer learns of a finding and keeps its input; this program does nothing else.
    fatalError(law)
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // INVARIANT: libFuzzer owns `count` bytes from `start` until this returns, and they are copied here.
    Parser.chosen.run(String(decoding: unsafe UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    return 0
}
