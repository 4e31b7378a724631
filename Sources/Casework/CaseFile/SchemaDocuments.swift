import Intake

/// The published schemas, and reading by them.
public enum SchemaDocuments {
    /// A kind of file that people write.
    public enum Kind: String, CaseIterable, Sendable {
        /// `case.yaml`.
        case caseFile = "case"
        /// A questionnaire.
        case questionnaire
        /// A hearings' codebook.
        case codebook
        /// Findings.
        case findings

        /// The JSON Schema, draft 2020-12, of this kind of file.
        public var schema: [UInt8] {
            switch self {
            case .caseFile: PackageResources.case_schema_json
            case .questionnaire: PackageResources.questionnaire_schema_json
            case .codebook: PackageResources.codebook_schema_json
            case .findings: PackageResources.findings_schema_json
            }
        }
    }

    /// Reads a YAML file, and holds it against its schema.
    ///
    /// - Throws: `badInput` with every problem found, each with line and column.
    static func document(_ bytes: [UInt8], _ file: String, _ kind: Kind) throws(CaseworkError) -> LocatedYAML {
        let document: LocatedYAML
        let faults: [IntakeError]
        do throws(IntakeError) {
            document = try LocatedYAML(parsing: bytes, file: file)
            faults = try JSONSchema(parsing: kind.schema, file: "\(kind.rawValue).schema.json").validate(document)
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
        guard faults.isEmpty else { throw CaseworkError(.badInput, problems: faults.map(\.located)) }
        return document
    }

    /// Reads a YAML file, holds it against its schema, and makes a value of it.
    static func decode<Value: Decodable>(
        _ type: Value.Type, _ bytes: [UInt8], _ file: String, _ kind: Kind
    ) throws(CaseworkError) -> (LocatedYAML, Value) {
        let document = try document(bytes, file, kind)
        do throws(IntakeError) {
            return (document, try document.decode(type))
        } catch {
            throw CaseworkError(.badInput, problems: [error.located])
        }
    }
}
