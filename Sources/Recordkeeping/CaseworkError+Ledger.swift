import Casework
import Ledger
import Store

extension CaseworkError {
    /// An error of the ledger, in the words of whoever ran the command.
    init(_ error: LedgerError) {
        let (kind, ja): (Kind, String) =
            switch error.kind {
            case .missing: (.missingInput, "ありません")
            case .exists: (.cannotWrite, "すでにあります")
            case .contradicts: (.badInput, "書かれているものと矛盾します")
            case .damaged: (.blocked, "記録が壊れているか、書き換えられています")
            case .rolledBack: (.blocked, "データベースが古い写しです。書き続けてはなりません")
            case .busy: (.cannotWrite, "ほかのプロセスが書いています")
            case .cannotWrite: (.cannotWrite, "書けませんでした。何も見せてはなりません")
            case .keyErased: (.cannotWrite, "その方の鍵は消去されました")
            case .badRequest: (.badCommand, "指定が正しくありません")
            }
        self.init(kind, ja: "\(ja)（\(error.message)）", en: error.message)
    }

    static func ledger<Value>(_ work: () throws(LedgerError) -> Value) throws(CaseworkError) -> Value {
        do throws(LedgerError) { return try work() } catch { throw CaseworkError(error) }
    }

    static func ledger<Value>(_ work: () async throws(LedgerError) -> Value) async throws(CaseworkError) -> Value {
        do throws(LedgerError) { return try await work() } catch { throw CaseworkError(error) }
    }
}
