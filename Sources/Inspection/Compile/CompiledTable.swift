public import Intake

/// What came of one of the catalogue's tables.
public struct CompiledTable: Hashable, Sendable {
    /// What is done with the table.
    public enum Outcome: Hashable, Sendable {
        /// Each viewer sees the rows that they may see.
        case guarded
        /// It cannot be said who may see which rows, so that nobody sees any; and why.
        case closed(BilingualText)
        /// It is left as it is; and why.
        case untouched(BilingualText)
    }

    /// What the views show of a column.
    public enum ColumnForm: Hashable, Sendable {
        /// Its value on each row that is seen.
        case shown
        /// Its value where that may be viewed, and NULL elsewhere.
        case whereViewed
        /// Its value where that may be viewed, masked where it may be shown masked, and NULL elsewhere.
        case masked(CatalogueFile.Mask)
        /// NULL; and why.
        case withheld(BilingualText)
    }

    /// A column of the views.
    public struct Column: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// What the views show of it.
        public var form: ColumnForm
    }

    /// The name in the catalogue.
    public var name: String
    /// What is done with it.
    public var outcome: Outcome
    /// The view that finds each row's owner by itself, for screens that show few rows; nil where there is none.
    public var view: String?
    /// The view that finds all owners by joining, for feeds of many rows; nil where there is none.
    public var feed: String?
    /// The views' columns; none where there are no views.
    public var columns: [Column]
}

/// Something that the script makes.
public struct CompiledObject: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable {
        /// A schema.
        case schema
        /// A table.
        case table
        /// A view.
        case view
        /// A function.
        case function
        /// A policy of row security on one of the catalogue's tables.
        case policy
    }

    /// What it is.
    public var kind: Kind
    /// Its name as SQL writes it; of a policy, the table's.
    public var name: String
    /// What it is for.
    public var purpose: BilingualText
}
