import Intake
import Registry

/// The registers of a case, read.
struct Registers: Sendable {
    let directory: Directory
    let supply: OwnershipIndex
    let purchases: OwnershipIndex
    let accounts: [RegisterAccount]
    let rejects: [Reject]
    let warnings: [RegisterWarning]
    /// The files that they came from.
    let files: [String]

    init(_ loaded: LoadedCase, _ inputs: Inputs) throws(CaseworkError) {
        let tables = loaded.file.registry
        func large(_ entry: CaseFile.TableEntry) throws(CaseworkError) -> OwnershipSource {
            OwnershipSource(
                source: try inputs.open(entry.file), format: entry.format, columns: entry.columns ?? [:],
                dates: entry.dates ?? .iso, zone: loaded.zone)
        }
        let people = try Self.people(loaded, inputs)
        let periods = try large(tables.supplyPeriods)
        var points: OwnershipSource?
        if let entry = tables.supplyPoints { points = try large(entry) }
        var facilities: OwnershipSource?
        if let entry = tables.purchaseContracts { facilities = try large(entry) }
        do throws(IntakeError) {
            directory = people.directory
            let supply = try OwnershipReading(
                supplyPeriods: periods, supplyPoints: points, directory: people.directory)
            self.supply = supply.index
            var accounts = people.accounts + supply.accounts
            var rejects = people.rejects + supply.rejects
            if let facilities {
                let reading = try OwnershipReading(purchaseContracts: facilities, directory: people.directory)
                purchases = reading.index
                accounts += reading.accounts
                rejects += reading.rejects
            } else {
                purchases = .empty
            }
            self.accounts = accounts
            self.rejects = rejects
            warnings = people.warnings
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
        let entries = [
            tables.companies, tables.departments, tables.people, tables.accounts, tables.employments,
            tables.supplyPoints, tables.supplyPeriods, tables.purchaseContracts,
        ]
        files = entries.compactMap { $0?.file }
    }

    /// Reads who is who.
    ///
    /// - Throws: `missingInput` or `badInput`, also where the investigated company is not among the companies.
    static func people(_ loaded: LoadedCase, _ inputs: Inputs) throws(CaseworkError) -> DirectoryReading {
        let tables = loaded.file.registry
        func source(_ entry: CaseFile.TableEntry) throws(CaseworkError) -> RegisterSource {
            RegisterSource(
                file: entry.file, bytes: try inputs.read(entry.file), format: entry.format,
                columns: entry.columns ?? [:], dates: entry.dates ?? .iso, zone: loaded.zone)
        }
        func optional(_ entry: CaseFile.TableEntry?) throws(CaseworkError) -> RegisterSource? {
            guard let entry else { return nil }
            return try source(entry)
        }
        let sources = DirectorySources(
            companies: try source(tables.companies), departments: try optional(tables.departments),
            people: try source(tables.people), accounts: try optional(tables.accounts),
            employments: try source(tables.employments))
        let reading = try CaseworkError.located { () throws(IntakeError) in try DirectoryReading(sources) }
        guard reading.directory.company(loaded.file.investigated) != nil else {
            throw CaseworkError(
                .badInput,
                problems: [
                    IntakeError(
                        at: loaded.yaml.place(of: ["investigated"]),
                        ja: "会社 `\(loaded.file.investigated)` が \(tables.companies.file) にありません",
                        en: "company `\(loaded.file.investigated)` is not in \(tables.companies.file)"
                    ).located
                ])
        }
        return reading
    }
}

extension CaseFile.TableEntry {
    /// How the file is written.
    var format: TableFormat {
        TableFormat(encoding: encoding ?? .utf8, delimiter: delimiter?.utf8.first ?? UInt8(ascii: ","))
    }
}
