/// Cases that say what policies are meant to decide: requests, each with the answer that is expected.
///
/// In JSON:
///
/// ```json
/// {
///   "policies": ["photos.cedar"],
///   "schema": "photos.cedarschema",
///   "entities": "entities.json",
///   "cases": [
///     {
///       "name": "an owner sees their own photo",
///       "principal": {"type": "User", "id": "A"},
///       "action": {"type": "Action", "id": "view"},
///       "resource": {"type": "Photo", "id": "p"},
///       "context": {"hour": 9},
///       "decision": "allow",
///       "reasons": ["owners-see"]
///     }
///   ]
/// }
/// ```
///
/// `schema` and `context` may be left out, and `entities` may be a list in place. `reasons` are the policies that decide
/// and `errors` those that cannot be evaluated, by `@id` or, where there is none, by number; where they are left out they
/// are not compared.
public struct PolicyTests: Sendable {
    struct Case: Sendable {
        var name: String
        var place: SourcePlace
        var request: Request
        var decision: String
        var reasons: Set<String>?
        var errors: Set<String>?
    }

    /// The policies under test.
    public let policies: PolicySet
    let entities: Entities
    let cases: [Case]

    /// Why cases could not be read.
    public enum Failure: Error, Sendable {
        /// What is wrong with a file; the name is empty for the cases' own.
        case faults(file: String, ParseFaults)
        /// A file that the cases name and that the caller did not find.
        case missing(String)
    }

    /// Reads cases.
    ///
    /// - Parameters:
    ///   - json: the cases.
    ///   - text: gives the text of a file that they name; nil where there is none.
    /// - Throws: ``Failure``.
    public init(json: String, text: (_ file: String) -> String?) throws(Failure) {
        func reading<Value>(
            _ file: String, _ work: () throws(ParseFault) -> Value
        ) throws(Failure) -> Value {
            do throws(ParseFault) { return try work() } catch {
                throw .faults(file: file, ParseFaults(faults: [error]))
            }
        }
        func contents(_ file: String) throws(Failure) -> String {
            guard let contents = text(file) else { throw .missing(file) }
            return contents
        }
        let document = try reading("") { () throws(ParseFault) in try JSONReader.read(json) }
        let members = try reading("") { () throws(ParseFault) in try document.members(document.root, "cases") }
        func member(_ name: String) -> JSONNode? { members.first { $0.name == name }?.value }
        func named(_ node: JSONNode) throws(Failure) -> String {
            try reading("") { () throws(ParseFault) in try document.text(node, "the name of a file") }
        }
        func needed(_ name: String) throws(Failure) -> JSONNode {
            try reading("") { () throws(ParseFault) in
                guard let node = member(name) else { throw document.fault("cases need `\(name)`", document.root) }
                return node
            }
        }
        try reading("") { () throws(ParseFault) in
            for member in members where !["policies", "schema", "entities", "cases"].contains(member.name) {
                throw document.fault(
                    "there is no `\(member.name)` here, only `policies`, `schema`, `entities` and `cases`", member.value
                )
            }
        }
        var policies = PolicySet()
        let listed = try needed("policies")
        for node in try reading("", { () throws(ParseFault) in try document.items(listed, "the files of policies") }) {
            let file = try named(node)
            let contents = try contents(file)
            do throws(ParseFaults) {
                policies.append(try PolicySet(parsing: contents, firstNumber: policies.policies.count))
            } catch {
                throw .faults(file: file, error)
            }
        }
        self.policies = policies
        var schema: Schema?
        if let node = member("schema") {
            let file = try named(node)
            let contents = try contents(file)
            do throws(ParseFaults) {
                schema = try file.hasSuffix(".json") ? Schema(json: contents) : Schema(parsing: contents)
            } catch {
                throw .faults(file: file, error)
            }
        }
        if let node = member("entities"), case .string = node.form {
            let file = try named(node)
            let contents = try contents(file)
            entities = try reading(file) { () throws(ParseFault) in try Entities(JSONReader.read(contents), schema) }
        } else {
            let list = member("entities") ?? JSONNode(form: .array([]), offset: document.root.offset)
            let inner = JSONDocument(root: list, source: document.source)
            entities = try reading("") { () throws(ParseFault) in try Entities(inner, schema) }
        }
        let nodes = try needed("cases")
        cases = try reading("") { () throws(ParseFault) in
            var cases: [Case] = []
            for (number, node) in try document.items(nodes, "the cases").enumerated() {
                cases.append(try Case(node, number, document, schema))
            }
            return cases
        }
    }
}

extension PolicyTests.Case {
    private static let fields = [
        "name", "principal", "action", "resource", "context", "decision", "reasons", "errors",
    ]

    init(_ node: JSONNode, _ number: Int, _ document: JSONDocument, _ schema: Schema?) throws(ParseFault) {
        let members = try document.members(node, "a case")
        for member in members where !Self.fields.contains(member.name) {
            throw document.fault(
                "a case has no `\(member.name)`, only " + Self.fields.map { "`\($0)`" }.joined(separator: ", "),
                member.value)
        }
        func member(_ name: String) -> JSONNode? { members.first { $0.name == name }?.value }
        func ids(_ name: String) throws(ParseFault) -> Set<String>? {
            guard let list = member(name) else { return nil }
            var ids: Set<String> = []
            for item in try document.items(list, "policies") { ids.insert(try document.text(item, "a policy's id")) }
            return ids
        }
        guard let stated = member("decision") else { throw document.fault("a case needs `decision`", node) }
        decision = try document.text(stated, "a decision")
        guard [Response.Decision.allow, .deny].map(\.rawValue).contains(decision) else {
            throw document.fault("a decision is `allow` or `deny`, not `\(decision)`", stated)
        }
        name =
            try member("name").map { name throws(ParseFault) in try document.text(name, "a name") }
            ?? "case \(number + 1)"
        place = document.fault("", node).place
        request = try Request(members, in: document, at: node, schema)
        reasons = try ids("reasons")
        errors = try ids("errors")
    }
}
