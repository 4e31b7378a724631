extension LocatedYAML {
    /// Decodes the document as `type`.
    ///
    /// Text comes out as it was written, whatever the core schema reads in it; numbers and truth values are read
    /// from unquoted scalars only. Keys that `type` does not ask for are ignored: check them with ``JSONSchema``.
    /// - Throws: ``IntakeError`` with the place of the value that does not fit.
    public func decode<T: Decodable>(_ type: T.Type) throws(IntakeError) -> T {
        try root.decode(type)
    }
}

extension LocatedYAML.Node {
    /// Decodes this value as `type`; see ``LocatedYAML/decode(_:)``.
    public func decode<T: Decodable>(_ type: T.Type) throws(IntakeError) -> T {
        do {
            return try NodeDecoder(node: self, codingPath: []).decode(type)
        } catch let error as IntakeError {
            throw error
        } catch let error as DecodingError {
            throw located(error)
        } catch {
            throw IntakeError(place: place, message: BilingualText(ja: "読めません: \(error)", en: "unreadable: \(error)"))
        }
    }

    /// The place and the words of an error that a type's own `init(from:)` threw.
    private func located(_ error: DecodingError) -> IntakeError {
        let context: DecodingError.Context
        switch error {
        case .typeMismatch(_, let inner), .valueNotFound(_, let inner), .dataCorrupted(let inner): context = inner
        case .keyNotFound(let key, let inner):
            let place = innermost(inner.codingPath).place
            return IntakeError(place: place, message: NodeDecoder.missing(key.stringValue))
        @unknown default: return IntakeError(place: place, message: BilingualText(ja: "読めません", en: "unreadable"))
        }
        let node = innermost(context.codingPath)
        let path = LocatedYAML.Path(context.codingPath.map(LocatedYAML.Step.init)).description
        let found = NodeDecoder.describe(node)
        return IntakeError(
            place: node.place,
            message: BilingualText(
                ja: "`\(path)` に \(found.ja) は使えません", en: "`\(path)` cannot be \(found.en)"))
    }

    private func innermost(_ path: [any CodingKey]) -> LocatedYAML.Node {
        var node = self
        for key in path {
            guard let inner = node[LocatedYAML.Step(key)] else { break }
            node = inner
        }
        return node
    }
}

extension LocatedYAML.Step {
    init(_ key: any CodingKey) {
        if let index = key.intValue { self = .index(index) } else { self = .key(key.stringValue) }
    }
}

/// A value together with the place where it was written, for messages about what it means rather than how it looks.
///
/// ```swift
/// struct Source: Decodable { var surface: Located<String> }
/// ```
/// Decodes only from ``LocatedYAML``.
@dynamicMemberLookup
public struct Located<Value: Sendable>: Sendable {
    /// The value.
    public var value: Value
    /// Where it was written.
    public var place: Place

    /// A value and its place.
    public init(_ value: Value, at place: Place) {
        self.value = value
        self.place = place
    }

    /// What the value itself has.
    public subscript<Member>(dynamicMember keyPath: KeyPath<Value, Member>) -> Member { value[keyPath: keyPath] }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}

extension Located: Decodable where Value: Decodable {
    /// Decodes the value and takes its place from the document.
    public init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? NodeDecoder else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a place is known only in a located document"))
        }
        self.init(try decoder.decode(Value.self), at: decoder.node.place)
    }
}

/// A decoder over located nodes whose errors are ``IntakeError``s with the place.
struct NodeDecoder: Decoder {
    let node: LocatedYAML.Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let entries = node.entries else { throw mismatch(en: "a mapping", ja: "マッピング") }
        return KeyedDecodingContainer(KeyedNodes(decoder: self, entries: entries))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let items = node.items else { throw mismatch(en: "a list", ja: "リスト") }
        return UnkeyedNodes(decoder: self, items: items)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { SingleNode(decoder: self) }

    func inner(_ node: LocatedYAML.Node, _ key: any CodingKey) -> NodeDecoder {
        NodeDecoder(node: node, codingPath: codingPath + [key])
    }

    // MARK: Scalars

    func bool() throws -> Bool {
        guard case .bool(let value) = node.scalar?.value else {
            throw mismatch(en: "true or false", ja: "true または false")
        }
        return value
    }

    func string() throws -> String {
        guard let text = node.text else { throw mismatch(en: "text", ja: "文字列") }
        return text
    }

    func double() throws -> Double {
        switch node.scalar?.value {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: throw mismatch(en: "a number", ja: "数値")
        }
    }

    func integer<I: FixedWidthInteger>(_ type: I.Type) throws -> I {
        guard case .integer(let wide) = node.scalar?.value else { throw mismatch(en: "a whole number", ja: "整数") }
        guard let value = I(exactly: wide) else {
            throw mismatch(en: "a whole number from \(I.min) to \(I.max)", ja: "\(I.min)から\(I.max)までの整数")
        }
        return value
    }

    // MARK: Words

    func mismatch(en: String, ja: String) -> IntakeError {
        let path = LocatedYAML.Path(codingPath.map(LocatedYAML.Step.init)).description
        let found = Self.describe(node)
        let name =
            path.isEmpty ? BilingualText(ja: "この値", en: "this value") : BilingualText(ja: "`\(path)`", en: "`\(path)`")
        return IntakeError(
            place: node.place,
            message: BilingualText(
                ja: "\(name.ja) は\(ja)でなければなりません(実際は\(found.ja))", en: "\(name.en) must be \(en), found \(found.en)"))
    }

    static func missing(_ key: String) -> BilingualText {
        BilingualText(ja: "必要な項目 `\(key)` がありません", en: "the key `\(key)` is missing")
    }

    static func describe(_ node: LocatedYAML.Node) -> BilingualText {
        switch node.content {
        case .sequence: BilingualText(ja: "リスト", en: "a list")
        case .mapping: BilingualText(ja: "マッピング", en: "a mapping")
        case .scalar(let scalar) where scalar.isNull: BilingualText(ja: "空", en: "nothing")
        case .scalar(let scalar):
            BilingualText(ja: "`\(shortened(scalar.text))`", en: "`\(shortened(scalar.text))`")
        }
    }

    /// At most 60 characters of `text`, on one line.
    static func shortened(_ text: String) -> String {
        let line = String(text.map { $0.isNewline ? " " : $0 })
        return line.count <= 60 ? line : line.prefix(59) + "…"
    }
}
