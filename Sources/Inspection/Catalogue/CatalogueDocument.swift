public import Intake

/// Reading of a catalogue's file by its published schema.
public enum CatalogueDocument {
    /// The JSON Schema, draft 2020-12, of a catalogue.
    public static var schema: [UInt8] { PackageResources.catalogue_schema_json }

    /// What was written, and everything that is wrong with its form.
    ///
    /// - Throws: where the file is no YAML, or not of the schema's form: the first problem, or the only one.
    public static func file(_ bytes: [UInt8], named name: String) throws(CatalogueFaults) -> CatalogueFile {
        let form: JSONSchema
        let document: LocatedYAML
        do throws(IntakeError) {
            // A large file takes its time, of which the schema's own reading is a part.
            let (read, parsed) = Parallel.pair {
                Result { () throws(IntakeError) in try JSONSchema(parsing: schema, file: "catalogue.schema.json") }
            } _: {
                Result { () throws(IntakeError) in
                    try LocatedYAML(
                        parsing: bytes, file: name, limits: LocatedYAML.Limits(bytes: 64 << 20, nodes: 5_000_000))
                }
            }
            (form, document) = (try read.get(), try parsed.get())
        } catch {
            throw CatalogueFaults(problems: [error])
        }
        let (faults, file) = Parallel.pair {
            form.validate(document)
        } _: {
            Result { () throws(IntakeError) in try document.decode(CatalogueFile.self) }
        }
        guard faults.isEmpty else { throw CatalogueFaults(problems: faults) }
        do throws(IntakeError) { return try file.get() } catch { throw CatalogueFaults(problems: [error]) }
    }
}

/// What is wrong with a catalogue, with file, line and column.
public struct CatalogueFaults: Error, Hashable, Sendable {
    /// The problems; at least one.
    public var problems: [IntakeError]

    /// Some problems.
    public init(problems: [IntakeError]) { self.problems = problems }
}
