/// What a search for canaries found, and what it could not look into.
public struct CanaryFindings: Hashable, Codable, Sendable {
    /// The marks that were found, file by file, in the order in which they stand there.
    public var hits: [CanaryHit] = []
    /// What could not be looked into.
    public var notes: [CanaryNote] = []
    /// How many files were searched as text or workbook, those in containers among them.
    public var files = 0
    /// How many bytes those files have.
    public var bytes = 0

    /// Nothing found yet.
    public init() {}

    /// Whether all was looked into and nothing was found.
    public var isClean: Bool { hits.isEmpty && notes.isEmpty }

    /// What two searches found together.
    public static func + (first: Self, second: Self) -> Self {
        var both = first
        both.hits += second.hits
        both.notes += second.notes
        both.files += second.files
        both.bytes += second.bytes
        return both
    }
}
