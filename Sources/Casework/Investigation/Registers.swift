import Intake
import Registry

/// The registers of a case, read.
struct Registers: Sendable {
    let directory: Directory
    let supply: OwnershipIndex
    let purchases: OwnershipIndex
    /// What customers did; nil where the case has neither register of it.
    let explanations: Explanations?
    let accounts: [RegisterAccount]
    let rejects: [Reject]
    let warnings: [RegisterWarning]
    /// The files by which views are judged.
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
        let contacts = try Self.optionalSource(tables.contacts, loaded, inputs)
        let switches = try Self.optionalSource(tables.switches, loaded, inputs)
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
            if tables.contacts != nil || tables.switches != nil {
                let events = try EventReading(
                    contacts: contacts, switches: switches, directory: people.directory)
                explanations = Explanations(events, supply: supply.index)
                accounts += events.accounts
                rejects += events.rejects
            } else {
                explanations = nil
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
        let sources = DirectorySources(
            companies: try source(tables.companies, loaded, inputs),
            departments: try optionalSource(tables.departments, loaded, inputs),
            people: try source(tables.people, loaded, inputs),
            accounts: try optionalSource(tables.accounts, loaded, inputs),
            employments: try source(tables.employments, loaded, inputs))
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

    private static func source(
        _ entry: CaseFile.TableEntry, _ loaded: LoadedCase, _ inputs: Inputs
    ) throws(CaseworkError) -> RegisterSource {
        RegisterSource(
            file: entry.file, bytes: try inputs.read(entry.file), format: entry.format,
            columns: entry.columns ?? [:], dates: entry.dates ?? .iso, zone: loaded.zone)
    }

    private static func optionalSource(
        _ entry: CaseFile.TableEntry?, _ loaded: LoadedCase, _ inputs: Inputs
    ) throws(CaseworkError) -> RegisterSource? {
        guard let entry else { return nil }
        return try source(entry, loaded, inputs)
    }
}

extension CaseFile.TableEntry {
    /// How the file is written.
    var format: TableFormat {
        TableFormat(encoding: encoding ?? .utf8, delimiter: delimiter?.utf8.first ?? UInt8(ascii: ","))
    }
}
