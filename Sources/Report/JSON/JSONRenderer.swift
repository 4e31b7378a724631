import Foundation

/// Renders a document as JSON for programs: both languages, every cell with its provenance.
///
/// The shape is described by `Schemas/report.schema.json`. Keys are in alphabetical order and the same document always
/// gives the same bytes, so two releases can be compared line by line. Birth certificates are written once, in
/// `provenance`, and cells name them (`p12`).
public enum JSONRenderer {
    /// The version of the format; a reader refuses another.
    public static let format = "sekisho-report-1"

    /// The document as JSON text, ended by a line break.
    ///
    /// - Throws: the failed checks, if any fail and the document carries no override.
    public static func render(_ document: ReportDocument) throws(ReportBlocked) -> String {
        text(document, try DocumentChecks.clear(document))
    }

    /// The document as JSON text whether or not its checks fail: to be kept, not to be released. The failed checks
    /// are in it.
    public static func store(_ document: ReportDocument) -> String {
        text(document, DocumentChecks.result(of: document))
    }

    private static func text(_ document: ReportDocument, _ result: CheckResult) -> String {
        let table = ProvenanceTable(document)
        let envelope = Envelope(
            format: format, checks: .init(performed: result.performed, failures: result.failures), document: document,
            provenance: ProvenanceLists(table))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[.provenanceTable] = table
        do {
            return JSONLayout.lines(of: String(decoding: try encoder.encode(envelope), as: UTF8.self))
        } catch {
            // INVARIANT: encoding fails only for numbers that are not finite, and the model has integers alone.
            preconditionFailure("a report's model cannot be encoded: \(error)")
        }
    }

    /// Reads a document that ``render(_:)`` wrote. The result is equal to the document that was written.
    ///
    /// - Throws: a message that says what is wrong, and where in the text it stands as a path of keys.
    public static func read(_ json: String) throws(JSONReadingError) -> ReportDocument {
        let data = Data(json.utf8)
        do {
            let header = try JSONDecoder().decode(Header.self, from: data)
            guard header.format == format else {
                throw JSONReadingError(
                    message: "the format is `\(header.format)`, but only `\(format)` can be read", path: "format")
            }
            let decoder = JSONDecoder()
            decoder.userInfo[.provenanceTable] = try header.provenance.table()
            return try decoder.decode(Body.self, from: data).document
        } catch let error as JSONReadingError {
            throw error
        } catch let error as DecodingError {
            throw JSONReadingError(error)
        } catch {
            throw JSONReadingError(message: "this is not a report in JSON", path: "")
        }
    }

    private struct Envelope: Encodable {
        var format: String
        var checks: Checks
        var document: ReportDocument
        var provenance: ProvenanceLists

        struct Checks: Encodable {
            var performed: Int
            var failures: [CheckFailure]
        }
    }

    private struct Header: Decodable {
        var format: String
        var provenance: ProvenanceLists
    }

    private struct Body: Decodable {
        var document: ReportDocument
    }
}

/// What is wrong with a text that should be a report in JSON.
public struct JSONReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public var message: String
    /// Where it stands, as keys and places from the outside in: `document.sections.0.title`.
    public var path: String

    init(message: String, path: String) {
        self.message = message
        self.path = path
    }

    init(_ error: DecodingError) {
        func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
            (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
                .joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(message: "`\(key.stringValue)` is missing", path: path(context, key))
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            self.init(message: "the value is of the wrong kind", path: path(context))
        case .dataCorrupted(let context): self.init(message: context.debugDescription, path: path(context))
        @unknown default: self.init(message: "this is not a report in JSON", path: "")
        }
    }

    /// What is wrong and where.
    public var description: String {
        path.isEmpty ? message : "`\(path)`: \(message)"
    }
}

/// The birth certificates as JSON has them: `inputs` by `d1`…, `sets` of inputs by `s1`…, `cells` by `p1`….
struct ProvenanceLists: Codable {
    var inputs: [String: InputDigest]
    var sets: [String: [String]]
    var cells: [String: Certificate]

    struct Certificate: Codable {
        var query: String
        var inputs: String
    }

    init(_ table: ProvenanceTable) {
        func named<Value>(_ letter: Character, _ values: [Value]) -> [String: Value] {
            Dictionary(uniqueKeysWithValues: values.enumerated().map { ("\(letter)\($0 + 1)", $1) })
        }
        inputs = named("d", table.inputs)
        sets = named("s", table.sets.map { set in set.compactMap { table.number(of: $0) }.map { "d\($0)" } })
        cells = named(
            "p",
            table.certificates.map { certificate in
                Certificate(
                    query: certificate.query, inputs: "s\(table.number(ofSet: certificate.inputs) ?? 0)")
            })
    }

    /// The certificates in the order of their names.
    func table() throws(JSONReadingError) -> ProvenanceTable {
        var table = ProvenanceTable()
        func ordered<Value>(_ letter: Character, _ values: [String: Value]) throws(JSONReadingError) -> [Value] {
            var ordered: [Value] = []
            for number in 0..<values.count {
                guard let value = values["\(letter)\(number + 1)"] else {
                    throw JSONReadingError(message: "`\(letter)\(number + 1)` is missing", path: "provenance")
                }
                ordered.append(value)
            }
            return ordered
        }
        for input in try ordered("d", inputs) { table.add(input) }
        for (number, certificate) in try ordered("p", cells).enumerated() {
            guard let names = sets[certificate.inputs] else {
                throw JSONReadingError(
                    message: "`\(certificate.inputs)` is no set of inputs", path: "provenance.cells.p\(number + 1)")
            }
            var set: [InputDigest] = []
            for name in names {
                guard let input = inputs[name] else {
                    throw JSONReadingError(
                        message: "`\(name)` is no input", path: "provenance.sets.\(certificate.inputs)")
                }
                set.append(input)
            }
            table.add(Provenance(query: certificate.query, inputs: set))
            // Two names for one certificate would shift all names after them.
            guard table.certificates.count == number + 1 else {
                throw JSONReadingError(
                    message: "the certificate is written twice", path: "provenance.cells.p\(number + 1)")
            }
        }
        return table
    }
}
