/// Policies in the JSON form of Cedar's makers (EST), without white space: depth costs nothing then, and long chains of
/// `&&`, which nest in JSON and not in text, are written without recursion.
struct PolicyJSONWriter {
    private(set) var text = ""

    // MARK: Policies

    mutating func write(_ set: PolicySet) {
        let policies = set.policies
        text += #"{"templates":"#
        write(policies.filter { $0.isTemplate })
        text += #","staticPolicies":"#
        write(policies.filter { !$0.isTemplate })
        text += #","templateLinks":["#
        for (index, link) in set.links.enumerated() {
            text += index == 0 ? "" : ","
            text += #"{"templateId":\#(JSONText.quoted(link.template)),"newId":\#(JSONText.quoted(link.id)),"values":{"#
            let values = [("?principal", link.principal), ("?resource", link.resource)]
                .compactMap { name, uid in uid.map { "\"\(name)\":\(Self.uid($0))" } }
            text += values.joined(separator: ",") + "}}"
        }
        text += "]}"
    }

    private mutating func write(_ policies: [Policy]) {
        text += "{"
        for (index, policy) in policies.enumerated() {
            text += (index == 0 ? "" : ",") + JSONText.quoted(policy.id) + ":"
            write(policy)
        }
        text += "}"
    }

    mutating func write(_ policy: Policy) {
        text += #"{"effect":"\#(policy.effect.rawValue)","principal":"#
        write(policy.principal, "?principal")
        text += #","action":"#
        write(policy.action, "?action")
        text += #","resource":"#
        write(policy.resource, "?resource")
        text += #","conditions":["#
        for (index, condition) in policy.conditions.enumerated() {
            text += index == 0 ? "" : ","
            text += #"{"kind":"\#(condition.isWhen ? "when" : "unless")","body":"#
            write(condition.body)
            text += "}"
        }
        text += "]"
        if !policy.annotations.isEmpty {
            let members = policy.annotations.sorted { $0.key < $1.key }.map { name, value in
                let isBare = policy.bareAnnotations.contains(name)
                return JSONText.quoted(name) + ":" + (isBare ? "null" : JSONText.quoted(value))
            }
            text += #","annotations":{\#(members.joined(separator: ","))}"#
        }
        text += "}"
    }

    private mutating func write(_ scope: Policy.Scope, _ slot: String) {
        switch scope {
        case .any: text += #"{"op":"All"}"#
        case .equal(let uid): text += #"{"op":"==","entity":\#(Self.uid(uid))}"#
        case .isIn(let list) where list.count == 1: text += #"{"op":"in","entity":\#(Self.uid(list[0]))}"#
        case .isIn(let list): text += #"{"op":"in","entities":[\#(list.map(Self.uid).joined(separator: ","))]}"#
        case .isType(let type): text += #"{"op":"is","entity_type":\#(JSONText.quoted(type))}"#
        case .isTypeIn(let type, let uid):
            text += #"{"op":"is","entity_type":\#(JSONText.quoted(type)),"in":{"entity":\#(Self.uid(uid))}}"#
        case .equalSlot: text += #"{"op":"==","slot":"\#(slot)"}"#
        case .inSlot: text += #"{"op":"in","slot":"\#(slot)"}"#
        case .isTypeInSlot(let type):
            text += #"{"op":"is","entity_type":\#(JSONText.quoted(type)),"in":{"slot":"\#(slot)"}}"#
        }
    }

    private static func uid(_ uid: EntityUID) -> String {
        #"{"type":\#(JSONText.quoted(uid.type)),"id":\#(JSONText.quoted(uid.id))}"#
    }

    // MARK: Expressions

