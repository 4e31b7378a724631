import ArgumentParser
import Glibc

@main
struct Sekisho: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sekisho",
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
        subcommands: [DemoCommand.self, SimulateCommand.self, InvestigateCommand.self, ReportCommand.self])

    static func main() {
        // A limit on the size of files is then told like a full disk, instead of ending the program unheard.
        _ = signal(SIGXFSZ, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let status as ExitCode {
            Glibc.exit(status.rawValue)
        } catch {
            switch exitCode(for: error) {
            case .success: exit(withError: error)
            case .validationFailure:
                if ScreenLanguage.ofEnvironment == .ja { Screen.writeError("sekisho: コマンドの書き方が正しくありません\n") }
                exit(withError: error)
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
}
