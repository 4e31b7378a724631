/// A JSON Schema (draft 2020-12) that checks a ``LocatedYAML`` document and says where it goes wrong.
///
/// Only a part of the standard is understood, and a keyword outside of it is an error of the schema: nothing that a
/// schema asks for is skipped in silence.
///
/// - Assertions: `type`, `enum`, `const`, `pattern`, `minLength`, `maxLength`, `minimum`, `maximum`,
///   `exclusiveMinimum`, `exclusiveMaximum`, `items`, `minItems`, `maxItems`, `uniqueItems`, `properties`,
///   `patternProperties`, `additionalProperties`, `propertyNames`, `required`, `minProperties`, `maxProperties`,
///   `allOf`, `anyOf`, `oneOf`, `not`, `if`, `then`, `else`, `$ref` (to `#` or `#/$defs/name`).
/// - Annotations: `$schema`, `$id`, `$comment`, `$defs`, `title`, `description`, `default`, `examples`, `deprecated`,
///   and `x-expected`, of the form `{"en": "a date such as 2022-04-01", "ja": "…"}`: what messages say is expected.
///
/// One thing is wider than in the standard, because YAML is written by hand: where a schema asks for `string`, any
/// scalar but null will do, and is taken as it was written. So an identifier `0001` and a date `2022-04-01` need no
/// quotes.
public struct JSONSchema: Sendable {
    let root: SchemaRule
    let definitions: [String: SchemaRule]

    /// Reads a schema.
    ///
    /// - Throws: ``IntakeError`` with the place of an unknown keyword, a keyword's value of the wrong form, a pattern
    ///   that is no regular expression, or a `$ref` that leads nowhere.
    public init(parsing bytes: [UInt8], file: String) throws(IntakeError) {
        try self.init(LocatedYAML(parsing: bytes, file: file))
    }

    /// Takes a document that was read before as a schema.
    ///
    /// - Throws: as ``init(parsing:file:)``.
    public init(_ document: LocatedYAML) throws(IntakeError) {
        var definitions: [String: SchemaRule] = [:]
        for entry in document.root["$defs"]?.entries ?? [] {
            definitions[entry.key] = try SchemaRule(entry.value)
        }
        root = try SchemaRule(document.root)
        self.definitions = definitions
        for rule in [root] + definitions.values { try checkReferences(rule) }
    }

    /// Everything in `document` that the schema does not allow, in the order of the file; empty if all is well.
    public func validate(_ document: LocatedYAML) -> [IntakeError] {
        validate(document.root)
    }

    /// Everything in `node` that the schema does not allow, in the order of the file.
    public func validate(_ node: LocatedYAML.Node) -> [IntakeError] {
        let validator = SchemaValidator(schema: self)
        let faults = validator.check(node, root, at: LocatedYAML.Path([]))
        var seen: Set<IntakeError> = []
        return faults.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
            guard let one = left.element.place, let other = right.element.place, one != other else {
                return left.offset < right.offset
            }
            return (one.line, one.column, left.offset) < (other.line, other.column, right.offset)
        }.map(\.element)
    }

    func definition(_ reference: String) -> SchemaRule? {
        if reference == "#" { return root }
        guard reference.hasPrefix("#/$defs/") else { return nil }
        return definitions[String(reference.dropFirst("#/$defs/".count))]
    }

    private func checkReferences(_ rule: SchemaRule) throws(IntakeError) {
        if let reference = rule.reference {
            guard definition(reference) != nil else {
                throw IntakeError(
                    place: rule.place,
                    message: BilingualText(
                        ja: "スキーマの `$ref` の先 `\(reference)` がありません",
                        en: "`$ref` leads to `\(reference)`, which is not there"))
            }
            var passed: Set<String> = []
            var next: String? = reference
            while let name = next {
                guard passed.insert(name).inserted else {
                    throw IntakeError(
                        place: rule.place,
                        message: BilingualText(ja: "スキーマの `$ref` が輪になっています", en: "`$ref` leads back to itself"))
                }
                next = definition(name)?.reference
            }
        }
        for inner in rule.inner { try checkReferences(inner) }
    }
}
