/// A YAML 1.2 document that remembers where each of its values stands.
///
/// Only one document per file is read. Mappings have plain text keys, each at most once. Scalars keep the text that
/// was written, so that `0001` or `2022-04-01` can be read as text; ``Scalar/value`` gives the reading of the core
/// schema (YAML 1.2.2, section 10.3.2), in which `no` and `yes` are text.
///
/// ```swift
/// let document = try LocatedYAML(parsing: bytes, file: "case.yaml")
/// let schema = try JSONSchema(parsing: schemaBytes, file: "case.schema.json")
/// let faults = schema.validate(document)
/// let place = document.place(of: ["sources", 0, "columns"])
/// let value = try document.decode(CaseFile.self)
/// ```
public struct LocatedYAML: Sendable {
    /// The name of the file, as messages print it.
    public let file: String
    /// The value of the whole document.
    public let root: Node

    /// Reads one YAML document (or JSON, which is YAML but for surrogate escapes) from UTF-8 bytes.
    ///
    /// - Parameters:
    ///   - bytes: the file's bytes; a byte order mark is skipped.
    ///   - file: the file's name, for messages.
    ///   - limits: how large and deep a document may be.
    /// - Throws: ``IntakeError`` with the place of the first fault: not UTF-8, a syntax error, an empty document,
    ///   several documents, a key given twice, a key that is not plain text, a tag other than those of the core
    ///   schema, or a document larger than `limits` once its aliases are written out.
    public init(parsing bytes: [UInt8], file: String, limits: Limits = Limits()) throws(IntakeError) {
        self.file = file
        self.root = try YAMLComposer(file: file, limits: limits).compose(bytes)
    }

    /// The value at `path`, if there is one.
    public subscript(path: Path) -> Node? {
        path.steps.reduce(root) { $0?[$1] }
    }

    /// Where the value at `path` stands; if there is no such value, where the nearest value around it stands.
    public func place(of path: Path) -> Place {
        var node = root
        for step in path.steps {
            guard let inner = node[step] else { break }
            node = inner
        }
        return node.place
    }
}

extension LocatedYAML {
    /// How large a document may be. A file written by hand stays far below the defaults.
    public struct Limits: Sendable {
        /// The most bytes of a file.
        public var bytes: Int
        /// The most values of a document, an alias counted as often as it is used.
        public var nodes: Int
        /// The most levels of values inside values.
        public var depth: Int

        /// Limits; by default 8 MiB, 500,000 values and 100 levels.
        public init(bytes: Int = 8 << 20, nodes: Int = 500_000, depth: Int = 100) {
            self.bytes = bytes
            self.nodes = nodes
            self.depth = depth
        }
    }

    /// One step into a document: a mapping's key or a sequence's index.
    public enum Step: Hashable, Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        /// The value of this key.
        case key(String)
        /// The value at this index, from 0.
        case index(Int)

        /// A key.
        public init(stringLiteral value: String) { self = .key(value) }
        /// An index, from 0.
        public init(integerLiteral value: Int) { self = .index(value) }
    }

    /// The way from the root of a document to one of its values, written `sources[0].columns.at`.
    public struct Path: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
        /// The steps, from the root on.
        public var steps: [Step]

        /// A path of these steps.
        public init(_ steps: [Step]) { self.steps = steps }
        /// A path of these steps.
        public init(arrayLiteral elements: Step...) { self.steps = elements }

        /// The path as messages write it; empty for the root.
        public var description: String {
            var text = ""
            for step in steps {
                switch step {
                case .index(let index): text += "[\(index)]"
                case .key(let key): text += text.isEmpty ? key : ".\(key)"
                }
            }
            return text
        }

        /// This path and one step more.
        public func appending(_ step: Step) -> Path { Path(steps + [step]) }
    }
}
