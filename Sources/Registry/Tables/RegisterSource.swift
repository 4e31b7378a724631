public import Intake

/// The bytes of one register and how to read them; whoever opens files makes it.
public struct RegisterSource: Sendable {
    /// The file's name, as messages and rejects should give it.
    public var file: String
    /// The whole file.
    public var bytes: [UInt8]
    /// Encoding and delimiter.
    public var format: TableFormat
    /// Canonical column name to the heading that the file uses; a name that is not here is its own heading.
    public var columns: [String: String]
    /// How the file writes its dates.
    public var dates: DateDialect
    /// The zone whose calendar the file's days belong to.
    public var zone: ZoneOffset

    /// The bytes of one register and how to read them.
    public init(
        file: String, bytes: [UInt8], format: TableFormat, columns: [String: String] = [:], dates: DateDialect = .iso,
        zone: ZoneOffset = .japan
    ) {
        self.file = file
        self.bytes = bytes
        self.format = format
        self.columns = columns
        self.dates = dates
        self.zone = zone
    }
}

/// What became of the rows of one register: every row was used, or rejected, or repeats another word for word.
public struct RegisterAccount: Hashable, Codable, Sendable {
    /// The register.
    public var table: RegisterTable
    /// The file.
    public var file: String
    /// The count of its rows, by what became of them.
    public var rows: RowAccount

    /// What became of the rows of one register.
    public init(table: RegisterTable, file: String, rows: RowAccount) {
        self.table = table
        self.file = file
        self.rows = rows
    }
}

/// Something in a register that is usable but that somebody should look at.
public struct RegisterWarning: Hashable, Codable, Sendable {
    /// What kind of thing it is.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// A user id that several people share: its views cannot be told apart by person.
        case sharedAccount
        /// A user id given to two people for the same days: counts as shared on those days.
        case overlappingAccounts
        /// Two employments of one person that hold on the same days and contradict each other.
        case overlappingEmployments
        /// An affiliate that is not in the register; nobody in the directory can act for it.
        case unknownAffiliate
        /// A registration as a retailer that is not a letter and four digits.
        case oddRegistration
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// The file.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// What was found, in words.
    public var message: BilingualText

    /// A warning about one line.
    public init(kind: Kind, file: String, line: Int, message: BilingualText) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
    }
}
