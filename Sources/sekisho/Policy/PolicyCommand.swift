import ArgumentParser
import Terminal

/// What can be done with Cedar policies alone, without a case.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: said(
            ja: "Cedar の規則を検査・整形・判定する。", en: "Checks, formats and decides Cedar policies."),
        discussion: said(
            ja: """
                例:
                  sekisho policy check Examples/case/policies/barrier.cedar
                """,
            en: """
                Example:
                  sekisho policy check Examples/case/policies/barrier.cedar
                """),
        subcommands: [
            PolicyCheckCommand.self, PolicyFormatCommand.self, PolicyTestCommand.self, PolicyDecideCommand.self,
            PolicyExplainCommand.self, PolicyConformanceCommand.self,
        ])
}
