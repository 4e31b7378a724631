/// What a connection is in the middle of.
public enum PostgresState: Hashable, Sendable {
    /// Nothing: it may be lent to somebody else.
    case idle
    /// A statement or a COPY is under way: the caller is inside one of its callbacks.
    case busy
    /// A transaction, in good order.
    case inTransaction
    /// A transaction in which a statement was refused: only a rollback is possible.
    case inFailedTransaction
    /// Gone, or closed.
    case lost
}
