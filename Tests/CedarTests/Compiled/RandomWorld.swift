import Cedar

/// Policies, entities and requests from a seed: well typed ones and others, so that errors come about too.
struct RandomWorld {
    private var state: UInt64
    /// How deep conditions go.
    var depth = 4

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % bound
    }

    mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

    // MARK: Entities

    private static let users = (0..<4).map { EntityUID(type: "User", id: "u\($0)") }
    private static let groups = (0..<3).map { EntityUID(type: "Group", id: "g\($0)") }
    private static let files = (0..<4).map { EntityUID(type: "File", id: "f\($0)") }
    private static let actions = ["view", "edit", "all"].map { EntityUID(type: "Action", id: $0) }
    private static let names = ["n", "s", "b", "owner", "tags", "r", "at", "ip", "no é"]
    private static let everybody = users + groups + files

    mutating func value(_ depth: Int = 2) -> Value {
        switch below(depth > 0 ? 10 : 7) {
        case 0: .long(Int64(below(4)))
        case 1: .string(pick(["", "a", "ab", "b*", "é"]))
        case 2: .bool(below(2) == 0)
        case 3: .entity(pick(Self.everybody))
        case 4: .extended(.decimal(tenThousandths: Int64(below(3)) * 5_000))
        case 5:
            pick([ExtensionValue(function: "ip", text: pick(["10.0.0.1", "10.0.0.0/8"]))]).map(Value.extended)
                ?? .long(0)
        case 6:
            .extended(
                below(2) == 0 ? .datetime(milliseconds: Int64(below(3)) * 43_200_000) : .duration(milliseconds: 1))
        case 7, 8: .set(Set((0..<below(3)).map { _ in value(depth - 1) }))
        default: .record(record(depth - 1))
        }
    }

    mutating func record(_ depth: Int = 2) -> Record {
        var record = Record()
        for name in Self.names where below(2) == 0 {
            // Mostly of the type that the name promises.
            switch (name, below(4)) {
            case ("n", 0...2): record[name] = .long(Int64(below(4)))
            case ("s", 0...2): record[name] = .string(pick(["a", "ab", "b*"]))
            case ("b", 0...2): record[name] = .bool(below(2) == 0)
            case ("owner", 0...2): record[name] = .entity(pick(Self.everybody))
            case ("tags", 0...2): record[name] = .set(Set((0..<below(3)).map { _ in .entity(pick(Self.everybody)) }))
            default: record[name] = value(depth)
            }
        }
        return record
    }

    mutating func entities() throws -> [Entity] {
        var list: [Entity] = []
        for uid in Self.everybody where below(5) > 0 {
            var parents: Set<EntityUID> = []
            // Later ones only, so that there is no circle.
            let later = Self.groups.filter { uid.type != "Group" || $0 > uid }
            for group in later where below(3) == 0 { parents.insert(group) }
            list.append(Entity(uid, attributes: record(), tags: record(1), parents: parents))
        }
        for action in Self.actions.dropLast() { list.append(Entity(action, parents: [Self.actions[2]])) }
        return list
    }

    mutating func request() -> Request {
        Request(
            principal: pick(Self.users + [EntityUID(type: "Nobody", id: "x")]),
            action: pick(Self.actions + [EntityUID(type: "Action", id: "odd")]), resource: pick(Self.files),
            context: record())
    }

    // MARK: Policies

    mutating func policies() throws -> PolicySet {
        let text = (0..<1 + below(below(4) == 0 ? 30 : 4)).map { _ in policy() }.joined(separator: "\n")
        var policies = try PolicySet(parsing: text)
        for template in policies.templates {
            try policies.link(
                TemplateLink(
                    id: "link \(template.id)", template: template.id,
                    principal: template.principal == .any ? nil : pick(Self.users + Self.groups), resource: nil))
        }
        return policies
    }

    private mutating func policy() -> String {
        let principal = pick([
            "principal", "principal", "principal == \(pick(Self.users))", "principal in \(pick(Self.groups))",
            "principal is User", "principal is User in \(pick(Self.groups))", "principal == ?principal",
            "principal in ?principal",
        ])
        let action = pick([
            "action", "action == \(pick(Self.actions))", "action in \(pick(Self.actions))",
            "action in [\(pick(Self.actions)), \(pick(Self.actions))]",
        ])
        let resource = pick(["resource", "resource", "resource is File", "resource == \(pick(Self.files))"])
        let conditions = (0..<below(3)).map { _ in "\(pick(["when", "unless"])) { \(bool(depth)) }" }
        return "\(pick(["permit", "permit", "forbid"]))(\(principal), \(action), \(resource)) "
            + conditions.joined(separator: " ") + ";"
    }

    private mutating func bool(_ depth: Int) -> String {
        guard depth > 0 else {
            return pick(["true", "context.b", "principal.b", "resource.b", "(principal == resource.owner)"])
        }
        let rest = depth - 1
        switch below(19) {
        case 0: return "(\(bool(rest)) && \(bool(rest)))"
        case 1: return "(\(bool(rest)) || \(bool(rest)) || \(bool(rest)))"
        case 2: return "!(\(bool(rest)))"
        case 3: return "(if \(bool(rest)) then \(bool(rest)) else \(bool(rest)))"
        case 4: return "(\(any(rest)) \(pick(["==", "!="])) \(any(rest)))"
        case 5: return "(\(long(rest)) \(pick(["<", "<=", ">", ">="])) \(long(rest)))"
        case 6: return "(\(entity(rest)) in \(entity(rest)))"
        case 7: return "(\(entity(rest)) in [\(entity(rest)), \(entity(rest))])"
        case 8: return "(\(entity(rest)) has \(name()))"
        case 9: return "(context has r.\(pick(["n", "s", "r"])).n)"
        case 10: return "(\(any(rest)) like \"\(pick(["*", "a*", "*b", "b\\*"]))\")"
        case 11: return "(\(entity(rest)) is User in \(entity(rest)))"
        case 12: return "(\(any(rest)) is File)"
        case 13:
            return "\(set(rest)).\(pick(["contains", "containsAll", "containsAny"]))(\(pick([any(rest), set(rest)])))"
        case 14: return "\(set(rest)).isEmpty()"
        case 15: return "\(entity(rest)).hasTag(\(pick(["\"n\"", "\"s\"", "context.s"])))"
        case 16:
            return
                "\(any(rest)).\(pick(["isIpv4()", "isLoopback()", "isInRange(ip(\"10.0.0.0/8\"))", "lessThan(decimal(\"0.5\"))"]))"
        case 17: return "(\(any(rest)) < \(pick(["datetime(\"1970-01-01\")", "duration(\"1d\")", "context.at"])))"
        default: return any(rest)
        }
    }

    private mutating func name() -> String { pick(["n", "s", "b", "owner", "tags", "r", "at", "ip", "\"no é\""]) }

    private mutating func entity(_ depth: Int) -> String {
        depth > 0 && below(3) == 0
            ? "\(entity(depth - 1)).owner"
            : pick(["principal", "resource", "principal", "resource", "action", "\(pick(Self.everybody))"])
    }

    private mutating func long(_ depth: Int) -> String {
        guard depth > 0 else { return pick(["1", "2", "context.n", "principal.n", "resource.n"]) }
        switch below(5) {
        case 0: return "(\(long(depth - 1)) \(pick(["+", "-", "*"])) \(long(depth - 1)))"
        case 1: return "-(\(long(depth - 1)))"
        case 2: return "(\(long(depth - 1)) + 9223372036854775806)"
        case 3: return "(if \(bool(depth - 1)) then \(long(depth - 1)) else \(long(depth - 1)))"
        default: return long(0)
        }
    }

    private mutating func set(_ depth: Int) -> String {
        pick(["[1, 2]", "context.tags", "resource.tags", "[\(entity(depth)), \(any(depth))]", "[\(any(depth)), 1]"])
    }

    private mutating func any(_ depth: Int) -> String {
        switch below(10) {
        case 0: return long(depth)
        case 1: return bool(max(0, depth - 1))
        case 2: return entity(depth)
        case 3: return set(max(0, depth - 1))
        case 4: return "\(entity(depth)).\(pick(["s", "at", "ip", "r", "n", "tags"]))"
        case 5: return "context.\(pick(["s", "at", "ip", "r"]))"
        case 6: return "{n: \(depth > 0 ? any(depth - 1) : "1"), s: \"a\"}\(pick(["", ".n", ".s"]))"
        case 7: return "\(entity(depth)).getTag(\(pick(["\"n\"", "\"s\"", "context.s"])))"
        case 8:
            return pick(["\"a\"", "decimal(\"0.5\")", "ip(\"10.0.0.1\")", "decimal(context.s)", "resource[\"no é\"]"])
        default:
            return pick([
                "datetime(\"1970-01-01\").offset(duration(\"12h\"))", "context.r", "context",
                "resource.owner.at.toTime()",
            ])
        }
    }
}
