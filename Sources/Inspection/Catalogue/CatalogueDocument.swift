public import Intake

/// Reading of a catalogue's file by its published schema.
public enum CatalogueDocument {
    /// The JSON Schema, draft 2020-12, of a catalogue.
    public static var schema: [UInt8] { PackageResources.catalogue_schema_json }

    /// What was written, and everything that is wrong with its form.
    ///
    /// - Throws: where the file is no YAML, or not of the schema's form: the first problem, or the only one.
    public static func file(_ bytes: [UInt8], named name: String) throws(CatalogueFaults) -> CatalogueFile {
        let document: LocatedYAML
        let faults: [IntakeError]
        do throws(IntakeError) {
            document = try LocatedYAML(
                parsing: bytes, file: name, limits: LocatedYAML.Limits(bytes: 64 << 20, nodes: 5_000_000))
            faults = try JSONSchema(parsing: schema, file: "catalogue.schema.json").validate(document)
        } catch {
            throw CatalogueFaults(problems: [error])
        }
        guard faults.isEmpty else { throw CatalogueFaults(problems: faults) }
        do throws(IntakeError) {
            return try document.decode(CatalogueFile.self)
        } catch {
            throw CatalogueFaults(problems: [error])
        }
    }
}

/// What is wrong with a catalogue, with file, line and column.
public struct CatalogueFaults: Error, Hashable, Sendable {
    /// The problems; at least one.
    public var problems: [IntakeError]

    /// Some problems.
    public init(problems: [IntakeError]) { self.problems = problems }
}
