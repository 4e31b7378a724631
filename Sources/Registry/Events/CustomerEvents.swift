public import Intake

/// A contact that a customer made with a company.
public struct CustomerContact: Hashable, Sendable {
    /// What it was about.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// The customer asked to switch to the company.
        case switchRequest
        /// A question.
        case inquiry
        /// A complaint.
        case complaint
        /// Anything else.
        case other
    }

    /// Its id.
    public var id: String
    /// When.
    public var at: Instant
    /// The customer's supply point.
    public var supplyPoint: SubjectKey
    /// The company that was asked.
    public var company: CompanyIndex
    /// What it was about.
    public var kind: Kind
}

/// An application to switch to another supplier.
public struct SwitchApplication: Hashable, Sendable {
    /// The day of the application, Japan's.
    public var applied: CalendarDay
    /// The day it takes effect.
    public var effective: CalendarDay
    /// The supply point.
    public var supplyPoint: SubjectKey
    /// The supplier before; nil where the register says none.
    public var from: CompanyIndex?
    /// The supplier after.
    public var to: CompanyIndex
}
