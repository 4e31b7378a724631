/// A fixed offset from UTC. Japan has kept +09:00 without summer time since September 1951, so it is one.
public struct ZoneOffset: Hashable, Codable, Sendable {
    /// Seconds east of UTC, within ±18 hours.
    public var seconds: Int32

    /// An offset of so many seconds east of UTC.
    @inlinable
    public init(seconds: Int32) {
        self.seconds = seconds
    }

    /// `Asia/Tokyo`, +09:00.
    public static let japan = ZoneOffset(seconds: 9 * 3600)
    /// `UTC`.
    public static let utc = ZoneOffset(seconds: 0)

    /// The zone that a person has written: `Asia/Tokyo`, `UTC` or `±hh:mm`.
    ///
    /// - Throws: an error that lists what is accepted: zones whose offset changes over time are refused.
    public init(parsing text: String) throws(IntakeError) {
        switch text {
        case "Asia/Tokyo", "JST": self = .japan
        case "UTC", "Z", "GMT": self = .utc
        default:
            let bytes = Array(text.utf8)
            let digits = bytes.dropFirst().filter { $0 != UInt8(ascii: ":") }.map { Int($0) - 48 }
            guard let sign = bytes.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), bytes.count == 6,
                bytes[3] == UInt8(ascii: ":"), digits.count == 4, digits.allSatisfy({ (0...9).contains($0) }),
                digits[2] < 6, digits[0] * 10 + digits[1] <= 18
            else {
                throw IntakeError(
                    ja: "時間帯 `\(text)` は使えません。`Asia/Tokyo`、`UTC`、または `+09:00` のように書いてください",
                    en: "unknown time zone `\(text)`; write `Asia/Tokyo`, `UTC`, or an offset such as `+09:00`")
            }
            let size = Int32((digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60)
            seconds = sign == UInt8(ascii: "-") ? -size : size
        }
    }

    /// `±hh:mm`.
    public var name: String {
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : String(value) }
        let size = abs(seconds)
        return "\(seconds < 0 ? "-" : "+")\(two(size / 3600)):\(two(size / 60 % 60))"
    }
}
