import Inquiry
import Intake
import Registry

/// What is looked at, part by part of the case file.
extension CaseSurvey {
    private typealias Wanted = (name: String, heading: String?, isRequired: Bool)

    mutating func surveyRegisters(_ loaded: LoadedCase) {
        let tables = loaded.file.registry
        let entries: [(RegisterTable, CaseFile.TableEntry?)] = [
            (.companies, tables.companies), (.departments, tables.departments), (.people, tables.people),
            (.accounts, tables.accounts), (.employments, tables.employments), (.supplyPoints, tables.supplyPoints),
            (.supplyPeriods, tables.supplyPeriods), (.contracts, tables.contracts),
            (.purchaseContracts, tables.purchaseContracts), (.contacts, tables.contacts),
            (.switches, tables.switches),
        ]
        for case (let table, let entry?) in entries {
            let required = table.requiredColumns
            // The names, phones and addresses of customers lie with the case for its investigators; no count needs them.
            let read = table == .contracts ? [] : table.columns
            let wanted: [Wanted] = read.map { name in
                (name, entry.columns?[name], required.contains(name) || entry.columns?[name] != nil)
            }
            // Of a switch, `from` and `to` are suppliers.
            let dated = table == .switches ? ["applied", "effective"] : ["at", "from", "to"]
            add(
                "registry.\(table.rawValue)", "csv", entry.format, [DatedFile(path: entry.file)], wanted, loaded,
                dates: (entry.dates ?? .iso, dated))
        }
    }

    mutating func surveyPolicies(_ loaded: LoadedCase) {
        for pattern in loaded.file.policies {
            guard let found = keeping({ () throws(CaseworkError) in try loaded.folder.files(matching: pattern) }) else {
                continue
            }
            add("policies", "cedar", TableFormat(), found, nil, loaded)
        }
    }

    mutating func surveySources(_ loaded: LoadedCase) {
        var readers: [String: Int] = [:]
        for (index, entry) in loaded.file.sources.enumerated() {
            let source = keeping { () throws(CaseworkError) in try SourceEntry(entry, at: index, loaded) }
            guard let source else { continue }
            // One server's log may hold the views of several surfaces; the rows of a table would be counted twice.
            for file in source.files where !source.isServerLog {
                guard let former = readers.updateValue(index, forKey: file.path), former != index else { continue }
                let place = loaded.yaml.place(of: ["sources", .index(index), "files"])
                let error = IntakeError(
                    at: place,
                    ja: "\(file.path) は sources[\(former)] でも読むため、閲覧が二重に数えられます。どちらかを直してください",
                    en:
                        "\(file.path) is read by sources[\(former)] too, and each view in it would count twice; mend one "
                        + "of the two")
                note(CaseworkError(.badInput, problems: [error.located]))
            }
            let wanted: [Wanted]? =
                source.isServerLog
                ? nil
                : ["at", "viewer", "subject", "terminal", "purpose", "emergency"].compactMap { name in
                    let heading = entry.columns?[name]
                    let isRequired = ["at", "viewer", "subject"].contains(name)
                    return isRequired || heading != nil ? (name, heading, true) : nil
                }
            add(
                "surface.\(entry.surface)", entry.format, source.format, source.files, wanted, loaded,
                dates: (entry.dates ?? .iso, ["at"]))
        }
    }

    mutating func surveyInquiries(_ loaded: LoadedCase) {
        let inputs = Inputs(loaded.folder)
        for study in loaded.file.studies ?? [] {
            guard let entry = study.questionnaire else { continue }
            add("study.\(study.id).questionnaire", "yaml", TableFormat(), [DatedFile(path: entry.file)], nil, loaded)
            let questionnaire = keeping { () throws(CaseworkError) in try Inquiries.questionnaire(entry, inputs) }
            let asked = questionnaire?.questions.map(\.id) ?? []
            let wanted: [Wanted] = (["person", "submitted", "status"] + asked).map { ($0, nil, true) }
            for answers in entry.answers {
                let format = TableFormat(encoding: answers.encoding ?? .utf8)
                add("study.\(study.id).answers", "csv", format, [DatedFile(path: answers.file)], wanted, loaded)
            }
        }
        if let entry = loaded.file.hearings {
            add("hearings.codebook", "yaml", TableFormat(), [DatedFile(path: entry.codebook)], nil, loaded)
            let codebook = keeping { () throws(CaseworkError) in try Inquiries.codebook(entry, inputs).codebook }
            let themes = codebook?.themes.map(\.id) ?? []
            let wanted: [Wanted] =
                (["person", "group", "role"] + themes).map { ($0, nil, true) } + [("position", nil, false)]
            let format = TableFormat(encoding: entry.encoding ?? .utf8)
            add("hearings.records", "csv", format, [DatedFile(path: entry.records)], wanted, loaded)
        }
        let surfaces = surveyInspection(loaded, inputs)
        guard let file = loaded.file.findings else { return }
        add("findings", "yaml", TableFormat(), [DatedFile(path: file)], nil, loaded)
        _ = keeping { () throws(CaseworkError) in
            // Of the surfaces of a catalogue that cannot be read there is nothing to say.
            guard surfaces != nil || loaded.file.inspection == nil else {
                return _ = try SchemaDocuments.document(try inputs.read(file), file, .findings)
            }
            _ = try Inquiries.findings(file, surfaces: surfaces, inputs)
        }
    }

