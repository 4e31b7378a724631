package import ArgumentParser
package import Casework
import Foundation
package import Intake

/// What a command's work came to.
package struct Done<Outcome: Encodable> {
    /// What is told.
    package var outcome: Outcome
    /// What went wrong although there is something to tell.
    package var failure: CaseworkError?

    /// What it came to.
    package init(outcome: Outcome, failure: CaseworkError? = nil) {
        self.outcome = outcome
        self.failure = failure
    }
}

/// Runs a command's work, and tells how it went: in words, or as JSON where a script asked for it.
package struct Performance {
    /// The command's name.
    package var command: String
    package var options: ScreenOptions
    package var language: ScreenLanguage

    /// How a command is performed.
    package init(command: String, options: ScreenOptions, language: ScreenLanguage) {
        self.command = command
        self.options = options
        self.language = language
    }

    /// What is printed as JSON. The shape is stable: scripts rely on it.
    private struct Envelope<Outcome: Encodable>: Encodable {
        var command: String
        var status: Int32
        var problems: [BilingualText]
        var outcome: Outcome?
    }

    /// - Parameters:
    ///   - words: the outcome, for people.
    ///   - work: gives the outcome.
    /// - Throws: the exit status, unless it is 0.
    package func callAsFunction<Outcome: Encodable>(
        words: (Outcome) -> String, _ work: (any ProgressSink) throws(CaseworkError) -> Done<Outcome>
    ) throws {
        var outcome: Outcome?
        var failure: CaseworkError?
        do throws(CaseworkError) {
            let done = try ProgressBar.showing(quiet: options.quiet, language: language, work)
            (outcome, failure) = (done.outcome, done.failure)
        } catch {
            failure = error
        }
        var status = failure.map { ExitStatus.of($0.kind) } ?? .success
        do throws(CaseworkError) {
            if options.json {
                let envelope = Envelope(
                    command: command, status: status.rawValue, problems: failure?.problems ?? [], outcome: outcome)
                try Screen.write(Self.json(envelope))
            } else if let outcome {
                try Screen.write(words(outcome))
            }
        } catch {
            failure = failure ?? error
            status = status == .success ? ExitStatus.of(error.kind) : status
        }
        for problem in failure?.problems ?? [] { Screen.writeError("sekisho: \(language.choose(problem))\n") }
        if status != .success { throw status }
    }

    /// Writes problems as JSON, where there is nothing else to tell.
    package static func writeProblems(
        _ problems: [BilingualText], command: String, status: ExitCode
    ) throws(CaseworkError) {
        try Screen.write(
            json(Envelope<Never>(command: command, status: status.rawValue, problems: problems, outcome: nil)))
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        } catch {
            // INVARIANT: encoding fails only for numbers that are not finite, and outcomes have integers alone.
            preconditionFailure("an outcome cannot be encoded: \(error)")
        }
    }
}

/// Exit statuses, after `sysexits.h`; documented in `Documentation/command-line.md`.
package enum ExitStatus {
    package static let fault = ExitCode(70)
    package static let usage = ExitCode(64)

    package static func of(_ kind: CaseworkError.Kind) -> ExitCode {
        switch kind {
        case .blocked: ExitCode(1)
        case .fault: fault
        case .badCommand: usage
        case .badInput: ExitCode(65)
        case .missingInput: ExitCode(66)
        case .cannotWrite: ExitCode(73)
        }
    }
}
