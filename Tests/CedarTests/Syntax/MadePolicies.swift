@testable import Cedar

/// Policies made up from a seed: every form that the grammar has, names and texts that are hard to write.
struct MadePolicies {
    var dice: Dice

    private static let texts = [
        "", "a", "b c", "if", "日本", "é", "e\u{301}", "\"", "\\", "*", "\n", "\r", "\t", "\0", "\u{1F600}", "\u{7F}",
        "'", "//",
        "\u{2028}", "\u{1}",
    ]
    private static let attributes = [
        "a", "b", "name", "principal", "permit", "when", "if", "in", "a b", "", "é", "_x1", "decimal", "__cedar", "is",
    ]
    private static let types = ["A", "User", "N::A", "N::M::Kind", "permit", "principal"]

    private static let nowhere = SourceRange(
        start: SourcePlace(line: 0, column: 0, offset: 0), end: SourcePlace(line: 0, column: 0, offset: 0))

    mutating func policy(id: String) -> Policy {
        let principal = scope(ofActions: false)
        let resource = scope(ofActions: false)
        var annotations: [String: String] = [:]
        var bare: Set<String> = []
        for name in ["id", "if", "advice", "permit"] where dice.once(in: 5) {
            annotations[name] = dice.once(in: 3) ? "" : dice.pick(Self.texts)
            if annotations[name] == "", dice.once(in: 2) { bare.insert(name) }
        }
        let action = scope(ofActions: true)
        return Policy(
            id: id, annotations: annotations, bareAnnotations: bare, effect: dice.once(in: 2) ? .permit : .forbid,
            principal: principal, action: action, resource: resource,
            conditions: (0..<dice.below(3)).map { _ in
                let depth = 1 + dice.below(4)
                return Policy.Condition(isWhen: dice.once(in: 2), body: expression(depth))
            }, range: Self.nowhere)
    }

    private mutating func uid(_ type: String? = nil) -> EntityUID {
        EntityUID(type: type ?? dice.pick(Self.types), id: dice.pick(Self.texts))
    }

    private mutating func scope(ofActions: Bool) -> Policy.Scope {
        if ofActions {
            let type = dice.pick(["Action", "N::Action"])
            switch dice.below(3) {
            case 0: return .any
            case 1: return .equal(uid(type))
            default: return .isIn((0..<dice.below(4)).map { _ in uid(type) })
            }
        }
        switch dice.below(8) {
        case 0: return .equal(uid())
        case 1: return .isIn([uid()])
        case 2: return .isType(dice.pick(Self.types))
        case 3: return .isTypeIn(dice.pick(Self.types), uid())
        case 4: return .equalSlot
        case 5: return .inSlot
        case 6: return .isTypeInSlot(dice.pick(Self.types))
        default: return .any
        }
    }

    private mutating func expression(_ depth: Int) -> Expression {
        Expression(form: depth <= 0 ? leaf() : form(depth - 1), range: Self.nowhere)
    }

    private mutating func leaf() -> Expression.Form {
        switch dice.below(6) {
        case 0: .literal(.bool(dice.once(in: 2)))
        case 1: .literal(.long(dice.pick([0, 1, -1, 42, .max, .min, -5])))
        case 2: .literal(.string(dice.pick(Self.texts)))
        case 3: .literal(.entity(uid()))
        default: .variable(dice.pick(Expression.Variable.allCases))
        }
    }

    private mutating func list(_ depth: Int, _ counts: Range<Int>) -> [Expression] {
        (0..<Int.random(in: counts, using: &dice)).map { _ in expression(depth) }
    }

    private mutating func form(_ depth: Int) -> Expression.Form {
        switch dice.below(17) {
        case 0: .conditional(condition: expression(depth), then: expression(depth), otherwise: expression(depth))
        case 1: .and(list(depth, 2..<5))
        case 2: .or(list(depth, 2..<5))
        case 3, 4:
            .comparison(
                dice.pick([.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .isIn]),
                expression(depth), expression(depth))
        case 5: .arithmetic(expression(depth), steps(depth, dice.once(in: 3) ? ["*"] : ["+", "-"]))
        case 6: .not(expression(depth))
        case 7: .negate(expression(depth))
        case 8:
            .has(
                expression(depth),
                dice.once(in: 2) ? [dice.pick(Self.attributes)] : dice.pick([["a", "b"], ["when", "x", "principal"]]))
        case 9: .like(expression(depth), pattern())
        case 10: .isType(expression(depth), dice.pick(Self.types), within: dice.once(in: 2) ? expression(depth) : nil)
        case 11, 12, 13: .access(expression(depth), (0...dice.below(3)).map { _ in step(depth) })
        case 14: .set(list(depth, 0..<4))
        case 15:
            .record(
                ["a", "b c", "if", "é"].filter { _ in dice.once(in: 2) }.map { name in
                    Expression.RecordEntry(name: name, value: expression(depth))
                })
        default: .call(dice.pick(["decimal", "ip", "datetime", "duration"]), list(depth, 1..<2))
        }
    }

    private mutating func steps(_ depth: Int, _ signs: [Character]) -> [Expression.ArithmeticStep] {
        (0...dice.below(3)).map { _ in
            Expression.ArithmeticStep(sign: dice.pick(signs), operand: expression(depth))
        }
    }

    private mutating func step(_ depth: Int) -> Expression.AccessStep {
        switch dice.below(6) {
        case 0: .method(dice.pick(["contains", "containsAll", "containsAny", "hasTag", "getTag"]), list(depth, 1..<2))
        case 1: .method("isEmpty", [])
        case 2: .method(dice.pick(["isIpv4", "toDate", "toDays"]), [])
        case 3: .method(dice.pick(["lessThan", "isInRange", "offset", "durationSince"]), list(depth, 1..<2))
        default: .attribute(dice.pick(Self.attributes))
        }
    }

    private mutating func pattern() -> Pattern {
        Pattern(
            pieces: (0..<dice.below(6)).map { _ in
                dice.once(in: 3) ? .any : .scalar(dice.pick(["a", "*", "\\", "\"", "\n", "日", "\0"]))
            })
    }
}
