internal import Yams

/// Turns bytes into located nodes: Yams parses, this type checks and limits.
struct YAMLComposer {
    let file: String
    let limits: LocatedYAML.Limits

    func compose(_ bytes: [UInt8]) throws(IntakeError) -> LocatedYAML.Node {
        let text = try decode(bytes)
        try refuseKeysBuiltFromAliases(text)
        let root: Yams.Node?
        do {
            // Without rules every scalar is text to Yams: this type reads the core schema itself, and keys that
            // are written alike are the same key, quoted or not.
            root = try Yams.Parser(yaml: text, resolver: .basic).singleRoot()
        } catch let error as YamlError {
            throw located(error, in: text)
        } catch {
            throw fault(nil, en: "\(error)", ja: "YAMLとして読めません: \(error)")
        }
        guard let root else {
            throw fault(start, en: "the document is empty", ja: "中身がありません")
        }
        var nodes = 0
        return try convert(root, depth: 1, counting: &nodes)
    }

    private func convert(_ node: Yams.Node, depth: Int, counting nodes: inout Int) throws(IntakeError)
        -> LocatedYAML.Node
    {
        nodes += 1
        let mark = node.mark.map(place) ?? start
        guard nodes <= limits.nodes else {
            throw fault(
                mark, en: "the document holds more than \(limits.nodes) values once its aliases are written out",
                ja: "エイリアスを展開すると値が\(limits.nodes)個を超えます")
        }
        guard depth <= limits.depth else {
            throw fault(
                mark, en: "values nested more than \(limits.depth) levels deep",
                ja: "入れ子が\(limits.depth)段を超えています")
        }
        switch node {
        case .scalar(let scalar):
            return .init(content: .scalar(try convert(scalar, mark)), place: mark)
        case .sequence(let sequence):
            try check(tag: sequence.tag.description, among: "tag:yaml.org,2002:seq", mark)
            var items: [LocatedYAML.Node] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1, counting: &nodes)) }
            return .init(content: .sequence(items), place: mark)
        case .mapping(let mapping):
            try check(tag: mapping.tag.description, among: "tag:yaml.org,2002:map", mark)
            var entries: [LocatedYAML.Entry] = []
            for (key, value) in mapping {
                let keyPlace = key.mark.map(place) ?? mark
                guard let scalar = key.scalar else {
                    throw fault(
                        keyPlace, en: "a key must be plain text, not a list or a mapping",
                        ja: "項目名にリストやマッピングは使えません。文字列で書いてください")
                }
                nodes += 1
                let value = try convert(value, depth: depth + 1, counting: &nodes)
                entries.append(.init(key: scalar.string, keyPlace: keyPlace, value: value))
            }
            return .init(content: .mapping(entries), place: mark)
        case .alias:
            // Yams' parser writes aliases out; this case is for its emitter.
            throw fault(mark, en: "an alias that names nothing", ja: "参照先のないエイリアスです")
        }
    }

    private func convert(_ scalar: Yams.Node.Scalar, _ mark: Place) throws(IntakeError) -> LocatedYAML.Scalar {
        let text = scalar.string
        switch scalar.tag.description {
        case "" where scalar.style == .plain: return .init(plain: text)
        case "", "!", "tag:yaml.org,2002:str": return .init(text: text, value: .string)
        case "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            return .init(plain: text)
        default:
            try check(tag: scalar.tag.description, among: "tag:yaml.org,2002:str", mark)
            return .init(text: text, value: .string)
        }
    }

    private func check(tag: String, among known: String, _ mark: Place) throws(IntakeError) {
        guard tag.isEmpty || tag == "!" || tag == known else {
            throw fault(
                mark, en: "the tag `\(tag)` is not known here; remove it", ja: "タグ `\(tag)` は使えません。取り除いてください")
        }
    }
}
