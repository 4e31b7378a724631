import Barrier
import Conditions
public import Intake
import Registry

/// Makes a catalogue of what a person wrote, or says everything that is wrong with it.
public struct CatalogueReading: Sendable {
    /// The catalogue; a surface with a problem is not in it.
    public private(set) var catalogue: SystemCatalogue
    /// What is wrong, with file, line and column.
    public private(set) var problems: [IntakeError] = []

    private var companyIndex: [String: CompanyIndex] = [:]

    /// Reads a catalogue.
    ///
    /// - Parameters:
    ///   - file: what was written.
    ///   - text: the file's own text, in which places of conditions are found.
    public init(_ file: CatalogueFile, text: String) {
        catalogue = SystemCatalogue(id: file.id, companies: [], codes: [], tables: [:], surfaces: [])
        readCompanies(file.companies)
        for entry in file.tables { readShape(entry) }
        for entry in file.tables { readMeaning(entry) }
        for entry in file.inferences ?? [] {
            do throws(IntakeError) {
                catalogue.inferences.append(try Inference(entry, catalogue.tables))
            } catch {
                problems.append(error)
            }
        }
        var ids: Set<String> = []
        let shapes = catalogue.tables.mapValues(\.shape)
        let reading = SurfaceReading(
            catalogue: catalogue, companies: companyIndex, reader: QueryReader(shapes), source: SourceText(text),
            ordersTexts: file.collation == "C")
        var entries: [CatalogueFile.SurfaceEntry] = []
        for entry in file.surfaces {
            if ids.insert(entry.id.value).inserted {
                entries.append(entry)
            } else {
                problems.append(twice(entry.id, "画面・帳票など", "surface"))
            }
        }
        // Surfaces have nothing to do with each other.
        let read = Parallel.map(entries.count) { [entries] index in
            var reading = reading
            let surface = reading.surface(entries[index])
            return (surface: surface, problems: reading.problems)
        }
        catalogue.surfaces = read.compactMap(\.surface)
        problems += read.flatMap(\.problems)
    }

    private func twice(_ id: Located<String>, _ ja: String, _ en: String) -> IntakeError {
        IntakeError(
            at: id.place, ja: "\(ja) `\(id.value)` が 2 回あります。別の名前にしてください",
            en: "there are two of the \(en) `\(id.value)`; give one another name")
    }

    // MARK: Companies

    private mutating func readCompanies(_ entries: [CatalogueFile.CompanyEntry]) {
        for entry in entries {
            guard companyIndex[entry.id.value] == nil else {
                problems.append(twice(entry.id, "会社", "company"))
                continue
            }
            companyIndex[entry.id.value] = CompanyIndex(rawValue: UInt16(clamping: companyIndex.count))
        }
        var affiliates: [Set<CompanyIndex>] = Array(repeating: [], count: companyIndex.count)
        var owners: [Text: String] = [:]
        for entry in entries {
            guard let index = companyIndex[entry.id.value] else { continue }
            for name in entry.affiliates ?? [] {
                guard let other = companyIndex[name.value] else {
                    problems.append(unknownCompany(name))
                    continue
                }
                affiliates[Int(index.rawValue)].insert(other)
                affiliates[Int(other.rawValue)].insert(index)
            }
        }
        for (position, entry) in entries.enumerated() where position < affiliates.count {
            let codes = entry.codes ?? [entry.id]
            for code in codes {
                if let other = owners.updateValue(entry.id.value, forKey: Text(code.value)), other != entry.id.value {
                    problems.append(
                        IntakeError(
                            at: code.place, ja: "コード `\(code.value)` は `\(other)` のものでもあります",
                            en: "the code `\(code.value)` is that of `\(other)` too"))
                }
            }
            catalogue.codes.append(codes.map { Text($0.value) })
            catalogue.companies.append(
                Company(
                    id: entry.id.value, name: entry.name ?? BilingualText(ja: entry.id.value, en: entry.id.value),
                    kind: entry.kind, affiliates: affiliates[position].sorted()))
        }
    }

    private func unknownCompany(_ name: Located<String>) -> IntakeError {
        let near = Suggestion(for: name.value, among: companyIndex.keys.sorted())
        return IntakeError(
            at: name.place, ja: "会社 `\(name.value)` はありません\(near.ja)",
            en: "there is no company `\(name.value)`\(near.en)")
    }

