public import Registry

/// The few facts on which the barrier's answer depends.
///
/// Time is already resolved in it: the owner is the one on the data's own date, and the viewer's side the one at the
/// moment of the view. Equal situations get equal verdicts from one rule book, so callers decide each once
/// (``RuleBook/decide(_:)``) and look it up after that; ``RuleBook/reduced(_:)`` leaves out what the rule book at hand
/// does not read.
public struct Situation: Hashable, Sendable {
    /// The company that employs the viewer; nil when the register does not have it: an unregistered company.
    public var company: CompanyIndex?
    /// The company for which the viewer acts; nil when the register does not have it.
    public var side: CompanyIndex?
    /// Employee or contractor.
    public var kind: EmploymentKind
    /// The viewer's department, if known.
    public var department: DepartmentIndex?
    /// The viewer's position.
    public var position: Position
    /// The record's owner on the data's own date: supplier or purchaser; nil when unknown, missing or ambiguous.
    public var owner: CompanyIndex?
    /// The record's voltage, if known.
    public var voltage: Voltage?
    /// The surface through which the record is seen. Its subject says what kind of record it is.
    public var surface: SurfaceIndex
    /// The purpose that the viewer gave, as the case spells it; nil when none was recorded.
    public var purpose: String?
    /// The id of the declared emergency under which the view happened; nil when none was in force.
    public var emergency: String?

    /// A situation.
    public init(
        company: CompanyIndex?, side: CompanyIndex?, kind: EmploymentKind, department: DepartmentIndex?,
        position: Position, owner: CompanyIndex?, voltage: Voltage?, surface: SurfaceIndex, purpose: String? = nil,
        emergency: String? = nil
    ) {
        self.company = company
        self.side = side
        self.kind = kind
        self.department = department
        self.position = position
        self.owner = owner
        self.voltage = voltage
        self.surface = surface
        self.purpose = purpose
        self.emergency = emergency
    }

    /// The situation of a person in an employment, looking at a record through a surface.
    public init(
        viewer employment: Employment, owner: CompanyIndex?, voltage: Voltage?, surface: SurfaceIndex,
        purpose: String? = nil, emergency: String? = nil
    ) {
        self.init(
            company: employment.company, side: employment.side, kind: employment.kind,
            department: employment.department, position: employment.position, owner: owner, voltage: voltage,
            surface: surface, purpose: purpose, emergency: emergency)
    }
}
