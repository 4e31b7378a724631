/// Whether the text of `decimal("…")` and the like is one.
enum ExtensionLiteral {
    /// What is wrong with a text, or nil.
    static func fault(_ function: String, _ text: String) -> String? { nil }
}
