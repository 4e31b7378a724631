/// Names and texts as they stand in a script.
///
/// By single Unicode characters: a quote before a combining mark is a quote all the same.
enum SQLText {
    /// A name in double quotes.
    static func name(_ name: String) -> String { quoted(name, by: "\"") }

    /// A text in quotes, for a server with `standard_conforming_strings`.
    static func text(_ text: String) -> String { quoted(text, by: "'") }

    /// A table's or view's name with its schema's.
    static func name(_ schema: String, _ name: String) -> String { "\(self.name(schema)).\(self.name(name))" }

    /// A body between two marks that do not occur in it.
    static func dollars(_ body: String) -> String {
        var (mark, number) = ("$sekisho$", 0)
        while body.contains(mark) { (mark, number) = ("$sekisho\(number + 1)$", number + 1) }
        return "\(mark)\n\(body)\n\(mark)"
    }

    private static func quoted(_ text: String, by mark: Unicode.Scalar) -> String {
        var scalars = String.UnicodeScalarView([mark])
        for scalar in text.unicodeScalars {
            if scalar == mark { scalars.append(mark) }
            scalars.append(scalar)
        }
        scalars.append(mark)
        return String(scalars)
    }
}
