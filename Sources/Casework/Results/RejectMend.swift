import Intake

extension RejectReason {
    /// What to do about it, in both languages: for whoever reads the list of rejects beside the case.
    var mend: BilingualText {
        switch self {
        case .tooFewColumns, .tooManyColumns:
            BilingualText(
                ja: "区切り文字と引用符を確かめ、列の数を見出しに合わせてください",
                en: "look for a missing or unquoted delimiter, and give the row as many columns as the heading")
        case .unreadableDate:
            BilingualText(
                ja: "case.yaml の日時の書き方（dates）を確かめるか、この値を直してください",
                en: "check the dialect of dates in case.yaml, or mend this value")
        case .impossibleDate:
            BilingualText(
                ja: "ログを出したシステムで正しい日時を確かめてください",
                en: "ask the system that wrote the row for the right date and time")
        case .unreadableIdentifier:
            BilingualText(
                ja: "桁数と文字を確かめ、case.yaml がこの列を正しく指しているかを確かめてください",
                en: "check its digits, and that case.yaml names the right column")
        case .emptyIdentifier:
            BilingualText(
                ja: "元のシステムで値を確かめて補ってください。分からなければ、この行は数えられません",
                en: "look the value up in the system that wrote the row; without it the row cannot be counted")
        case .undecodable:
            BilingualText(
                ja: "case.yaml の文字コード（encoding）を確かめるか、ファイルを出し直してください",
                en: "check the encoding in case.yaml, or export the file again")
        case .unterminatedQuote:
            BilingualText(ja: "引用符を閉じるか、二重にしてください", en: "close the quote, or double it")
        case .cutShort:
            BilingualText(ja: "ファイルが最後まで出力されているかを確かめてください", en: "export the file again, to its end")
        case .outsidePeriod:
            BilingualText(
                ja: "このままで構いません。期間を広げるなら case.yaml の period を直してください",
                en: "nothing, unless it should count: then mend `period` in case.yaml")
        case .duplicateKey:
            BilingualText(ja: "どちらの行が正しいかを確かめ、一方を除いてください", en: "find out which of the rows is right, and keep that")
        case .unknownReference:
            BilingualText(ja: "台帳に加えるか、この値を直してください", en: "add it to its register, or mend this value")
        case .badValue:
            BilingualText(
                ja: "この列に書ける値を Documentation/formats/registers.md で確かめ、直してください",
                en: "see what this column may hold in Documentation/formats/registers.md, and mend the value")
        }
    }
}
