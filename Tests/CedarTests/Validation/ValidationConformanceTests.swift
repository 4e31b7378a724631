import Foundation
import Testing

@testable import Cedar

/// The validator's verdicts, as Cedar's makers publish them.
@Suite(.enabled(if: ConformanceFolder.cedar != nil, "no conformance folder beside the repository: nothing to compare"))
struct ValidationConformanceTests {
    /// What was compared, and what came of it.
    struct Account {
        var valid = 0
        var invalid = 0
        var warned = 0
        var requests = 0
        var entities = 0
        var disagreements: [String] = []

        func printed(_ title: String) {
            print(
                "\(title): \(valid + invalid) verdicts (\(valid) valid, \(invalid) not), \(warned) with warnings;"
                    + " \(entities) sets of entities, \(requests) requests; \(disagreements.count) disagreements")
        }
    }

    @Test func `every verdict on policies agrees`() throws {
        let root = try #require(ConformanceFolder.cedar)
        let folder = try ConformanceFolder.unpack(root.appendingPathComponent("corpus-tests.tar.gz"))
        defer { try? FileManager.default.removeItem(at: folder) }
        var account = Account()
        for folder in try files(folder) {
            for url in try files(folder) where url.isCase {
                try compare(url, in: &account) { folder.appendingPathComponent(($0 as NSString).lastPathComponent) }
            }
        }
        account.printed("corpus, validation")
        #expect(account.valid > 6_000 && account.invalid > 1_600)
        #expect(account.disagreements.prefix(10) == [])
    }

    @Test func `the verdicts on the cases written by hand agree`() throws {
        let root = try #require(ConformanceFolder.cedar)
        var account = Account()
        for folder in try files(root.appendingPathComponent("handwritten")) {
            for url in try files(folder) where url.isCase {
                try compare(url, in: &account) { path in
                    path.hasSuffix(".cedar")
                        ? folder.appendingPathComponent((path as NSString).lastPathComponent)
                        : root.appendingPathComponent(path)
                }
            }
        }
        account.printed("handwritten, validation")
        #expect(account.valid > 15)
        #expect(account.disagreements == [])
    }

    private func compare(_ url: URL, in account: inout Account, file: (String) -> URL) throws {
        let document = try JSONReader.read(String(contentsOf: url, encoding: .utf8))
        let members = try Dictionary(
            uniqueKeysWithValues: document.members(document.root, "a case").map { ($0.name, $0.value) })
        func text(_ key: String) throws -> String {
            let path = try document.text(members[key] ?? document.root, key)
            return try String(contentsOf: file(path), encoding: .utf8)
        }
        var expected = false
        if case .bool(let truth)? = members["shouldValidate"]?.form { expected = truth }
        if expected { account.valid += 1 } else { account.invalid += 1 }
        let name = url.lastPathComponent
        do {
            let schema = try Schema(parsing: text("schema"))
            try compareData(members, document, schema, text("entities"), name, in: &account)
            let report = try Validator(schema).validate(PolicySet(parsing: text("policies")))
            if !report.warnings.isEmpty { account.warned += 1 }
            if report.isValid != expected {
                account.disagreements.append("\(name): expected \(expected), found \(report.findings)")
            }
            // The laws of translation, on schemas that nobody wrote by hand; some of them, for it takes its time.
            guard (account.valid + account.invalid) % 5 == 0 else { return }
            if try Schema(parsing: schema.text).namespaces != schema.namespaces {
                account.disagreements.append("\(name): the schema changes when it is printed")
            }
            let translated = try Schema(json: schema.json)
            if translated.entityTypes != schema.entityTypes || translated.actions != schema.actions {
                account.disagreements.append("\(name): the schema changes in JSON")
            }
        } catch {
            account.disagreements.append("\(name): \(error)")
        }
    }

    /// Every request says whether the schema allows it; the entities are all allowed.
    private func compareData(
        _ members: [String: JSONNode], _ document: JSONDocument, _ schema: Schema, _ entities: String, _ name: String,
        in account: inout Account
    ) throws {
        let validator = Validator(schema)
        let findings = try validator.validate(Entities(json: entities, schema: schema))
        if !findings.isEmpty { account.disagreements.append("\(name): \(findings)") }
        account.entities += 1
        for node in try document.items(members["requests"] ?? document.root, "requests") {
            let fields = try document.members(node, "a request")
            var expected = true
            if case .bool(let truth)? = fields.first(where: { $0.name == "validateRequest" })?.value.form {
                expected = truth
            }
            let findings = try validator.validate(Request(fields, in: document, at: node, schema))
            account.requests += 1
            if findings.isEmpty != expected { account.disagreements.append("\(name): \(findings)") }
        }
    }

    private func files(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map(folder.appendingPathComponent)
    }
}

extension URL {
    fileprivate var isCase: Bool {
        lastPathComponent.hasSuffix(".json") && !lastPathComponent.hasSuffix(".entities.json")
    }
}
