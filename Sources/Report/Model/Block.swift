/// A number that the reader should see first.
public struct KeyFigure: Codable, Hashable, Sendable {
    /// What it is.
    public var label: Phrase
    /// The cell of a table that holds it: a key figure has no number of its own.
    public var cell: CellReference
    /// Words under it, such as the period.
    public var note: Phrase?

    /// A number taken from a cell.
    public init(_ label: Phrase, _ cell: CellReference, note: Phrase? = nil) {
        self.label = label
        self.cell = cell
        self.note = note
    }
}

/// One thing on a page.
public enum Block: Hashable, Sendable {
    /// How a notice is meant.
    public enum NoticeKind: String, CaseIterable, Codable, Hashable, Sendable {
        /// Good to know.
        case information
        /// The reader would be misled without it.
        case caution
    }

    /// Words. A number in them should rather be a ``Sentence`` made from cells.
    case paragraph(Phrase)
    /// A sentence made from cells.
    case sentence(Sentence)
    /// Short texts under each other.
    case list([Phrase])
    /// A table.
    case table(Table)
    /// A picture of a table of the document.
    case chart(Chart)
    /// Numbers that the reader should see first.
    case keyFigures([KeyFigure])
    /// A text that is set apart.
    case notice(NoticeKind, Phrase)
}

extension Block: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, text, sentence, items, table, chart, figures, kind
    }

    private enum Kind: String, Codable {
        case paragraph, sentence, list, table, chart, keyFigures, notice
    }

    /// Reads a block by the type that it names.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Kind.self, forKey: .type) {
        case .paragraph: self = .paragraph(try container.decode(Phrase.self, forKey: .text))
        case .sentence: self = .sentence(try container.decode(Sentence.self, forKey: .sentence))
        case .list: self = .list(try container.decode([Phrase].self, forKey: .items))
        case .table: self = .table(try container.decode(Table.self, forKey: .table))
        case .chart: self = .chart(try container.decode(Chart.self, forKey: .chart))
        case .keyFigures: self = .keyFigures(try container.decode([KeyFigure].self, forKey: .figures))
        case .notice:
            self = .notice(
                try container.decode(NoticeKind.self, forKey: .kind),
                try container.decode(Phrase.self, forKey: .text))
        }
    }

    /// Writes the block with the name of its type.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .paragraph(let text):
            try container.encode(Kind.paragraph, forKey: .type)
            try container.encode(text, forKey: .text)
        case .sentence(let sentence):
            try container.encode(Kind.sentence, forKey: .type)
            try container.encode(sentence, forKey: .sentence)
        case .list(let items):
            try container.encode(Kind.list, forKey: .type)
            try container.encode(items, forKey: .items)
        case .table(let table):
            try container.encode(Kind.table, forKey: .type)
            try container.encode(table, forKey: .table)
        case .chart(let chart):
            try container.encode(Kind.chart, forKey: .type)
            try container.encode(chart, forKey: .chart)
        case .keyFigures(let figures):
            try container.encode(Kind.keyFigures, forKey: .type)
            try container.encode(figures, forKey: .figures)
        case .notice(let kind, let text):
            try container.encode(Kind.notice, forKey: .type)
            try container.encode(kind, forKey: .kind)
            try container.encode(text, forKey: .text)
        }
    }
}

/// A numbered part of a document.
public struct Section: Codable, Hashable, Sendable {
    /// The id, unique in the document.
    public var id: String
    /// The title, printed as a heading and in the contents.
    public var title: Phrase
    /// What stands in the section before its subsections.
    public var blocks: [Block]
    /// The parts of the section.
    public var subsections: [Section]

    /// A part of a document.
    public init(id: String, title: Phrase, blocks: [Block] = [], subsections: [Section] = []) {
        self.id = id
        self.title = title
        self.blocks = blocks
        self.subsections = subsections
    }
}
