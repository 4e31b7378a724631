package import ArgumentParser
import Casework
import Glibc

/// What both programs do first: read the command line, run the command, and end with its status.
package enum CommandMain {
    /// Runs a program.
    ///
    /// - Parameter root: the program's own command.
    package static func run(_ root: any ParsableCommand.Type) {
        // A limit on the size of files is then told like a full disk, instead of ending the program unheard.
        _ = signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "help",
            let problem = UsageProblem(asked: CommandPath(arguments.dropFirst(), of: root))
        {
            end(problem, arguments)
        }
        do {
            var command = try root.parseAsRoot(arguments)
            try command.run()
        } catch let status as ExitCode {
            Glibc.exit(status.rawValue)
        } catch {
            switch root.exitCode(for: error) {
            case .success: root.exit(withError: error)
            case .validationFailure: end(UsageProblem(error, arguments, of: root), arguments)
            default:
                Screen.writeError(
                    "sekisho: "
                        + said(
                            ja: "Sekisho の不具合です。再現の手順とともに報告してください: \(error)\n",
                            en: "a fault of Sekisho's own; please report it with the steps that lead to it: \(error)\n")
                )
                Glibc.exit(ExitStatus.fault.rawValue)
            }
        }
    }

    /// Ends the program because the command line is wrong.
    private static func end(_ problem: UsageProblem, _ arguments: [String]) -> Never {
        problem.tell(asJSON: arguments.contains("--json"), .ofEnvironment)
        Glibc.exit(ExitStatus.usage.rawValue)
    }
}
