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
        guard let parser = Parser(rawValue: name) else { fatalError("there is no parser `\(name)`") }
        return parser
    }()

    func run(_ text: String) {
        switch self {
        case .policies:
            guard let set = try? PolicySet(parsing: text) else { return }
            let formatter = PolicyFormatter(lineWidth: 40)
            guard let formatted = try? formatter.format(text) else { fatalError("what was read is not laid out") }
            guard (try? formatter.format(formatted)) == formatted else { fatalError("laid out twice is another text") }
            guard (try? PolicySet(parsing: formatted))?.json == set.json else { fatalError("laid out is another set") }
            // Its chains may be longer than JSON may be deep.
            if let back = try? PolicySet(json: set.json), back.json != set.json { fatalError("JSON is another set") }
        case .policiesJSON:
            guard let set = try? PolicySet(json: text) else { return }
            guard let back = try? PolicySet(json: set.json), back.json == set.json else {
                fatalError("JSON is another set")
            }
            _ = PolicyFormatter().text(of: set)
        case .schema:
            guard let schema = try? Schema(parsing: text) else { return }
            guard let back = try? Schema(json: schema.json), back.json == schema.json else {
                fatalError("JSON is another schema")
            }
        case .schemaJSON:
            guard let schema = try? Schema(json: text) else { return }
            guard let written = try? schema.text else { return }
            guard (try? Schema(parsing: written)) != nil else { fatalError("text is no schema") }
        case .entities:
            _ = try? Entities(json: text)
            _ = try? Request(json: text)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // INVARIANT: libFuzzer owns `count` bytes from `start` until this returns, and they are copied here.
    Parser.chosen.run(String(decoding: unsafe UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
    return 0
}
