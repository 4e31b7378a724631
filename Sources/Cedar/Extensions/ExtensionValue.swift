/// A value of an extension's type. Values are equal when they mean the same, however they were written:
/// `decimal("1.0") == decimal("1.00")`.
public enum ExtensionValue: Hashable, Sendable {
    /// A number with four digits behind the point, counted in ten-thousandths.
    case decimal(tenThousandths: Int64)
    /// An address of the internet, or a range of such.
    case address(IPAddress)
    /// An instant, in milliseconds since 1970-01-01T00:00:00Z.
    case datetime(milliseconds: Int64)
    /// A length of time, in milliseconds; it may be negative.
    case duration(milliseconds: Int64)

    /// The value that a function makes of a text, such as `decimal` of `1.5`.
    ///
    /// - Parameters:
    ///   - function: `decimal`, `ip`, `datetime` or `duration`.
    ///   - text: what stands in the call's quotes.
    /// - Returns: nil where the text means no such value, or where there is no such function.
    public init?(function: String, text: String) {
        switch function {
        case "decimal":
            guard let number = DecimalText.tenThousandths(text) else { return nil }
            self = .decimal(tenThousandths: number)
        case "ip":
            guard let address = IPAddress(text) else { return nil }
            self = .address(address)
        case "datetime":
            guard let instant = InstantText.milliseconds(text) else { return nil }
            self = .datetime(milliseconds: instant)
        case "duration":
            guard let length = DurationText.milliseconds(text) else { return nil }
            self = .duration(milliseconds: length)
        default: return nil
        }
    }

    /// The function that makes it: `decimal`, `ip`, `datetime` or `duration`. Of an instant too early or too late to be
    /// written as one it is `offset`.
    public var function: String {
        switch self {
        case .decimal: "decimal"
        case .address: "ip"
        case .datetime(let instant): InstantText.isWritable(instant) ? "datetime" : "offset"
        case .duration: "duration"
        }
    }

    /// What that function takes: one text, or for `offset` an instant and a length of time.
    public var arguments: [Value] {
        switch self {
        case .decimal(let number): [.string(DecimalText.text(number))]
        case .address(let address): [.string(address.description)]
        case .duration(let length): [.string(DurationText.text(length))]
        case .datetime(let instant) where InstantText.isWritable(instant): [.string(InstantText.text(instant))]
        case .datetime(let instant):
            [.extended(.datetime(milliseconds: 0)), .extended(.duration(milliseconds: instant))]
        }
    }

    /// The name of its type.
    var typeName: String {
        switch self {
        case .decimal: "decimal"
        case .address: "ipaddr"
        case .datetime: "datetime"
        case .duration: "duration"
        }
    }
}
