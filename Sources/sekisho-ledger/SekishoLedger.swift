import ArgumentParser
import Casework
import Terminal

/// The record of views, as a program of its own, so that `sekisho` needs no database to be built: written before anything is shown, and impossible to rewrite unseen.
@main
struct SekishoLedger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sekisho ledger",
        abstract: said(ja: "閲覧の台帳を作り、書き、確かめる。", en: "Keeps the record of views, and verifies it."),
        discussion: said(
            ja: """
                例:
                  sekisho ledger init my-ledger --origin grid.example/views --slot kita-grid --slot midori
                  sekisho ledger append my-ledger views.jsonl --receipts receipts
                  sekisho ledger monitor my-ledger/public --slot 1 --key KEY --state midori.json
                """,
            en: """
                Example:
                  sekisho ledger init my-ledger --origin grid.example/views --slot kita-grid --slot midori
                  sekisho ledger append my-ledger views.jsonl --receipts receipts
                  sekisho ledger monitor my-ledger/public --slot 1 --key KEY --state midori.json
                """),
        version: "sekisho \(Program.version)",
        subcommands: [
            LedgerInitCommand.self, LedgerAppendCommand.self, LedgerStatusCommand.self, LedgerProveCommand.self,
            LedgerVerifyCommand.self, LedgerMonitorCommand.self, LedgerCosignCommand.self, LedgerExportCommand.self,
            LedgerEraseCommand.self, LedgerRotateKeyCommand.self, LedgerFsckCommand.self,
        ])

    static func main() { CommandMain.run(Self.self) }
}
