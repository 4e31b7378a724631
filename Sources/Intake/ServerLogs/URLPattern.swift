/// Which requests are views, and whose record they show: `/api/customers/{subject}`.
///
/// - `{subject}` stands for the supply point or facility, once; `{name}` with any other name for any text within one
///   name of the path. Both may have text before and after them: `/customers/{subject}.json`.
/// - `*` as the last name of the path stands for anything that follows, or nothing.
/// - After `?` stand the parameters that a request must have, `point={subject}` or `mode=full`; it may have others.
///
/// Paths are compared as servers do: percent-encoding decoded, `//`, `.` and `..` resolved, a slash at the end
/// ignored.
public struct URLPattern: Hashable, Sendable {
    /// The pattern as it was written.
    public let text: String
    private let path: [Piece]
    private let open: Bool
    private let query: [Parameter]

    private struct Piece: Hashable {
        var before: [UInt8]
        var placeholder: String?
        var after: [UInt8]

        /// What the placeholder stands for in `name`; nil if the name does not match.
        func match(_ name: [UInt8]) -> ArraySlice<UInt8>? {
            guard placeholder != nil else { return name == before ? [] : nil }
            guard name.count > before.count + after.count, name.starts(with: before),
                name.suffix(after.count).elementsEqual(after)
            else { return nil }
            return name[before.count..<(name.count - after.count)]
        }
    }

    private struct Parameter: Hashable {
        var name: [UInt8]
        var value: Piece
    }

    /// What a request is to the pattern.
    enum Match: Equatable {
        case none
        case subject([UInt8])
        /// The query names several, and which of them the application took is not in the log.
        case several
    }

    /// Reads a pattern.
    ///
    /// - Throws: an error, without a place, for a pattern that does not begin with `/`, has no `{subject}` or several,
    ///   or has an open brace.
    public init(parsing text: String) throws(IntakeError) {
        self.text = text
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.hasPrefix("/"), let first = parts.first else {
            throw Self.fault(text, en: "it must begin with `/`", ja: "`/` で始めてください")
        }
        var pieces: [Piece] = []
        for name in first.split(separator: "/") { pieces.append(try Self.piece(String(name), in: text)) }
        open = pieces.last?.before == [0x2A] && pieces.last?.placeholder == nil
        if open { pieces.removeLast() }
        path = pieces
        var parameters: [Parameter] = []
        for pair in parts.count > 1 ? parts[1].split(separator: "&") : [] {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = halves.count > 1 ? String(halves[1]) : ""
            parameters.append(.init(name: Array(halves[0].utf8), value: try Self.piece(value, in: text)))
        }
        query = parameters
        let subjects = (path + query.map(\.value)).count { $0.placeholder == "subject" }
        guard subjects == 1 else {
            throw Self.fault(text, en: "it must hold `{subject}` once", ja: "`{subject}` を1回だけ書いてください")
        }
    }

    private static func piece(_ name: String, in text: String) throws(IntakeError) -> Piece {
        guard let open = name.firstIndex(of: "{") else {
            guard !name.contains("}") else {
                throw fault(text, en: "a `}` has no `{` before it", ja: "`}` に対応する `{` がありません")
            }
            let bytes = RequestTarget.decode(Array(name.utf8)[...], plusIsSpace: false)
            return Piece(before: bytes, placeholder: nil, after: [])
        }
        let rest = name[name.index(after: open)...]
        guard let close = rest.firstIndex(of: "}"), close > rest.startIndex,
            !name[name.index(after: close)...].contains(where: { $0 == "{" || $0 == "}" })
        else {
            throw fault(
                text, en: "between two slashes there may be one placeholder, such as `{subject}`",
                ja: "`/` と `/` の間に書ける埋込みは `{subject}` のように1つだけです")
        }
        return Piece(
            before: Array(name[..<open].utf8), placeholder: String(rest[..<close]),
            after: Array(name[name.index(after: close)...].utf8))
    }

    private static func fault(_ text: String, en: String, ja: String) -> IntakeError {
        IntakeError(ja: "URLのパターン `\(text)` が使えません。\(ja)", en: "the URL pattern `\(text)` cannot be used: \(en)")
    }

    func match(_ target: RequestTarget) -> Match {
        guard open ? target.path.count >= path.count : target.path.count == path.count else { return .none }
        var subject: [UInt8]?
        var several = false
        func take(_ found: ArraySlice<UInt8>) {
            if let subject { several = several || subject[...] != found } else { subject = Array(found) }
        }
        for (piece, name) in zip(path, target.path) {
            guard let found = piece.match(name) else { return .none }
            if piece.placeholder == "subject" { take(found) }
        }
        for parameter in query {
            let found = target.query.filter { $0.name == parameter.name }.compactMap { parameter.value.match($0.value) }
            if found.isEmpty { return .none }
            if parameter.value.placeholder == "subject" { found.forEach(take) }
        }
        if several { return .several }
        return subject.map { .subject($0) } ?? .none
    }
}