    // MARK: Tables

    private mutating func readShape(_ entry: CatalogueFile.TableEntry) {
        guard catalogue.tables[entry.name.value] == nil else {
            problems.append(twice(entry.name, "表", "table"))
            return
        }
        var columns: [TableShape.Column] = []
        var tells: [SystemTable.Telling] = []
        var examples: [[Datum]] = []
        for column in entry.columns {
            let reading = ColumnReading(column)
            problems += reading.problems
            if columns.contains(where: { $0.name == column.name.value }) {
                problems.append(twice(column.name, "列", "column"))
            }
            columns.append(reading.column)
            examples.append(reading.examples)
            tells.append(reading.telling)
        }
        catalogue.tables[entry.name.value] = SystemTable(
            shape: TableShape(entry.name.value, columns), title: entry.title, key: nil, subject: nil, owner: nil,
            voltage: nil, periods: nil, tells: tells, examples: examples)
    }

    private mutating func readMeaning(_ entry: CatalogueFile.TableEntry) {
        guard var table = catalogue.tables[entry.name.value] else { return }
        if let key = entry.key { table.key = key.compactMap { column($0, table) } }
        if let periods = entry.periods,
            let from = column(periods.from, table, .date), let to = column(periods.to, table, .date),
            let owner = column(periods.owner, table, .text)
        {
            table.periods = SystemTable.Periods(
                by: periods.by.compactMap { column($0, table) }, from: from, to: to, owner: owner,
                neverOverlap: periods.overlap == "never")
            // A period is itself about a customer of its owner.
            table.owner = .column(owner)
            table.subject = .supplyPoint
        }
        if let record = entry.record {
            table.subject = record.subject ?? .supplyPoint
            readOwner(record, &table)
            if let name = record.voltage, let place = column(name, table, .text) {
                let words = Dictionary(Voltage.allCases.map { ($0.rawValue, $0) }) { first, _ in first }
                let meanings = (record.voltages ?? words).map { (Text($0.key), $0.value) }
                table.voltage = (place, Dictionary(meanings) { first, _ in first })
            }
        }
        catalogue.tables[entry.name.value] = table
    }

    private mutating func readOwner(_ record: CatalogueFile.RecordEntry, _ table: inout SystemTable) {
        if let name = record.owner {
            table.owner = column(name, table, .text).map { .column($0) }
            return
        }
        guard let periods = record.periods else { return }
        guard let target = catalogue.tables[periods.value] else {
            let near = Suggestion(for: periods.value, among: catalogue.tables.keys.sorted())
            problems.append(
                IntakeError(
                    at: periods.place, ja: "表 `\(periods.value)` はありません\(near.ja)",
                    en: "there is no table `\(periods.value)`\(near.en)"))
            return
        }
        let by = (record.by ?? []).compactMap { column($0, table) }
        let day = record.on.flatMap { $0.value == "today" ? nil : column($0, table, .date) }
        table.owner = .periods(table: target.shape.name, by: by, on: day)
        if record.on == nil {
            problems.append(
                IntakeError(
                    at: periods.place, ja: "`on` に、行の日付の列か `today` を書いてください",
                    en: "say in `on` which column has the row's own date, or `today`"))
        }
    }

    private mutating func column(_ name: Located<String>, _ table: SystemTable, _ type: ValueType? = nil) -> Int? {
        guard let place = table.shape.column(name.value) else {
            let near = Suggestion(for: name.value, among: table.shape.columns.map(\.name))
            problems.append(
                IntakeError(
                    at: name.place, ja: "表 `\(table.shape.name)` に列 `\(name.value)` はありません\(near.ja)",
                    en: "there is no column `\(name.value)` in the table `\(table.shape.name)`\(near.en)"))
            return nil
        }
        let found = table.shape.columns[place].type
        guard type == nil || found == type || (type == .date && found == .timestamp) else {
            problems.append(
                IntakeError(
                    at: name.place, ja: "列 `\(name.value)` の型は `\(found.sql)` です。`\(type?.sql ?? "")` の列が必要です",
                    en:
                        "the column `\(name.value)` is of type `\(found.sql)`; one of type `\(type?.sql ?? "")` is needed"
                ))
            return nil
        }
        return place
    }
}
