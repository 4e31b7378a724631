/// A workbook while its members are searched.
struct OpenWorkbook {
    private let list: String
    private let relations: String
    private var contents: [String: [UInt8]] = [:]
    private var sheets: [String: String] = [:]
    private let paths: [String]
    /// The shared strings.
    private(set) var strings = SharedStrings()
    /// The path of the shared strings as the container has it; nil where there are none.
    private(set) var stringsPath: String?
    /// The shared strings that cells use, by their index.
    var used: Set<Int> = []

    /// The workbook that members with these paths make; nil where they make none.
    init?(_ paths: [String]) {
        self.paths = paths
        guard let list = WorkbookParts.list(among: paths.map(Self.normal)) else { return nil }
        self.list = list
        relations = WorkbookParts.relations(of: list)
    }

    /// The paths of the members that must be read before the others.
    var firstPaths: [String] {
        [list, relations] + paths.filter { Self.normal($0).hasSuffix("sharedstrings.xml") }
    }

    /// Takes one of the first members.
    mutating func take(_ content: [UInt8], at path: String) { contents[Self.normal(path)] = content }

    /// Reads the first members, when all are taken.
    mutating func open() {
        func xml(_ path: String) -> [UInt8] {
            contents[path].map { Readings($0).all.first?.utf8 ?? $0 } ?? []
        }
        let parts = WorkbookParts(list: xml(list), at: list, relations: xml(relations))
        for sheet in parts.sheets { sheets[sheet.path] = sheet.name }
        if let path = parts.sharedStrings, contents[path] != nil {
            strings = SharedStrings(xml(path))
            stringsPath = paths.first { Self.same($0, path) }
        }
    }

    /// Whether a member is searched only after the others: the shared strings.
    func holdsBack(_ path: String) -> Bool { stringsPath == path }

    /// The content of a member that is already read.
    func taken(_ path: String) -> [UInt8]? { contents[Self.normal(path)] }

    /// The name of the sheet that a member holds; nil where it holds none.
    func sheet(at path: String) -> String? { sheets[Self.normal(path)] }

    /// The XML of the shared strings without those that cells use.
    var unusedStrings: [UInt8] {
        strings.xml.blanked(used.lazy.flatMap { strings.entries[$0].parts })
    }

    /// Whether two paths are the same: capital and small letters do not count.
    static func same(_ one: String, _ other: String) -> Bool { normal(one) == normal(other) }

    private static func normal(_ path: String) -> String {
        let path = path.lowercased().replacing("\\", with: "/")
        return path.hasPrefix("/") ? String(path.dropFirst()) : path
    }
}
