public import Barrier
public import Conditions
public import Intake

/// Something that the inspection has to say of a catalogue.
public struct InspectionFinding: Hashable, Sendable {
    /// What kind of thing it is; the raw value names it in JSON and SARIF.
    public enum Kind: String, CaseIterable, Sendable {
        /// Rows reach somebody who may not see them.
        case leak
        /// Nobody knows whether rows do.
        case undecided
        /// The surface shows a customer's field, and no table says whose customer it is.
        case noOwnerOfRecord
        /// A shown column of which the catalogue does not say what it tells.
        case unclassified
        /// No row ever comes out.
        case alwaysEmpty
        /// The condition lets every row through.
        case alwaysTrue
        /// A part of the condition changes nothing.
        case redundant
        /// A missing owner is taken for an own customer.
        case nullTrap
        /// The day after a period's last is taken for a day of it.
        case closedEnd
        /// What is masked in one field is shown by another.
        case maskUndone
        /// Everything that one surface gives out, another gives out too.
        case implied
        /// Nobody answers for the surface.
        case noResponsible
        /// Nothing tests it.
        case noTest
        /// Its views are not logged.
        case noLog
        /// No surface mentions the table, or the view, of the real database.
        case unknownTable
        /// The catalogue takes something for granted that the real database does not keep.
        case brokenAssumption
        /// A marked customer of somebody else's turned up in what the surface has written.
        case canary
        /// What the surface has written could not be looked into.
        case canaryUnseen
        /// The rule never decides anything here.
        case ruleNeverApplies
        /// Between two versions, something becomes visible.
        case becomesVisible
        /// Between two versions, something is no longer visible.
        case vanishes
    }

    /// How much it matters.
    public enum Severity: String, Comparable, Sendable, CaseIterable {
        /// The surface must not go live.
        case error
        /// Somebody should look.
        case warning
        /// Good to know.
        case note

        /// From error to note.
        public static func < (left: Self, right: Self) -> Bool {
            let order = Self.allCases
            return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
        }
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// The surface's id, where it is about one.
    public var surface: String?
    /// Names of what is shown that it is about, in the surface's own order.
    public var shown: [String] = []
    /// The fields of the record that it is about.
    public var fields: [RecordField] = []
    /// Where in the catalogue.
    public var place: Place?
    /// What it is and, where one is known, the mend.
    public var message: BilingualText
    /// Rows that show it.
    public var example: WorkedExample?
    /// The smallest change that closes it.
    public var repair: Repair?
    /// What a leak has come to.
    public var exposure = Exposure()

    /// How much it matters.
    public var severity: Severity { kind.severity }

    /// A finding.
    public init(
        kind: Kind, surface: String? = nil, shown: [String] = [], fields: [RecordField] = [], place: Place? = nil,
        message: BilingualText, example: WorkedExample? = nil, repair: Repair? = nil
    ) {
        self.kind = kind
        self.surface = surface
        self.shown = shown
        self.fields = fields
        self.place = place
        self.message = message
        self.example = example
        self.repair = repair
    }
}

/// Rows on which a finding shows, and what comes of them, in words.
public struct WorkedExample: Hashable, Sendable {
    /// Something that is given out.
    public struct Output: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value as PostgreSQL writes it; nil is NULL.
        public var value: String?
    }

    /// The rows of one table.
    public struct TableRows: Hashable, Sendable {
        /// The table's name.
        public var table: String
        /// Its columns, those that nobody asks for left out.
        public var columns: [String]
        /// The rows' cells as PostgreSQL writes them; nil is NULL.
        public var rows: [[String?]]
    }

    /// The tables' rows.
    public var tables: [TableRows]
    /// When the query runs, where that matters: a day such as `2023-04-01`.
    public var today: String?
    /// What the surface then gives out.
    public var output: [Output]
    /// Who gets it: the company's id; nil where that is not the question.
    public var recipient: String?
    /// Whose customer it is: the company's id; nil where nobody knows.
    public var owner: String?
    /// The rules that forbid it, by their ids.
    public var rules: [String]
    /// The whole in words.
    public var sentence: BilingualText
    /// The rows as the engines have them, for trying them out.
    public var database: SmallDatabase
    /// When the query runs.
    public var runTime: Datum.Moment
}

/// A change of a surface that closes a leak.
public struct Repair: Hashable, Sendable {
    /// What to change, in words.
    public var message: BilingualText
    /// The part as it is; empty where something is to be added.
    public var before: String
    /// The part as it should be.
    public var after: String
}
