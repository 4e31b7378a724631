import Casework
import Foundation
import Ledger
import TransparencyLog

/// One line of what `sekisho ledger append` reads: a view as the system that shows it tells it, in JSON.
struct LedgerRequest: Decodable {
    /// The company whose customer it is, by the name of its slot, or the number of the slot.
    var slot: String
    /// 32 hexadecimal digits, or a UUID.
    var view: String
    /// `view`, `refusedView` or `delivery`; `view` where it is absent.
    var kind: String?
    /// By its name in the dictionary.
    var surface: String?
    /// By its name in the dictionary.
    var purpose: String?
    /// The number of a list of fields in the dictionary; 1 where it is absent and fields are named.
    var schema: Int?
    /// Fields that are shown as they are.
    var shown: [String]?
    /// Fields that are shown masked.
    var masked: [String]?
    /// The version of the rules.
    var rules: UInt32?
    /// The number of an emergency.
    var emergency: UInt32?
    /// Who sees it.
    var actor: String
    /// Whose record it is.
    var subject: String
    /// The values that are shown, by field: only digests of them are kept.
    var values: [String: String]?

    /// The request, with the names that the ledger knows.
    ///
    /// - Throws: what is wrong with it.
    func request(_ slots: [String], _ dictionary: LedgerDictionary) throws(CaseworkError) -> ViewRequest {
        guard let slot = slots.firstIndex(of: slot) ?? Int(slot).flatMap({ slots.indices.contains($0) ? $0 : nil })
        else {
            throw wrong(
                "会社 `\(slot)` の記録簿はありません",
                "there is no slot of `\(slot)`; the ledger has \(slots.joined(separator: ", "))")
        }
        guard let view = ViewID(view) else {
            throw wrong("`view` は 16 進数 32 桁です", "`view` is 32 hexadecimal digits, and this is `\(view)`")
        }
        let kinds: [EntryKind] = [.view, .refusedView, .delivery, .emergencyOpened, .emergencyClosed]
        guard let kind = kinds.first(where: { $0.name == kind ?? "view" }) else {
            throw wrong(
                "`kind` は `\(kind ?? "")` にできません",
                "`kind` cannot be `\(kind ?? "")`; it is one of \(kinds.map(\.name).joined(separator: ", "))")
        }
        guard let surface = dictionary.number(ofSurface: surface), let purpose = dictionary.number(ofPurpose: purpose)
        else {
            throw wrong(
                "`surface` 又は `purpose` が辞書にありません",
                "the ledger's dictionary has no surface `\(surface ?? "")` or purpose `\(purpose ?? "")`; add it with `sekisho ledger init --dictionary`"
            )
        }
        let schema = schema ?? (shown == nil && masked == nil ? 0 : 1)
        guard schema == 0 || dictionary.schemas.indices.contains(schema - 1) else {
            throw wrong("項目の一覧 \(schema) が辞書にありません", "the ledger's dictionary has no list of fields \(schema)")
        }
        let fields = schema == 0 ? [] : dictionary.schemas[schema - 1]
        return ViewRequest(
            kind: kind, slot: UInt32(slot), view: view, surface: surface, purpose: purpose, schema: UInt16(schema),
            shown: try bits(shown, fields), masked: try bits(masked, fields), rules: rules ?? 0,
            emergency: emergency ?? 0,
            payload: ViewPayload(
                actor: actor, subject: subject,
                digests: (values ?? [:]).mapValues { Hexadecimal.bytes(Digests.sha256(Array($0.utf8))) ?? [] }))
    }

    private func bits(_ names: [String]?, _ fields: [String]) throws(CaseworkError) -> UInt64 {
        var bits: UInt64 = 0
        for name in names ?? [] {
            guard let place = fields.firstIndex(of: name), place < 64 else {
                throw wrong(
                    "項目 `\(name)` が一覧にありません",
                    "the list of fields has no `\(name)`; it has \(fields.joined(separator: ", "))")
            }
            bits |= 1 << UInt64(place)
        }
        return bits
    }

    private func wrong(_ ja: String, _ en: String) -> CaseworkError { CaseworkError(.badInput, ja: ja, en: en) }
}
