public import Barrier
public import Conditions
public import Intake
public import Registry

/// A catalogue whose every name is known and whose every condition is read.
public struct SystemCatalogue: Sendable {
    /// A short name.
    public var id: String
    /// The companies, by ``CompanyIndex``.
    public var companies: [Company]
    /// The codes by which the tables call each company.
    public var codes: [[Text]]
    /// The tables, by name.
    public var tables: [String: SystemTable]
    /// Which fields can be worked out of others.
    public var inferences: [Inference] = []
    /// The surfaces, in their order.
    public var surfaces: [SystemSurface]
}

/// A table, and what its rows are to the barrier.
public struct SystemTable: Hashable, Sendable {
    /// Whose customer a row is about.
    public enum Owner: Hashable, Sendable {
        /// The row says it, in a column.
        case column(Int)
        /// A table of periods says it, of the row's point and date; without a date, of today.
        case periods(table: String, by: [Int], on: Int?)
    }

    /// A table of periods.
    public struct Periods: Hashable, Sendable {
        /// The columns that name the point.
        public var by: [Int]
        /// The column with the first day.
        public var from: Int
        /// The column with the day after the last.
        public var to: Int
        /// The column that says the owner.
        public var owner: Int
        /// Whether it is taken for granted that no two periods of a point have a day in common.
        public var neverOverlap: Bool
    }

    /// The columns and their types.
    public var shape: TableShape
    /// What it is, in words.
    public var title: BilingualText?
    /// The columns that name a row.
    public var key: [Int]?
    /// What its records are; nil where it holds none.
    public var subject: SubjectKind?
    /// Whose customer a row is about; nil where nothing says so.
    public var owner: Owner?
    /// The column that says the voltage, and which of its values mean what.
    public var voltage: (column: Int, meanings: [Text: Voltage])?
    /// What it says as a table of periods.
    public var periods: Periods?
    /// What each column tells.
    public var tells: [Telling]
    /// Values of each column as they occur.
    public var examples: [[Datum]]

    /// What a column tells of a customer.
    public enum Telling: Hashable, Sendable {
        /// A field of the record.
        case field(RecordField)
        /// Nothing that the barrier protects.
        case nothing
        /// The catalogue does not say.
        case unsaid
    }

    /// Whether all parts are the same.
    public static func == (left: SystemTable, right: SystemTable) -> Bool {
        left.shape == right.shape && left.key == right.key && left.subject == right.subject
            && left.owner == right.owner && left.periods == right.periods && left.tells == right.tells
            && left.voltage?.column == right.voltage?.column && left.voltage?.meanings == right.voltage?.meanings
    }

    /// Hashes the parts that tell tables apart.
    public func hash(into hasher: inout Hasher) { hasher.combine(shape) }
}

/// A surface whose query is read.
public struct SystemSurface: Sendable {
    /// Something that it shows.
    public struct Shown: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// The expression's place among the query's outputs.
        public var output: Int
        /// How it is masked.
        public var mask: CatalogueFile.Mask?
        /// Where it stands in the catalogue.
        public var place: Place
    }

    /// Somebody who sees rows.
    public struct Viewer: Hashable, Sendable {
        /// The company that employs them.
        public var company: CompanyIndex
        /// The company for which they act.
        public var side: CompanyIndex

        /// Somebody.
        public init(company: CompanyIndex, side: CompanyIndex) {
            self.company = company
            self.side = side
        }
    }

    /// Who gets which rows.
    public enum Routing: Hashable, Sendable {
        /// All get all.
        case everything(to: [Viewer])
        /// The output of that place names the recipient; the rest of the rows goes to `otherwise`.
        case byValue(output: Int, [Text: CompanyIndex], otherwise: CompanyIndex?)
    }

    /// What the catalogue says of it.
    public var entry: CatalogueFile.SurfaceEntry
    /// Its query, as it was written.
    public var sql: String
    /// Where each piece of the query begins, in bytes, and where it stands in the catalogue.
    var pieces: [(start: Int, value: Located<String>)]
    /// Its query, as it was read. What it shows comes first among the outputs, then what names the recipient.
    public var query: SQLQuery
    /// What it shows.
    public var shown: [Shown]
    /// Who gets which rows.
    public var routing: Routing

    /// Its id.
    public var id: String { entry.id.value }

    /// Everybody who gets rows of it.
    public var viewers: [Viewer] {
        switch routing {
        case .everything(let viewers): viewers
        case .byValue(_, let codes, let otherwise):
            Set(codes.values).union([otherwise].compactMap { $0 }).sorted().map { Viewer(company: $0, side: $0) }
        }
    }

    /// Where a byte of the query stands in the catalogue.
    func place(of offset: Int, in source: SourceText) -> Place? {
        guard let piece = pieces.last(where: { $0.start <= offset }) else { return nil }
        return source.place(of: offset - piece.start, in: piece.value)
    }
}
