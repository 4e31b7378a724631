import Barrier
import Conditions
import Intake
import Registry
import Testing

@testable import Inspection

/// A catalogue of one surface, made from a seed as people write such things, rightly and wrongly.
struct MadeFeed {
    let seed: UInt64
    var dice: Dice
    /// The file, in YAML.
    private(set) var yaml = ""
    /// The rule book, in Cedar.
    private(set) var policies = ""
    /// The codes of the companies, and their ids; the first is the network operator.
    static let companies: [(id: String, kind: String, codes: [String])] = [
        ("grid", "networkOperator", ["NW00"]), ("kita", "retailer", ["KP01", "KP02"]), ("midori", "retailer", ["MD02"]),
        ("sakura", "retailer", ["SK03"]), ("works", "contractor", ["SW90"]), ("umi", "retailer", ["KP03"]),
    ]

    init(seed: UInt64) {
        self.seed = seed
        dice = Dice(seed: seed &* 0x9E37_79B9 &+ 17)
        policies = rules()
        yaml = file()
    }

    /// The catalogue, read; nil where it has a problem, which is a fault of the test.
    func catalogue() throws -> SystemCatalogue {
        let file = try CatalogueDocument.file(Array(yaml.utf8), named: "catalogue.yaml")
        let reading = CatalogueReading(file, text: yaml)
        try #require(reading.problems == [], "seed \(seed): \(yaml)")
        return reading.catalogue
    }

    func barrier(_ catalogue: SystemCatalogue) throws -> BarrierTable {
        try BarrierTable([PolicyText(file: "rules.cedar", text: policies)], catalogue)
    }

    // MARK: Rules

    private static func rule(_ id: String, _ text: String) -> String {
        "@id(\"\(id)\") @ja(\"規則 \(id)。\") @en(\"rule \(id)\")\n\(text)\n\n"
    }

    /// Own customers always; others by chance: what is masked, what has a voltage, what is forbidden to whom.
    private mutating func rules() -> String {
        var text = Self.rule(
            "own",
            "permit (principal, action, resource) when { resource has owner && resource.owner == principal.side };")
        text += Self.rule(
            "network",
            "permit (principal, action, resource) when { principal.side.kind == \"networkOperator\" && resource has owner };"
        )
        let others = [
            ("masked", "permit (principal, action in Action::\"mask\", resource) when { resource has owner };"),
            ("usage", "permit (principal, action == Action::\"view.usage\", resource) when { resource has voltage };"),
            (
                "large",
                "permit (principal, action in [Action::\"view.existence\", Action::\"view.contract\"], resource) "
                    + "when { resource has voltage && resource.voltage == \"extraHigh\" };"
            ),
            (
                "affiliates",
                "permit (principal, action == Action::\"view.existence\", resource) "
                    + "when { resource has owner && principal.side.affiliates.contains(resource.owner) };"
            ),
            (
                "barrier",
                "forbid (principal, action in Action::\"view\", resource) when { principal.side.kind == \"retailer\" } "
                    + "when { resource has owner && resource.owner != principal.side };"
            ),
            ("unknown", "forbid (principal, action, resource) unless { resource has owner };"),
            (
                "known",
                "permit (principal, action == Action::\"view.equipment\", resource) unless { resource has owner };"
            ),
            ("staff", "forbid (principal in Role::\"officer\", action == Action::\"view.contact\", resource);"),
            (
                "low",
                "forbid (principal, action, resource) when { principal.employment == \"contractor\" } "
                    + "when { resource has voltage && resource.voltage == \"low\" };"
            ),
        ]
        // As a rule everything is forbidden that is not one's own.
        let count = dice.once(in: 2) ? 0 : 1 + dice.below(4)
        for _ in 0..<count {
            let (id, rule) = dice.pick(others)
            if !text.contains("@id(\"\(id)\")") { text += Self.rule(id, rule) }
        }
        return text
    }

    // MARK: The file

    static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    private mutating func file() -> String {
        let companies = Self.companies.map { company in
            let affiliates = company.id == "grid" ? ", affiliates: [kita]" : ""
            return
                "  - {id: \(company.id), kind: \(company.kind), codes: [\(company.codes.joined(separator: ", "))]\(affiliates)}"
        }
        return """
            sekisho: 1
            id: made-\(seed)
            policies: [rules.cedar]
            collation: C
            companies:
            \(companies.joined(separator: "\n"))
            tables:
            \(tables())
            surfaces:
            \(surface())

            """
    }

    /// A column of a table, as YAML, and how conditions call it.
    struct Column {
        var name: String
        var type: ValueType
        var sql: String
        /// More of the YAML.
        var more = ""
        /// Values that it can have, as SQL.
        var values: [String] = []

        func yaml(_ tells: String) -> String {
            "      - {name: \(name), type: \"\(sql)\"\(more), tells: \(tells)}"
        }
    }
}
