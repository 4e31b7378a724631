public import Casework
public import Ledger
import TransparencyLog

extension LogTrust {
    /// Trust in keys as they are written.
    ///
    /// - Throws: `badCommand`, with the key that cannot be read.
    public init(
        keys: [String], witnesses: [String], quorum: Int? = nil, origin: String? = nil
    ) throws(CaseworkError) {
        func read(_ text: String) throws(CaseworkError) -> VerifierKey {
            do throws(NoteError) { return try VerifierKey(text) } catch {
                throw CaseworkError(
                    .badCommand, ja: "公開鍵 `\(text)` は読めません（\(error)）",
                    en: "the public key `\(text)` cannot be read: \(error)")
            }
        }
        var (logKeys, witnessKeys): ([VerifierKey], [VerifierKey]) = ([], [])
        for text in keys { logKeys.append(try read(text)) }
        for text in witnesses { witnessKeys.append(try read(text)) }
        self = try CaseworkError.ledger { () throws(LedgerError) in
            try LogTrust(origin: origin, keys: logKeys, witnesses: witnessKeys, quorum: quorum)
        }
    }
}
