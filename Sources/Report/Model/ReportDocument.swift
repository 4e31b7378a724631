/// Somebody's decision to publish although checks fail. It is printed on the report, with every failure.
public struct Override: Codable, Hashable, Sendable {
    /// Why it is right to publish.
    public var reason: Phrase
    /// Who answers for it: a person or an office.
    public var by: Phrase

    /// A decision, its reason, and who answers for it.
    public init(reason: Phrase, by: Phrase) {
        self.reason = reason
        self.by = by
    }
}

/// Something about the document as a whole, printed under its title: the period, the side investigated.
public struct DocumentFact: Codable, Hashable, Sendable {
    /// What it is.
    public var label: Phrase
    /// What is so.
    public var value: Phrase

    /// A fact with its label.
    public init(_ label: Phrase, _ value: Phrase) {
        self.label = label
        self.value = value
    }
}

/// A report: sections of text, tables and charts, with all that is needed to check it and to print it.
public struct ReportDocument: Codable, Hashable, Sendable {
    /// The case's id.
    public var id: String
    /// The title.
    public var title: Phrase
    /// What stands under the title.
    public var subtitle: Phrase?
    /// Who publishes it.
    public var issuer: Phrase?
    /// Said on each section and each printed page if the data are made up; absent for real data.
    public var simulatedNotice: Phrase?
    /// Facts about the document as a whole, printed under its title.
    public var facts: [DocumentFact]
    /// The parts.
    public var sections: [Section]
    /// Notes to the document as a whole, printed at its end.
    public var notes: [Phrase]
    /// The fingerprints of all inputs, also of those that no cell names.
    public var inputs: [InputDigest]
    /// What must hold between tables, besides what the tables ask for themselves.
    public var checks: [Check]
    /// The decision to publish although checks fail; without effect if none does.
    public var override: Override?

    /// A document from its parts.
    public init(
        id: String, title: Phrase, subtitle: Phrase? = nil, issuer: Phrase? = nil, simulatedNotice: Phrase? = nil,
        facts: [DocumentFact] = [], sections: [Section] = [], notes: [Phrase] = [], inputs: [InputDigest] = [],
        checks: [Check] = [], override: Override? = nil
    ) {
        self.id = id
        self.title = title
        self.subtitle = subtitle
        self.issuer = issuer
        self.simulatedNotice = simulatedNotice
        self.facts = facts
        self.sections = sections
        self.notes = notes
        self.inputs = inputs
        self.checks = checks
        self.override = override
    }

    /// All sections, each before its subsections, in the order of print.
    public var allSections: [Section] {
        func flattened(_ sections: [Section]) -> [Section] {
            sections.flatMap { [$0] + flattened($0.subsections) }
        }
        return flattened(sections)
    }

    /// All blocks in the order of print.
    public var blocks: [Block] {
        allSections.flatMap(\.blocks)
    }

    /// All tables in the order of print.
    public var tables: [Table] {
        blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }

    /// The table of an id.
    public func table(_ id: String) -> Table? {
        tables.first { $0.id == id }
    }

    /// The cell at a place.
    public subscript(reference: CellReference) -> Cell? {
        table(reference.table)?[reference.row, reference.column]
    }
}
