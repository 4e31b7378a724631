extension LocatedYAML {
    /// One value of a document, and where it stands.
    public struct Node: Sendable {
        /// What stands there.
        public enum Content: Sendable {
            /// A single value: text, number, truth value or null.
            case scalar(Scalar)
            /// A list.
            case sequence([Node])
            /// Keys with their values, in the order of the file.
            case mapping([Entry])
        }

        /// What stands there.
        public let content: Content
        /// Where the value begins. A value used through an alias stands where its anchor stands.
        public let place: Place

        /// The value of `key`, if this is a mapping that has it.
        public subscript(key: String) -> Node? {
            entry(key)?.value
        }

        /// The value at `index`, from 0, if this is a sequence that has so many.
        public subscript(index: Int) -> Node? {
            guard case .sequence(let items) = content, items.indices.contains(index) else { return nil }
            return items[index]
        }

        /// The value one step further in.
        public subscript(step: Step) -> Node? {
            switch step {
            case .key(let key): self[key]
            case .index(let index): self[index]
            }
        }

        /// The entry of `key`, with the place of the key itself.
        public func entry(_ key: String) -> Entry? {
            guard case .mapping(let entries) = content else { return nil }
            return entries.first { $0.key == key }
        }

        /// The items of a sequence; nil for anything else.
        public var items: [Node]? {
            if case .sequence(let items) = content { items } else { nil }
        }

        /// The entries of a mapping, in the order of the file; nil for anything else.
        public var entries: [Entry]? {
            if case .mapping(let entries) = content { entries } else { nil }
        }

        /// The scalar; nil for a list or a mapping.
        public var scalar: Scalar? {
            if case .scalar(let scalar) = content { scalar } else { nil }
        }

        /// The text of a scalar as it was written, nil for null, a list or a mapping.
        ///
        /// `0001`, `no` and `2022-04-01` come out as they went in.
        public var text: String? {
            guard let scalar, !scalar.isNull else { return nil }
            return scalar.text
        }
    }

    /// A key and its value.
    public struct Entry: Sendable {
        /// The key.
        public let key: String
        /// Where the key stands.
        public let keyPlace: Place
        /// The value.
        public let value: Node
    }

    /// A single value, as text and as what the core schema reads in it.
    public struct Scalar: Sendable, Hashable {
        /// The text: for a plain scalar what was written, for a quoted or block scalar its contents.
        public let text: String
        /// What the text means.
        public let value: ScalarValue

        /// Whether this is null: empty, `~` or `null`, unquoted.
        public var isNull: Bool { value == .null }
    }

    /// What the core schema reads in a scalar.
    public enum ScalarValue: Sendable, Hashable {
        /// Nothing.
        case null
        /// A truth value.
        case bool(Bool)
        /// A whole number that fits 64 bits.
        case integer(Int)
        /// Any other number.
        case number(Double)
        /// Text.
        case string
    }
}
