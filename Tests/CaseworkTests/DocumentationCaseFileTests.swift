import Foundation
import Inquiry
import Intake
import Registry
import Testing
import Trace

@testable import Casework

/// What the documentation says of the files, held to what the program does.
@Suite("Documentation of the formats")
struct DocumentationCaseFileTests {
    private static let formats = Built.repository.appending(path: "Documentation/formats")

    private func page(_ name: String) throws -> String {
        try String(contentsOf: Self.formats.appending(path: name), encoding: .utf8)
    }

    @Test("the published schemas are those that files are checked against")
    func schemas() throws {
        let mend = "cp Sources/*/Schemas/*.schema.json Documentation/formats/schemas/"
        for kind in SchemaDocuments.Kind.allCases {
            let published = try Data(
                contentsOf: Self.formats.appending(path: "schemas/\(kind.rawValue).schema.json"))
            #expect([UInt8](published) == kind.schema, "\(kind.rawValue): \(mend)")
        }
        var sources: [String: URL] = [:]
        for room in try FileManager.default.contentsOfDirectory(
            atPath: Built.repository.appending(path: "Sources").path)
        {
            let folder = Built.repository.appending(path: "Sources/\(room)/Schemas")
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
                sources[name] = folder.appending(path: name)
            }
        }
        let published = try FileManager.default.contentsOfDirectory(
            atPath: Self.formats.appending(path: "schemas").path)
        #expect(Set(published) == Set(sources.keys), "\(mend)")
        for (name, source) in sources {
            let copy = try Data(contentsOf: Self.formats.appending(path: "schemas/\(name)"))
            #expect(try Data(contentsOf: source) == copy, "\(name): \(mend)")
        }
    }

    /// The names of all properties in a schema, and the values of all its enumerations.
    private func names(_ schema: Any) -> Set<String> {
        var names: Set<String> = []
        if let object = schema as? [String: Any] {
            if let properties = object["properties"] as? [String: Any] { names.formUnion(properties.keys) }
            if let values = object["enum"] as? [String] { names.formUnion(values) }
            for value in object.values { names.formUnion(self.names(value)) }
        } else if let array = schema as? [Any] {
            for value in array { names.formUnion(self.names(value)) }
        }
        return names
    }

    @Test("case.md explains every key of case.yaml, and every value that can be chosen")
    func keys() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(SchemaDocuments.Kind.caseFile.schema))
        // The columns of the registers, which `columns` of a table may name, have a page of their own.
        let text = try page("case.md") + page("registers.md")
        let known = names(schema)
        #expect(known.count > 100)
        for name in known.sorted() where name != "ja" && name != "en" {
            #expect(text.contains("`\(name)`"), "`\(name)` is not explained")
        }
    }

    @Test("results.md explains every file and every column")
    func columns() async throws {
        let text = try page("results.md")
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            let investigation = try Investigation(try LoadedCase(folder: InputFolder(path: folder.path)))
            let output = try OutputFolder(destination: folder.appending(path: "results").path, .results)
            try ResultWriter(investigation).write(to: output)
            try output.commit()
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "results").path)
            #expect(files.count == 11)
            for file in files {
                let name = file.replacing("-enquiry", with: "-STUDY")
                #expect(text.contains("`\(name)`"), "`\(name)` is not explained")
                guard file.hasSuffix(".csv") else { continue }
                let section = try #require(text.components(separatedBy: "## \(name)\n").dropFirst().first, "\(name)")
                    .components(separatedBy: "\n## ")[0]
                let table = try String(contentsOf: folder.appending(path: "results/\(file)"), encoding: .utf8)
                for column in table.prefix(while: { $0 != "\n" }).split(separator: ",") {
                    #expect(section.contains("`\(column)`"), "`\(column)` of \(name) is not explained")
                }
            }
        }
    }

    @Test("results.md explains every reason")
    func reasons() throws {
        let text = try page("results.md")
        let reasons =
            UndeterminedView.Reason.allCases.map(\.rawValue) + RejectReason.allCases.map(\.rawValue)
            + SetAsideReason.allCases.map(\.rawValue) + RegisterWarning.Kind.allCases.map(\.rawValue)
        for reason in reasons { #expect(text.contains("`\(reason)`"), "`\(reason)` is not explained") }
    }
}
