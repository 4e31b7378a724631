/// Which statements in PostgreSQL's log are views, and whose record they show.
public struct PostgresLogFormat: Sendable {
    /// The relation whose reading is a view, such as `public.customers`.
    public var object: RelationName
    /// How a statement names the record.
    public var subject: Subject
    /// Who the viewer is.
    public var viewer: Viewer

    /// How a statement names the record.
    public enum Subject: Sendable {
        /// By this parameter, counted from 1.
        case parameter(Int)
        /// By what stands in this part of the statement: a literal or a parameter.
        case pattern(StatementPattern)
    }

    /// Who the viewer is.
    public enum Viewer: String, Sendable, CaseIterable {
        /// The database user.
        case user
        /// What the application set as `application_name`, for the person behind a shared connection.
        case applicationName
    }

    /// A format.
    public init(object: RelationName, subject: Subject, viewer: Viewer = .user) {
        self.object = object
        self.subject = subject
        self.viewer = viewer
    }
}

/// The name of a table or view, `customers` or `public.customers`.
public struct RelationName: Hashable, Sendable {
    /// The schema; nil where any will do.
    public let schema: String?
    /// The name itself.
    public let name: String

    /// Reads a name as PostgreSQL does: letters are folded to lower case unless they are quoted.
    ///
    /// - Throws: an error, without a place, for anything but one name or two with a point between.
    public init(parsing text: String) throws(IntakeError) {
        guard let parts = Self.parts(Array(text.utf8)) else {
            throw IntakeError(
                ja: "表の名前 `\(text)` が読めません。`public.customers` のように書いてください",
                en: "`\(text)` is no name of a relation; write one such as `public.customers`")
        }
        (schema, name) = parts
    }

    private static func parts(_ text: [UInt8]) -> (schema: String?, name: String)? {
        let tokens = SQLTokens(text).tokens
        guard tokens.count == 1 || (tokens.count == 3 && tokens[1] == .symbol(UInt8(ascii: "."))),
            case .name(let last) = tokens[tokens.count - 1]
        else { return nil }
        guard tokens.count == 3 else { return (nil, last) }
        guard case .name(let first) = tokens[0] else { return nil }
        return (first, last)
    }

    /// Whether a statement speaks of the relation: as `name` after no other schema, outside of literals and comments.
    func isNamed(in tokens: [SQLToken]) -> Bool {
        for (index, token) in tokens.enumerated() where token == .name(name) {
            guard let schema, index >= 2, tokens[index - 1] == .symbol(UInt8(ascii: ".")) else { return true }
            if tokens[index - 2] == .name(schema) { return true }
        }
        return false
    }

    /// Whether pgAudit's `object_name`, always with its schema, is this relation.
    func matches(objectName: [UInt8]) -> Bool {
        guard let parts = Self.parts(objectName) else { return false }
        return parts.name == name && (schema == nil || parts.schema == nil || parts.schema == schema)
    }
}
