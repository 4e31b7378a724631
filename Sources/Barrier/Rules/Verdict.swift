public import Intake

/// How strongly a field is shown.
public enum Strength: Int, CaseIterable, Codable, Sendable {
    /// As it is. `Action::"view.<class>"` in the policies.
    case view
    /// In its masked form. `Action::"mask.<class>"` in the policies.
    case mask

    /// The strength's name in the policies, which is also the name of the group of its actions.
    public var name: String {
        switch self {
        case .view: "view"
        case .mask: "mask"
        }
    }
}

/// A policy that could not be evaluated, and why.
public struct PolicyFailure: Hashable, Sendable {
    /// The policy's `@id`.
    public var policy: String
    /// What went wrong, with the place in the policy file.
    public var reason: BilingualText

    /// A failure of one policy.
    public init(policy: String, reason: BilingualText) {
        self.policy = policy
        self.reason = reason
    }
}

/// The answer about one field class at one strength, with its reasons.
public struct Ruling: Hashable, Sendable {
    /// Whether it may be shown.
    public var isAllowed: Bool
    /// The deciding policies' ids, in the order of the rule book.
    ///
    /// When allowed, each `permit` that applies. When denied, each `forbid` that applies and each policy that failed;
    /// ``Verdict/defaultDeny`` alone when there is neither, because nothing permits.
    public var policies: [String]
    /// The policies that could not be evaluated. If there is any, the answer is no: an error never widens anything.
    public var failures: [PolicyFailure]

    /// A ruling.
    public init(isAllowed: Bool, policies: [String], failures: [PolicyFailure]) {
        self.isAllowed = isAllowed
        self.policies = policies
        self.failures = failures
    }
}

/// What a rule book says of one situation: for every field class, whether it may be viewed or shown masked, and why.
public struct Verdict: Hashable, Sendable {
    /// The reason given when no policy permits and none forbids.
    public static let defaultDeny = "default-deny"

    /// The classes that may be shown as they are.
    public let allowedView: FieldClassSet
    /// The classes that may be shown masked.
    public let allowedMask: FieldClassSet
    /// The policies that decide about viewing, in the order of the rule book, ``defaultDeny`` last.
    ///
    /// Those of the classes that may not be viewed; when all may be, the policies that permit it.
    public let policies: [String]
    /// Every policy that could not be evaluated for some class and strength, once each, and why.
    public let failures: [PolicyFailure]
    /// The reason in words: the sentences of ``policies``, and after them those of ``failures``.
    public let sentence: BilingualText

    private let rulings: [Ruling]
    private let wording: Wording

    /// - Parameter rulings: one for each field class and strength, the strengths of one class together.
    init(rulings: [Ruling], wording: Wording) {
        self.rulings = rulings
        self.wording = wording
        var allowed: [FieldClassSet] = Strength.allCases.map { _ in [] }
        for fieldClass in FieldClass.allCases {
            for strength in Strength.allCases where rulings[Self.position(fieldClass, strength)].isAllowed {
                allowed[strength.rawValue].insert(FieldClassSet(fieldClass))
            }
        }
        allowedView = allowed[Strength.view.rawValue]
        allowedMask = allowed[Strength.mask.rawValue]
        let barred = FieldClassSet.all.subtracting(allowedView)
        let deciding = barred.isEmpty ? FieldClassSet.all : barred
        policies = wording.ordered(deciding.classes.flatMap { rulings[Self.position($0, .view)].policies })
        var failures: [PolicyFailure] = []
        for failure in rulings.flatMap(\.failures) where !failures.contains(failure) { failures.append(failure) }
        self.failures = failures
        sentence = wording.sentence(policies: policies, failures: failures)
    }

    private static func position(_ fieldClass: FieldClass, _ strength: Strength) -> Int {
        fieldClass.rawValue * Strength.allCases.count + strength.rawValue
    }

    /// The answer about one field class at one strength.
    public func ruling(_ fieldClass: FieldClass, _ strength: Strength) -> Ruling {
        rulings[Self.position(fieldClass, strength)]
    }

    /// The classes of a surface's rows that may not be viewed.
    ///
    /// A surface shows its fields unmasked, and any row of it betrays that the record exists. So `view` must be
    /// allowed for existence and for each class of its fields; that a class may be shown masked does not help it.
    public func barredClasses(of surface: Surface) -> FieldClassSet {
        surface.fieldClasses.subtracting(allowedView)
    }

    /// Whether a row of the surface shows something that the barrier forbids to view: an exposure, if it was seen.
    ///
    /// True when any class in ``Surface/fieldClasses``, existence included, may not be viewed.
    public func bars(_ surface: Surface) -> Bool {
        !surface.fieldClasses.isSubset(of: allowedView)
    }

    /// The ids of the policies that bar the surface, in the order of the rule book, ``defaultDeny`` last.
    ///
    /// Empty when the surface is not barred. A policy that failed is among them, because its failure denies.
    public func reasonIDs(for surface: Surface) -> [String] {
        wording.ordered(barredClasses(of: surface).classes.flatMap { ruling($0, .view).policies })
    }

    /// Why the surface is barred, in words; empty when it is not.
    public func sentence(for surface: Surface) -> BilingualText {
        let barred = barredClasses(of: surface).classes.map { ruling($0, .view) }
        var failures: [PolicyFailure] = []
        for failure in barred.flatMap(\.failures) where !failures.contains(failure) { failures.append(failure) }
        return wording.sentence(policies: reasonIDs(for: surface), failures: failures)
    }
}
