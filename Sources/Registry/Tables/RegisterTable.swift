/// The registers that a case reads. The raw values are their names in the case file.
public enum RegisterTable: String, CaseIterable, Codable, Sendable {
    /// The companies of the market, and how they belong together.
    case companies
    /// The companies' departments.
    case departments
    /// The people who may view records.
    case people
    /// The people's user ids, over time.
    case accounts
    /// For whom each person worked, over time.
    case employments
    /// The places that electricity is delivered to.
    case supplyPoints
    /// Who supplied each place, over time.
    case supplyPeriods
    /// The contracts of supply, and their holders.
    case contracts
    /// The contracts by which a customer's power is bought, over time.
    case purchaseContracts
    /// What customers asked of a company.
    case contacts
    /// Applications to switch to another supplier.
    case switches

    /// The columns by their canonical names, in the canonical order.
    public var columns: [String] { columnTypes.names }

    /// The columns without which a file is refused, in the canonical order.
    public var requiredColumns: [String] { columnTypes.requiredNames }

    private var columnTypes: any RegisterColumn.Type {
        switch self {
        case .companies: CompanyColumn.self
        case .departments: DepartmentColumn.self
        case .people: PersonColumn.self
        case .accounts: AccountColumn.self
        case .employments: EmploymentColumn.self
        case .supplyPoints: SupplyPointColumn.self
        case .supplyPeriods: SupplyPeriodColumn.self
        case .contracts: ContractColumn.self
        case .purchaseContracts: PurchaseContractColumn.self
        case .contacts: ContactColumn.self
        case .switches: SwitchColumn.self
        }
    }
}

/// The columns of one register: the raw values are the canonical headings, which a case file can map to others.
public protocol RegisterColumn: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// The register.
    static var table: RegisterTable { get }
    /// Whether a file without this column is refused; a missing optional column reads as empty cells.
    var isRequired: Bool { get }
}

extension RegisterColumn {
    static var names: [String] { allCases.map(\.rawValue) }
    static var requiredNames: [String] { allCases.filter(\.isRequired).map(\.rawValue) }
}

/// The columns of ``RegisterTable/companies``.
public enum CompanyColumn: String, RegisterColumn {
    /// Id, Japanese name, English name (optional), kind, registration (optional), `;`-separated ids (optional).
    case company, name, nameEn, kind, registration, affiliates

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .companies }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { [.company, .name, .kind].contains(self) }
}

/// The columns of ``RegisterTable/departments``.
public enum DepartmentColumn: String, RegisterColumn {
    /// Id, the company's id, Japanese name, English name (optional).
    case department, company, name, nameEn

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .departments }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { self != .nameEn }
}

/// The columns of ``RegisterTable/people``.
public enum PersonColumn: String, RegisterColumn {
    /// Id, name.
    case person, name

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .people }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { true }
}

/// The columns of ``RegisterTable/accounts``.
public enum AccountColumn: String, RegisterColumn {
    /// User id, the person's id, `yes` when shared (optional), first day and the day after the last (optional).
    case account, person, shared, from, to

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .accounts }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { self == .account || self == .person }
}

/// The columns of ``RegisterTable/employments``.
public enum EmploymentColumn: String, RegisterColumn {
    /// The person's id, the employer's id, the department's id (optional), the position (optional), employee or
    /// contractor, the id of the company that engages a contractor's people (optional), first day, the day after the last.
    case person, company, department, position, kind, engagedBy, from, to

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .employments }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { ![.department, .position, .engagedBy].contains(self) }
}

/// The columns of ``RegisterTable/supplyPoints``.
public enum SupplyPointColumn: String, RegisterColumn {
    /// The 22-digit number, area (optional), address (optional).
    case supplyPoint, area, address

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .supplyPoints }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { self == .supplyPoint }
}

/// The columns of ``RegisterTable/supplyPeriods``.
public enum SupplyPeriodColumn: String, RegisterColumn {
    /// The 22-digit number, the contract's id, the supplier's id, voltage, first day, the day after the last.
    case supplyPoint, contract, supplier, voltage, from, to

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .supplyPeriods }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { true }
}

/// The columns of ``RegisterTable/contracts``.
public enum ContractColumn: String, RegisterColumn {
    /// Id, the holder's name, phone, address, contracted power in kW, power factor in percent (all but the id optional).
    case contract, holder, phone, contactAddress, contractedPower, powerFactor

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .contracts }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { self == .contract }
}

/// The columns of ``RegisterTable/purchaseContracts``.
public enum PurchaseContractColumn: String, RegisterColumn {
    /// Id, the facility's id (a letter and nine digits), the 22-digit number (optional), the purchaser's id, the
    /// purchase kind (optional), the holder's name (optional), first day, the day after the last.
    case contract, facility, supplyPoint, purchaser, purchaseKind, holder, from, to

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .purchaseContracts }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { ![.supplyPoint, .purchaseKind, .holder].contains(self) }
}

/// The columns of ``RegisterTable/contacts``.
public enum ContactColumn: String, RegisterColumn {
    /// Id, when, the 22-digit number, the company asked, `switchRequest`, `inquiry`, `complaint` or `other`, and the
    /// person who answered (optional).
    case contact, at, supplyPoint, company, kind, person

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .contacts }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { self != .person }
}

/// The columns of ``RegisterTable/switches``.
public enum SwitchColumn: String, RegisterColumn {
    /// The day of the application, the day it takes effect, the 22-digit number, the old and the new supplier's id.
    case applied, effective, supplyPoint, from, to

    /// See ``RegisterColumn/table``.
    public static var table: RegisterTable { .switches }
    /// See ``RegisterColumn/isRequired``.
    public var isRequired: Bool { true }
}
