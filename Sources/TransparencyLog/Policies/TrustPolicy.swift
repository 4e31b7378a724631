/// Which logs are believed, and how many witnesses must have cosigned (C2SP tlog-policy).
public struct TrustPolicy: Hashable, Sendable {
    /// A log that is believed.
    public struct Log: Hashable, Sendable {
        /// Its key; the key's name is the log's origin.
        public let key: VerifierKey
        /// Where to reach it, if the policy says so.
        public let address: String?
    }

    /// A witness that is known, whether the quorum counts it or not.
    public struct Witness: Hashable, Sendable {
        /// Its name within the policy.
        public let name: String
        /// Its key.
        public let key: VerifierKey
        /// Where to reach it, if the policy says so.
        public let address: String?
    }

    /// The logs that are believed: any one will do.
    public let logs: [Log]
    /// The witnesses that are known.
    public let witnesses: [Witness]
    /// Which of them must have cosigned.
    public let quorum: Quorum

    /// A policy from its parts; throws where a log's key is not of type 1, or a key occurs twice.
    public init(logs: [VerifierKey], quorum: Quorum) throws(PolicyError) {
        try self.init(
            logs: logs.map { Log(key: $0, address: nil) },
            witnesses: quorum.witnesses.map { Witness(name: $0.name, key: $0, address: nil) }, quorum: quorum)
    }

    init(logs: [Log], witnesses: [Witness], quorum: Quorum) throws(PolicyError) {
        var keys: Set<[UInt8]> = []
        for log in logs {
            guard log.key.algorithm == .ed25519 else { throw .notALog(name: log.key.name) }
            guard keys.insert(log.key.publicKey).inserted else { throw .repeatedKey(name: log.key.name) }
        }
        keys = []
        for witness in witnesses {
            guard witness.key.algorithm == .cosignature else { throw .notAWitness(name: witness.name) }
            guard keys.insert(witness.key.publicKey).inserted else { throw .repeatedKey(name: witness.name) }
        }
        self.logs = logs
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// Reads a policy file; throws where it is not as the standard says, or has a key of a kind that is not known here.
    public init(_ bytes: [UInt8]) throws(PolicyError) {
        var parser = PolicyParser()
        self = try parser.parse(bytes)
    }

    /// Reads a policy file; see ``init(_:)-([UInt8])``.
    public init(_ text: String) throws(PolicyError) { try self.init(Array(text.utf8)) }
}

extension UnverifiedCheckpoint {
    /// The checkpoint, if a log of the policy signed it and enough witnesses did; throws where not, or where a signature of
    /// a key that the policy knows is false.
    public func verified(by policy: TrustPolicy) throws(CheckpointError) -> VerifiedCheckpoint {
        let verified = try verified(by: policy.logs.map(\.key), witnesses: policy.witnesses.map(\.key))
        return try verified.reaching(policy.quorum)
    }

    /// The checkpoint, if its log signed it with one of these keys and enough witnesses did; throws where not.
    public func verified(
        by logKeys: [VerifierKey], origin: String? = nil, quorum: Quorum
    ) throws(CheckpointError) -> VerifiedCheckpoint {
        let verified = try verified(by: logKeys, origin: origin, witnesses: quorum.witnesses)
        return try verified.reaching(quorum)
    }
}

extension VerifiedCheckpoint {
    /// The same checkpoint, if enough of its verified cosignatures are there; throws where not.
    public func reaching(_ quorum: Quorum) throws(CheckpointError) -> VerifiedCheckpoint {
        let cosigners = Set(cosignatures.map(\.witness))
        guard quorum.isReached(by: cosigners) else {
            throw .quorumMissing(policy: quorum.description, cosigned: cosigners.map(\.name).sorted())
        }
        return self
    }
}
