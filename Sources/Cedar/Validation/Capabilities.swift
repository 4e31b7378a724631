/// What is known to be there: `principal has age` makes `principal.age` safe behind it.
struct Capabilities: Hashable, Sendable {
    /// An attribute, or a tag, of the value of an expression.
    struct Capability: Hashable, Sendable {
        enum Part: Hashable, Sendable {
            case attribute(ExactText)
            /// The key of the term that gives the tag's name.
            case tag(Int)
        }

        /// The key of the expression's term.
        var owner: Int
        var part: Part
    }

    private var items: Set<Capability> = []

    /// Nothing is known.
    static let none = Capabilities()

    init() {}

    init(_ owner: Term, has name: ExactText) {
        items = [Capability(owner: owner.key, part: .attribute(name))]
    }

    init(_ owner: Term, hasTag tag: Term) {
        items = [Capability(owner: owner.key, part: .tag(tag.key))]
    }

    func contains(_ owner: Term, has name: ExactText) -> Bool {
        items.contains(Capability(owner: owner.key, part: .attribute(name)))
    }

    func contains(_ owner: Term, hasTag tag: Term) -> Bool {
        items.contains(Capability(owner: owner.key, part: .tag(tag.key)))
    }

    /// Learns what another knows. In place: what a long chain teaches is not copied for each of its parts.
    mutating func add(_ other: Capabilities) {
        if items.isEmpty { items = other.items } else { items.formUnion(other.items) }
    }

    /// What is known where both are.
    func and(_ other: Capabilities) -> Capabilities {
        var result = self
        result.add(other)
        return result
    }

    /// What is known where either is, and nobody can say which.
    func or(_ other: Capabilities) -> Capabilities {
        var result = self
        result.items.formIntersection(other.items)
        return result
    }
}
