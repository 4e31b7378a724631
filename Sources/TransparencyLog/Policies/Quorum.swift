/// Which witnesses must have cosigned a checkpoint: none, one, or k of n, where each of the n is again a quorum.
public struct Quorum: Hashable, Sendable {
    private indirect enum Rule: Hashable, Sendable {
        case none
        case witness(VerifierKey)
        case group(atLeast: Int, of: [Quorum])
    }

    private let rule: Rule

    /// No cosignature is asked for: the log's own signature is enough.
    public static let none = Quorum(rule: .none)

    private init(rule: Rule) { self.rule = rule }

    /// This witness must have cosigned; throws where its key is not of a witness (type 4).
    public init(witness: VerifierKey) throws(PolicyError) {
        guard witness.algorithm == .cosignature else { throw .notAWitness(name: witness.name) }
        rule = .witness(witness)
    }

    /// At least `threshold` of these must be reached.
    ///
    /// Throws where the threshold is not from 1 to their number, one of them is ``none``, or a witness occurs twice: each
    /// can count in one way only.
    public init(atLeast threshold: Int, of members: [Quorum]) throws(PolicyError) {
        guard (1...max(members.count, 1)).contains(threshold), !members.isEmpty else {
            throw .thresholdOutside(threshold, members: members.count)
        }
        guard !members.contains(.none) else { throw .noneInGroup }
        var keys: Set<[UInt8]> = []
        for witness in members.flatMap(\.witnesses) where !keys.insert(witness.publicKey).inserted {
            throw .repeatedKey(name: witness.name)
        }
        rule = .group(atLeast: threshold, of: members)
    }

    /// At least `threshold` of these witnesses must have cosigned; throws as ``init(atLeast:of:)-(Int,[Quorum])`` does.
    public init(atLeast threshold: Int, of witnesses: [VerifierKey]) throws(PolicyError) {
        var members: [Quorum] = []
        for witness in witnesses { members.append(try Quorum(witness: witness)) }
        try self.init(atLeast: threshold, of: members)
    }

    /// The witnesses that can count.
    public var witnesses: [VerifierKey] {
        switch rule {
        case .none: []
        case .witness(let key): [key]
        case .group(_, let members): members.flatMap(\.witnesses)
        }
    }

    /// Whether these witnesses are enough.
    public func isReached(by cosigners: Set<VerifierKey>) -> Bool {
        switch rule {
        case .none: true
        case .witness(let key): cosigners.contains(key)
        case .group(let threshold, let members):
            members.count { $0.isReached(by: cosigners) } >= threshold
        }
    }
}

extension Quorum: CustomStringConvertible {
    /// The quorum in words, such as ``2 of (`a`, `b`, `c`)``.
    public var description: String {
        switch rule {
        case .none: "none"
        case .witness(let key): "`\(key.name)`"
        case .group(let threshold, let members):
            "\(threshold) of (\(members.map(\.description).joined(separator: ", ")))"
        }
    }
}
