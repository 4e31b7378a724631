/// What the inspection of a system knows of one of its surfaces, in the words of the findings' file.
public struct InspectedSurface: Hashable, Sendable {
    /// `screen`, `report`, `feed` or `extract`.
    public var kind: String
    /// Which records it gives out: `supply`, `purchase` or both; none where it is not known which of them leak.
    public var records: [String]
    /// Whether it gives rows to people who act for another company than their own; nil where that is not known.
    public var byContractor: Bool?
    /// Why it leaks: `wrongCondition`, `wrongRouting` or `missingMask`; nil where that is not known.
    public var causeKind: String?
    /// The fields that leak, in the order in which they are shown; nil where that is not known. Empty where nothing
    /// leaks but that there are such records.
    public var fields: [String]?

    /// What is known of a surface.
    public init(kind: String, records: [String], byContractor: Bool?, causeKind: String?, fields: [String]?) {
        self.kind = kind
        self.records = records
        self.byContractor = byContractor
        self.causeKind = causeKind
        self.fields = fields
    }
}
