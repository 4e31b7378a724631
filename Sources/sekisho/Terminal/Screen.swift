import ArgumentParser
import Casework
import Foundation
import Glibc
import Intake

/// The language of what is said on screen.
enum ScreenLanguage: String, ExpressibleByArgument, CaseIterable, Sendable {
    case ja
    case en

    /// What the environment asks for: Japanese where `LC_ALL`, `LC_MESSAGES` or `LANG` begins with `ja`.
    static var ofEnvironment: ScreenLanguage {
        let environment = ProcessInfo.processInfo.environment
        let said = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return said?.hasPrefix("ja") == true ? .ja : .en
    }

    func choose(_ text: BilingualText) -> String {
        self == .ja ? text.ja : text.en
    }

    func choose(ja: String, en: String) -> String {
        self == .ja ? ja : en
    }
}

/// The terminal, or the pipe in its place.
enum Screen {
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func writeError(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// Exit statuses, after `sysexits.h`; documented in `Documentation/command-line.md`.
enum ExitStatus {
    static func of(_ kind: CaseworkError.Kind) -> ExitCode {
        switch kind {
        case .blocked: ExitCode(1)
        case .badInput: ExitCode(65)
        case .missingInput: ExitCode(66)
        case .cannotWrite: ExitCode(73)
        }
    }

    /// Runs `work`, and turns a failure into a message and its status.
    static func guarding(_ language: ScreenLanguage, _ work: () throws(CaseworkError) -> Void) throws {
        do throws(CaseworkError) {
            try work()
        } catch {
            for problem in error.problems { Screen.writeError("sekisho: \(language.choose(problem))\n") }
            throw of(error.kind)
        }
    }
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "Language on screen: ja or en. Taken from LANG when absent.")
    var language: ScreenLanguage = .ofEnvironment

    @Flag(help: "No progress bar.")
    var quiet = false

    @Flag(help: "Print the outcome as JSON, for scripts.")
    var json = false
}
