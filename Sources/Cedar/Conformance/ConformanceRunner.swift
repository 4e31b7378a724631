/// Runs cases in the format of Cedar's public corpus and says where this library and the reference differ.
///
/// A case is a JSON file with `policies`, `entities` and `schema`, the names of files, `shouldValidate`, and `requests`
/// with `decision`, `reason` and `errors`. The files are looked for beside the case, then from its folder or one of those
/// above it on. Whoever runs it opens the files: this library opens none.
public struct ConformanceRunner: Sendable {
    /// Which of the library's ways to decide is compared.
    public enum Engine: String, Codable, Hashable, Sendable, CaseIterable {
        /// ``Authorizer``.
        case interpreter
        /// ``Decider``.
        case compiled
    }

    /// Which of the library's ways to decide is compared.
    public var engine: Engine

    /// A runner.
    public init(engine: Engine = .interpreter) {
        self.engine = engine
    }

    /// Runs every case among some files.
    ///
    /// - Parameters:
    ///   - names: JSON files, by their paths from one folder, `/` between names; those that are no cases are passed over.
    ///   - text: gives the text of a file by such a path, which may begin with `..`; nil where there is none, or it
    ///     cannot be read.
    /// - Returns: the report; a case that cannot be read is a disagreement.
    public func run(_ names: some Sequence<String>, text: (_ name: String) -> String?) -> ConformanceReport {
        var report = ConformanceReport()
        for name in names.sorted() { run(name, text, &report) }
        return report
    }

    private func run(_ file: String, _ text: (String) -> String?, _ report: inout ConformanceReport) {
        let document: JSONDocument
        do throws(ParseFault) {
            guard let contents = text(file) else {
                return report.add(.reading, file, expected: "JSON", found: "nothing that can be read")
            }
            document = try JSONReader.read(contents)
        } catch {
            return report.add(.reading, file, expected: "JSON", found: "\(error)")
        }
        guard ConformanceCase.isCase(document) else { return }
        report.cases += 1
        do {
            let example = try ConformanceCase(document) { path in try Self.text(path, beside: file, text) }
            compare(example, file, &report)
        } catch {
            report.add(.reading, file, expected: "a case", found: "\(error)")
        }
    }

    /// A file that a case names, and that is not there.
    private struct Missing: Error, CustomStringConvertible {
        var path: String
        var description: String { "`\(path)` cannot be read" }
    }

    /// The text of a file that a case names.
    private static func text(
        _ path: String, beside file: String, _ text: (String) -> String?
    ) throws(Missing) -> String {
        var folder = file.split(separator: "/").dropLast()
        var candidates = [folder + path.split(separator: "/").suffix(1)]
        for _ in 0..<4 {
            candidates.append(folder + path.split(separator: "/"))
            // The case may lie beside the folder that holds its files, and only its own be named.
            if folder.last ?? ".." == ".." { folder.append("..") } else { folder.removeLast() }
        }
        for candidate in candidates {
            if let found = text(candidate.joined(separator: "/")) { return found }
        }
        throw Missing(path: path)
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
