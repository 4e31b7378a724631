/// The words for what a schema does not allow.
enum SchemaFault {
    typealias Node = LocatedYAML.Node
    typealias Path = LocatedYAML.Path

    static func kind(_ node: Node, _ path: Path, _ kinds: [SchemaRule.Kind], _ expected: BilingualText?) -> IntakeError
    {
        let names = kinds.map(name)
        let wanted =
            expected
            ?? BilingualText(
                ja: unique(names.map(\.ja)).joined(separator: "か"),
                en: unique(names.map(\.en)).joined(separator: " or "))
        return mismatch(node, path, wanted)
    }

    static func mismatch(_ node: Node, _ path: Path, _ expected: BilingualText?) -> IntakeError {
        let found = NodeDecoder.describe(node)
        guard let expected else {
            return fault(
                node.place, en: "\(en(path)) cannot be \(found.en)", ja: "\(ja(path)) に \(found.ja) は使えません")
        }
        return fault(
            node.place, en: "\(en(path)) must be \(expected.en), found \(found.en)",
            ja: "\(ja(path)) は\(expected.ja)でなければなりません(実際は\(found.ja))")
    }

    static func choice(_ node: Node, _ path: Path, _ choices: [Node]) -> IntakeError {
        let words = choices.map { $0.scalar?.text ?? "…" }
        let list = words.map { "`\($0)`" }
        let hint = Suggestion(for: node.text ?? "", among: words)
        let found = NodeDecoder.describe(node)
        let one = list.count == 1
        return fault(
            node.place,
            en:
                "\(en(path)) must be \(one ? "" : "one of ")\(list.joined(separator: ", ")), found \(found.en)\(hint.en)",
            ja: "\(ja(path)) は \(list.joined(separator: "、")) \(one ? "" : "のどれか")でなければなりません(実際は\(found.ja))\(hint.ja)")
    }

    static func pattern(_ node: Node, _ path: Path, _ pattern: String, _ expected: BilingualText?) -> IntakeError {
        mismatch(
            node, path,
            expected ?? BilingualText(ja: "正規表現 `\(pattern)` に合う文字列", en: "text that matches `\(pattern)`"))
    }

    static func length(_ node: Node, _ path: Path, atLeast least: Int, found: Int) -> IntakeError {
        if found == 0 {
            return fault(node.place, en: "\(en(path)) must not be empty", ja: "\(ja(path)) が空です")
        }
        return fault(
            node.place, en: "\(en(path)) must have at least \(least) characters, has \(found)",
            ja: "\(ja(path)) は\(least)文字以上でなければなりません(実際は\(found)文字)")
    }

    static func length(_ node: Node, _ path: Path, atMost most: Int, found: Int) -> IntakeError {
        fault(
            node.place, en: "\(en(path)) must have at most \(most) characters, has \(found)",
            ja: "\(ja(path)) は\(most)文字以下でなければなりません(実際は\(found)文字)")
    }

    static func range(_ node: Node, _ path: Path, _ rule: SchemaRule) -> IntakeError {
        let bounds: [(Double?, String, String)] = [
            (rule.minimum, "at least", "以上"), (rule.exclusiveMinimum, "more than", "より大"),
            (rule.maximum, "at most", "以下"), (rule.exclusiveMaximum, "less than", "未満"),
        ]
        let set = bounds.compactMap { bound, en, ja in bound.map { (plain($0), en, ja) } }
        return mismatch(
            node, path,
            BilingualText(
                ja: set.map { "\($0.0)\($0.2)" }.joined(separator: "、"),
                en: set.map { "\($0.1) \($0.0)" }.joined(separator: " and ")))
    }

    static func count(_ node: Node, _ path: Path, atLeast least: Int, found: Int) -> IntakeError {
        fault(
            node.place, en: "\(en(path)) must have at least \(least) \(least == 1 ? "entry" : "entries"), has \(found)",
            ja: "\(ja(path)) には\(least)件以上が必要です(実際は\(found)件)")
    }

    static func count(_ node: Node, _ path: Path, atMost most: Int, found: Int) -> IntakeError {
        fault(
            node.place, en: "\(en(path)) must have at most \(most) \(most == 1 ? "entry" : "entries"), has \(found)",
            ja: "\(ja(path)) は\(most)件以下でなければなりません(実際は\(found)件)")
    }

    static func repeated(_ node: Node, _ path: Path, _ first: Path) -> IntakeError {
        fault(
            node.place, en: "\(en(path)) repeats \(en(first)); keep one",
            ja: "\(ja(path)) は \(ja(first)) と同じです。1つだけ残してください")
    }

    static func missing(_ key: String, _ node: Node, _ path: Path, _ meaning: BilingualText?) -> IntakeError {
        let place = path.steps.isEmpty ? "" : " in `\(path)`"
        let where_ = path.steps.isEmpty ? "" : "`\(path)` に"
        return fault(
            node.place, en: "the key `\(key)` is missing\(place)" + (meaning.map { "; it is \($0.en)" } ?? ""),
            ja: "\(where_)必要な項目 `\(key)` がありません" + (meaning.map { "(\($0.ja))" } ?? ""))
    }

    static func unknownKey(
        _ entry: LocatedYAML.Entry, _ path: Path, _ suggestion: Suggestion, known: [String]
    ) -> IntakeError {
        var endEn = suggestion.en
        var endJa = suggestion.ja
        if suggestion.word == nil, !known.isEmpty {
            let list = known.prefix(20).map { "`\($0)`" } + (known.count > 20 ? ["…"] : [])
            endEn = "; the keys here are \(list.joined(separator: ", "))"
            endJa = "。ここに書ける項目: \(list.joined(separator: "、"))"
        }
        let place = path.steps.isEmpty ? "" : " in `\(path)`"
        let where_ = path.steps.isEmpty ? "" : "`\(path)` に"
        return fault(
            entry.keyPlace, en: "unknown key `\(entry.key)`\(place)\(endEn)",
            ja: "\(where_)知らない項目 `\(entry.key)` があります\(endJa)")
    }

    static func unused(_ node: Node, _ path: Path) -> IntakeError { unused(node.place, path, nil) }

    static func unused(_ place: Place, _ path: Path, _ reason: BilingualText?) -> IntakeError {
        fault(
            place, en: "\(en(path)) has no use here" + (reason.map { ": \($0.en)" } ?? "; remove it"),
            ja: "\(ja(path)) はここでは使えません" + (reason.map { "(\($0.ja))" } ?? "。取り除いてください"))
    }

    // MARK: Words

    private static func fault(_ place: Place, en: String, ja: String) -> IntakeError {
        IntakeError(place: place, message: BilingualText(ja: ja, en: en))
    }

    private static func en(_ path: Path) -> String { path.steps.isEmpty ? "the document" : "`\(path)`" }
    private static func ja(_ path: Path) -> String { path.steps.isEmpty ? "文書全体" : "`\(path)`" }

    private static func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

    private static func unique(_ words: [String]) -> [String] {
        words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(\.element)
    }

    private static func name(_ kind: SchemaRule.Kind) -> BilingualText {
        switch kind {
        case .null: BilingualText(ja: "空", en: "empty")
        case .boolean: BilingualText(ja: " true か false ", en: "true or false")
        case .object: BilingualText(ja: "マッピング(項目と値)", en: "a mapping")
        case .array: BilingualText(ja: "リスト", en: "a list")
        case .number: BilingualText(ja: "数値", en: "a number")
        case .string: BilingualText(ja: "文字列", en: "text")
        case .integer: BilingualText(ja: "整数", en: "a whole number")
        }
    }
}
