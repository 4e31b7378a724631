public import Intake

/// Why SQL text cannot be taken as a condition: it is no SQL, does not fit the tables, or is something that conditions do
/// not know. What is not known is refused, never approximated.
public struct ConditionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the text, in bytes from 0; -1 where no place is to blame.
    public var offset: Int
    /// What is wrong, and the mend.
    public var message: BilingualText

    /// An error at a place of the text.
    public init(at offset: Int, ja: String, en: String) {
        self.offset = offset
        message = BilingualText(ja: ja, en: en)
    }

    /// The message, in English.
    public var description: String { message.en }
}
