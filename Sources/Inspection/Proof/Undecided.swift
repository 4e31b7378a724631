import Conditions
public import Intake

/// Why something can be neither proved nor refuted: the proof cannot say it, or the solver gave up. It counts as not
/// proved.
public struct Undecided: Error, Hashable, Sendable {
    /// Where in the query's text, in bytes from 0; -1 where no place is to blame.
    public var offset: Int
    /// What it is.
    public var message: BilingualText

    init(at offset: Int, ja: String, en: String) {
        self.offset = offset
        message = BilingualText(ja: ja, en: en)
    }

    init(_ expression: SQLExpression, _ error: TextLanguageError) {
        self.init(
            at: expression.offset, ja: "文字列の条件が大きすぎます: \(error)", en: "the condition on texts is too large: \(error)")
    }
}
