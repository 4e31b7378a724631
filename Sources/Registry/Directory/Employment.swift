public import Intake

/// The two columns of every published table. The register writes the raw values.
public enum EmploymentKind: String, CaseIterable, Codable, Sendable {
    /// 社員: on the payroll of the company whose side they stand on.
    case employee
    /// 委託: works for that company through a contractor, or as one.
    case contractor
}

/// The position that a person holds. The register writes the raw values.
public enum Position: String, CaseIterable, Codable, Sendable {
    /// 担当者.
    case staff
    /// 上司: supervises others.
    case supervisor
    /// 管理職.
    case manager
    /// 役員.
    case officer
}

/// For whom one person acted, from one day until before another.
public struct Employment: Hashable, Codable, Sendable {
    /// Who.
    public var person: PersonIndex
    /// The company that employs the person.
    public var company: CompanyIndex
    /// The department, where the register names one; it belongs to `company` or to `side`.
    public var department: DepartmentIndex?
    /// The position held.
    public var position: Position
    /// Employee or contractor, as the published tables count people.
    public var kind: EmploymentKind
    /// The company for which the person acts: `company`, or the one that engages it. Never a contractor.
    public var side: CompanyIndex
    /// The first day.
    public var from: CalendarDay
    /// The day after the last one; nil while it lasts.
    public var to: CalendarDay?

    /// An employment as the register states it.
    public init(
        person: PersonIndex, company: CompanyIndex, department: DepartmentIndex?, position: Position,
        kind: EmploymentKind, side: CompanyIndex, from: CalendarDay, to: CalendarDay?
    ) {
        self.person = person
        self.company = company
        self.department = department
        self.position = position
        self.kind = kind
        self.side = side
        self.from = from
        self.to = to
    }

    /// Whether the employment holds on a day: from the first day on, and before `to`.
    public func contains(_ day: CalendarDay) -> Bool {
        day >= from && (to.map { day < $0 } ?? true)
    }

    /// Whether two employments say the same to the barrier and to the tables, whatever their periods.
    func actsAlike(_ other: Employment) -> Bool {
        person == other.person && company == other.company && department == other.department
            && position == other.position && kind == other.kind && side == other.side
    }
}
