import Foundation

/// Runs cases in the format of Cedar's public corpus and says where this library and the reference differ.
///
/// A case is a JSON file with `policies`, `entities` and `schema`, the names of files, `shouldValidate`, and `requests`
/// with `decision`, `reason` and `errors`. The files are looked for beside the case, then from its folder or one of those
/// above it on.
public struct ConformanceRunner: Sendable {
    /// Which of the library's ways to decide is compared.
    public enum Engine: String, Codable, Hashable, Sendable, CaseIterable {
        /// ``Authorizer``.
        case interpreter
        /// ``Decider``.
        case compiled
    }

    /// Why no case could be run.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// There is nothing at the path, or it cannot be read.
        case unreadable(String)
        /// The archive cannot be unpacked.
        case archive(String)

        /// What is wrong.
        public var description: String {
            switch self {
            case .unreadable(let path): "`\(path)` cannot be read"
            case .archive(let path): "`\(path)` cannot be unpacked; it must be an archive that tar knows"
            }
        }
    }

    /// Which of the library's ways to decide is compared.
    public var engine: Engine

    /// A runner.
    public init(engine: Engine = .interpreter) {
        self.engine = engine
    }

    /// Runs every case in a folder and the folders in it, or in an archive of `tar`, packed or not.
    ///
    /// - Parameter path: the folder or archive.
    /// - Throws: ``Failure``. A case that cannot be read is a disagreement of the report.
    public func run(_ path: String) throws(Failure) -> ConformanceReport {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target.path) else {
            throw .unreadable(path)
        }
        if attributes[.type] as? FileAttributeType == .typeDirectory { return try run(folder: path) }
        let folder = try Self.unpack(path)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try run(folder: folder)
    }

    private static func unpack(_ archive: String) throws(Failure) -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cedar-cases-\(UUID().uuidString)")
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xf", archive, "-C", folder.path]
        tar.standardError = FileHandle.nullDevice
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try tar.run()
        } catch {
            throw .archive(archive)
        }
        tar.waitUntilExit()
        guard tar.terminationStatus == 0 else {
            try? FileManager.default.removeItem(at: folder)
            throw .archive(archive)
        }
        return folder.path
    }

    private func run(folder: String) throws(Failure) -> ConformanceReport {
        guard let names = FileManager.default.enumerator(atPath: folder) else { throw .unreadable(folder) }
        var files: [String] = []
        for case let name as String in names where name.hasSuffix(".json") { files.append(name) }
        var report = ConformanceReport()
        for file in files.sorted() { run(file, in: URL(fileURLWithPath: folder), &report) }
        return report
    }

    private func run(_ file: String, in folder: URL, _ report: inout ConformanceReport) {
        let url = folder.appendingPathComponent(file)
        let document: JSONDocument
        do {
            document = try JSONReader.read(String(contentsOf: url, encoding: .utf8))
        } catch {
            return report.add(.reading, file, expected: "JSON", found: "\(error)")
        }
        guard ConformanceCase.isCase(document) else { return }
        report.cases += 1
        do {
            let example = try ConformanceCase(document) { path in try Self.text(path, beside: url) }
            compare(example, file, &report)
        } catch {
            report.add(.reading, file, expected: "a case", found: "\(error)")
        }
    }

    /// The text of a file that a case names.
    private static func text(_ path: String, beside url: URL) throws -> String {
        var folder = url.deletingLastPathComponent()
        var candidates = [folder.appendingPathComponent(URL(fileURLWithPath: path).lastPathComponent)]
        for _ in 0..<4 {
            candidates.append(folder.appendingPathComponent(path))
            folder = folder.deletingLastPathComponent()
        }
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            throw Failure.unreadable(path)
        }
        return try String(contentsOf: found, encoding: .utf8)
    }

    private func compare(_ example: ConformanceCase, _ file: String, _ report: inout ConformanceReport) {
        let validation = Validator(example.schema).validate(example.policies)
        report.compare(
            \.validations, .validation, file, nil, expected: example.shouldValidate ? "valid" : "not valid",
            found: validation.isValid ? "valid" : "not valid")
        let answer = answers(example)
        for (number, question) in example.questions.enumerated() {
            let response = answer(question.request)
            report.requests += 1
            if question.decision == "allow" { report.allowed += 1 }
            if !question.errors.isEmpty { report.erring += 1 }
            report.compare(
                \.decisions, .decision, file, number, expected: question.decision, found: response.decision.rawValue)
            report.compare(
                \.reasons, .reasons, file, number, expected: Self.list(question.reasons),
                found: Self.list(response.reasons))
            report.compare(
                \.errors, .errors, file, number, expected: Self.list(question.errors),
                found: Self.list(response.errors.map(\.policy)))
        }
    }

    private func answers(_ example: ConformanceCase) -> (Request) -> Response {
        switch engine {
        case .interpreter:
            let authorizer = Authorizer(example.policies)
            return { authorizer.decide($0, example.entities) }
        case .compiled:
            var decider = Decider(CompiledEntities(example.entities, for: CompiledPolicies(example.policies)))
            return { decider.respond(to: $0) }
        }
    }

    private static func list(_ ids: some Collection<String>) -> String { ids.sorted().joined(separator: ", ") }
}

extension ConformanceReport {
    fileprivate mutating func add(_ subject: Subject, _ file: String, expected: String, found: String) {
        disagreements.append(
            Disagreement(file: file, request: nil, subject: subject, expected: expected, found: found))
    }

    fileprivate mutating func compare(
        _ count: WritableKeyPath<ConformanceReport, Count>, _ subject: Subject, _ file: String, _ request: Int?,
        expected: String, found: String
    ) {
        self[keyPath: count].add(expected == found)
        if expected != found {
            disagreements.append(
                Disagreement(file: file, request: request, subject: subject, expected: expected, found: found))
        }
    }
}
