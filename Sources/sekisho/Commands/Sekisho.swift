import ArgumentParser
import Casework
import Terminal

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

    static func main() { CommandMain.run(Self.self) }
}
