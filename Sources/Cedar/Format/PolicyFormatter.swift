/// Lays policies out as Cedar's own formatter does: each part of a head that asks something on a line of its own, one
/// condition to a line where it fits, and comments where they were.
///
/// What a policy means is never touched: the words stay, only the white space between them changes, and a comma before
/// a closing bracket goes.
///
///     let text = try PolicyFormatter().format("permit(principal,action,resource)when{context.ok};")
///     // permit (principal, action, resource)
///     // when { context.ok };
public struct PolicyFormatter: Hashable, Sendable {
    /// How many characters a line may have, where it can be broken at all.
    public var lineWidth: Int
    /// How many blanks one level is set in by.
    public var indent: Int

    /// A formatter.
    ///
    /// - Parameters:
    ///   - lineWidth: characters to a line.
    ///   - indent: blanks to a level.
    public init(lineWidth: Int = 80, indent: Int = 2) {
        self.lineWidth = max(1, lineWidth)
        self.indent = max(0, indent)
    }

    /// The same policies, laid out. Formatting what was formatted changes nothing.
    ///
    /// - Throws: every fault of the text; only what can be read is laid out.
    public func format(_ text: String) throws(ParseFaults) -> String {
        _ = try PolicySet(parsing: text)
        return layOut(text)
    }

    /// The text of a policy that has none, or another one: one that came from JSON or was made by a program.
    public func text(of policy: Policy) -> String {
        layOut(PolicyPrinter.text(of: policy))
    }

    /// The text of policies, in their order. Ids are no part of Cedar's syntax, and links of templates have none.
    public func text(of policies: PolicySet) -> String {
        layOut(policies.policies.map(PolicyPrinter.text(of:)).joined(separator: "\n"))
    }

    /// Lays out a text that is known to be policies.
    private func layOut(_ text: String) -> String {
        var layout = PolicyLayout(words: FormatWord.words(of: text), indent: indent)
        var renderer = FormatRenderer(width: lineWidth)
        while let policy = layout.next() { renderer.write(policy) }
        renderer.write(.word(layout.current))
        return renderer.text.isEmpty ? "" : renderer.text + "\n"
    }
}
