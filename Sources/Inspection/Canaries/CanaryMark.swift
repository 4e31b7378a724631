public import Intake

/// One value of a made-up customer of another retailer, by which that customer would be known in an output.
public struct CanaryMark: Hashable, Codable, Sendable {
    /// Which canary: for instance the retailer and a number.
    public var id: String
    /// Which field of the canary: `phone`, `contractHolder` and so on.
    public var field: String
    /// The value, as it was put into the database.
    public var value: String

    /// A mark of a canary.
    public init(id: String, field: String, value: String) {
        self.id = id
        self.field = field
        self.value = value
    }
}

/// Marks that could be mistaken for something else, so that a search for them would say nothing.
public struct CanaryMarkError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Why a mark cannot be used.
    public enum Reason: Hashable, Sendable {
        /// It has fewer letters and digits than the least that tells it apart; kanji count double.
        case tooShort(weight: Int, least: Int)
        /// It is made of fewer than three different letters or digits.
        case tooUniform
        /// Another canary has the same value, however it is written: a hit could not tell which of them it is.
        case sameAs(CanaryMark)
    }

    /// The marks and what is wrong with each, in the order in which they were given.
    public var faults: [Fault]

    /// A mark that cannot be used, and why.
    public struct Fault: Hashable, Sendable {
        /// The mark.
        public var mark: CanaryMark
        /// What is wrong with it.
        public var reason: Reason

        /// What is wrong and how to mend it.
        public var message: BilingualText {
            let name = "`\(mark.id)` `\(mark.field)` (`\(mark.value)`)"
            switch reason {
            case .tooShort(let weight, let least):
                return BilingualText(
                    ja: "\(name): 短すぎて見分けられません（記号を除き\(weight)字分）。\(least)字分以上（漢字は2字分）の値にしてください",
                    en: "\(name): too short to be told apart (\(weight) letters and digits, kanji count double); "
                        + "use at least \(least)")
            case .tooUniform:
                return BilingualText(
                    ja: "\(name): 文字の種類が少なすぎて見分けられません。3種類以上の文字や数字を含む値にしてください",
                    en: "\(name): too uniform to be told apart; use at least three different letters or digits")
            case .sameAs(let other):
                return BilingualText(
                    ja: "\(name): `\(other.id)` の `\(other.field)` と同じ値で、どちらか見分けられません。別の値にしてください",
                    en: "\(name): the same value as `\(other.field)` of `\(other.id)`, so a hit could be either; "
                        + "use another value")
            }
        }
    }

    /// One line for each mark, in English.
    public var description: String { faults.map(\.message.en).joined(separator: "\n") }
}
