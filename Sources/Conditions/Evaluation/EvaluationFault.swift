/// Why an expression has no value on a row: PostgreSQL would end the query with an error there.
public enum EvaluationFault: Error, Hashable, Sendable {
    /// A number has too many digits, or a time lies too far away.
    case outOfRange
    /// A length of time between infinities.
    case infinite
}
