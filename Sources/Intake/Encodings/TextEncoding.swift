/// How the text of a file is written in bytes.
public enum TextEncoding: String, CaseIterable, Codable, Sendable {
    /// UTF-8, with or without a byte order mark.
    case utf8 = "utf-8"
    /// UTF-16, low byte first.
    case utf16le = "utf-16le"
    /// UTF-16, high byte first.
    case utf16be = "utf-16be"
    /// Windows-31J, the Shift_JIS of Windows: ①, ㈱, 髙, ～ and － are in it.
    case cp932
    /// EUC-JP.
    case eucJP = "euc-jp"
}
