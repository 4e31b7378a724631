import Cedar

/// The texts with which policies compare attributes, such as `"retailer"` in `principal.side.kind == "retailer"`.
///
/// A misspelt one quietly never holds, just as a misspelt attribute does.
struct LiteralUses {
    /// A text that stands for a value of an attribute, and where.
    struct Use: Hashable {
        var attribute: String
        var text: String
        var place: SourcePlace
    }

    private(set) var uses: [Use] = []

    init(_ policy: Policy) {
        for condition in policy.conditions { read(condition.body) }
    }

    private mutating func read(_ expression: Expression) {
        switch expression.form {
        case .literal, .variable, .slot: break
        case .conditional(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { read(part) }
        case .and(let parts), .or(let parts), .set(let parts), .call(_, let parts): for part in parts { read(part) }
        case .comparison(_, let left, let right):
            compare(Self.attribute(left), right)
            compare(Self.attribute(right), left)
            read(left)
            read(right)
        case .arithmetic(let first, let steps):
            read(first)
            for step in steps { read(step.operand) }
        case .not(let inner), .negate(let inner), .like(let inner, _), .has(let inner, _): read(inner)
        case .isType(let inner, _, let group):
            read(inner)
            if let group { read(group) }
        case .access(let base, let steps):
            read(base)
            var attribute: String?
            for (place, step) in steps.enumerated() {
                switch step {
                case .attribute(let name): attribute = name
                case .method(let name, let arguments):
                    if ["contains", "containsAll", "containsAny"].contains(name) {
                        for argument in arguments {
                            compare(attribute, argument)
                            // `["a", "b"].contains(principal.employment)`: the texts come first.
                            if place == 0 { compare(Self.attribute(argument), base) }
                        }
                    }
                    for argument in arguments { read(argument) }
                    attribute = nil
                }
            }
        case .record(let entries): for entry in entries { read(entry.value) }
        }
    }

    /// Takes note of the texts in an expression that is compared with an attribute.
    private mutating func compare(_ attribute: String?, _ other: Expression) {
        guard let attribute else { return }
        switch other.form {
        case .literal(let value): take(attribute, value, other.range.start)
        case .set(let members): for member in members { compare(attribute, member) }
        default: break
        }
    }

    private mutating func take(_ attribute: String, _ value: Value, _ place: SourcePlace) {
        switch value {
        case .string(let text): uses.append(Use(attribute: attribute, text: text, place: place))
        case .set(let members): for member in members { take(attribute, member, place) }
        default: break
        }
    }

    /// The attribute that an expression ends with.
    private static func attribute(_ expression: Expression) -> String? {
        guard case .access(_, let steps) = expression.form, case .attribute(let name)? = steps.last else { return nil }
        return name
    }
}
