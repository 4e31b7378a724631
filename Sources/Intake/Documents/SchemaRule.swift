/// One schema object of a ``JSONSchema``, read and checked.
final class SchemaRule: Sendable {
    /// The types of JSON Schema 2020-12, validation vocabulary, section 6.1.1.
    enum Kind: String, CaseIterable, Sendable { case null, boolean, object, array, number, string, integer }

    let place: Place
    /// A schema that is just `true` or `false`.
    let verdict: Bool?
    let reference: String?
    let expected: BilingualText?
    let kinds: [Kind]?
    let choices: [LocatedYAML.Node]?
    let constant: LocatedYAML.Node?
    let pattern: String?
    let minLength: Int?
    let maxLength: Int?
    let minimum: Double?
    let maximum: Double?
    let exclusiveMinimum: Double?
    let exclusiveMaximum: Double?
    let items: SchemaRule?
    let minItems: Int?
    let maxItems: Int?
    let uniqueItems: Bool
    let properties: [(key: String, rule: SchemaRule)]
    let patternProperties: [(pattern: String, rule: SchemaRule)]
    let additionalProperties: SchemaRule?
    let propertyNames: SchemaRule?
    let required: [String]
    let minProperties: Int?
    let maxProperties: Int?
    let allOf: [SchemaRule]
    let anyOf: [SchemaRule]
    let oneOf: [SchemaRule]
    let not: SchemaRule?
    let condition: SchemaRule?
    let consequence: SchemaRule?
    let alternative: SchemaRule?

    /// Every schema directly inside of this one, `$defs` apart.
    var inner: [SchemaRule] {
        let single = [items, additionalProperties, propertyNames, not, condition, consequence, alternative]
        return single.compactMap(\.self) + properties.map(\.rule) + patternProperties.map(\.rule) + allOf + anyOf
            + oneOf
    }

    init(_ node: LocatedYAML.Node) throws(IntakeError) {
        let words = try Keywords(node)
        place = node.place
        verdict = words.verdict
        reference = try words.text("$ref")
        expected = try words.expected()
        kinds = try words.kinds()
        choices = try words.list("enum")
        constant = words["const"]
        pattern = try words.pattern()
        minLength = try words.count("minLength")
        maxLength = try words.count("maxLength")
        minimum = try words.number("minimum")
        maximum = try words.number("maximum")
        exclusiveMinimum = try words.number("exclusiveMinimum")
        exclusiveMaximum = try words.number("exclusiveMaximum")
        items = try words.rule("items")
        minItems = try words.count("minItems")
        maxItems = try words.count("maxItems")
        uniqueItems = try words.flag("uniqueItems")
        properties = try words.ruleMap("properties").map { (key: $0.0, rule: $0.1) }
        patternProperties = try words.ruleMap("patternProperties").map { (pattern: $0.0, rule: $0.1) }
        additionalProperties = try words.rule("additionalProperties")
        propertyNames = try words.rule("propertyNames")
        required = try words.texts("required")
        minProperties = try words.count("minProperties")
        maxProperties = try words.count("maxProperties")
        allOf = try words.rules("allOf")
        anyOf = try words.rules("anyOf")
        oneOf = try words.rules("oneOf")
        not = try words.rule("not")
        condition = try words.rule("if")
        consequence = try words.rule("then")
        alternative = try words.rule("else")
        for (pattern, rule) in patternProperties { try Keywords.check(pattern: pattern, at: rule.place) }
    }
}

/// The keywords of one schema object, each read in its own form.
private struct Keywords {
    let node: LocatedYAML.Node
    let verdict: Bool?

    private static let known: Set<String> = [
        "$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples", "deprecated",
        "x-expected",
        "$ref", "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "items", "minItems", "maxItems", "uniqueItems", "properties", "patternProperties",
        "additionalProperties", "propertyNames", "required", "minProperties", "maxProperties", "allOf", "anyOf",
        "oneOf",
        "not", "if", "then", "else",
    ]

    init(_ node: LocatedYAML.Node) throws(IntakeError) {
        self.node = node
        if case .bool(let value) = node.scalar?.value {
            verdict = value
            return
        }
        verdict = nil
        guard let entries = node.entries else {
            throw Self.fault(
                node.place, en: "a schema must be an object, `true` or `false`",
                ja: "スキーマはオブジェクトか true / false でなければなりません")
        }
        for entry in entries where !Self.known.contains(entry.key) {
            let hint = Suggestion(for: entry.key, among: Self.known)
            throw Self.fault(
                entry.keyPlace, en: "the schema keyword `\(entry.key)` is not understood here\(hint.en)",
                ja: "スキーマのキーワード `\(entry.key)` には対応していません\(hint.ja)")
        }
    }

