import Conditions
import Intake
import Registry

/// Makes a surface of what a person wrote, its query read.
struct SurfaceReading: Sendable {
    let catalogue: SystemCatalogue
    let companies: [String: CompanyIndex]
    let reader: QueryReader
    let source: SourceText
    /// Whether conditions may compare texts by order.
    let ordersTexts: Bool
    private(set) var problems: [IntakeError] = []

    init(
        catalogue: SystemCatalogue, companies: [String: CompanyIndex], reader: QueryReader, source: SourceText,
        ordersTexts: Bool
    ) {
        self.catalogue = catalogue
        self.companies = companies
        self.reader = reader
        self.source = source
        self.ordersTexts = ordersTexts
    }

    /// A query put together of pieces, each of which stands somewhere in the catalogue.
    private struct Assembly {
        var sql = ""
        var pieces: [(start: Int, value: Located<String>)] = []

        mutating func add(_ keyword: String, _ value: Located<String>, _ end: String = "") {
            sql += keyword
            pieces.append((sql.utf8.count, value))
            sql += value.value + end
        }
    }

    /// The surface; nil where something is wrong with it, which ``problems`` says.
    mutating func surface(_ entry: CatalogueFile.SurfaceEntry) -> SystemSurface? {
        let known = problems.count
        var assembly = Assembly()
        for (number, shown) in entry.shows.enumerated() {
            assembly.add(
                number == 0 ? "SELECT " : ", ", shown.value ?? shown.name, " AS \(SQLPrinter.quoted(shown.name.value))")
        }
        if let routing = entry.routing {
            assembly.add(entry.shows.isEmpty ? "SELECT " : ", ", routing.by, " AS sekisho_recipient")
        }
        assembly.add("\nFROM ", entry.from)
        if let condition = entry.where { assembly.add("\nWHERE ", condition) }
        guard let query = read(assembly) else { return nil }
        let routing = routing(entry, query)
        var shown: [SystemSurface.Shown] = []
        for (output, item) in entry.shows.enumerated() {
            shown.append(
                SystemSurface.Shown(name: item.name.value, output: output, mask: item.mask, place: item.name.place))
        }
        guard problems.count == known, let routing else { return nil }
        return SystemSurface(
            entry: entry, sql: assembly.sql, pieces: assembly.pieces, query: query, shown: shown, routing: routing)
    }

    private mutating func read(_ assembly: Assembly) -> SQLQuery? {
        do throws(ConditionError) {
            let query = try reader.query(assembly.sql)
            if !ordersTexts { try refuseOrder(query) }
            return query
        } catch {
            let piece = assembly.pieces.last { $0.start <= max(0, error.offset) } ?? assembly.pieces[0]
            problems.append(
                IntakeError(
                    place: source.place(of: max(0, error.offset - piece.start), in: piece.value),
                    message: error.message))
            return nil
        }
    }

    /// What comes first of two texts is the database's business, unless the catalogue says that it goes by bytes.
    private func refuseOrder(_ query: SQLQuery) throws(ConditionError) {
        var open = query.expressions
        while let next = open.popLast() {
            switch next.form {
            case .comparison(let comparison, let left, _)
            where left.type == .text && comparison != .equal && comparison != .notEqual:
                throw ConditionError(
                    at: next.offset, ja: "文字列の大小はデータベースの照合順序によります。カタログに `collation: C` と書くか、別の書き方にしてください",
                    en:
                        "which of two texts comes first depends on the database; say `collation: C` in the catalogue, or "
                        + "write it in another way")
            case .call(let function, let parts) where [.greatest, .least].contains(function) && parts[0].type == .text:
                throw ConditionError(
                    at: next.offset, ja: "文字列の greatest、least は扱えません", en: "greatest and least are not known of texts")
            case .call(.lower, _), .call(.upper, _):
                throw ConditionError(
                    at: next.offset, ja: "大文字と小文字の対応はデータベースの照合順序によります。カタログに `collation: C` と書くか、別の書き方にしてください",
                    en:
                        "which capital belongs to which small letter depends on the database; say `collation: C` in the "
                        + "catalogue, or write it in another way")
            default: open += next.operands
            }
        }
    }

    // MARK: Who gets it

    private mutating func routing(_ entry: CatalogueFile.SurfaceEntry, _ query: SQLQuery) -> SystemSurface.Routing? {
        if let routing = entry.routing {
            guard entry.audience == nil else {
                problems.append(
                    IntakeError(
                        at: routing.by.place, ja: "`audience` と `routing` はどちらか一方だけを書いてください",
                        en: "give either `audience` or `routing`"))
                return nil
            }
            guard query.outputs.last?.value.type == .text else {
                problems.append(
                    IntakeError(
                        at: routing.by.place, ja: "`by` は文字列の式にしてください", en: "`by` must be an expression of type text"))
                return nil
            }
            var recipients: [Text: CompanyIndex] = [:]
            if let to = routing.to {
                for (code, name) in to.sorted(by: { $0.key < $1.key }) { recipients[Text(code)] = company(name) }
            } else {
                for (position, codes) in catalogue.codes.enumerated() {
                    for code in codes { recipients[code] = CompanyIndex(rawValue: UInt16(position)) }
                }
            }
            let otherwise = routing.otherwise.flatMap { company($0) }
            return .byValue(output: query.outputs.count - 1, recipients, otherwise: otherwise)
        }
        guard let audience = entry.audience, !audience.isEmpty else {
            problems.append(
                IntakeError(
                    at: entry.id.place, ja: "`audience`（見る会社）か `routing`（仕分け）を書いてください",
                    en: "say who sees it, in `audience` or `routing`"))
            return nil
        }
        return .everything(
            to: audience.compactMap { item in
                guard let company = company(item.company) else { return nil }
                let side = item.actingFor.map { self.company($0) } ?? company
                return side.map { SystemSurface.Viewer(company: company, side: $0) }
            })
    }

    private mutating func company(_ name: Located<String>) -> CompanyIndex? {
        if let index = companies[name.value] { return index }
        let near = Suggestion(for: name.value, among: companies.keys.sorted())
        problems.append(
            IntakeError(
                at: name.place, ja: "会社 `\(name.value)` はありません\(near.ja)",
                en: "there is no company `\(name.value)`\(near.en)"))
        return nil
    }
}
