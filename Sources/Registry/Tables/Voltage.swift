/// The voltage class at which a contract is supplied.
///
/// In Japanese: 特別高圧, 高圧, 低圧. The registers write the raw values.
public enum Voltage: String, CaseIterable, Codable, Sendable {
    /// 特別高圧: 20 kV and above.
    case extraHigh
    /// 高圧: 6 kV.
    case high
    /// 低圧: 100 V and 200 V.
    case low
}
