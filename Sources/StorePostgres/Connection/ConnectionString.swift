/// A connection string, looked through before libpq uses it: libpq's own errors would show pieces of a password that
/// stands where it should not.
struct ConnectionString {
    /// What is handed to libpq.
    let text: String
    /// The passwords in it.
    let secrets: [String]
    /// What it sets, by libpq's keywords.
    let settings: [String: String]

    /// - Throws: ``PostgresError/Kind/misuse``, without showing any piece of the text.
    init(_ text: String) throws(PostgresError) {
        try CTexts.refuseNUL(in: text, "the connection string")
        guard let settings = LibpqConnection.settings(in: text) else {
            throw PostgresError(
                .misuse,
                "the connection string cannot be read; write `keyword=value` pairs, with a value that has spaces in '…', or postgresql://user@host:port/database, with special characters as %XX"
            )
        }
        for scheme in ["postgresql://", "postgres://"] where text.hasPrefix(scheme) {
            try Self.refuseStrayAt(text.dropFirst(scheme.count))
        }
        for port in (settings["port"] ?? "").split(separator: ",") {
            guard let number = Int(port), (1...65535).contains(number) else {
                throw PostgresError(
                    .misuse,
                    "the port in the connection string is not a number from 1 to 65535; a `/` or `:` in a user or password is written %2F or %3A"
                )
            }
        }
        // One without a single setting would be taken for the name of a database.
        self.text = settings.isEmpty ? "" : text
        self.settings = settings
        secrets = [settings["password"], settings["sslpassword"]].compactMap(\.self)
    }

    /// In a URI the first `@` ends user and password. Behind it, or behind a `/`, another is a piece of a password.
    private static func refuseStrayAt(_ rest: Substring) throws(PostgresError) {
        var host = rest
        if let end = rest.firstIndex(where: { $0 == "@" || $0 == "/" }), rest[end] == "@" {
            host = rest[rest.index(after: end)...]
        }
        if host.prefix(while: { $0 != "?" }).contains("@") {
            throw PostgresError(
                .misuse,
                "the connection string has an `@` in its host or database; an `@` or `/` in a user or password is written %40 or %2F"
            )
        }
    }
}
