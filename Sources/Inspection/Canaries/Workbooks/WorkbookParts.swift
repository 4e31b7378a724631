/// Which members of a container make a workbook (ECMA-376), by their paths in small letters.
struct WorkbookParts {
    /// A sheet.
    struct Sheet: Equatable {
        /// Its name, as people see it.
        var name: String
        /// The path of its member.
        var path: String
    }

    /// The sheets, in their order.
    var sheets: [Sheet] = []
    /// The path of the strings that all sheets share; nil where there are none.
    var sharedStrings: String?

    /// The path of the member that lists the sheets; nil where the container is no workbook.
    static func list(among paths: [String]) -> String? {
        guard paths.contains("[content_types].xml") else { return nil }
        return paths.first { $0 == "xl/workbook.xml" }
            ?? paths.first { $0.hasSuffix("/workbook.xml") || $0 == "workbook.xml" }
    }

    /// The path of the member that tells where the parts of a member are.
    static func relations(of path: String) -> String {
        let folder = folder(of: path)
        return folder + "_rels/" + path.dropFirst(folder.count) + ".rels"
    }

    /// The parts of a workbook.
    ///
    /// - Parameters:
    ///   - list: the member that lists the sheets, at `path`.
    ///   - relations: the member that tells where the parts are.
    init(list: [UInt8], at path: String, relations: [UInt8]) {
        var targets: [String: String] = [:]
        var scanner = MarkupScanner(relations)
        while let token = scanner.next() {
            guard case .start("Relationship", let attributes, _) = token,
                let id = scanner.attribute("Id", in: attributes),
                let target = scanner.attribute("Target", in: attributes)
            else { continue }
            let full = Self.resolved(target, from: Self.folder(of: path))
            targets[id] = full
            if scanner.attribute("Type", in: attributes)?.hasSuffix("/sharedStrings") == true { sharedStrings = full }
        }
        scanner = MarkupScanner(list)
        while let token = scanner.next() {
            guard case .start("sheet", let attributes, _) = token,
                let name = scanner.attribute("name", in: attributes),
                let id = scanner.attribute("id", in: attributes), let target = targets[id]
            else { continue }
            sheets.append(Sheet(name: name, path: target))
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A path from a folder on, without `..`.
    private static func resolved(_ target: String, from folder: String) -> String {
        let full = target.hasPrefix("/") ? String(target.dropFirst()) : folder + target
        var parts: [Substring] = []
        for part in full.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/").lowercased()
    }
}
