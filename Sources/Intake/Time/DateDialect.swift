/// How a log or register writes its dates and times.
public enum DateDialect: String, CaseIterable, Codable, Sendable {
    /// ISO 8601: `2022-04-01`, `2022-04-01T09:05:00+09:00`, with a space for the T, a fraction, or no offset.
    case iso
    /// `2022/4/1 9:05`.
    case slash
    /// `令和4年4月1日 9時5分`, `R4.4.1`.
    case japaneseEra
    /// `20220401`, `20220401090500`.
    case compact
    /// Seconds since 1970, UTC.
    case epochSeconds
    /// Milliseconds since 1970, UTC.
    case epochMilliseconds
    /// `01/Apr/2022:09:05:07 +0900`, as web servers write.
    case httpLog
    /// `2022-04-01 09:05:07.123 JST`, as PostgreSQL writes.
    case postgres
}
