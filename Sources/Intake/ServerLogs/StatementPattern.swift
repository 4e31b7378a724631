/// How a statement names a record: `supply_point = {subject}`.
///
/// The pattern is looked for anywhere in the statement, word by word: white space, comments and the case of unquoted
/// letters do not matter. `{subject}` stands for a literal, a number or a parameter such as `$1`, which is looked up
/// among the bound ones; `{any}` for any words, or none.
public struct StatementPattern: Hashable, Sendable {
    /// The pattern as it was written.
    public let text: String
    private let tokens: [SQLToken]

    /// Reads a pattern.
    ///
    /// - Throws: an error, without a place, unless `{subject}` stands in it once, and something else beside it.
    public init(parsing text: String) throws(IntakeError) {
        self.text = text
        tokens = SQLTokens(Array(text.utf8), isPattern: true).tokens
        guard tokens.count(where: { $0 == .subject }) == 1, tokens.contains(where: { $0 != .subject && $0 != .any }),
            tokens.first != .any, tokens.last != .any
        else {
            throw IntakeError(
                ja: "文のパターン `\(text)` が使えません。`supply_point = {subject}` のように `{subject}` を1回だけ書いてください",
                en: "the statement pattern `\(text)` cannot be used; write one such as `supply_point = {subject}`")
        }
    }

    /// The records that a statement names, each once.
    func subjects(in statement: [SQLToken], parameters: [[UInt8]]) -> Set<[UInt8]> {
        var found: Set<[UInt8]> = []
        for start in statement.indices {
            if let token = match(tokens[...], statement[start...], nil) {
                switch token {
                case .text(let text): found.insert(text)
                case .number(let text): found.insert(text)
                case .parameter(let number) where parameters.indices.contains(number - 1):
                    found.insert(parameters[number - 1])
                default: break
                }
            }
        }
        return found
    }

    /// The word for `{subject}` if the pattern stands at the beginning of `statement`.
    private func match(
        _ pattern: ArraySlice<SQLToken>, _ statement: ArraySlice<SQLToken>, _ subject: SQLToken?
    ) -> SQLToken? {
        var pattern = pattern
        var statement = statement
        var subject = subject
        while let wanted = pattern.popFirst() {
            if wanted == .any {
                // The nearest place at which the rest fits; a statement has no other end to look for.
                while !statement.isEmpty {
                    if let found = match(pattern, statement, subject) { return found }
                    statement = statement.dropFirst()
                    if statement.first == .symbol(UInt8(ascii: ";")) { return nil }
                }
                return nil
            }
            guard let token = statement.popFirst() else { return nil }
            if wanted == .subject {
                switch token {
                case .text, .number, .parameter: subject = token
                default: return nil
                }
            } else if wanted != token {
                return nil
            }
        }
        return subject
    }
}
