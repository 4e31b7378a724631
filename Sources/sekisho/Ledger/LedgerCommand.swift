import ArgumentParser

/// The record of views: written before anything is shown, and impossible to rewrite unseen.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
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
        subcommands: [
            LedgerInitCommand.self, LedgerAppendCommand.self, LedgerStatusCommand.self, LedgerProveCommand.self,
            LedgerVerifyCommand.self, LedgerMonitorCommand.self, LedgerCosignCommand.self, LedgerExportCommand.self,
            LedgerEraseCommand.self, LedgerRotateKeyCommand.self, LedgerFsckCommand.self,
        ])
}
