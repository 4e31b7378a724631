public import Barrier
import Conditions
import Registry

/// Names what a verdict on a surface depends on: where two names are the same, so are the verdicts.
///
/// What is named: the surface's query, what it shows and who sees it; the tables that it reads, with all their meaning; the
/// companies and their codes; the policies; and the versions of Sekisho's proofs and of Z3. Titles, owners, schedules
/// and places in files are not.
public struct VerdictKeys: Sendable {
    /// The version of the proofs. To be raised whenever what a proof says of the same catalogue can change.
    public static let version = 2

    private let catalogue: SystemCatalogue
    private let common: String
    private let tables: [String: String]
    private let digest: @Sendable ([UInt8]) -> String

    /// The names of a catalogue's surfaces.
    ///
    /// - Parameters:
    ///   - policies: the policy files from which the rule book is made.
    ///   - digest: a function of bytes by which different bytes are surely told apart, such as SHA-256.
    public init(
        _ catalogue: SystemCatalogue, _ policies: [PolicyText], digest: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.catalogue = catalogue
        self.digest = digest
        tables = catalogue.tables.mapValues { digest(Self.bytes(of: $0)) }
        var plain = PlainBytes()
        plain.add(Self.version)
        plain.add(Solver.version)
        plain.add(policies) { plain, policy in
            plain.add(policy.file)
            plain.add(policy.text)
        }
        plain.add(catalogue.companies) { plain, company in
            plain.add(company.id)
            plain.add(company.kind.rawValue)
            plain.add(company.affiliates.map { Int($0.rawValue) }) { $0.add($1) }
        }
        plain.add(catalogue.codes) { plain, codes in plain.add(codes) { $0.add($1.string) } }
        plain.add(catalogue.inferences) { plain, inference in
            plain.add(inference.gives.rawValue)
            plain.add(inference.sources) { plain, source in
                switch source {
                case .field(let field): plain.add(field.rawValue)
                case .column(let table, let column):
                    plain.add(table)
                    plain.add(column)
                }
            }
        }
        common = digest(plain.bytes)
    }

    /// The name of all that the verdict on a surface depends on.
    public func key(of surface: SystemSurface) -> String {
        var plain = PlainBytes()
        plain.add(common)
        plain.add(surface.id)
        plain.add(surface.entry.kind.rawValue)
        plain.add(surface.entry.purpose) { $0.add($1) }
        plain.add(surface.sql)
        plain.add(surface.shown) { plain, shown in
            plain.add(shown.name)
            plain.add(shown.output)
            plain.add(shown.mask) { $0.add($1.rawValue) }
        }
        switch surface.routing {
        case .everything(let viewers):
            plain.add(0)
            plain.add(viewers) { plain, viewer in
                plain.add(Int(viewer.company.rawValue))
                plain.add(Int(viewer.side.rawValue))
            }
        case .byValue(let output, let codes, let otherwise):
            plain.add(1)
            plain.add(output)
            plain.add(codes.sorted { $0.key < $1.key }) { plain, code in
                plain.add(code.key.string)
                plain.add(Int(code.value.rawValue))
            }
            plain.add(otherwise) { $0.add(Int($1.rawValue)) }
        }
        plain.add(read(by: surface)) { plain, name in
            plain.add(name)
            plain.add(tables[name]) { $0.add($1) }
        }
        return digest(plain.bytes)
    }

    /// The tables whose rows or meaning come into a proof: those of the query, and those that say their owners.
    private func read(by surface: SystemSurface) -> [String] {
        var found: Set<String> = []
        for relation in surface.query.relations {
            found.insert(relation.table.name)
            if case .periods(let name, _, _)? = catalogue.tables[relation.table.name]?.owner { found.insert(name) }
        }
        return found.sorted()
    }

    private static func bytes(of table: SystemTable) -> [UInt8] {
        var plain = PlainBytes()
        plain.add(table.shape.name)
        plain.add(table.shape.columns) { plain, column in
            plain.add(column.name)
            plain.add(column.type.rawValue)
            plain.add(column.scale)
            plain.add(column.range) { plain, range in
                plain.add(range.lowerBound)
                plain.add(range.upperBound)
            }
            plain.add(column.mostCharacters) { $0.add($1) }
            plain.add(column.isNullable)
            plain.add(column.values) { plain, values in plain.add(values) { $0.add($1) } }
        }
        plain.add(table.key) { plain, key in plain.add(key) { $0.add($1) } }
        plain.add(table.subject) { $0.add($1.rawValue) }
        switch table.owner {
        case nil: plain.add(0)
        case .column(let column)?:
            plain.add(1)
            plain.add(column)
        case .periods(let name, let by, let day)?:
            plain.add(2)
            plain.add(name)
            plain.add(by) { $0.add($1) }
            plain.add(day) { $0.add($1) }
        }
        plain.add(table.voltage != nil)
        if let voltage = table.voltage {
            plain.add(voltage.column)
            plain.add(voltage.meanings.sorted { $0.key < $1.key }) { plain, meaning in
                plain.add(meaning.key.string)
                plain.add(meaning.value.rawValue)
            }
        }
        plain.add(table.periods) { plain, periods in
            plain.add(periods.by) { $0.add($1) }
            plain.add(periods.from)
            plain.add(periods.to)
            plain.add(periods.owner)
            plain.add(periods.neverOverlap)
        }
        plain.add(table.tells) { plain, telling in
            switch telling {
            case .field(let field): plain.add(field.rawValue)
            // No field is named so.
            case .nothing: plain.add("")
            case .unsaid: plain.add("?")
            }
        }
        plain.add(table.examples) { plain, examples in plain.add(examples) { $0.add($1) } }
        return plain.bytes
    }
}
