public import Barrier
public import Intake
public import Registry

/// A view that the barrier forbids: somebody saw a record that belongs to another company's customer.
public struct Exposure: Hashable, Sendable {
    /// When.
    public var instant: Instant
    /// Who, and for whom they acted on that day.
    public var employment: EmploymentIndex
    /// Which screen, report, feed or extract.
    public var surface: SurfaceIndex
    /// Whose record: the number's place in the ownership index.
    public var subject: SubjectIndex
    /// Whose customer it was on that day, and under which contract: the period in the ownership index.
    public var period: UInt32
    /// The owner of that period.
    public var owner: CompanyIndex
    /// The voltage of that period as a number: 0 for none, then as `Voltage.allCases`.
    var voltage: UInt8
    /// The contract of that period, and the record's number, each numbered from 0 among those of the exposures.
    var contract: UInt32
    var record: UInt32
    /// The verdict, in ``LookBackResult/verdicts``.
    public var verdict: UInt32
    /// The terminal, in ``LookBackResult/terminals``; 0 where the log names none.
    public var terminal: UInt32
    /// The file, in ``LookBackResult/files``.
    public var file: UInt32
    /// The line in that file, from 1.
    public var line: UInt32
    /// Whether it repeats the exposure before it within the refresh window; folded counts leave it out.
    public var isRepeat: Bool
}

/// A view that could not be judged, and why. It is counted apart and listed; nothing about it is guessed.
public struct UndeterminedView: Hashable, Sendable {
    /// Why a view could not be judged.
    public enum Reason: String, CaseIterable, Codable, Hashable, Sendable {
        /// The account is in no register.
        case unknownViewer
        /// Several people used the account.
        case sharedAccount
        /// The person worked for nobody known on that day.
        case noEmployment
        /// The person had several employments on that day that contradict each other.
        case overlappingEmployments
        /// The register does not have the number.
        case notInRegister
        /// Nobody supplied the point on that day.
        case noneThen
        /// Several suppliers are registered for that day.
        case overlapping

        /// Why a record's owner could not be told.
        init(_ lookup: OwnershipLookup) {
            switch lookup {
            case .notInRegister: self = .notInRegister
            case .overlapping: self = .overlapping
            case .noneThen, .owner: self = .noneThen
            }
        }

        /// In a sentence.
        public var sentence: BilingualText {
            switch self {
            case .unknownViewer: BilingualText(ja: "利用者IDが台帳にない", en: "the account is in no register")
            case .sharedAccount: BilingualText(ja: "共用IDのため閲覧者を特定できない", en: "several people share the account")
            case .noEmployment: BilingualText(ja: "その日の所属が台帳にない", en: "no employment on that day")
            case .overlappingEmployments:
                BilingualText(
                    ja: "その日の所属が重複し食い違うか、読めない行がある", en: "employments contradict each other, or one cannot be read")
            case .notInRegister: BilingualText(ja: "番号が台帳にない", en: "the number is in no register")
            case .noneThen: BilingualText(ja: "その日の供給者がいない", en: "nobody supplied the point on that day")
            case .overlapping:
                BilingualText(
                    ja: "その日の供給者が重複しているか、読めない行がある", en: "several suppliers on that day, or one that cannot be read")
            }
        }
    }

    /// When.
    public var instant: Instant
    /// Which surface.
    public var surface: SurfaceIndex
    /// The account, as far as it is known: normalised, or as it was written.
    public var viewer: String
    var key: SubjectKey
    /// Why.
    public var reason: Reason
    /// The file, in ``LookBackResult/files``.
    public var file: UInt32
    /// The line in that file, from 1.
    public var line: UInt32

    /// The number, as it is written.
    public var subject: String { key.text }
}
