import Cedar
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
    /// The problems, file by file; at least one.
    public let problems: [IntakeError]

    package init(problems: [IntakeError]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// The one rule book: Cedar policies over the directory and the catalogue.
///
/// The policies may speak of the viewer's `side`, `employment`, company, department and role; of the record's `owner`
/// and `voltage`; of the `channel`, `surface`, `purpose` and `emergency` of the context; and of the actions
/// `view.<class>` and `mask.<class>` in the groups `view` and `mask`, one pair for each ``FieldClass``.
///
/// - What no `permit` allows is denied, and a `forbid` wins over every `permit`.
/// - Where a policy cannot be evaluated, the answer is no, and the verdict says which policy failed and why. An error
///   never widens anything.
/// - A policy that uses a name which the barrier does not know is refused when the rule book is made.
public struct RuleBook: Sendable {
    /// The policies' ids, in the order of the files.
    public let policyIDs: [String]
    /// Every attribute that some policy reads, by name, ascending.
    public let readAttributes: [String]
    /// The facts of a situation on which some verdict of this rule book can depend.
    public let facts: SituationFacts

    /// The ids of the companies that some policy names. Of the others, those of one kind that are nobody's affiliates are
    /// all alike to this rule book: put one for another everywhere, and no verdict changes.
    package let namedCompanies: Set<String>
    /// The ids of the policies that permit; the others forbid.
    private let permitting: Set<String>
    private let directory: Directory
    private let catalogue: Catalogue
    private let authorizer: Authorizer
    private let entities: Entities
    private let wording: Wording
    /// From Cedar's own policy id to ours, and the file.
    private let rules: [String: (id: String, file: String)]
    /// For each surface the first one that this rule book cannot tell from it.
    private let likeSurface: [SurfaceIndex]

    /// A rule book of some policy files.
    ///
    /// Each policy must have a unique `@id`, and a sentence in Japanese (`@ja`) and English (`@en`) that says what it
    /// means; the sentence is the reason given when the policy decides.
    ///
    /// - Throws: every problem found in the files, with file, line and column.
    public init(policies: [PolicyText], directory: Directory, catalogue: Catalogue) throws(RuleBookError) {
        let loading = PolicyLoading(policies, directory: directory, catalogue: catalogue)
        guard loading.problems.isEmpty else { throw RuleBookError(problems: loading.problems) }
        let named = loading.rules.flatMap { $0.reads.entities.map(\.name) }.filter { $0.type == Vocabulary.company }
        namedCompanies = Set(named.map(\.id))
        do throws(EntitiesError) {
            entities = try Entities(Vocabulary.entities(naming: namedCompanies, in: directory))
        } catch {
            throw RuleBookError(problems: [IntakeError(ja: "\(error)", en: "\(error)")])
        }
        self.directory = directory
        self.catalogue = catalogue
        authorizer = Authorizer(loading.policies)
        wording = Wording(loading.rules.map { ($0.id, $0.sentence) })
        rules = Dictionary(
            loading.rules.map { ($0.policy.id, ($0.id, $0.file)) }, uniquingKeysWith: { first, _ in first })
        policyIDs = loading.rules.map(\.id)
        permitting = Set(loading.rules.filter { $0.policy.effect == .permit }.map(\.id))
        readAttributes = Set(loading.rules.flatMap { $0.reads.attributes.map(\.name) }).sorted()
        let facts = loading.rules.reduce(into: SituationFacts()) { $0.formUnion($1.reads.facts) }
        self.facts = facts
        var first: [SurfaceTraits: SurfaceIndex] = [:]
        likeSurface = catalogue.surfaces.enumerated().map { position, surface in
            let traits = SurfaceTraits(
                id: facts.contains(.surface) ? surface.id : nil, kind: facts.contains(.channel) ? surface.kind : nil,
                subject: facts.contains(.record) ? surface.subject : nil)
            let index = SurfaceIndex(rawValue: UInt16(position))
            if let like = first[traits] { return like }
            first[traits] = index
            return index
        }
    }

    /// What a rule book reads of a surface; nil where it does not.
    private struct SurfaceTraits: Hashable {
        var id: String?
        var kind: SurfaceKind?
        var subject: SubjectKind?
    }

    /// What a policy means, as its `@ja` and `@en` annotations say it.
    public func sentence(of policy: String) -> BilingualText { wording.sentence(of: policy) }

    /// Whether a policy permits what it speaks of; one that does not, forbids it.
    public func permits(_ policy: String) -> Bool { permitting.contains(policy) }

    /// What the rule book says of a situation. Pure: equal situations get equal verdicts.
    ///
    /// - Precondition: the situation's indices are those of the rule book's directory and catalogue.
    public func decide(_ situation: Situation) -> Verdict {
        let surface = catalogue[situation.surface]
        let viewer = Vocabulary.viewer(situation, in: directory)
        let record = Vocabulary.record(situation, surface.subject.recordKind, in: directory)
        let context = Vocabulary.context(situation, surface)
        var rulings: [Ruling] = []
        do throws(EntitiesError) {
            let entities = try entities.adding(
                Vocabulary.entities(viewer, record, of: situation, in: directory))
            for fieldClass in FieldClass.allCases {
                for strength in Strength.allCases {
                    let request = Request(
                        principal: viewer.uid, action: Vocabulary.uid(fieldClass, strength), resource: record.uid,
                        context: context)
                    rulings.append(ruling(authorizer.decide(request, entities)))
                }
            }
        } catch {
            // INVARIANT: a viewer is in a company, a role and a department, and none of these is in anything, so
            // there is no cycle. Were there one, nothing could be judged, and nothing is shown.
            let failure = PolicyFailure(
                policy: Verdict.defaultDeny, reason: BilingualText(ja: "\(error)", en: "\(error)"))
            let deny = Ruling(isAllowed: false, policies: [Verdict.defaultDeny], failures: [failure])
            rulings = Array(repeating: deny, count: FieldClass.allCases.count * Strength.allCases.count)
        }
        return Verdict(rulings: rulings, wording: wording)
    }

    private func ruling(_ response: Response) -> Ruling {
        let failures = response.errors.map { failure in
            let rule = rules[failure.policy] ?? (failure.policy, "")
            let place = PolicyLoading.place(failure.error.range.start, rule.file)
            return PolicyFailure(
                policy: rule.id,
                reason: BilingualText(
                    ja: "\(place): \(failure.error.message)", en: "\(place): \(failure.error.message)"))
        }
        let named = response.reasons.map { rules[$0]?.id ?? $0 }
        if failures.isEmpty && response.decision == .allow {
            return Ruling(isAllowed: true, policies: named, failures: [])
        }
        // Cedar puts a failing policy aside and lets the others decide. The barrier does not: who knows what it would
        // have forbidden.
        let forbids = response.decision == .deny ? named : []
        let deciding = wording.ordered(forbids + failures.map(\.policy))
        return Ruling(
            isAllowed: false, policies: deciding.isEmpty ? [Verdict.defaultDeny] : deciding, failures: failures)
    }

    /// The situation without the facts that this rule book does not read.
    ///
    /// Situations that become equal get equal verdicts, so a caller that keeps verdicts by reduced situation decides
    /// as few as there can be. The result is a key, and a situation to decide; it no longer tells what happened.
    public func reduced(_ situation: Situation) -> Situation {
        var reduced = situation
        reduced.surface = likeSurface[Int(situation.surface.rawValue)]
        if !facts.contains(.company) { reduced.company = nil }
        if !facts.contains(.side) { reduced.side = nil }
        if !facts.contains(.employment) { reduced.kind = .employee }
        if !facts.contains(.department) { reduced.department = nil }
        if !facts.contains(.position) { reduced.position = .staff }
        if !facts.contains(.owner) { reduced.owner = nil }
        if !facts.contains(.voltage) { reduced.voltage = nil }
        if !facts.contains(.purpose) { reduced.purpose = nil }
        if !facts.contains(.emergency) { reduced.emergency = nil }
        return reduced
    }
}
