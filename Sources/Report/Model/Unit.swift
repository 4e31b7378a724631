/// What a count counts. Counts of different units are never added or compared.
public enum Unit: String, CaseIterable, Codable, Hashable, Sendable {
    /// Views, 閲覧件数.
    case views
    /// Views after repeats by refresh are folded, 閲覧件数.
    case foldedViews
    /// Distinct people who looked, 閲覧者. They are people, and can be compared with ``people``.
    case viewers
    /// People, 名.
    case people
    /// Contracts, 契約.
    case contracts
    /// Supply points, 地点.
    case supplyPoints
    /// Terminals, 台.
    case terminals
    /// Retailers and other suppliers, 社.
    case retailers
    /// Companies, 社.
    case companies
    /// Screens, reports, feeds and extracts taken together.
    case surfaces
    /// Screens, 画面.
    case screens
    /// Reports, 帳票.
    case reports
    /// Answers, mentions and other things that are simply counted, 件.
    case items
    /// Rows of a file, 行.
    case rows
    /// Files.
    case files
    /// Days, 日.
    case days

    /// What stands after the number: `名` in Japanese; in English a noun that agrees with the number.
    public func label(_ language: Language, for count: Int) -> String {
        let (ja, one, many) = words
        return language == .ja ? ja : (count == 1 || count == -1 ? one : many)
    }

    /// The unit as the heading of a column names it: `名`, `people`.
    public var name: Phrase { Phrase(ja: words.ja, en: words.many) }

    /// Whether numbers of the two units count the same kind of thing, and so may be added and compared.
    public func isComparable(with other: Unit) -> Bool {
        counted == other.counted
    }

    private var counted: Unit {
        switch self {
        case .viewers: .people
        case .retailers: .companies
        case .screens, .reports: .surfaces
        default: self
        }
    }

    private var words: (ja: String, one: String, many: String) {
        switch self {
        case .views, .foldedViews: ("件", "view", "views")
        case .viewers: ("名", "viewer", "viewers")
        case .people: ("名", "person", "people")
        case .contracts: ("契約", "contract", "contracts")
        case .supplyPoints: ("地点", "supply point", "supply points")
        case .terminals: ("台", "terminal", "terminals")
        case .retailers: ("社", "supplier", "suppliers")
        case .companies: ("社", "company", "companies")
        case .surfaces: ("件", "surface", "surfaces")
        case .screens: ("画面", "screen", "screens")
        case .reports: ("帳票", "report", "reports")
        case .items: ("件", "item", "items")
        case .rows: ("行", "row", "rows")
        case .files: ("件", "file", "files")
        case .days: ("日", "day", "days")
        }
    }
}
