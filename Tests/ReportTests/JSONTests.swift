import Foundation
import Report
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("a document comes back as it went, and always in the same bytes")
    func roundTrip() throws {
        for seed in 0..<100 as Range<UInt64> {
            var made = Made(seed: seed)
            let document = made.document()
            let json = try JSONRenderer.render(document)
            let back = try JSONRenderer.read(json)
            #expect(back == document, "seed \(seed)")
            #expect(try JSONRenderer.render(back) == json, "seed \(seed)")
        }
        #expect(try JSONRenderer.read(JSONRenderer.render(Sample.document)) == Sample.document)
    }

    @Test("a document of every kind of block, check and override comes back")
    func everything() throws {
        var document = Sample.document
        let reference = Sample.low.reference("population", "total")
        var table = Sample.low
        table.id = "every"
        table.checks = [
            .rowTotal(parts: ["a"], total: "b"), .columnTotal(parts: [], total: "b"),
            .columnAtMost(parts: ["a"], whole: "b"), .rateRow(rate: "a", numerator: "b", denominator: "c"),
            .rateColumn(rate: "a", numerator: "b", denominator: "c"), .equal(cell: reference, to: reference),
            .sum(of: [reference], equals: reference), .union(of: [reference], whole: reference),
            .baseStates(row: "a", column: "b"),
        ]
        document.sections.append(
            Section(
                id: "every", title: Phrase(both: "every"),
                blocks: [
                    .table(table), .notice(.information, Phrase(both: "n")),
                    .chart(Chart(.upright, of: Sample.purpose, columns: ["total"], description: Phrase(both: "d"))),
                ]))
        document.override = Override(reason: Phrase(both: "r"), by: Phrase(both: "b"))
        let json = try JSONRenderer.render(document)
        #expect(try JSONRenderer.read(json) == document)
        #expect(json.contains("\"failures\": ["))
    }

    @Test("certificates are written once")
    func interned() throws {
        var document = Sample.document
        let logs = (0..<200).map { InputDigest(name: "logs/\($0).csv", sha256: Sample.digest(1_000 + $0)) }
        let rows = (0..<100).map { Heading("r\($0)", Phrase(both: "r\($0)")) }
        let columns = (0..<10).map { Heading("c\($0)", Phrase(both: "c\($0)")) }
        let table = Table(id: "large", title: Phrase(both: "t"), columns: columns, rows: rows) { row, column in
            .count(1, .views, Provenance(query: "exposures[\(row)][\(column)]", inputs: logs))
        }
        document.sections = [Section(id: "s", title: Phrase(both: "s"), blocks: [.table(table)])]
        document.checks = []
        let json = try JSONRenderer.render(document)
        #expect(try JSONRenderer.read(json) == document)
        for log in logs { #expect(json.components(separatedBy: log.sha256).count == 2) }
        // A thousand cells with two hundred inputs each: about 180 bytes for a cell and its certificate.
        #expect(json.utf8.count < 1_000 * 180 + 200 * 150)
    }

    @Test("a line is no longer than a person can read, and means the same")
    func layout() throws {
        var made = Made(seed: 5)
        for document in [Sample.document, made.document()] {
            let json = try JSONRenderer.render(document)
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(Set(object.keys) == ["checks", "document", "format", "provenance"])
            #expect(json.hasSuffix("}\n"))
        }
        let lines = try JSONRenderer.render(Sample.document).split(separator: "\n")
        #expect(lines.count > 100 && lines.allSatisfy { $0.utf8.count < 300 })
    }

    @Test("what is no report is refused, with its place")
    func refused() throws {
        let json = try JSONRenderer.render(Sample.document)
        func complaint(_ text: String) -> String {
            do {
                _ = try JSONRenderer.read(text)
                return "none"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            complaint(json.replacing("sekisho-report-1", with: "sekisho-report-9"))
                == "`format`: the format is `sekisho-report-9`, but only `sekisho-report-1` can be read")
        #expect(
            complaint(json.replacing("\"provenance\":\"p1\"", with: "\"provenance\":\"p9999\"")).hasSuffix(
                "`p9999` is no provenance of the document"))
        #expect(
            complaint(json.replacing("\"p1\": ", with: "\"q1\": ").replacing("\"p1\":", with: "\"q1\":")).contains(
                "`p1` is missing"))
        #expect(
            complaint(json.replacing("\"unit\":\"people\"", with: "\"unit\":\"persons\"")).hasPrefix(
                "`document.sections."))
        #expect(complaint(json.replacing("2023-03-23", with: "2023-13-23")).contains("is no day like"))
        #expect(complaint("{}") != "none" && complaint("[") != "none" && complaint("") != "none")
    }

    @Test("the published schema describes it", .enabled(if: Python.hasJSONSchema, "python3 has no jsonschema module"))
    func schema() throws {
        let schema = Golden.folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Sources/Report/Schemas/report.schema.json")
        var blocked = Sample.document
        blocked.override = Override(reason: Phrase(both: "r"), by: Phrase(both: "b"))
        blocked.checks.append(
            .equal(cell: Sample.low.reference("respondents", "total"), to: Sample.low.reference("population", "total")))
        var documents = [Sample.document, blocked]
        for seed in 0..<10 as Range<UInt64> {
            var made = Made(seed: seed)
            documents.append(made.document())
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "sekisho-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (index, document) in documents.enumerated() {
            try JSONRenderer.render(document).write(
                to: folder.appending(path: "\(index).json"), atomically: true, encoding: .utf8)
        }
        // Documents that the schema must refuse, made from one that it accepts.
        let program = """
            import copy, json, pathlib, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
                for error in validator.iter_errors(json.load(open(path))):
                    sys.exit(f"{path.name}: {error.json_path}: {error.message[:300]}")
            good = json.load(open(pathlib.Path(sys.argv[2]) / "0.json"))
            def table(d): return next(b["table"] for b in d["document"]["sections"][0]["blocks"] if b["type"] == "table")
            def spoil(f):
                bad = copy.deepcopy(good); f(bad)
                if validator.is_valid(bad): sys.exit("a spoilt document is valid")
            spoil(lambda d: d.update(format="other"))
            spoil(lambda d: d.update(more=1))
            spoil(lambda d: d["document"].pop("title"))
            spoil(lambda d: d["document"]["title"].pop("ja"))
            spoil(lambda d: table(d)["rows"][0]["cells"][0].update(value=1.5))
            spoil(lambda d: table(d)["rows"][0]["cells"][0].update(unit="persons"))
            spoil(lambda d: table(d)["rows"][0]["cells"][0].update(provenance={"query": "q", "inputs": []}))
            spoil(lambda d: table(d)["rows"][0].pop("isTotal"))
            spoil(lambda d: d["provenance"]["sets"].update(s1=["x"]))
            """
        let outcome = try Python.run(program, schema.path, folder.path)
        #expect(outcome.status == 0, "\(outcome.output)")
    }
}
