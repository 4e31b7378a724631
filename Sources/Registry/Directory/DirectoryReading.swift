public import Intake

/// The registers from which a directory is read.
public struct DirectorySources: Sendable {
    /// Companies.
    public var companies: RegisterSource
    /// Departments; nil when employments name none.
    public var departments: RegisterSource?
    /// People.
    public var people: RegisterSource
    /// User ids; nil when each person's id is their user id.
    public var accounts: RegisterSource?
    /// Employments.
    public var employments: RegisterSource

    /// The registers from which a directory is read.
    public init(
        companies: RegisterSource, departments: RegisterSource? = nil, people: RegisterSource,
        accounts: RegisterSource? = nil, employments: RegisterSource
    ) {
        self.companies = companies
        self.departments = departments
        self.people = people
        self.accounts = accounts
        self.employments = employments
    }
}

/// A directory read from registers, with all that was found on the way.
///
/// Nothing is dropped in silence: of every register, rows in = used + rejected + duplicates.
///
/// - A row that repeats an earlier one word for word is a duplicate.
/// - A row that gives an id of an earlier row again, and says something else of it, is rejected
///   (`RejectReason.duplicateKey`); the earlier row stands.
/// - An empty or `9999-12-31` end means that the period is open. An end that is not after the beginning is rejected.
/// - A row that names a company, department or person that the registers do not have (or have only in a rejected
///   row) is rejected (`RejectReason.unknownReference`).
/// - People of a contractor company must be `contractor`, and `engagedBy` must name the network operator or the
///   retailer for which they act.
public struct DirectoryReading: Sendable {
    /// The directory.
    public let directory: Directory
    /// What became of the rows of each register.
    public let accounts: [RegisterAccount]
    /// Every row that could not be used, in the order of the registers and their lines.
    public let rejects: [Reject]
    /// What somebody should look at, in the order of the registers and their lines.
    public let warnings: [RegisterWarning]

    /// Reads a directory.
    ///
    /// - Throws: when a register is no table at all, lacks a required column, or is too large for dense indices
    ///   (65,536 companies or departments).
    public init(_ sources: DirectorySources) throws(IntakeError) {
        var reader = DirectoryReader()
        try reader.readCompanies(sources.companies)
        if let departments = sources.departments { try reader.readDepartments(departments) }
        try reader.readPeople(sources.people)
        if let accounts = sources.accounts { try reader.readAccounts(accounts) }
        try reader.readEmployments(sources.employments)
        directory = reader.directory
        accounts = reader.accounts
        rejects = reader.rejects
        warnings = reader.warnings
    }
}
