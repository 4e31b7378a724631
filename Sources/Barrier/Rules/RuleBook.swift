public import Intake
public import Registry

/// The text of one policy file.
public struct PolicyText: Hashable, Sendable {
    /// The file's name, as messages should give it.
    public var file: String
    /// Its text, in the Cedar language.
    public var text: String

    /// The text of one policy file.
    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }
}

/// Why some policy files do not make a rule book: every problem found, each with its place.
public struct RuleBookError: Error, Hashable, CustomStringConvertible {
    /// The problems, by file and line.
    public let problems: [IntakeError]

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The one rule book: Cedar policies over the directory and the catalogue.
public struct RuleBook: Sendable {
    private let wording = Wording([])

    /// A rule book of some policy files.
    public init(policies: [PolicyText], directory: Directory, catalogue: Catalogue) throws(RuleBookError) {
    }

    /// What the rule book says of a situation. Pure: equal situations get equal verdicts.
    public func decide(_ situation: Situation) -> Verdict {
        let deny = Ruling(isAllowed: false, policies: [Verdict.defaultDeny], failures: [])
        return Verdict(
            rulings: FieldClass.allCases.flatMap { _ in Strength.allCases.map { _ in deny } }, wording: wording)
    }

    /// The situation without what the rule book does not read: situations that become equal get equal verdicts.
    public func reduced(_ situation: Situation) -> Situation { situation }
}
