package import ArgumentParser
import Casework
package import Intake

/// What is wrong with a command line, said as the house says it and in both languages: the parser of arguments speaks
/// English only.
package struct UsageProblem {
    /// The command that was meant, as far as it can be told.
    package var command: String
    /// What is wrong, and the mend.
    package var problem: BilingualText
    /// How the command is written.
    package var usage: String

    /// A problem that the parser of arguments has found.
    package init(_ error: any Error, _ arguments: [String], of root: any ParsableCommand.Type) {
        let path = CommandPath(arguments, of: root)
        command = path.name
        let full = root.fullMessage(for: error, columns: 10_000)
        usage =
            full.split(separator: "\n").first { $0.hasPrefix("Usage: ") }
            .map { String($0.dropFirst("Usage: ".count)) } ?? root.usageString()
        problem = Self.unknownCommand(path) ?? Self.sentence(root.message(for: error), path)
    }

    /// What is wrong with asking for help on some command; nil where nothing is.
    package init?(asked path: CommandPath) {
        guard let problem = Self.unknownCommand(path) else { return nil }
        command = path.name
        usage = "\(path.typed) <subcommand>"
        self.problem = problem
    }

    /// Says it, on the error stream or as JSON where the arguments ask for it.
    package func tell(asJSON: Bool, _ language: ScreenLanguage) {
        if asJSON {
            // A pipe that nobody reads is no reason to say something else.
            try? Performance.writeProblems([problem], command: command, status: ExitStatus.usage)
        }
        Screen.writeError("sekisho: \(language.choose(problem))\n")
        Screen.writeError(language.choose(ja: "使い方: \(usage)\n", en: "usage: \(usage)\n"))
    }

    private static func unknownCommand(_ path: CommandPath) -> BilingualText? {
        path.unknown.map { name in
            BilingualText(
                ja: "`\(name)` というコマンドはありません。あるのは \(path.known.joined(separator: "、")) です",
                en: "there is no command `\(name)`; there are \(path.known.joined(separator: ", "))")
        }
    }

    /// The parser's sentence in the words of the house; one that is not known here stays as it is.
    private static func sentence(_ message: String, _ path: CommandPath) -> BilingualText {
        if let found = message.wholeMatch(of: /Missing expected argument '(.+)'/) {
            return BilingualText(ja: "`\(found.1)` を指定してください", en: "`\(found.1)` is missing; give it")
        }
        if let found = message.wholeMatch(of: /Unknown option '([^']+)'(?:\. Did you mean '([^']+)'\?)?/) {
            guard let meant = found.2 else {
                let help = "\(path.typed) --help"
                return BilingualText(
                    ja: "`\(found.1)` というオプションはありません。`\(help)` で一覧を表示できます",
                    en: "there is no option `\(found.1)`; `\(help)` lists them")
            }
            return BilingualText(
                ja: "`\(found.1)` というオプションはありません。`\(meant)` のことですか",
                en: "there is no option `\(found.1)`; did you mean `\(meant)`?")
        }
        if let found = message.wholeMatch(of: /(?:Unexpected argument|[0-9]+ unexpected arguments:) ('.+')/) {
            let names = found.1.dropFirst().dropLast().split(separator: "', '").map(String.init)
            let list = names.map { "`\($0)`" }
            return BilingualText(
                ja: "余分な引数があります: \(list.joined(separator: "、"))。除いてください",
                en: "there is too much: \(list.joined(separator: ", ")); leave it out")
        }
        if let found = message.wholeMatch(of: /Missing value for '(.+)'/) {
            return BilingualText(ja: "`\(found.1)` の値を指定してください", en: "`\(found.1)` has no value; give one")
        }
        if let found = message.wholeMatch(
            of: /The value '(.*)' is invalid for '([^']+)'(?:\. Please provide one of (.+)\.)?/)
        {
            let allowed = (found.3 ?? "").split(separator: "'").enumerated().filter { $0.offset % 2 == 0 }
                .map { "`\($0.element)`" }
            guard !allowed.isEmpty else {
                return BilingualText(
                    ja: "`\(found.1)` は `\(found.2)` の値として読めません。直してください",
                    en: "`\(found.1)` is no value for `\(found.2)`; mend it")
            }
            return BilingualText(
                ja: "`\(found.1)` は `\(found.2)` に指定できません。\(allowed.joined(separator: "、"))から選んでください",
                en: "`\(found.1)` is no value for `\(found.2)`; there are \(allowed.joined(separator: ", "))")
        }
        if let found = message.wholeMatch(of: /The option '(.+)' does not take any value, but '(.*)' was specified\./) {
            return BilingualText(
                ja: "`\(found.1)` は値を取りません。`\(found.2)` を除いてください",
                en: "`\(found.1)` takes no value; leave out `\(found.2)`")
        }
        return BilingualText(ja: "コマンドの書き方が正しくありません（\(message)）", en: message)
    }
}
