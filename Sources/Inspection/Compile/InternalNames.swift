/// What the script calls the things that it makes for itself.
struct InternalNames: Sendable {
    /// The tables; views of the catalogue's tables get other names.
    static let tables = ["permissions", "owners", "surfaces", "hash_key", "guarded", "objects"]
    /// All relations.
    static let relations = tables + ["session_permissions"]
    /// The functions.
    static let functions = ["seen", "known_codes", "check"]

    /// The schema.
    let schema: String

    var permissions: String { relation("permissions") }
    var owners: String { relation("owners") }
    var surfaces: String { relation("surfaces") }
    var hashKey: String { relation("hash_key") }
    var guarded: String { relation("guarded") }
    var objects: String { relation("objects") }
    var session: String { relation("session_permissions") }
    var seen: String { relation("seen") }
    var knownCodes: String { relation("known_codes") }
    var check: String { relation("check") }

    /// A relation or function in the schema.
    func relation(_ name: String) -> String { SQLText.name(schema, name) }
}
