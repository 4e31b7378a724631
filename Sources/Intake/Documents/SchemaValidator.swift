/// One run of a schema over a document.
final class SchemaValidator {
    private let schema: JSONSchema
    private var expressions: [String: Regex<AnyRegexOutput>] = [:]
    private var depth = 0

    typealias Node = LocatedYAML.Node
    typealias Path = LocatedYAML.Path

    init(schema: JSONSchema) { self.schema = schema }

    /// What is wrong with `node` under `rule`.
    func check(_ node: Node, _ rule: SchemaRule, at path: Path) -> [IntakeError] {
        if let verdict = rule.verdict {
            return verdict ? [] : [SchemaFault.unused(node, path)]
        }
        // A schema may lead back to itself on the same value by ways other than `$ref` alone.
        depth += 1
        defer { depth -= 1 }
        guard depth < 1_000 else { return [] }

        if let kinds = rule.kinds, !kinds.contains(where: { Self.matches(node, $0) }) {
            return [SchemaFault.kind(node, path, kinds, expectation(rule))]
        }
        var faults = checkScalar(node, rule, at: path)
        if case .sequence(let items) = node.content { faults += checkItems(items, node, rule, at: path) }
        if case .mapping(let entries) = node.content { faults += checkEntries(entries, node, rule, at: path) }
        if let reference = rule.reference, let definition = schema.definition(reference) {
            faults += check(node, definition, at: path)
        }
        for part in rule.allOf { faults += check(node, part, at: path) }
        if !rule.anyOf.isEmpty { faults += checkBranches(node, rule.anyOf, onlyOne: false, rule, at: path) }
        if !rule.oneOf.isEmpty { faults += checkBranches(node, rule.oneOf, onlyOne: true, rule, at: path) }
        if let not = rule.not, check(node, not, at: path).isEmpty {
            faults.append(SchemaFault.mismatch(node, path, expectation(rule)))
        }
        if let condition = rule.condition {
            let branch = check(node, condition, at: path).isEmpty ? rule.consequence : rule.alternative
            if let branch { faults += check(node, branch, at: path) }
        }
        return faults
    }

    // MARK: Kinds

    /// Whether the node may be read as `kind`: any scalar but null may be read as text.
    static func matches(_ node: Node, _ kind: SchemaRule.Kind) -> Bool {
        switch (node.content, kind) {
        case (.mapping, .object), (.sequence, .array): return true
        case (.mapping, _), (.sequence, _), (.scalar, .object), (.scalar, .array): return false
        case (.scalar(let scalar), .string): return !scalar.isNull
        case (.scalar(let scalar), _): return kinds(of: scalar).contains(kind)
        }
    }

    /// What the core schema reads in a scalar; 1.0 is an integer too (validation vocabulary, section 6.1.1).
    private static func kinds(of scalar: LocatedYAML.Scalar) -> [SchemaRule.Kind] {
        switch scalar.value {
        case .null: [.null]
        case .bool: [.boolean]
        case .integer: [.integer, .number]
        case .number(let value): value.rounded() == value && value.isFinite ? [.integer, .number] : [.number]
        case .string: [.string]
        }
    }

