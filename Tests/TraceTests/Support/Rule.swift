import Barrier
import Registry

/// The facts of one view that a rule of these tests can ask for.
struct Facts {
    var company: String
    var side: String
    var kind: EmploymentKind
    var department: String?
    var position: Position
    var owner: String
    var voltage: Voltage?
    var surface: Int
    var purpose: String?
    var emergency: String?

    var sideKind: Company.Kind? { World.kind(of: side) }
    var ownerKind: Company.Kind? { World.kind(of: owner) }
    var isEmergency: Bool { emergency != nil && purpose == "restoration" && side == "R1" }
}

/// One rule twice: in Cedar for the engine, and in Swift for its twin.
struct Rule: Sendable {
    var id: String
    var isForbid: Bool
    /// The scope and the conditions, in Cedar.
    var cedar: String
    /// The classes that it speaks of; all where nil.
    var classes: [FieldClass]?
    var holds: @Sendable (Facts) -> Bool

    var text: String { "@id(\"\(id)\") @ja(\"規則 \(id)。\") @en(\"rule \(id)\")\n\(cedar)" }

    static let all: [Rule] = [
        Rule(
            id: "own", isForbid: false,
            cedar:
                "permit (principal, action, resource) when { resource has owner && resource.owner == principal.side };"
        ) { $0.owner == $0.side },
        Rule(
            id: "network", isForbid: false,
            cedar: """
                permit (principal, action, resource)
                when { principal.side.kind == "networkOperator" && resource has owner };
                """
        ) { $0.sideKind == .networkOperator },
        Rule(
            id: "emergency", isForbid: false,
            cedar: """
                permit (principal, action, resource)
                when { context has emergency && context has purpose && context.purpose == "restoration" }
                when { principal.side.affiliateKinds.contains("networkOperator") && resource has owner };
                """
        ) { $0.isEmergency },
        Rule(
            id: "rivals", isForbid: true,
            cedar: """
                forbid (principal, action, resource)
                when { principal.side.kind == "retailer" && resource has owner && resource.owner != principal.side }
                when { resource.owner.kind != "networkOperator" }
                unless { context has emergency && context has purpose && context.purpose == "restoration"
                    && principal.side.affiliateKinds.contains("networkOperator") };
                """
        ) { $0.sideKind == .retailer && $0.owner != $0.side && $0.ownerKind != .networkOperator && !$0.isEmergency },
        Rule(
            id: "lastResort", isForbid: true,
            cedar: """
                forbid (principal, action, resource)
                when { principal.side.kind == "retailer" && resource has owner && resource.owner.kind == "networkOperator" };
                """
        ) { $0.sideKind == .retailer && $0.ownerKind == .networkOperator },
        Rule(
            id: "notForSales", isForbid: true,
            cedar: """
                forbid (principal, action, resource)
                when { principal.side.kind == "networkOperator" && context has purpose && context.purpose == "sales" };
                """
        ) { $0.sideKind == .networkOperator && $0.purpose == "sales" },
        Rule(
            id: "usage", isForbid: true,
            cedar: """
                forbid (principal, action == Action::"view.usage", resource)
                when { principal.employment == "contractor" && resource has voltage && resource.voltage == "extraHigh" };
                """, classes: [.usage]
        ) { $0.kind == .contractor && $0.voltage == .extraHigh },
        Rule(
            id: "officers", isForbid: true,
            cedar: """
                forbid (principal in Role::"officer", action == Action::"view.contact", resource)
                when { context.surface == "lv-1" };
                """, classes: [.contact]
        ) { $0.position == .officer && World.surfaces[$0.surface].id == "lv-1" },
        Rule(
            id: "department", isForbid: true,
            cedar: """
                forbid (principal in Department::"D-SALES", action in Action::"view", resource)
                when { context.channel == "report" };
                """
        ) { $0.department == "D-SALES" && World.surfaces[$0.surface].kind == .report },
        Rule(
            id: "counter", isForbid: true,
            cedar: """
                forbid (principal in Company::"K1", action, resource is SupplyContract)
                when { resource has owner && resource.owner == Company::"R3" };
                """
        ) { $0.company == "K1" && $0.owner == "R3" && World.surfaces[$0.surface].subject == .supplyPoint },
    ]

    init(
        id: String, isForbid: Bool, cedar: String, classes: [FieldClass]? = nil,
        holds: @escaping @Sendable (Facts) -> Bool
    ) {
        self.id = id
        self.isForbid = isForbid
        self.cedar = cedar
        self.classes = classes
        self.holds = holds
    }
}