    mutating func write(_ expression: Expression) {
        switch expression.form {
        case .literal(let value): write(value)
        case .variable(let variable): text += #"{"Var":"\#(variable.rawValue)"}"#
        case .slot(let variable): text += #"{"Slot":"?\#(variable.rawValue)"}"#
        case .conditional(let condition, let then, let otherwise):
            text += #"{"if-then-else":{"if":"#
            write(condition)
            text += #","then":"#
            write(then)
            text += #","else":"#
            write(otherwise)
            text += "}}"
        case .and(let parts): writeChain(parts[0], parts.dropFirst().map { ("&&", $0) })
        case .or(let parts): writeChain(parts[0], parts.dropFirst().map { ("||", $0) })
        case .arithmetic(let first, let steps): writeChain(first, steps.map { (String($0.sign), $0.operand) })
        case .comparison(let comparison, let left, let right): writeChain(left, [(comparison.rawValue, right)])
        case .not(let operand): writeUnary("!", operand)
        case .negate(let operand): writeUnary("neg", operand)
        case .has(let base, let path): writeHas(base, path)
        case .like(let base, let pattern):
            text += #"{"like":{"left":"#
            write(base)
            let pieces = pattern.pieces.map { piece in
                switch piece {
                case .any: #""Wildcard""#
                case .scalar(let scalar): #"{"Literal":\#(JSONText.quoted(String(scalar)))}"#
                }
            }
            text += #","pattern":[\#(pieces.joined(separator: ","))]}}"#
        case .isType(let base, let type, let within):
            text += #"{"is":{"left":"#
            write(base)
            text += #","entity_type":\#(JSONText.quoted(type))"#
            if let within {
                text += #","in":"#
                write(within)
            }
            text += "}}"
        case .access(let base, let steps): writeAccess(base, steps[...])
        case .set(let items):
            text += #"{"Set":"#
            write(items)
            text += "}"
        case .record(let entries):
            text += #"{"Record":{"#
            for (index, entry) in entries.enumerated() {
                text += (index == 0 ? "" : ",") + JSONText.quoted(entry.name) + ":"
                write(entry.value)
            }
            text += "}}"
        case .call(let name, let arguments):
            text += "{" + JSONText.quoted(name) + ":"
            write(arguments)
            text += "}"
        }
    }

    private mutating func write(_ list: [Expression]) {
        text += "["
        for (index, item) in list.enumerated() {
            text += index == 0 ? "" : ","
            write(item)
        }
        text += "]"
    }

    private mutating func writeUnary(_ sign: String, _ operand: Expression) {
        text += #"{"\#(sign)":{"arg":"#
        write(operand)
        text += "}}"
    }

    /// `a op b op c`, from the left.
    private mutating func writeChain(_ first: Expression, _ steps: [(sign: String, operand: Expression)]) {
        for step in steps.reversed() { text += #"{"\#(step.sign)":{"left":"# }
        write(first)
        for step in steps {
            text += #","right":"#
            write(step.operand)
            text += "}}"
        }
    }

    /// `a has b.c` is `a has b && a.b has c`.
    private mutating func writeHas(_ base: Expression, _ path: [String]) {
        text += String(repeating: #"{"&&":{"left":"#, count: path.count - 1)
        for (index, name) in path.enumerated() {
            text += index == 0 ? "" : #","right":"#
            text += #"{"has":{"left":"#
            writeAccess(base, path[..<index].map { .attribute($0) }[...])
            text += #","attr":\#(JSONText.quoted(name))}}"#
            text += index == 0 ? "" : "}}"
        }
    }

    private mutating func writeAccess(_ base: Expression, _ steps: ArraySlice<Expression.AccessStep>) {
        for step in steps.reversed() {
            switch step {
            case .attribute: text += #"{".":{"left":"#
            case .method("isEmpty", _): text += #"{"isEmpty":{"arg":"#
            case .method(let name, _) where Vocabulary.methods[name] != nil: text += "{\"\(name)\":{\"left\":"
            case .method(let name, _): text += "{\"\(name)\":["
            }
        }
        write(base)
        for step in steps {
            switch step {
            case .attribute(let name): text += #","attr":\#(JSONText.quoted(name))}}"#
            case .method("isEmpty", _): text += "}}"
            case .method(let name, let arguments):
                let isBuiltin = Vocabulary.methods[name] != nil
                for argument in arguments {
                    text += isBuiltin ? #","right":"# : ","
                    write(argument)
                }
                text += isBuiltin ? "}}" : "]}"
            }
        }
    }

    private mutating func write(_ value: Value) { text += #"{"Value":\#(JSONText.value(value))}"# }
}
