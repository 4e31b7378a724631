public import Barrier
public import Intake
public import Registry

/// What a person writes to have a system inspected: `catalogue.yaml`, its companies, tables and surfaces.
///
/// The shape is published as `catalogue.schema.json`; paths in it are relative to the file.
public struct CatalogueFile: Decodable, Sendable {
    /// Version of this format; 1 today.
    public var sekisho: Int
    /// A short name.
    public var id: String
    /// The name of what is inspected.
    public var title: BilingualText?
    /// Said on every page when the systems are made up.
    public var simulated: BilingualText?
    /// Cedar files that state the barrier.
    public var policies: [String]
    /// How the database orders texts; `C` where conditions may compare texts by order.
    public var collation: String?
    /// Everybody who has customers, or gets to see some.
    public var companies: [CompanyEntry]
    /// The tables from which surfaces read.
    public var tables: [TableEntry]
    /// Which fields can be worked out of others that are shown together.
    public var inferences: [InferenceEntry]?
    /// Every screen, report, feed and extract.
    public var surfaces: [SurfaceEntry]

    /// A company.
    public struct CompanyEntry: Decodable, Sendable {
        /// The id by which policies and the rest of the file call it.
        public var id: Located<String>
        /// Its name.
        public var name: BilingualText?
        /// Its part in the market.
        public var kind: Company.Kind
        /// The codes by which the tables call it; its id where there are none.
        public var codes: [Located<String>]?
        /// Companies of the same group.
        public var affiliates: [Located<String>]?
    }

    /// A table.
    public struct TableEntry: Decodable, Sendable {
        /// The name in the database, with its schema where that is needed.
        public var name: Located<String>
        /// What it is, in words.
        public var title: BilingualText?
        /// Who answers for what the table says.
        public var responsible: String?
        /// The columns that name a row; two rows never have the same.
        public var key: [Located<String>]?
        /// Whose customer a row is about; absent where it is about no customer.
        public var record: RecordEntry?
        /// That the table says whose customer each point was when; absent where it does not.
        public var periods: PeriodsEntry?
        /// The columns.
        public var columns: [ColumnEntry]
    }

    /// Whose customer a row of a table is about.
    public struct RecordEntry: Decodable, Sendable {
        /// Supply contracts or purchase contracts; supply contracts where it is absent.
        public var subject: SubjectKind?
        /// The column that says the owner on the row's own date.
        public var owner: Located<String>?
        /// The table of periods that says the owner, where the row does not.
        public var periods: Located<String>?
        /// The columns by which the periods know the row's point, in the order of the periods' own.
        public var by: [Located<String>]?
        /// The column with the row's own date; `today` where the row is about the present.
        public var on: Located<String>?
        /// The column that says the voltage.
        public var voltage: Located<String>?
        /// What the column's values mean: `extraHigh`, `high`, `low`; its values are these words where it is absent.
        public var voltages: [String: Voltage]?
    }

    /// A field that whoever sees some others can work out.
    public struct InferenceEntry: Decodable, Sendable {
        /// The field that can be worked out.
        public var gives: Located<String>
        /// What must be shown, all of it and not masked: fields, or `table.column`.
        public var from: [Located<String>]
        /// How, in words.
        public var because: BilingualText?
    }

    /// A table of supply periods or purchase periods.
    public struct PeriodsEntry: Decodable, Sendable {
        /// The columns that name the point.
        public var by: [Located<String>]
        /// The column with the first day.
        public var from: Located<String>
        /// The column with the day after the last; NULL or `infinity` where there is none.
        public var to: Located<String>
        /// The column that says the owner.
        public var owner: Located<String>
        /// `never` where no two periods of one point have a day in common: an assumption that the proof names.
        public var overlap: String?
    }

    /// A column.
    public struct ColumnEntry: Decodable, Sendable {
        /// The name in the database.
        public var name: Located<String>
        /// The type in SQL, such as `numeric(12, 1)`.
        public var type: Located<String>
        /// Whether there can be NULLs; yes where it is absent.
        public var null: Bool?
        /// The only values that there are.
        public var values: [Located<String>]?
        /// The least value that there is.
        public var min: Located<String>?
        /// The greatest value that there is.
        public var max: Located<String>?
        /// Values as they occur, for examples that people recognise.
        public var examples: [Located<String>]?
        /// Which field of a customer's record it tells; `nothing` where none.
        public var tells: Located<String>?
    }

    /// A surface.
    public struct SurfaceEntry: Decodable, Sendable {
        /// A short name.
        public var id: Located<String>
        /// Screen, report, feed or extract.
        public var kind: SurfaceKind
        /// The name.
        public var title: BilingualText
        /// The system to which it belongs.
        public var system: String?
        /// Who answers for it.
        public var owner: String?
        /// The test that shows that it is closed.
        public var test: String?
        /// Where its views are logged.
        public var log: String?
        /// When it runs.
        public var schedule: String?
        /// For what its audience may use it, as the policies read it.
        public var purpose: String?
        /// Who sees all its rows; absent where rows are routed.
        public var audience: [AudienceEntry]?
        /// Which recipient gets which row.
        public var routing: RoutingEntry?
        /// What stands after `FROM` in its query.
        public var from: Located<String>
        /// What stands after `WHERE`.
        public var `where`: Located<String>?
        /// What it shows.
        public var shows: [ShownEntry]
        /// The program that makes its output, for canaries.
        public var run: String?
    }

    /// Somebody who sees a surface.
    public struct AudienceEntry: Decodable, Sendable {
        /// The company that employs them.
        public var company: Located<String>
        /// The company for which they act, where that is another.
        public var actingFor: Located<String>?
    }

    /// Which recipient gets which row.
    public struct RoutingEntry: Decodable, Sendable {
        /// The expression that names the recipient.
        public var by: Located<String>
        /// The recipients by the expression's values; the companies' codes where it is absent.
        public var to: [String: Located<String>]?
        /// Who gets what goes to nobody else; nobody where it is absent.
        public var otherwise: Located<String>?
    }

    /// Something that a surface shows.
    public struct ShownEntry: Decodable, Sendable {
        /// Its name in the output.
        public var name: Located<String>
        /// The expression in SQL; the column of its name where it is absent.
        public var value: Located<String>?
        /// How it is masked; not at all where it is absent.
        public var mask: Mask?
    }

    /// How a value is made unrecognisable before it is shown.
    public enum Mask: String, Decodable, CaseIterable, Sendable {
        /// Nothing is shown.
        case withhold
        /// The last four characters.
        case lastFour
        /// The first character.
        case initial
        /// The year of a date.
        case yearOnly
        /// A range of numbers.
        case band
        /// A keyed hash.
        case keyedHash
    }
}
