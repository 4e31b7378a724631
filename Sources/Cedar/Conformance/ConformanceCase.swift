/// One case of the corpus: policies, entities and a schema, and requests with the reference's answers.
struct ConformanceCase {
    /// A request, and what the reference answers.
    struct Question {
        var request: Request
        var decision: String
        var reasons: Set<String>
        var errors: Set<String>
    }

    var policies: PolicySet
    var schema: Schema
    var entities: Entities
    var shouldValidate: Bool
    var questions: [Question]

    /// Whether a JSON text is a case at all, and not entities or a schema.
    static func isCase(_ document: JSONDocument) -> Bool {
        guard case .object(let members) = document.root.form else { return false }
        return ["policies", "entities", "requests"].allSatisfy { name in members.contains { $0.name == name } }
    }

    /// Whether a text is an object of JSON: schemas and policies in Cedar's own syntax begin with anything but a brace.
    private static func isJSON(_ text: String) -> Bool {
        text.utf8.first { ![0x20, 0x0A, 0x0D, 0x09].contains($0) } == UInt8(ascii: "{")
    }

    /// Reads a case; `text` gives the files that it names.
    init(_ document: JSONDocument, text: (_ path: String) throws -> String) throws {
        let members = try document.members(document.root, "a case")
        func member(_ name: String) throws(ParseFault) -> JSONNode {
            guard let member = members.first(where: { $0.name == name }) else {
                throw document.fault("a case needs `\(name)`", document.root)
            }
            return member.value
        }
        func named(_ name: String) throws -> String { try text(try document.text(try member(name), name)) }
        let schemaText = try named("schema")
        let schema = try Self.isJSON(schemaText) ? Schema(json: schemaText) : Schema(parsing: schemaText)
        self.schema = schema
        let policyText = try named("policies")
        policies = try Self.isJSON(policyText) ? PolicySet(json: policyText) : PolicySet(parsing: policyText)
        entities = try Entities(json: try named("entities"), schema: schema)
        shouldValidate = false
        if case .bool(let truth) = try member("shouldValidate").form { shouldValidate = truth }
        questions = []
        for node in try document.items(try member("requests"), "requests") {
            let fields = try document.members(node, "a request")
            func field(_ name: String) throws(ParseFault) -> JSONNode {
                guard let field = fields.first(where: { $0.name == name }) else {
                    throw document.fault("a request of a case needs `\(name)`", node)
                }
                return field.value
            }
            func ids(_ name: String) throws(ParseFault) -> Set<String> {
                var ids: Set<String> = []
                for item in try document.items(try field(name), name) { ids.insert(try document.text(item, name)) }
                return ids
            }
            questions.append(
                Question(
                    request: try Request(fields, in: document, at: node, schema),
                    decision: try document.text(try field("decision"), "a decision"), reasons: try ids("reason"),
                    errors: try ids("errors")))
        }
    }
}
