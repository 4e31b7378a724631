/// What the renderers say by themselves, in both languages.
enum Words {
    static let skip = Phrase(ja: "本文へ移動", en: "Skip to the content")
    static let contents = Phrase(ja: "目次", en: "Contents")
    static let item = Phrase(ja: "項目", en: "Item")
    static let unit = Phrase(ja: "単位", en: "Unit")
    static let base = Phrase(ja: "集計対象", en: "Base")
    static let keyFigures = Phrase(ja: "主な数値", en: "Key figures")
    static let simulated = Phrase(ja: "模擬データ", en: "Simulated data")
    static let information = Phrase(ja: "参考", en: "Note")
    static let caution = Phrase(ja: "注意", en: "Caution")
    static let notes = Phrase(ja: "注記", en: "Notes")
    static let checks = Phrase(ja: "検算", en: "Checks")
    static let sources = Phrase(ja: "数値の出所", en: "Where the numbers come from")
    static let cellSources = Phrase(ja: "この表の数値の出所", en: "Where each number of this table comes from")
    static let row = Phrase(ja: "行", en: "Row")
    static let column = Phrase(ja: "列", en: "Column")
    static let query = Phrase(ja: "算出方法", en: "Query")
    static let inputSet = Phrase(ja: "入力", en: "Inputs")
    static let allColumns = Phrase(ja: "全列", en: "all columns")
    static let number = Phrase(ja: "番号", en: "No.")
    static let file = Phrase(ja: "ファイル", en: "File")
    static let sha256 = Phrase(ja: "SHA-256", en: "SHA-256")
    static let overrideTitle = Phrase(
        ja: "検算の不一致を承知のうえで公表しています", en: "Published although checks fail")
    static let overrideReason = Phrase(ja: "理由", en: "Reason")
    static let overrideBy = Phrase(ja: "判断した者", en: "Decided by")
    static let noSources = Phrase(ja: "入力ファイルの記載はありません。", en: "No input files are stated.")
    static func rateNote(_ digits: Int) -> Phrase {
        Phrase(
            ja: "率は小数第\(digits + 1)位を四捨五入しており、併せて分子／分母を示す。",
            en:
                "Percentages are rounded half up to \(digits) decimal\(digits == 1 ? "" : "s"); part/whole stand with them."
        )
    }

    static func checksPassed(_ count: Int) -> Phrase {
        Phrase(
            ja: "表の行・列の合計、率、基数、表の間の一致、文と図の引用、数値の出所について\(count.grouped)件の検算を行い、すべて一致した。",
            en:
                "Checks made: \(count.grouped), of row and column totals, rates, bases, agreement between tables, citations in sentences and charts, and provenance. All hold."
        )
    }

    static func checksFailed(_ failures: Int, of count: Int) -> Phrase {
        Phrase(
            ja: "\(count.grouped)件の検算のうち、\(failures.grouped)件が一致しない。",
            en: "\(failures.grouped) of \(count.counted("check")) failed.")
    }

    static let sourcesLead = Phrase(
        ja: "数値はすべて、下の入力ファイルから算出した。セルごとの算出方法と入力は、電子版の各表の「この表の数値の出所」（HTML）と JSON に示す。",
        en:
            "Every number was computed from the input files below. Under each table of the page on screen, and in the JSON, stand the query and the inputs of each cell."
    )

    static func inputList(_ count: Int) -> Phrase {
        Phrase(ja: "入力ファイルの一覧（\(count.grouped)件）", en: "Input files (\(count.grouped))")
    }
}
