/// Counts the steps that a policy takes from entity to entity.
///
/// Reading `principal.manager` is one step, `principal.manager.name` two; `in` and tags are steps too. What a request
/// needs can then be fetched beforehand: the entities that are so many steps away from it. That is also why a step may
/// not begin at an entity that the policy names itself.
struct LevelChecker {
    let environment: RequestEnvironment
    let types: [CedarType?]
    /// The terms that stand in several others.
    let shared: Set<Int>
    let limit: Int
    private(set) var faults: [TypeChecker.Fault] = []
    /// What of the shared terms was looked at: those that were checked, and how far away each is by what is read of it.
    private var checked: Set<Int> = []
    private var distances: [Reading: Int] = [:]

    private struct Reading: Hashable {
        var term: Int
        var path: [ExactText]
    }

    init(environment: RequestEnvironment, types: [CedarType?], shared: Set<Int>, limit: Int) {
        self.environment = environment
        self.types = types
        self.shared = shared
        self.limit = limit
    }

    private func isEntity(_ term: Term) -> Bool {
        if case .entity? = types[term.index] { return true }
        return false
    }

    private mutating func fail(_ message: String, _ term: Term) {
        faults.append(TypeChecker.Fault(kind: .level, message: message, range: term.range))
    }

    private mutating func step(_ term: Term, from base: Term) {
        let steps = distance(base, []) + 1
        if steps > limit {
            fail(
                "`\(term.shown == "(…)" ? "this" : term.shown)` takes \(steps) \(steps == 1 ? "step" : "steps") from"
                    + " entity to entity, and \(limit == 0 ? "none is" : "\(limit) \(limit == 1 ? "is" : "are")") allowed",
                term)
        }
    }

    mutating func check(_ term: Term) {
        if shared.contains(term.index), !checked.insert(term.index).inserted { return }
        switch term.operation {
        case .isIn, .hasTag, .getTag:
            step(term, from: term.children[0])
            check(term.children[1])
        case .has, .attribute:
            if isEntity(term.children[0]) { step(term, from: term.children[0]) } else { check(term.children[0]) }
        default: for part in reached(term) { check(part) }
        }
    }

    /// The children that can be reached: what a known bool shuts off takes no steps.
    private func reached(_ term: Term) -> [Term] {
        let children = term.children
        switch term.operation {
        case .and, .or:
            let stop: CedarType = .bool(term.operation == .and ? .never : .always)
            guard let last = children.firstIndex(where: { types[$0.index] == stop }) else { return children }
            return Array(children[...last])
        case .conditional:
            switch types[children[0].index] {
            case .bool(.always)?: return [children[0], children[1]]
            case .bool(.never)?: return [children[0], children[2]]
            default: return children
            }
        default: return children
        }
    }

    /// How many steps away an entity is. `path` is what of a record will be read, from its end.
    private mutating func distance(_ term: Term, _ path: [ExactText]) -> Int {
        guard shared.contains(term.index) else { return steps(term, path) }
        let reading = Reading(term: term.index, path: path)
        if let known = distances[reading] { return known }
        let steps = steps(term, path)
        distances[reading] = steps
        return steps
    }

    private mutating func steps(_ term: Term, _ path: [ExactText]) -> Int {
        switch term.operation {
        case .variable: return 0
        case .literal(.entity(let uid)) where uid == environment.action: return 0
        case .literal, .slot:
            fail("a step from `\(term.shown)`: steps begin at the request's own entities only", term)
            return 0
        case .conditional:
            let parts = reached(term)
            check(parts[0])
            var most = 0
            for part in parts.dropFirst() { most = max(most, distance(part, path)) }
            return most
        case .attribute(let name):
            let base = term.children[0]
            if isEntity(base) { return distance(base, path) + 1 }
            return distance(base, path + [name])
        case .getTag:
            let steps = distance(term.children[0], path)
            check(term.children[1])
            return steps + 1
        case .record(let names):
            guard let name = path.last, let index = names.firstIndex(of: name) else { return 0 }
            for (other, part) in term.children.enumerated() where other != index { check(part) }
            return distance(term.children[index], Array(path.dropLast()))
        default:
            check(term)
            return 0
        }
    }
}
