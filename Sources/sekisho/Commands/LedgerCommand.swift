import ArgumentParser
import Casework
import Foundation
import Glibc
import Terminal

/// `sekisho ledger …`: hands over to the program `sekisho-ledger`, which lies beside this one. It alone needs databases and
/// signatures, so that this one is built in a minute or two.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: said(ja: "閲覧の台帳を作り、書き、確かめる。", en: "Keeps the record of views, and verifies it."))

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() throws {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let folder = URL(filePath: own).deletingLastPathComponent().path(percentEncoded: false)
        let program = folder + (folder.hasSuffix("/") ? "" : "/") + "sekisho-ledger"
        // INVARIANT: the pointers are those of C strings that are never freed before the call; where it succeeds this
        // program is gone, and where it returns, it ends.
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        _ = unsafe execv(program, &words)
        Screen.writeError(
            said(
                ja:
                    "sekisho: \(program) がありません。`make install` するか、`swift build -c release --product sekisho-ledger` で作ってください\n",
                en:
                    "sekisho: \(program) is not there; run `make install`, or build it with `swift build -c release --product sekisho-ledger`\n"
            ))
        throw ExitStatus.of(.missingInput)
    }
}
