import Barrier
import Registry

/// One policy of a random rule book, of which a test can make a variant.
struct RandomPolicy: Sendable {
    var id: String
    var isForbid: Bool
    var scope: String
    var conditions: [String]

    var text: String {
        let clauses = conditions.map { "\n" + $0 }.joined()
        return """
            @id("\(id)") @ja("規則 \(id)。") @en("rule \(id)")
            \(isForbid ? "forbid" : "permit") (\(scope))\(clauses);

            """
    }

    /// The same policy to the other effect.
    var flipped: RandomPolicy {
        var other = self
        other.isForbid.toggle()
        return other
    }
}

extension Dice {
    /// A rule book of up to seven policies, of which some fail in some situations.
    mutating func randomPolicies() -> [RandomPolicy] {
        (0..<Int.random(in: 1...7, using: &self)).map { number in
            RandomPolicy(
                id: "p\(number)", isForbid: oneIn(3), scope: randomScope(),
                conditions: (0..<Int.random(in: 0...2, using: &self)).map { _ in
                    "\(oneIn(3) ? "unless" : "when") { \(randomCondition(depth: 2)) }"
                })
        }
    }

    private mutating func randomScope() -> String {
        let principal = pick([
            "principal", "principal", "principal", "principal in Company::\"R1\"", "principal in Role::\"staff\"",
            "principal in Department::\"D-SALES\"", "principal is Person",
        ])
        let fieldClass = pick(FieldClass.allCases).name
        let action = pick([
            "action", "action", "action in Action::\"view\"", "action in [Action::\"view\", Action::\"mask\"]",
            "action == Action::\"view.\(fieldClass)\"", "action in Action::\"mask\"",
        ])
        let resource = pick(["resource", "resource", "resource is SupplyContract", "resource is PurchaseContract"])
        return [principal, action, resource].joined(separator: ", ")
    }

    private mutating func randomCondition(depth: Int) -> String {
        if depth > 0 && !oneIn(3) {
            let left = randomCondition(depth: depth - 1)
            let right = randomCondition(depth: depth - 1)
            return pick([
                "(\(left) && \(right))", "(\(left) || \(right))", "!(\(left))",
                "(if \(left) then \(right) else \(left))",
            ])
        }
        return pick([
            "principal.side.kind == \"retailer\"", "principal.side.kind == \"networkOperator\"",
            "principal.employment == \"contractor\"", "principal in Company::\"unregistered\"",
            "principal in Department::\"D-NET\"", "principal in [Role::\"manager\", Role::\"officer\"]",
            "resource has owner && resource.owner == principal.side",
            "resource has owner && principal.side.affiliates.contains(resource.owner)",
            "resource has voltage && resource.voltage == \"low\"", "resource is PurchaseContract",
            "context.channel == \"screen\"", "context.surface == \"usage-feed\"", "context.surface like \"hv-*\"",
            "context has purpose && context.purpose == \"sales\"", "context has emergency",
            "principal.side.affiliateKinds.contains(\"networkOperator\")",
            // These fail where the fact is absent, or always.
            "resource.owner == principal.side", "context.purpose == \"restoration\"",
            "resource.voltage == \"high\"", "context.emergency like \"E-*\"",
            "Company::\"R2\".affiliateKinds.isEmpty()",
            "resource has owner && resource.owner.kind == \"networkOperator\"",
            "principal.side.kind < 3", "9223372036854775807 + 1 > 0",
        ])
    }

    /// Any situation of the small world.
    mutating func randomSituation() -> Situation {
        typealias World = BarrierWorld
        return World.situation(
            company: pick([nil, World.network, World.affiliate, World.rival, World.contractor]),
            side: pick([nil, World.network, World.affiliate, World.rival]),
            owner: pick([nil, World.network, World.affiliate, World.rival, World.otherRival]),
            voltage: pick([nil] + Voltage.allCases.map { $0 }), surface: UInt16(Int.random(in: 0..<3, using: &self)),
            purpose: pick([nil, "sales", "restoration", "inquiry"]), emergency: pick([nil, "E-2022-09", "X"]),
            kind: pick(EmploymentKind.allCases),
            department: pick([nil, DepartmentIndex(rawValue: 0), DepartmentIndex(rawValue: 1)]),
            position: pick(Position.allCases))
    }

    /// The situation with one to three of its facts drawn again.
    mutating func altered(_ situation: Situation) -> Situation {
        var altered = situation
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let other = randomSituation()
            switch Int.random(in: 0..<9, using: &self) {
            case 0: altered.company = other.company
            case 1: altered.side = other.side
            case 2: altered.kind = other.kind
            case 3: altered.department = other.department
            case 4: altered.position = other.position
            case 5: altered.owner = other.owner
            case 6: altered.voltage = other.voltage
            case 7: altered.surface = other.surface
            default: (altered.purpose, altered.emergency) = (other.purpose, other.emergency)
            }
        }
        return altered
    }
}

/// Every field class at every strength.
let everyRuling = FieldClass.allCases.flatMap { fieldClass in Strength.allCases.map { (fieldClass, $0) } }

/// The rule book of some random policies, in their order, and one that never applies, so that there always is one.
func ruleBook(_ policies: [RandomPolicy]) throws -> RuleBook {
    let inert = RandomPolicy(
        id: "inert", isForbid: false, scope: "principal, action, resource", conditions: ["when { false }"])
    return try BarrierWorld.ruleBook((policies + [inert]).map(\.text).joined())
}
