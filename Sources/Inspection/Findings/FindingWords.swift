public import Intake

extension InspectionFinding.Kind {
    /// How much a finding of the kind matters.
    public var severity: InspectionFinding.Severity {
        switch self {
        case .leak, .undecided, .noOwnerOfRecord, .unclassified, .maskUndone, .brokenAssumption, .canary: .error
        case .alwaysEmpty, .nullTrap, .closedEnd, .noResponsible, .noTest, .noLog, .unknownTable, .canaryUnseen,
            .becomesVisible:
            .warning
        case .alwaysTrue, .redundant, .implied, .ruleNeverApplies, .vanishes: .note
        }
    }

    /// The kind in words.
    public var words: BilingualText {
        switch self {
        case .leak: BilingualText(ja: "見てはならない者に渡る", en: "rows reach somebody who may not see them")
        case .undecided: BilingualText(ja: "閉じていると証明できない", en: "not proved closed")
        case .noOwnerOfRecord: BilingualText(ja: "誰のお客さまの記録か分からない", en: "nothing says whose customer it is")
        case .unclassified: BilingualText(ja: "列が何を表すか分からない", en: "nothing says what a column tells")
        case .alwaysEmpty: BilingualText(ja: "何も出力されない", en: "no row ever comes out")
        case .alwaysTrue: BilingualText(ja: "条件が何も絞り込まない", en: "the condition leaves nothing out")
        case .redundant: BilingualText(ja: "条件の一部に意味がない", en: "a part of the condition changes nothing")
        case .nullTrap: BilingualText(ja: "不明な所有者を自社とみなしている", en: "an unknown owner is taken for a known one")
        case .closedEnd: BilingualText(ja: "期間の終わりの翌日を含めている", en: "the day after a period is taken for a day of it")
        case .maskUndone: BilingualText(ja: "隠した項目が別の項目から分かる", en: "what is masked is shown by another field")
        case .implied: BilingualText(ja: "別の画面・帳票などに含まれる", en: "another surface gives out all of it")
        case .noResponsible: BilingualText(ja: "責任者がいない", en: "nobody answers for it")
        case .noTest: BilingualText(ja: "試験がない", en: "nothing tests it")
        case .noLog: BilingualText(ja: "閲覧が記録されない", en: "its views are not logged")
        case .unknownTable: BilingualText(ja: "カタログにない表", en: "a table that no surface mentions")
        case .brokenAssumption: BilingualText(ja: "前提が成り立たない", en: "the database does not keep an assumption")
        case .canary: BilingualText(ja: "他社のカナリアが出た", en: "a canary of somebody else's turned up")
        case .canaryUnseen: BilingualText(ja: "出力の中を見られない", en: "an output could not be looked into")
        case .ruleNeverApplies: BilingualText(ja: "規則が一度も使われない", en: "a rule that never decides anything")
        case .becomesVisible: BilingualText(ja: "新たに見えるようになる", en: "something becomes visible")
        case .vanishes: BilingualText(ja: "見えなくなる", en: "something is no longer visible")
        }
    }
}
