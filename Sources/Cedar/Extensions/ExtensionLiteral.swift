/// What to say of the text of `decimal("…")` and the like when it means no value.
enum ExtensionLiteral {
    /// What is wrong with a text, and what would be right; or nil.
    static func fault(_ function: String, _ text: String) -> String? {
        if ExtensionValue(function: function, text: text) != nil { return nil }
        let quoted = Value.quoted(text)
        switch function {
        case "decimal":
            return "\(quoted) is no decimal; one looks like \"12.5\", with up to four digits behind the point"
        case "ip":
            return "\(quoted) is no address; one looks like \"192.168.0.1\", \"10.0.0.0/8\" or \"::1\""
        case "datetime":
            return "\(quoted) is no instant; one looks like \"2026-04-01\" or \"2026-04-01T09:30:00Z\""
        case "duration": return "\(quoted) is no length of time; one looks like \"1d12h\" or \"-30m\""
        default: return nil
        }
    }
}