    /// - Returns: what can be told of the surfaces as they were, by id; nil where nothing can.
    private mutating func surveyInspection(_ loaded: LoadedCase, _ inputs: Inputs) -> [String: InspectedSurface]? {
        guard let entry = loaded.file.inspection else { return nil }
        let before = surveyCatalogue("before", entry.before, loaded, inputs)
        if let after = entry.after { _ = surveyCatalogue("after", after, loaded, inputs) }
        return before?.surfaces
    }

    private mutating func surveyCatalogue(
        _ side: String, _ path: String, _ loaded: LoadedCase, _ inputs: Inputs
    ) -> CaseCatalogues.Side? {
        add("inspection.\(side)", "yaml", TableFormat(), [DatedFile(path: path)], nil, loaded)
        let read = keeping { () throws(CaseworkError) in try CaseCatalogues.Side(path, inputs) }
        guard let read else { return nil }
        let policies = read.files.dropFirst().map { DatedFile(path: $0) }
        add("inspection.\(side).policies", "cedar", TableFormat(), policies, nil, loaded)
        return read
    }

    /// What one file says of another: policies, hearings and the case itself of the registers.
    mutating func surveyReferences(_ loaded: LoadedCase) {
        let inputs = Inputs(loaded.folder)
        let people = keeping { () throws(CaseworkError) in try Registers.people(loaded, inputs) }
        guard let directory = people?.directory else { return }
        _ = keeping { () throws(CaseworkError) in try Investigation.rules(loaded, directory, inputs) }
        guard let entry = loaded.file.hearings else { return }
        _ = keeping { () throws(CaseworkError) in
            let (document, codebook) = try Inquiries.codebook(entry, inputs)
            return try HearingPopulations(document, loaded, directory).resolve(codebook)
        }
    }

    /// - Parameters:
    ///   - wanted: the columns that are read; nil for what is no table.
    ///   - dates: how dates are written, and in which of these columns.
    private mutating func add(
        _ role: String, _ formatName: String, _ format: TableFormat, _ files: [DatedFile], _ wanted: [Wanted]?,
        _ loaded: LoadedCase, dates: (dialect: DateDialect, columns: [String])? = nil
    ) {
        var input = Input(
            role: role, format: formatName, encoding: format.encoding, files: [], columns: [], unread: [])
        for file in files {
            let source = keeping { () throws(CaseworkError) in
                try CaseworkError.located(.missingInput) { () throws(IntakeError) in
                    try FileByteSource(path: loaded.folder.location(of: file.path), name: file.path)
                }
            }
            guard let source else { continue }
            input.files.append(
                File(path: file.path, bytes: source.count, from: file.days?.from.iso, to: file.days?.to?.iso))
            guard let wanted else { continue }
            let isFirst = input.columns.isEmpty
            _ = keeping { () throws(CaseworkError) in
                try CaseworkError.located { () throws(IntakeError) in
                    var head = try TableHead(source, format)
                    var columns: [Column] = []
                    for (name, heading, isRequired) in wanted {
                        if isRequired {
                            columns.append(Column(name: name, heading: try head.heading(heading ?? name)))
                        } else if let found = head.heading(optional: heading ?? name) {
                            columns.append(Column(name: name, heading: found))
                        }
                    }
                    if let dates {
                        let headings = columns.filter { dates.columns.contains($0.name) }.map(\.heading)
                        try head.requireDates(dates.dialect, in: headings, loaded.zone)
                    }
                    guard isFirst else { return }
                    input.columns = columns
                    input.unread = head.headings.filter { heading in !columns.contains { $0.heading == heading } }
                }
            }
        }
        inputs.append(input)
    }
}
