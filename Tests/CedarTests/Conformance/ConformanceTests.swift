import Foundation
import Testing

/// The reference's answers, as Cedar's makers publish them.
@Suite(.enabled(if: ConformanceFolder.cedar != nil, "no conformance folder beside the repository: nothing to compare"))
struct ConformanceTests {
    /// What was run, and what came of it.
    struct Account: Sendable {
        var cases = 0
        var questions = 0
        var allowed = 0
        var erring = 0
        var omitted: [String: Int] = [:]
        var disagreements: [String] = []

        mutating func run(_ example: ConformanceCase) {
            if let omission = example.omission {
                omitted[omission, default: 0] += 1
                return
            }
            cases += 1
            questions += example.questions.count
            allowed += example.questions.count { $0.decision == "allow" }
            erring += example.questions.count { !$0.errors.isEmpty }
            disagreements += example.disagreements()
        }

        func printed(_ title: String) {
            let left = omitted.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }.joined(separator: ", ")
            print(
                "\(title): \(cases) cases, \(questions) requests (\(allowed) allowed, \(erring) with errors);"
                    + " \(questions - disagreements.count) agree; left out: \(left.isEmpty ? "none" : left)")
        }
    }

    @Test func `the cases written by hand`() throws {
        let root = try #require(ConformanceFolder.cedar)
        var account = Account()
        for folder in try folders(root.appendingPathComponent("handwritten")) {
            for url in try jsonFiles(folder) {
                var example = try ConformanceCase(url) { path, key in
                    key == "entities"
                        ? root.appendingPathComponent(path)
                        : folder.appendingPathComponent((path as NSString).lastPathComponent)
                }
                example.hasImpliedEntities = true
                account.run(example)
            }
        }
        account.printed("handwritten")
        #expect(account.cases > 10)
        #expect(account.disagreements == [])
    }

    @Test func `the cases found by the makers' fuzzing`() throws {
        let root = try #require(ConformanceFolder.cedar)
        let folder = try ConformanceFolder.unpack(root.appendingPathComponent("corpus-tests.tar.gz"))
        defer { try? FileManager.default.removeItem(at: folder) }
        var account = Account()
        for folder in try folders(folder) {
            for url in try jsonFiles(folder) where !url.lastPathComponent.hasSuffix(".entities.json") {
                account.run(
                    try ConformanceCase(url) { path, _ in
                        folder.appendingPathComponent((path as NSString).lastPathComponent)
                    })
            }
        }
        account.printed("corpus")
        #expect(account.cases > 5_000)
        #expect(account.allowed > 1_000 && account.erring > 500)
        #expect(account.disagreements.prefix(10) == [])
    }

    private func folders(_ root: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map(root.appendingPathComponent)
    }

    private func jsonFiles(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
            .map(folder.appendingPathComponent)
    }
}
