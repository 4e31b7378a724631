/// One policy as it was parsed.
public struct Policy: Hashable, Sendable {
    /// Whether it allows or refuses.
    public enum Effect: String, Hashable, Sendable {
        /// Allows, unless a `forbid` applies too.
        case permit
        /// Refuses, whatever else applies.
        case forbid
    }

    /// What a policy's head asks of the principal, the action or the resource.
    public enum Scope: Hashable, Sendable {
        /// Anything.
        case any
        /// `== T::"id"`.
        case equal(EntityUID)
        /// `in T::"id"`; for an action also `in [ … ]`, any of them.
        case isIn([EntityUID])
        /// `is T`.
        case isType(String)
        /// `is T in U::"id"`.
        case isTypeIn(String, EntityUID)
        /// `== ?principal`, in a template.
        case equalSlot
        /// `in ?principal`, in a template.
        case inSlot
        /// `is T in ?principal`, in a template.
        case isTypeInSlot(String)

        var hasSlot: Bool {
            switch self {
            case .equalSlot, .inSlot, .isTypeInSlot: true
            default: false
            }
        }
    }

    /// A `when` or an `unless`.
    public struct Condition: Hashable, Sendable {
        /// Whether the body must hold (`when`) or must not (`unless`).
        public var isWhen: Bool
        /// The body.
        public var body: Expression
    }

    /// `policy0`, `policy1`, … by the place in the text, as the reference names policies.
    public var id: String
    /// `@name("value")`; an annotation without a value has the empty text.
    public var annotations: [String: String]
    /// The names of those annotations that were written without a value: the JSON form tells `@a` from `@a("")`.
    public var bareAnnotations: Set<String> = []
    /// Whether it allows or refuses.
    public var effect: Effect
    /// Who.
    public var principal: Scope
    /// What they would do.
    public var action: Scope
    /// To what.
    public var resource: Scope
    /// The conditions; all must be met.
    public var conditions: [Condition]
    /// Where it stands in its text.
    public var range: SourceRange

    /// Whether it has slots that a link must fill before it can be decided.
    public var isTemplate: Bool { principal.hasSlot || resource.hasSlot }
}
