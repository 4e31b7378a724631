/// One thing said in both languages of the house.
public struct BilingualText: Hashable, Codable, Sendable {
    /// In Japanese.
    public var ja: String
    /// In English.
    public var en: String

    /// One thing said in both languages.
    public init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }
}
