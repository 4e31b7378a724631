import Cedar
import Registry

/// The words that a policy can use: what the barrier tells Cedar of people, companies, records and surfaces.
///
/// | entity | attributes | is in |
/// |---|---|---|
/// | `Person` | `side`: Company, `employment`: `"employee"`, `"contractor"` | its `Department`, `Role`, `Company` |
/// | `Company` | `kind`: `"networkOperator"`, `"retailer"`, `"contractor"`, `"unregistered"`; `affiliates`: companies; `affiliateKinds`: their kinds | |
/// | `SupplyContract`, `PurchaseContract` | `owner`: Company, if known; `voltage`: `"extraHigh"`, `"high"`, `"low"`, if known | |
/// | `Action` `"view.<class>"`, `"mask.<class>"` | | `Action` `"view"`, `"mask"` |
///
/// `context` has `channel` (a surface's kind) and `surface` (its id), and `purpose` and `emergency` where there is one.
/// A person is in the company that employs them; the company that they act for is their `side`.
enum Vocabulary {
    static let person = "Person"
    static let company = "Company"
    static let department = "Department"
    static let role = "Role"
    static let action = "Action"
    static let types: Set<String> = [
        person, company, department, role, action, typeName(.supply), typeName(.purchase),
    ]

    static let unregistered = "unregistered"

    /// What has attributes.
    enum Bearer: String {
        case principal, resource, context, action
        case company = "Company"
    }

    /// An attribute. No two things have one of the same name.
    struct Attribute {
        /// What has it.
        var bearer: Bearer
        /// The fact of the situation that it tells; none for what follows from the company alone.
        var facts: SituationFacts = []
        /// What it leads to, where that has attributes.
        var target: Bearer?
    }

    /// Each attribute by its name.
    static let attributes: [String: Attribute] = [
        "side": Attribute(bearer: .principal, facts: .side, target: .company),
        "employment": Attribute(bearer: .principal, facts: .employment),
        "owner": Attribute(bearer: .resource, facts: .owner, target: .company),
        "voltage": Attribute(bearer: .resource, facts: .voltage),
        "channel": Attribute(bearer: .context, facts: .channel),
        "surface": Attribute(bearer: .context, facts: .surface),
        "purpose": Attribute(bearer: .context, facts: .purpose),
        "emergency": Attribute(bearer: .context, facts: .emergency),
        "kind": Attribute(bearer: .company), "affiliates": Attribute(bearer: .company),
        "affiliateKinds": Attribute(bearer: .company),
    ]

    /// What attributes can say; of those that are not here, such as a purpose, anything.
    static func values(_ catalogue: Catalogue) -> [String: Set<String>] {
        let kinds = Set(Company.Kind.allCases.map(\.rawValue))
        return [
            "kind": kinds.union([unregistered]), "affiliateKinds": kinds,
            "employment": Set(EmploymentKind.allCases.map(\.rawValue)),
            "voltage": Set(Voltage.allCases.map(\.rawValue)), "channel": Set(SurfaceKind.allCases.map(\.rawValue)),
            "surface": Set(catalogue.surfaces.map(\.id)),
        ]
    }

    static func typeName(_ record: RecordKind) -> String {
        switch record {
        case .supply: "SupplyContract"
        case .purchase: "PurchaseContract"
        }
    }

    static func uid(_ fieldClass: FieldClass, _ strength: Strength) -> EntityUID {
        EntityUID(type: action, id: "\(strength.name).\(fieldClass.name)")
    }

    static func uid(_ strength: Strength) -> EntityUID { EntityUID(type: action, id: strength.name) }

    static func companyUID(_ id: String?) -> EntityUID { EntityUID(type: company, id: id ?? unregistered) }

    /// What no situation changes: the actions, and the companies that policies name.
    static func entities(naming companies: Set<String>, in directory: Directory) -> [Entity] {
        var entities = companies.map { company($0 == unregistered ? nil : directory.company($0), in: directory) }
        for strength in Strength.allCases {
            entities.append(Entity(uid(strength)))
            entities += FieldClass.allCases.map { Entity(uid($0, strength), parents: [uid(strength)]) }
        }
        return entities
    }

    /// What a situation brings: the viewer, the record, and the companies that their attributes lead to.
    ///
    /// A policy cannot reach any other company: it names it, or gets it from `side` or `owner`. Sets such as
    /// `affiliates` can be asked for a company, but give none out.
    static func entities(_ viewer: Entity, _ record: Entity, of situation: Situation, in directory: Directory)
        -> [Entity]
    {
        var entities = [viewer, record, company(situation.side, in: directory)]
        if let owner = situation.owner { entities.append(company(owner, in: directory)) }
        return entities
    }

    private static func company(_ index: CompanyIndex?, in directory: Directory) -> Entity {
        guard let index else { return company(nil, kind: unregistered, affiliates: [], in: directory) }
        let stated = directory[index]
        return company(stated.id, kind: stated.kind.rawValue, affiliates: stated.affiliates, in: directory)
    }

    private static func company(
        _ id: String?, kind: String, affiliates: [CompanyIndex], in directory: Directory
    ) -> Entity {
        let affiliates = affiliates.map { directory[$0] }
        return Entity(
            companyUID(id),
            attributes: [
                "kind": .string(kind),
                "affiliates": .set(Set(affiliates.map { .entity(companyUID($0.id)) })),
                "affiliateKinds": .set(Set(affiliates.map { .string($0.kind.rawValue) })),
            ])
    }

    /// The viewer of a situation. All viewers bear one name: a policy judges what they are, not who they are.
    static func viewer(_ situation: Situation, in directory: Directory) -> Entity {
        var parents: Set = [
            companyUID(situation.company.map { directory[$0].id }),
            EntityUID(type: role, id: situation.position.rawValue),
        ]
        if let index = situation.department { parents.insert(EntityUID(type: department, id: directory[index].id)) }
        return Entity(
            EntityUID(type: person, id: "viewer"),
            attributes: [
                "side": .entity(companyUID(situation.side.map { directory[$0].id })),
                "employment": .string(situation.kind.rawValue),
            ], parents: parents)
    }

    /// The record of a situation; its owner and voltage are absent when they are not known.
    static func record(_ situation: Situation, _ kind: RecordKind, in directory: Directory) -> Entity {
        var attributes: [String: Value] = [:]
        if let owner = situation.owner { attributes["owner"] = .entity(companyUID(directory[owner].id)) }
        if let voltage = situation.voltage { attributes["voltage"] = .string(voltage.rawValue) }
        return Entity(EntityUID(type: typeName(kind), id: "record"), attributes: attributes)
    }

    static func context(_ situation: Situation, _ surface: Surface) -> [String: Value] {
        var context: [String: Value] = ["channel": .string(surface.kind.rawValue), "surface": .string(surface.id)]
        if let purpose = situation.purpose { context["purpose"] = .string(purpose) }
        if let emergency = situation.emergency { context["emergency"] = .string(emergency) }
        return context
    }
}
