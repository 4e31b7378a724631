/// Why a row could not be used.
public enum RejectReason: String, CaseIterable, Codable, Sendable {
    /// Fewer columns than the heading.
    case tooFewColumns
    /// More columns than the heading.
    case tooManyColumns
    /// Not a date in the dialect of the source.
    case unreadableDate
    /// A date or time that does not exist, such as 30 February or 25:00.
    case impossibleDate
    /// Not an identifier of the kind that is needed.
    case unreadableIdentifier
    /// An identifier that is needed and is empty.
    case emptyIdentifier
    /// Bytes that are no text in the encoding of the source.
    case undecodable
    /// A quote that is not closed before the end of the file, or swallows the end of a line that no field may hold.
    case unterminatedQuote
    /// A last line that ends in the middle.
    case cutShort
    /// A date outside the period of the case.
    case outsidePeriod
    /// A key that stands in an earlier row.
    case duplicateKey
    /// A reference to something that no register has.
    case unknownReference
    /// A value that is not one of those allowed.
    case badValue

    /// The reason in a sentence, in both languages.
    public var sentence: BilingualText {
        switch self {
        case .tooFewColumns: BilingualText(ja: "列が見出しより少ない", en: "fewer columns than the heading")
        case .tooManyColumns: BilingualText(ja: "列が見出しより多い", en: "more columns than the heading")
        case .unreadableDate: BilingualText(ja: "日時として読めない", en: "not a date in the dialect of the source")
        case .impossibleDate: BilingualText(ja: "存在しない日時", en: "a date or time that does not exist")
        case .unreadableIdentifier: BilingualText(ja: "識別番号として読めない", en: "not an identifier of this kind")
        case .emptyIdentifier: BilingualText(ja: "識別番号が空", en: "the identifier is empty")
        case .undecodable: BilingualText(ja: "この文字コードでは読めない", en: "bytes that are no text in this encoding")
        case .unterminatedQuote:
            BilingualText(ja: "引用符が閉じていないか、次の行を巻き込んでいる", en: "a quote that is never closed, or swallows the next line")
        case .cutShort: BilingualText(ja: "最後の行が途中で切れている", en: "the last line is cut short")
        case .outsidePeriod: BilingualText(ja: "調査対象期間の外", en: "outside the period of the case")
        case .duplicateKey: BilingualText(ja: "同じキーの行が前にある", en: "an earlier row has the same key")
        case .unknownReference: BilingualText(ja: "台帳にないものを参照している", en: "refers to something that no register has")
        case .badValue: BilingualText(ja: "許されない値", en: "not one of the values allowed")
        }
    }
}
