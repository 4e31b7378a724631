import Barrier
import Foundation
import Inspection

/// Rule books of all sorts, to which compiled barriers are held.
enum RuleBooks {
    /// Each with its name.
    static let all = [
        "shipped", "voltage", "masks", "nothing", "everything", "unknown", "surfaces", "records", "classes",
    ]

    static func barrier(_ name: String, _ catalogue: SystemCatalogue) throws -> BarrierTable {
        let text =
            name == "shipped"
            ? try String(contentsOf: Shipped.file("policies/barrier.cedar"), encoding: .utf8) : try rules(name)
        return try BarrierTable([PolicyText(file: "\(name).cedar", text: text)], catalogue)
    }

    private static func rules(_ name: String) throws -> String {
        var (number, text) = (0, "")
        func add(_ rule: String) {
            number += 1
            text += "@id(\"r\(number)\") @ja(\"規則\") @en(\"a rule\")\n\(rule)\n"
        }
        switch name {
        case "voltage":
            add(
                """
                permit (principal, action, resource)
                when { resource has owner && resource.owner == principal.side }
                when { resource has voltage && resource.voltage == "low" };
                """)
            add(
                """
                permit (principal, action in [Action::"view.existence", Action::"view.contract", Action::"mask"], resource)
                when { resource has owner && resource has voltage && resource.voltage == "high" };
                """)
            add(
                """
                permit (principal, action == Action::"view.existence", resource)
                when { resource has owner && !(resource has voltage) && principal.side.kind == "networkOperator" };
                """)
        case "masks":
            add(
                """
                permit (principal, action in [Action::"view.existence", Action::"mask"], resource)
                when { resource has owner };
                """)
        case "nothing": add("forbid (principal, action, resource);")
        case "everything": add("permit (principal, action, resource);")
        case "unknown":
            add(
                """
                permit (principal, action in [Action::"view.existence", Action::"view.usage", Action::"mask.identity"], resource)
                when { !(resource has owner) };
                """)
            add("permit (principal, action, resource) when { resource has owner && resource.owner == principal.side };")
        case "surfaces":
            add(
                """
                permit (principal, action, resource)
                when { context.surface == "feed" && resource has owner && resource.owner == principal.side };
                """)
            add(
                """
                permit (principal, action in [Action::"view.existence", Action::"mask"], resource)
                when { context.channel == "screen" && resource has owner };
                """)
            add(
                """
                permit (principal, action == Action::"view.existence", resource)
                when { !(context has purpose) && resource has owner && resource.owner != principal.side };
                """)
        case "records":
            add("permit (principal, action, resource is SupplyContract) when { resource has owner };")
            add(
                """
                permit (principal, action, resource is PurchaseContract)
                when { resource has owner && resource.owner == principal.side };
                """)
        case "classes":
            add(
                """
                permit (principal, action in [Action::"view.existence", Action::"view.equipment"], resource)
                when { resource has owner };
                """)
            add("permit (principal, action, resource) when { resource has owner && resource.owner == principal.side };")
            add(
                """
                permit (principal, action in [Action::"mask.identity", Action::"mask.contact"], resource)
                when { resource has owner && resource.owner.kind == "networkOperator" };
                """)
        default: throw CompileServer.Failure(description: "there is no rule book \(name)")
        }
        return text
    }
}
