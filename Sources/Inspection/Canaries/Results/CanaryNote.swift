public import Intake

/// A file, or a part of one, that could not be looked into or only partly: that nothing was found there says nothing.
public struct CanaryNote: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The file, with the members of containers that lead to it.
    public var file: String
    /// Why.
    public var reason: Reason

    /// Why a file could not be looked into.
    public enum Reason: Hashable, Codable, Sendable {
        /// A kind of file whose content this search does not read, by its usual name. What stands in it as plain text
        /// was searched.
        case unreadable(kind: String)
        /// A password is needed.
        case encrypted
        /// A way of packing that this search does not know, by its number in the ZIP format.
        case packedOtherwise(method: Int)
        /// It is damaged or cut off; what could be read of it was searched.
        case damaged(what: BilingualText)
        /// It is more, unpacked, than the limit allows: a packed bomb, or the limit must be raised.
        case tooLarge(limit: Int)
        /// There are more members in the containers than the limit allows.
        case tooManyMembers(limit: Int)
        /// More containers stand in each other than the limit allows.
        case tooDeep(limit: Int)
        /// It is text in no encoding that this search knows, from this byte on; what could be read was searched.
        case notText(offset: Int)
        /// Bytes of a container that are part of no member.
        case outsideMembers(bytes: Int)
    }

    /// A note.
    public init(file: String, reason: Reason) {
        self.file = file
        self.reason = reason
    }

    /// What could not be looked into and why.
    public var message: BilingualText {
        switch reason {
        case .unreadable(let kind):
            BilingualText(ja: "\(kind) の中は読めません。別の方法で確かめてください", en: "cannot look into \(kind); check it by other means")
        case .encrypted:
            BilingualText(ja: "暗号化されています。復号したものを渡してください", en: "encrypted; hand in what it is without encryption")
        case .packedOtherwise(let method):
            BilingualText(
                ja: "圧縮方式 \(method) は読めません。展開したものを渡してください",
                en: "packed by method \(method), which is not known; unpack it first")
        case .damaged(let what):
            BilingualText(ja: "壊れています: \(what.ja)", en: "damaged: \(what.en)")
        case .tooLarge(let limit):
            BilingualText(
                ja: "展開すると上限 \(limit) バイトを超えるため、読みませんでした",
                en: "not read: unpacked it is more than the limit of \(limit) bytes")
        case .tooManyMembers(let limit):
            BilingualText(
                ja: "ファイルの数が上限 \(limit) を超えるため、残りを読みませんでした", en: "not read on: more than the limit of \(limit) members")
        case .tooDeep(let limit):
            BilingualText(
                ja: "入れ子が上限 \(limit) 段を超えるため、読みませんでした", en: "not read: more than \(limit) containers in each other")
        case .notText(let offset):
            BilingualText(
                ja: "\(offset) バイト目から先に、知っているどの文字コードでもないところがあります",
                en: "not text in any known encoding, from byte \(offset) on")
        case .outsideMembers(let bytes):
            BilingualText(ja: "どのファイルにも属さない \(bytes) バイトがあります", en: "\(bytes) bytes are part of no member")
        }
    }

    /// The file and what could not be looked into, in English.
    public var description: String { "\(file): \(message.en)" }
}
