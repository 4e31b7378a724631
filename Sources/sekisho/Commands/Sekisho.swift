import ArgumentParser
import Casework
import Glibc

@main
struct Sekisho: ParsableCommand {
    /// The program's name.
    static let name = "sekisho"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: said(
            ja: "閲覧ログを情報遮断の規則に照らし、報告書までを計算する。",
            en: "Holds view logs against the information barrier, and computes the report."),
        discussion: said(
            ja: """
                例:
                  sekisho investigate Examples/case
                  sekisho report Examples/case
                """,
            en: """
                Example:
                  sekisho investigate Examples/case
                  sekisho report Examples/case
                """),
        version: "sekisho \(Program.version)",
        subcommands: [
            DemoCommand.self, SimulateCommand.self, InvestigateCommand.self, ReportCommand.self, InspectCommand.self,
            PolicyCommand.self, LedgerCommand.self,
        ])

    static func main() {
        // A limit on the size of files is then told like a full disk, instead of ending the program unheard.
        _ = signal(SIGXFSZ, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "help", let problem = UsageProblem(asked: CommandPath(arguments.dropFirst())) {
            end(problem, arguments)
        }
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let status as ExitCode {
            Glibc.exit(status.rawValue)
        } catch {
            switch exitCode(for: error) {
            case .success: exit(withError: error)
            case .validationFailure: end(UsageProblem(error, arguments), arguments)
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