    private static func number(_ node: Node) -> Double? {
        switch node.scalar?.value {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// Whether a node says the same as a value of the schema: text is compared as written.
    static func equal(_ node: Node, _ wanted: Node) -> Bool {
        switch (node.content, wanted.content) {
        case (.scalar(let one), .scalar(let other)):
            if other.value == .string { return !one.isNull && one.text == other.text }
            if let left = number(node), let right = number(wanted) { return left == right }
            return one.value == other.value && one.value != .string
        case (.sequence(let one), .sequence(let other)):
            return one.count == other.count && zip(one, other).allSatisfy { equal($0, $1) }
        case (.mapping(let one), .mapping(let other)):
            return one.count == other.count
                && other.allSatisfy { wanted in node[wanted.key].map { equal($0, wanted.value) } ?? false }
        default: return false
        }
    }

    /// Whether two values of one document are the same.
    private static func same(_ one: Node, _ other: Node) -> Bool {
        if let left = one.scalar, let right = other.scalar {
            return left.isNull == right.isNull && left.text == right.text
        }
        return equal(one, other)
    }

    // MARK: Scalars

    private func checkScalar(_ node: Node, _ rule: SchemaRule, at path: Path) -> [IntakeError] {
        if let constant = rule.constant, !Self.equal(node, constant) {
            return [SchemaFault.choice(node, path, [constant])]
        }
        if let choices = rule.choices, !choices.contains(where: { Self.equal(node, $0) }) {
            return [SchemaFault.choice(node, path, choices)]
        }
        var faults: [IntakeError] = []
        // Where numbers or truth values are asked for, the text that they were written with does not matter.
        let isText = rule.kinds.map { kinds in kinds.contains(.string) } ?? (node.scalar?.value == .string)
        if let text = node.text, isText {
            let length = text.unicodeScalars.count
            if let least = rule.minLength, length < least {
                faults.append(SchemaFault.length(node, path, atLeast: least, found: length))
            }
            if let most = rule.maxLength, length > most {
                faults.append(SchemaFault.length(node, path, atMost: most, found: length))
            }
            if let pattern = rule.pattern, faults.isEmpty, !matches(text, pattern) {
                faults.append(SchemaFault.pattern(node, path, pattern, expectation(rule)))
            }
        }
        if let value = Self.number(node) {
            let outside =
                rule.minimum.map { value < $0 } ?? false || rule.maximum.map { value > $0 } ?? false
                || rule.exclusiveMinimum.map { value <= $0 } ?? false
                || rule.exclusiveMaximum.map { value >= $0 } ?? false
            if outside { faults.append(SchemaFault.range(node, path, rule)) }
        }
        return faults
    }

    private func matches(_ text: String, _ pattern: String) -> Bool {
        if let known = expressions[pattern] { return text.firstMatch(of: known) != nil }
        // The schema refused at its reading whatever is no regular expression.
        guard let expression = try? Regex(pattern).matchingSemantics(.unicodeScalar) else { return false }
        expressions[pattern] = expression
        return text.firstMatch(of: expression) != nil
    }

    // MARK: Lists and mappings

    private func checkItems(_ items: [Node], _ node: Node, _ rule: SchemaRule, at path: Path) -> [IntakeError] {
        var faults: [IntakeError] = []
        if let least = rule.minItems, items.count < least {
            faults.append(SchemaFault.count(node, path, atLeast: least, found: items.count))
        }
        if let most = rule.maxItems, items.count > most {
            faults.append(SchemaFault.count(node, path, atMost: most, found: items.count))
        }
        if rule.uniqueItems {
            for (index, item) in items.enumerated() {
                if let first = items[..<index].firstIndex(where: { Self.same($0, item) }) {
                    faults.append(
                        SchemaFault.repeated(item, path.appending(.index(index)), path.appending(.index(first))))
                }
            }
        }
        if let inner = rule.items {
            for (index, item) in items.enumerated() { faults += check(item, inner, at: path.appending(.index(index))) }
        }
        return faults
    }

    private func checkEntries(
        _ entries: [LocatedYAML.Entry], _ node: Node, _ rule: SchemaRule, at path: Path
    ) -> [IntakeError] {
        var faults: [IntakeError] = []
        var missing = rule.required.filter { key in !entries.contains { $0.key == key } }
        for entry in entries {
            let inner = path.appending(.key(entry.key))
            var isKnown = false
            if let named = rule.propertyNames {
                let name = Node(content: .scalar(.init(text: entry.key, value: .string)), place: entry.keyPlace)
                faults += check(name, named, at: inner)
            }
            if let property = rule.properties.first(where: { $0.key == entry.key })?.rule {
                isKnown = true
                faults +=
                    property.verdict == false
                    ? [SchemaFault.unused(entry.keyPlace, inner, expectation(rule))]
                    : check(entry.value, property, at: inner)
            }
            for (pattern, property) in rule.patternProperties where matches(entry.key, pattern) {
                isKnown = true
                faults += check(entry.value, property, at: inner)
            }
            guard !isKnown, let additional = rule.additionalProperties else { continue }
            if additional.verdict == false {
                let absent = rule.properties.map(\.key).filter { key in !entries.contains { $0.key == key } }
                let suggestion = Suggestion(for: entry.key, among: absent)
                missing.removeAll { $0 == suggestion.word }
                faults.append(SchemaFault.unknownKey(entry, path, suggestion, known: rule.properties.map(\.key)))
            } else {
                faults += check(entry.value, additional, at: inner)
            }
        }
        for key in missing {
            let meaning = rule.properties.first { $0.key == key }.flatMap { expectation($0.rule) }
            faults.append(SchemaFault.missing(key, node, path, meaning))
        }
        if let least = rule.minProperties, entries.count < least {
            faults.append(SchemaFault.count(node, path, atLeast: least, found: entries.count))
        }
        if let most = rule.maxProperties, entries.count > most {
            faults.append(SchemaFault.count(node, path, atMost: most, found: entries.count))
        }
        return faults
    }

    // MARK: Branches

    private func checkBranches(
        _ node: Node, _ branches: [SchemaRule], onlyOne: Bool, _ rule: SchemaRule, at path: Path
    ) -> [IntakeError] {
        // A number is text only if no branch asks for a number.
        let exact = branches.filter { isExact(node, $0) }
        let candidates = exact.isEmpty ? branches : exact
        let results = candidates.map { check(node, $0, at: path) }
        let passed = results.count { $0.isEmpty }
        if passed == 1 || (passed > 1 && !onlyOne) { return [] }
        if passed > 1 { return [SchemaFault.mismatch(node, path, expectation(rule))] }
        // The branch that was meant is the one of the right shape with the least wrong inside of it.
        let shaped = zip(candidates, results).filter { branch, _ in
            declaredKinds(of: branch).map { kinds in kinds.contains { Self.matches(node, $0) } } ?? true
        }
        if shaped.isEmpty {
            let kinds = branches.compactMap { declaredKinds(of: $0) }.flatMap { $0 }
            return [SchemaFault.kind(node, path, kinds, expectation(rule))]
        }
        if shaped.count > 1, let expected = expectation(rule) { return [SchemaFault.mismatch(node, path, expected)] }
        return shaped.map(\.1).min { $0.count < $1.count } ?? []
    }

    private func declaredKinds(of rule: SchemaRule) -> [SchemaRule.Kind]? {
        rule.kinds ?? rule.reference.flatMap { schema.definition($0)?.kinds }
    }

    private func isExact(_ node: Node, _ rule: SchemaRule) -> Bool {
        guard let scalar = node.scalar, let kinds = declaredKinds(of: rule) else { return true }
        return kinds.contains { Self.kinds(of: scalar).contains($0) }
    }

    /// What is expected in words: the rule's own, or those of the definition that it refers to.
    private func expectation(_ rule: SchemaRule) -> BilingualText? {
        rule.expected ?? rule.reference.flatMap { schema.definition($0)?.expected }
    }
}
