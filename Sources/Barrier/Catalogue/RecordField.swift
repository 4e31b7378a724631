/// What kind of thing a field tells: the barrier decides by class, not field by field.
public enum FieldClass: Int, CaseIterable, Codable, Sendable {
    /// That there is such a record at all. Lists, counts and pages must not betray a record whose existence is barred.
    case existence
    /// Whose record it is.
    case identity
    /// How to reach the customer.
    case contact
    /// What was agreed.
    case contract
    /// How much electricity flowed.
    case usage
    /// What is installed.
    case equipment

    /// The class's name in the policies, as in `Action::"view.contact"`.
    public var name: String {
        switch self {
        case .existence: "existence"
        case .identity: "identity"
        case .contact: "contact"
        case .contract: "contract"
        case .usage: "usage"
        case .equipment: "equipment"
        }
    }
}

/// A set of field classes, one bit each.
public struct FieldClassSet: OptionSet, Hashable, Codable, Sendable {
    /// One bit for each class, at its raw value.
    public var rawValue: UInt8

    /// The classes whose bits are set.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The set of some classes.
    public init(_ classes: some Sequence<FieldClass>) {
        self.init(rawValue: 0)
        for fieldClass in classes { insert(Self(fieldClass)) }
    }

    /// The set of one class.
    public init(_ fieldClass: FieldClass) { self.init(rawValue: 1 << UInt8(fieldClass.rawValue)) }

    /// Every class.
    public static let all = Self(FieldClass.allCases)

    /// Whether a class is in the set.
    public func contains(_ fieldClass: FieldClass) -> Bool { contains(Self(fieldClass)) }

    /// The classes in the set, in their own order.
    public var classes: [FieldClass] { FieldClass.allCases.filter { contains($0) } }
}

/// One field of a customer's record that a surface can show. A case file writes the raw values.
public enum RecordField: String, CaseIterable, Codable, Sendable {
    /// 供給地点特定番号.
    case supplyPointNumber
    /// 契約番号.
    case contractNumber
    /// 契約名義.
    case contractHolder
    /// 電話番号.
    case phone
    /// 連絡先住所.
    case contactAddress
    /// 供給者: the company whose customer this is.
    case supplier
    /// 電圧.
    case voltage
    /// 契約電力, in kW.
    case contractedPower
    /// 使用量, in kWh.
    case usage
    /// 力率, in percent; measured, as usage is.
    case powerFactor
    /// 供給開始日.
    case supplyStart
    /// 設備ID: a letter and nine digits.
    case facilityID
    /// 購入種類.
    case purchaseKind
    /// 買取終了年月.
    case purchaseEnd
    /// 受給開始年月日.
    case supplyReceiptStart
    /// 受給最大出力, in kW.
    case maximumOutput
    /// 計器番号.
    case meterNumber

    /// The class by which the barrier decides about the field.
    public var fieldClass: FieldClass {
        switch self {
        case .supplyPointNumber, .contractNumber, .contractHolder: .identity
        case .phone, .contactAddress: .contact
        case .supplier, .voltage, .contractedPower, .supplyStart: .contract
        case .purchaseKind, .purchaseEnd, .supplyReceiptStart: .contract
        case .usage, .powerFactor: .usage
        case .facilityID, .maximumOutput, .meterNumber: .equipment
        }
    }
}
