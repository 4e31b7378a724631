import Foundation

@testable import Cedar

/// One case of the corpus: policies, entities, and requests with the reference's answers.
struct ConformanceCase {
    struct Question {
        var description: String
        var request: Request
        var decision: String
        var reasons: Set<String>
        var errors: Set<String>
    }

    var name: String
    var policies: String
    var entities: String
    var questions: [Question]
    /// Whether `{"type": …, "id": …}` in an attribute means an entity: the cases written by hand leave the escape
    /// `__entity` out, for the reference reads them by a schema.
    var hasImpliedEntities = false

    /// Reads a case. Its paths are looked up with `file`, for the corpus keeps its files in folders of its own.
    init(_ url: URL, file: (_ path: String, _ key: String) -> URL) throws {
        name = url.lastPathComponent
        let document = try JSONReader.read(String(contentsOf: url, encoding: .utf8))
        let members = try Dictionary(
            uniqueKeysWithValues: document.members(document.root, "a case").map { ($0.name, $0.value) })
        func text(_ key: String) throws -> String {
            let path = try document.text(members[key] ?? document.root, key)
            return try String(contentsOf: file(path, key), encoding: .utf8)
        }
        policies = try text("policies")
        entities = try text("entities")
        questions = try document.items(members["requests"] ?? document.root, "requests").map { node in
            let members = try document.members(node, "a request")
            func member(_ name: String) -> JSONNode { members.first { $0.name == name }?.value ?? node }
            func ids(_ name: String) throws -> Set<String> {
                try Set(document.items(member(name), name).map { try document.text($0, name) })
            }
            return try Question(
                description: document.text(member("description"), "a description"),
                request: Request(members, in: document, at: node),
                decision: document.text(member("decision"), "a decision"), reasons: ids("reason"),
                errors: ids("errors"))
        }
    }

    var omission: String? { nil }
    /// What differs from the reference, or nothing.
    func disagreements() -> [String] {
        let authorizer: Authorizer
        let facts: Entities
        do {
            authorizer = Authorizer(try PolicySet(parsing: policies))
            let document = try JSONReader.read(entities)
            facts = try Entities(hasImpliedEntities ? document.withEntitiesEscaped : document)
        } catch {
            return ["\(name): \(error)"]
        }
        return questions.compactMap { question in
            let response = authorizer.decide(question.request, facts)
            let agrees =
                response.decision.rawValue == question.decision && Set(response.reasons) == question.reasons
                && Set(response.errors.map(\.policy)) == question.errors
            return agrees
                ? nil
                : "\(name), \(question.description): \(response), expected \(question.decision),"
                    + " \(question.reasons.sorted()), errors \(question.errors.sorted())"
        }
    }
}

extension JSONDocument {
    /// The same text, the names of entities in attributes written out.
    fileprivate var withEntitiesEscaped: JSONDocument {
        JSONDocument(root: Self.escaped(root, inAttributes: false), source: source)
    }

    private static func escaped(_ node: JSONNode, inAttributes: Bool) -> JSONNode {
        var node = node
        switch node.form {
        case .array(let items): node.form = .array(items.map { escaped($0, inAttributes: inAttributes) })
        case .object(let members):
            if inAttributes, Set(members.map(\.name)) == ["type", "id"] {
                let name = JSONNode(form: node.form, offset: node.offset)
                node.form = .object([JSONNode.Member(name: "__entity", value: name)])
            } else {
                node.form = .object(
                    members.map { member in
                        let isInside = inAttributes || member.name == "attrs" || member.name == "tags"
                        return JSONNode.Member(name: member.name, value: escaped(member.value, inAttributes: isInside))
                    })
            }
        default: break
        }
        return node
    }
}
