/// A question: may this principal do this action to this resource, under these circumstances?
public struct Request: Hashable, Sendable {
    /// Who asks.
    public var principal: EntityUID
    /// What they would do.
    public var action: EntityUID
    /// To what.
    public var resource: EntityUID
    /// The circumstances.
    public var context: Record

    /// A question.
    public init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: [String: Value] = [:]) {
        self.init(principal: principal, action: action, resource: resource, context: Record(context))
    }

    /// A question, the circumstances being a record already.
    public init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: Record) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}

/// The answer, and what it came from.
public struct Response: Hashable, Sendable {
    /// Yes or no.
    public enum Decision: String, Hashable, Sendable {
        /// Yes.
        case allow
        /// No.
        case deny
    }

    /// A policy that could not be evaluated.
    public struct Failure: Hashable, Sendable {
        /// Its id.
        public var policy: String
        /// What happened.
        public var error: EvaluationError
    }

    /// Yes or no.
    public var decision: Decision
    /// Ids of the policies that decided, in the order of the set: the `forbid`s that apply; where there are none,
    /// the `permit`s. Empty where nothing applies, which is a no.
    public var reasons: [String]
    /// The policies that could not be evaluated, in the order of the set. They took no part in the decision.
    public var errors: [Failure]
}
