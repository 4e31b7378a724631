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
        case .comparison(_, let left, let right):
            compare(Self.attribute(left), right)
            compare(Self.attribute(right), left)
        case .access(let base, let steps): readMethods(base, steps)
        default: break
        }
        for part in expression.parts { read(part) }
    }

    /// `principal.side.affiliateKinds.contains("retailer")`, and `["a", "b"].contains(principal.employment)`.
    private mutating func readMethods(_ base: Expression, _ steps: [Expression.AccessStep]) {
        var attribute: String?
        for (place, step) in steps.enumerated() {
            guard case .method(let name, let arguments) = step else {
                if case .attribute(let name) = step { attribute = name }
                continue
            }
            if ["contains", "containsAll", "containsAny"].contains(name) {
                for argument in arguments {
                    compare(attribute, argument)
                    if place == 0 { compare(Self.attribute(argument), base) }
                }
            }
            attribute = nil
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