    subscript(key: String) -> LocatedYAML.Node? { node[key] }

    static func fault(_ place: Place, en: String, ja: String) -> IntakeError {
        IntakeError(place: place, message: BilingualText(ja: ja, en: en))
    }

    private func wrong(_ key: String, _ node: LocatedYAML.Node, _ en: String, _ ja: String) -> IntakeError {
        Self.fault(node.place, en: "the schema keyword `\(key)` must be \(en)", ja: "スキーマの `\(key)` は\(ja)でなければなりません")
    }

    func text(_ key: String) throws(IntakeError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.text else { throw wrong(key, value, "text", "文字列") }
        return text
    }

    func texts(_ key: String) throws(IntakeError) -> [String] {
        var texts: [String] = []
        for item in try list(key) ?? [] {
            guard let text = item.text else { throw wrong(key, item, "a list of text", "文字列のリスト") }
            texts.append(text)
        }
        return texts
    }

    func list(_ key: String) throws(IntakeError) -> [LocatedYAML.Node]? {
        guard let value = self[key] else { return nil }
        guard let items = value.items else { throw wrong(key, value, "a list", "リスト") }
        return items
    }

    func flag(_ key: String) throws(IntakeError) -> Bool {
        guard let value = self[key] else { return false }
        guard case .bool(let flag) = value.scalar?.value else {
            throw wrong(key, value, "true or false", "true か false")
        }
        return flag
    }

    func number(_ key: String) throws(IntakeError) -> Double? {
        guard let value = self[key] else { return nil }
        switch value.scalar?.value {
        case .integer(let number): return Double(number)
        case .number(let number): return number
        default: throw wrong(key, value, "a number", "数値")
        }
    }

    func count(_ key: String) throws(IntakeError) -> Int? {
        guard let value = self[key] else { return nil }
        guard case .integer(let number) = value.scalar?.value, number >= 0 else {
            throw wrong(key, value, "a whole number from 0", "0以上の整数")
        }
        return number
    }

    func kinds() throws(IntakeError) -> [SchemaRule.Kind]? {
        guard let value = self["type"] else { return nil }
        var kinds: [SchemaRule.Kind] = []
        for item in value.items ?? [value] {
            guard let kind = item.text.flatMap(SchemaRule.Kind.init) ?? (item.scalar?.isNull == true ? .null : nil)
            else {
                throw wrong("type", item, "one of the seven types of JSON Schema", "JSON Schemaの型名")
            }
            kinds.append(kind)
        }
        return kinds
    }

    func pattern() throws(IntakeError) -> String? {
        guard let pattern = try text("pattern") else { return nil }
        try Self.check(pattern: pattern, at: self["pattern"]?.place ?? node.place)
        return pattern
    }

    static func check(pattern: String, at place: Place) throws(IntakeError) {
        do {
            _ = try Regex(pattern)
        } catch {
            throw fault(place, en: "`\(pattern)` is not a regular expression", ja: "`\(pattern)` は正規表現ではありません")
        }
    }

    func expected() throws(IntakeError) -> BilingualText? {
        guard let value = self["x-expected"] else { return nil }
        guard let en = value["en"]?.text, let ja = value["ja"]?.text else {
            throw wrong("x-expected", value, "`{\"en\": …, \"ja\": …}`", "`{\"en\": …, \"ja\": …}`")
        }
        return BilingualText(ja: ja, en: en)
    }

    func rule(_ key: String) throws(IntakeError) -> SchemaRule? {
        guard let value = self[key] else { return nil }
        return try SchemaRule(value)
    }

    func rules(_ key: String) throws(IntakeError) -> [SchemaRule] {
        var rules: [SchemaRule] = []
        for item in try list(key) ?? [] { rules.append(try SchemaRule(item)) }
        if rules.isEmpty, let value = self[key] {
            throw wrong(key, value, "a list with at least one schema", "1つ以上のスキーマのリスト")
        }
        return rules
    }

    func ruleMap(_ key: String) throws(IntakeError) -> [(String, SchemaRule)] {
        guard let value = self[key] else { return [] }
        guard let entries = value.entries else { throw wrong(key, value, "an object of schemas", "スキーマのオブジェクト") }
        var rules: [(String, SchemaRule)] = []
        for entry in entries { rules.append((entry.key, try SchemaRule(entry.value))) }
        return rules
    }
}
