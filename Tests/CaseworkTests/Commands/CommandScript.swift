import Foundation
import Testing

/// A command-line script: what is typed, and what has to come out. `Tests/Scripts/README.md` says how it is written.
struct CommandScript {
    private struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    let name: String
    private let lines: [(number: Int, text: String)]
    private let files: [(path: String, contents: String)]

    init(_ url: URL) throws {
        name = url.lastPathComponent
        var lines: [(number: Int, text: String)] = []
        var files: [(path: String, contents: String)] = []
        let text = try String(contentsOf: url, encoding: .utf8)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("-- "), line.hasSuffix(" --") {
                files.append((String(line.dropFirst(3).dropLast(3)), ""))
            } else if files.isEmpty {
                lines.append((index + 1, String(line)))
            } else {
                files[files.count - 1].contents += line + "\n"
            }
        }
        self.lines = lines
        self.files = files
    }

    /// Runs the script in a folder of its own, and says what does not hold.
    ///
    /// - Returns: why the script was skipped, if it was.
    func run(in folder: URL) async throws -> String? {
        for file in files {
            let url = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.contents.utf8).write(to: url)
        }
        var environment = ["LANG": "C.UTF-8"]
        var last: CommandRun?
        for (number, text) in lines {
            let words = Self.words(text)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            let isNegated = first == "!"
            let command = words[isNegated ? 1 : 0]
            let arguments = Array(words.dropFirst(isNegated ? 2 : 1))
            let place = "\(name):\(number)"
            switch command {
            case "skip-unless":
                if try await shell(arguments[0], in: folder, environment).status != 0 { return arguments[0] }
            case "env":
                let parts = arguments[0].split(separator: "=", maxSplits: 1).map(String.init)
                environment[parts[0]] = parts.count > 1 ? parts[1] : ""
            case "example": try Built.copyExample(to: folder.appending(path: arguments[0]))
            case "replace": try replace(arguments[1], arguments[2], in: folder.appending(path: arguments[0]), place)
            case "remove": try FileManager.default.removeItem(at: folder.appending(path: arguments[0]))
            case "exists":
                let isThere = FileManager.default.fileExists(atPath: folder.appending(path: arguments[0]).path)
                #expect(isThere != isNegated, "\(place): \(text)")
            case "contains":
                let found = try String(contentsOf: folder.appending(path: arguments[0]), encoding: .utf8)
                try expect(arguments[1], in: found, isNegated, "\(place): \(text)")
            case "sekisho", "shell":
                let run =
                    command == "sekisho"
                    ? try await CommandRun.of(Built.program, arguments, in: folder, environment: environment)
                    : try await shell(arguments[0], in: folder, environment)
                #expect(!run.wasKilled, "\(place): ended by signal \(run.status)\n\(run.errors)")
                // A script says of every run how it ends; silence means well.
                if !nextSaysStatus(after: number) {
                    #expect(run.status == 0, "\(place): \(text)\n\(run.errors)\(run.output)")
                }
                last = run
            case "status":
                let run = try #require(last, "\(place): nothing was run")
                #expect(run.status == Int32(arguments[0]), "\(place)\n\(run.errors)\(run.output)")
            case "stdout", "stderr":
                let run = try #require(last, "\(place): nothing was run")
                try expect(
                    arguments[0], in: command == "stdout" ? run.output : run.errors, isNegated, "\(place): \(text)")
            default: throw Fault(description: "\(place): no command `\(command)`")
            }
        }
        return nil
    }

    private func shell(
        _ script: String, in folder: URL, _ environment: [String: String]
    ) async throws -> CommandRun {
        try await CommandRun.of(
            URL(filePath: "/bin/sh"), ["-c", script], in: folder,
            environment: environment.merging(
                ["SEKISHO": Built.program.path, "REPOSITORY": Built.repository.path]
            ) { $1 })
    }

    private func nextSaysStatus(after number: Int) -> Bool {
        lines.first { $0.number > number && !$0.text.allSatisfy(\.isWhitespace) && !$0.text.hasPrefix("#") }?
            .text.hasPrefix("status ") == true
    }

    private func replace(_ old: String, _ new: String, in file: URL, _ place: String) throws {
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains(old) else {
            throw Fault(description: "\(place): `\(old)` is not in \(file.lastPathComponent)")
        }
        try Data(text.replacing(old, with: new).utf8).write(to: file)
    }

    private func expect(_ pattern: String, in text: String, _ isNegated: Bool, _ place: String) throws {
        let isEmpty = pattern == "^$"
        let found = isEmpty ? text.isEmpty : try Regex(pattern).anchorsMatchLineEndings().firstMatch(in: text) != nil
        #expect(found != isNegated, "\(place)\n\(text)")
    }

    /// Words, apart by spaces; what stands in '…' is one word.
    private static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            if character == "'" {
                isQuoted.toggle()
                word = word ?? ""
            } else if character == " ", !isQuoted {
                if let word { words.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }
}
