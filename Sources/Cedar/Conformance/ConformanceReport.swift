/// How far this library and the reference agree on some cases.
public struct ConformanceReport: Codable, Hashable, Sendable {
    /// How many answers of one kind were compared, and how many were the same.
    public struct Count: Codable, Hashable, Sendable {
        /// How many were the same.
        public var agreeing = 0
        /// How many were compared.
        public var compared = 0

        mutating func add(_ agrees: Bool) {
            compared += 1
            if agrees { agreeing += 1 }
        }
    }

    /// What two answers may differ in.
    public enum Subject: String, Codable, Hashable, Sendable {
        /// Yes or no.
        case decision
        /// The ids of the policies that decided.
        case reasons
        /// The ids of the policies that could not be evaluated.
        case errors
        /// The validator's verdict on the policies.
        case validation
        /// Nothing could be compared: a file of the case could not be read.
        case reading
    }

    /// One answer that is not the reference's.
    public struct Disagreement: Codable, Hashable, Sendable {
        /// The file of the case, from the folder of the cases on.
        public var file: String
        /// The request's number in the case, from 0; nil where it is not about a request.
        public var request: Int?
        /// What differs.
        public var subject: Subject
        /// What the reference says.
        public var expected: String
        /// What this library says.
        public var found: String
    }

    /// How many cases were read.
    public var cases = 0
    /// How many requests they have.
    public var requests = 0
    /// How many requests the reference allows.
    public var allowed = 0
    /// At how many requests some policy could not be evaluated, by the reference.
    public var erring = 0
    /// Decisions.
    public var decisions = Count()
    /// Sets of policies that decided.
    public var reasons = Count()
    /// Sets of policies that could not be evaluated.
    public var errors = Count()
    /// Verdicts of the validator.
    public var validations = Count()
    /// Every answer that differs, in the order of the files.
    public var disagreements: [Disagreement] = []

    /// Nothing compared yet.
    public init() {}

    /// Whether something was compared and nothing differs.
    public var agrees: Bool { cases > 0 && disagreements.isEmpty }
}

extension ConformanceReport: CustomStringConvertible {
    /// One line of counts.
    public var description: String {
        func part(_ count: Count, _ name: String) -> String { "\(name) \(count.agreeing) of \(count.compared)" }
        return "\(cases) cases, \(requests) requests (\(allowed) allowed, \(erring) with errors); agreeing: "
            + [
                part(decisions, "decisions"), part(reasons, "reasons"), part(errors, "errors"),
                part(validations, "validations"),
            ].joined(separator: ", ")
    }
}
