import Cedar
import Foundation
import Testing

/// A page of Documentation/cedar, cut into its blocks of code.
struct Tutorial {
    struct Block {
        var language: String
        var lines: [String]
    }

    var blocks: [Block] = []

    init(_ name: String) throws {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        var open: Block?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(language: String(line.dropFirst(3)), lines: []) : nil
            } else {
                open?.lines.append(line)
            }
        }
    }

    // Tests/CedarTests/Documentation/DocumentationTests.swift
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Documentation/cedar")

    /// Whether the tutorial shows this output.
    static func isShown(_ output: String?) -> Bool {
        guard let output, let page = try? Tutorial("tutorial.md") else { return false }
        let wanted = output.trimmingCharacters(in: .newlines)
        return page.blocks.contains { $0.language == "text" && $0.lines.joined(separator: "\n") == wanted }
    }
}

@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: Tutorial.folder.path), "the documentation is not beside the tests"))
struct DocumentationTests {
    @Test(arguments: ["README.md", "tutorial.md"])
    func `code in the pages is code in the tests`(name: String) throws {
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "DocumentationSamples.swift")
        func trimmed(_ lines: [String]) -> String {
            // Where a line is broken differs with its indentation; what it says does not.
            lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
                .joined(separator: " ").replacing("( ", with: "(")
        }
        let code = trimmed(
            try String(contentsOf: source, encoding: .utf8).components(separatedBy: "\n"))
        let blocks = try Tutorial(name).blocks.filter { $0.language == "swift" }
        #expect(!blocks.isEmpty)
        for block in blocks { #expect(code.contains(trimmed(block.lines)), "\(block.lines.joined(separator: "\n"))") }
    }

    @Test func `policies and schemas in the pages are such, and laid out as the formatter does`() throws {
        for block in try Tutorial("tutorial.md").blocks {
            let text = block.lines.joined(separator: "\n") + "\n"
            switch block.language {
            case "cedar": #expect(try PolicyFormatter().format(text) == text)
            case "cedarschema": #expect(throws: Never.self) { try Schema(parsing: text) }
            default: break
            }
        }
    }
}
