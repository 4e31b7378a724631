extension PostgresConnection {
    /// The longest name that a server built as usual keeps, in bytes of UTF-8; it cuts longer ones.
    public static let longestIdentifier = 63

    /// A name as SQL wants it, always in double quotes: what `quote_ident` gives for a name that needs them.
    ///
    /// - Throws: ``PostgresError/Kind/misuse`` for a name that no server holds: empty, longer than
    ///   ``longestIdentifier``, or with a NUL.
    public static func quoteIdentifier(_ name: String) throws(PostgresError) -> String {
        guard !name.isEmpty else { throw PostgresError(.misuse, "a name in SQL is empty; give it a letter") }
        try CTexts.refuseNUL(in: name, "a name in SQL")
        guard name.utf8.count <= longestIdentifier else {
            throw PostgresError(
                .misuse,
                "the name `\(name)` has \(name.utf8.count) bytes, and PostgreSQL cuts names after \(longestIdentifier); shorten it"
            )
        }
        return "\"" + doubled(name, ["\""]) + "\""
    }

    /// A text as a literal in SQL, by which it means itself whatever `standard_conforming_strings` says: byte for byte
    /// what `quote_literal` gives. Parameters of ``execute(_:_:)`` are to be preferred wherever SQL allows them.
    ///
    /// One with a backslash begins with `E`: leave a space before it.
    ///
    /// - Throws: ``PostgresError/Kind/misuse`` for a text with a NUL, which no text of PostgreSQL holds.
    public static func quoteLiteral(_ text: String) throws(PostgresError) -> String {
        try CTexts.refuseNUL(in: text, "a text")
        let mark = text.utf8.contains(UInt8(ascii: "\\")) ? "E'" : "'"
        return mark + doubled(text, ["'", "\\"]) + "'"
    }

    private static func doubled(_ text: String, _ marks: Set<Unicode.Scalar>) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if marks.contains(scalar) { scalars.append(scalar) }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
