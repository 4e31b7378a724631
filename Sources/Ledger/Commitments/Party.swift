/// Of which of the two people of a view something is.
public enum Party: String, CaseIterable, Hashable, Sendable {
    /// Who sees.
    case actor
    /// Whose record it is.
    case subject

    var column: String { rawValue }
    var number: Int64 { self == .actor ? 0 : 1 }
}
