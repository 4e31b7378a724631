/// How much a transaction sees of others that run beside it.
public enum PostgresIsolation: String, Hashable, Sendable, CaseIterable {
    /// Each statement sees what was committed before it began; the server's own default.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first; a change to what another has changed is refused.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions had run one after the other; what cannot be so is refused with `40001`.
    case serializable = "SERIALIZABLE"
}
