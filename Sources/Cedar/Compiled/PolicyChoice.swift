/// The policies that may apply to requests of one action and one pair of types; the others need not be looked at.
struct PolicyChoice: Sendable {
    /// Policies of one effect, by what their heads ask.
    struct Group: Sendable {
        var general: [Int32] = []
        /// By an entity that the principal must be or be in.
        var byPrincipal: [Int32: [Int32]] = [:]
        /// By an entity that the resource must be or be in.
        var byResource: [Int32: [Int32]] = [:]

        mutating func add(_ policy: Int32, _ head: CompiledPolicies.Head, isIndexed: Bool) {
            if isIndexed, let key = head.principalKey {
                byPrincipal[key, default: []].append(policy)
            } else if isIndexed, let key = head.resourceKey {
                byResource[key, default: []].append(policy)
            } else {
                general.append(policy)
            }
        }
    }

    /// Up to this many policies it is quicker to ask each than to look them up.
    private static let fewest = 12

    private(set) var forbids = Group()
    private(set) var permits = Group()
    /// Whether some are kept by the entities that they name.
    let isIndexed: Bool

    init(_ heads: [CompiledPolicies.Head], _ facts: Facts, _ request: PreparedRequest) {
        let fitting = heads.indices.filter { index in
            let head = heads[index]
            if let type = head.principalType, type != request.principalType { return false }
            if let type = head.resourceType, type != request.resourceType { return false }
            return head.takes(request.knownAction, facts)
        }
        isIndexed = fitting.count > Self.fewest
        for index in fitting {
            switch heads[index].effect {
            case .forbid: forbids.add(Int32(index), heads[index], isIndexed: isIndexed)
            case .permit: permits.add(Int32(index), heads[index], isIndexed: isIndexed)
            }
        }
    }
}

extension CompiledPolicies.Head {
    /// Whether it lets an action pass; one that nobody knows, -1, is in nothing.
    func takes(_ action: Int32, _ facts: Facts) -> Bool {
        guard let actions else { return true }
        guard action >= 0 else { return false }
        return actions.contains { actionIsIn ? facts.isIn(Int64(action), Int64($0)) : action == $0 }
    }
}
