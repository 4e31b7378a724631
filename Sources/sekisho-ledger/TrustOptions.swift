import ArgumentParser
import Casework
import Ledger
import Recordkeeping
import Terminal

/// Whom whoever runs the command believes.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            said(ja: "記録簿の公開鍵。鍵を替えている間は二つ。", en: "The log's public key; two while they are being changed."),
            valueName: "key"))
    var key: [String] = []

    @Option(
        help: ArgumentHelp(
            said(ja: "立会人の公開鍵（いくつでも）。", en: "A witness's public key; as many as there are."), valueName: "key"))
    var witness: [String] = []

    @Option(
        help: ArgumentHelp(
            said(ja: "何人の立会人の署名を求めるか。省略時は全員。", en: "How many of the witnesses are asked for; all when absent."),
            valueName: "n"))
    var quorum: Int?

    func trust() throws(CaseworkError) -> LogTrust {
        guard !key.isEmpty else {
            throw CaseworkError(
                .badCommand, ja: "`--key` で記録簿の公開鍵を指定してください（`sekisho ledger status` が示します）",
                en: "name the log's public key with `--key`; `sekisho ledger status` shows it")
        }
        return try LogTrust(keys: key, witnesses: witness, quorum: quorum)
    }
}
