public import Intake

/// A mark of a canary that stands in an output.
public struct CanaryHit: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The mark.
    public var mark: CanaryMark
    /// Where it begins.
    public var place: CanaryPlace
    /// In what ways its form differs from the mark's value; none where it stands as written.
    public var forms: [CanaryForm]
    /// The passage as it stands in the text, at most 120 characters of it.
    public var found: String
    /// Whether it can be nothing else. Not so where it is part of a longer number, where a number is rounded, and where
    /// a number is put together from several fields: there chance can play a trick, and a person should look.
    public var isCertain: Bool

    /// A hit.
    public init(mark: CanaryMark, place: CanaryPlace, forms: [CanaryForm], found: String, isCertain: Bool) {
        self.mark = mark
        self.place = place
        self.forms = forms
        self.found = found
        self.isCertain = isCertain
    }

    /// How it was found, in words.
    public var form: BilingualText {
        guard !forms.isEmpty else { return BilingualText(ja: "そのまま", en: "as written") }
        return BilingualText(
            ja: forms.map(\.words.ja).joined(separator: "、"), en: forms.map(\.words.en).joined(separator: ", "))
    }

    /// The place, the mark and the form, in English.
    public var description: String { "\(place): `\(mark.field)` of `\(mark.id)`, \(form.en): `\(found)`" }
}
