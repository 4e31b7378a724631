public import Intake

/// Who used a user id on a day.
public enum AccountLookup: Hashable, Sendable {
    /// One person, and nobody else.
    case person(PersonIndex)
    /// Several people, or nobody knows who: the register says that the id is shared, or gives it to two people at once.
    case shared
    /// The register does not have the id, or has it for other days only.
    case unknown
}

/// For whom a person acted on a day.
public enum EmploymentLookup: Hashable, Sendable {
    /// One employment.
    case one(EmploymentIndex)
    /// No employment holds on that day.
    case none
    /// Several employments hold on that day, and differ in company, side, kind, department or position.
    ///
    /// Which of them the person acted for is never guessed. Employments that overlap and differ in none of these
    /// (a renewal entered early, say) are no contradiction: the answer is the one that began first. A row for that
    /// day that cannot be read might contradict the others, and counts as if it did.
    case overlapping
}

/// What the register knows of the viewer behind a user id at one time.
public enum ViewerLookup: Hashable, Sendable {
    /// A person in one employment.
    case acting(PersonIndex, EmploymentIndex)
    /// A person without any employment then.
    case noEmployment(PersonIndex)
    /// A person with contradictory employments then; see ``EmploymentLookup/overlapping``.
    case overlappingEmployments(PersonIndex)
    /// An id that several people shared then.
    case sharedAccount
    /// An id that the register does not have for that time.
    case unknownAccount
}

/// A run of days during which the viewer behind a user id stays the same.
public struct ViewerSpan: Hashable, Sendable {
    /// The first day; `Int32.min` days since 1970 in the first span of a timeline.
    public var from: CalendarDay
    /// The day after the last one; `Int32.max` days since 1970 in the last span of a timeline.
    public var to: CalendarDay
    /// Who it was.
    public var viewer: ViewerLookup

    /// A run of days with one viewer.
    public init(from: CalendarDay, to: CalendarDay, viewer: ViewerLookup) {
        self.from = from
        self.to = to
        self.viewer = viewer
    }
}
