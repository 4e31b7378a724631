import Intake

/// Reads SQL text as a typed query over known tables.
///
/// The grammar is PostgreSQL's, through its own parser; the meaning is that of PostgreSQL 15 with UTF-8 and, where texts
/// are put in order or change between small letters and capitals, collation `C`. What is not understood is refused with its place.
public struct QueryReader: Sendable {
    let tables: [String: TableShape]
    var relations: [SQLQuery.Relation] = []
    var subqueries: [SQLQuery.Subquery] = []
    /// The relations that a name can mean, the innermost query last.
    var scopes: [[Int]] = []
    /// The bytes of the text that is read.
    var source: [UInt8] = []

    /// A reader of queries over some tables, by the names by which the SQL calls them.
    public init(_ tables: [String: TableShape]) { self.tables = tables }

    /// The query of a `SELECT`.
    ///
    /// - Throws: the first thing that is wrong or not known, with its place.
    public func query(_ sql: String) throws(ConditionError) -> SQLQuery {
        let select = try ParseTree.select(sql)
        var reader = self
        reader.source = Array(sql.utf8)
        return try reader.read(select)
    }

    private mutating func read(_ select: ParseNode) throws(ConditionError) -> SQLQuery {
        try refuseClauses(select)
        scopes.append([])
        let source = try source(select)
        let condition = try select["whereClause"].map { node throws(ConditionError) in try self.condition(node) }
        var outputs: [SQLQuery.Output] = []
        for target in select["targetList"]?.list ?? [] {
            guard let body = target["ResTarget"], let value = body["val"] else { continue }
            let expression = try expression(value)
            let name = body["name"]?.text ?? columnName(expression) ?? "column\(outputs.count + 1)"
            outputs.append(SQLQuery.Output(name: name, value: settled(expression)))
        }
        return SQLQuery(
            relations: relations, source: source, condition: condition, outputs: outputs, subqueries: subqueries)
    }

    private func columnName(_ expression: SQLExpression) -> String? {
        guard case .column(let column) = expression.form else { return nil }
        return relations[column.relation].table.columns[column.column].name
    }

    /// An `EXISTS` of a `SELECT`, with a further condition over its first column where the caller asks for one.
    mutating func subquery(
        _ select: ParseNode, _ further: (SQLExpression) throws(ConditionError) -> SQLExpression?
    ) throws(ConditionError) -> SQLExpression {
        try refuseClauses(select)
        scopes.append([])
        defer { scopes.removeLast() }
        let source = try source(select)
        var parts: [SQLExpression] = []
        if let node = select["whereClause"] { parts.append(try condition(node)) }
        let targets = select["targetList"]?.list ?? []
        if let target = targets.first?["ResTarget"]?["val"], !isStar(target),
            let part = try further(settled(try expression(target)))
        {
            parts.append(part)
        }
        let condition = parts.count > 1 ? SQLExpression(.and(parts), .bool) : parts.first
        subqueries.append(SQLQuery.Subquery(source: source, condition: condition))
        return SQLExpression(.exists(subqueries.count - 1), .bool)
    }

    private func isStar(_ node: ParseNode) -> Bool {
        node["ColumnRef"]?["fields"]?.list.last?["A_Star"] != nil
    }

    /// What makes other rows of rows is not known.
    private static let refused = [
        (clause: "distinctClause", name: "DISTINCT"), ("groupClause", "GROUP BY"), ("havingClause", "HAVING"),
        ("intoClause", "INTO"), ("limitCount", "LIMIT"), ("limitOffset", "OFFSET"), ("lockingClause", "FOR UPDATE"),
        ("valuesLists", "VALUES"), ("windowClause", "WINDOW"), ("withClause", "WITH"),
    ]

    private func refuseClauses(_ select: ParseNode) throws(ConditionError) {
        for (clause, name) in Self.refused where select[clause] != nil {
            throw unknown(name, at: offset(select[clause]))
        }
        if let operation = select["op"]?.text, operation != "SETOP_NONE" { throw unknown("UNION", at: 0) }
    }

    // MARK: Relations

    private mutating func source(_ select: ParseNode) throws(ConditionError) -> SQLQuery.Source {
        let items = select["fromClause"]?.list ?? []
        guard let first = items.first else {
            throw ConditionError(at: 0, ja: "FROM に表を書いてください", en: "name a table in FROM")
        }
        var source = try source(from: first)
        for item in items.dropFirst() {
            source = .inner(source, try self.source(from: item), on: .literal(.bool(true)))
        }
        return source
    }

    private mutating func source(from node: ParseNode) throws(ConditionError) -> SQLQuery.Source {
        if let table = node["RangeVar"] { return .relation(try relation(table)) }
        guard let join = node["JoinExpr"], let left = join["larg"], let right = join["rarg"] else {
            throw unknown("FROM (SELECT …)", at: offset(node.kind?.body))
        }
        guard join["isNatural"]?.bool != true else { throw unknown("NATURAL JOIN", at: offset(left.kind?.body)) }
        guard join["alias"] == nil else { throw unknown("JOIN … AS", at: offset(left.kind?.body)) }
        let one = try source(from: left)
        let other = try source(from: right)
        let condition = try joinCondition(join, one, other)
        switch join["jointype"]?.text {
        case "JOIN_INNER": return .inner(one, other, on: condition)
        case "JOIN_LEFT": return .left(one, other, on: condition)
        case "JOIN_RIGHT": return .left(other, one, on: condition)
        default: throw unknown("FULL JOIN", at: offset(right.kind?.body))
        }
    }

    private mutating func relation(_ node: ParseNode) throws(ConditionError) -> Int {
        let name = [node["schemaname"]?.text, node["relname"]?.text].compactMap { $0 }.joined(separator: ".")
        let place = offset(node)
        guard let table = tables[name] else {
            let near = Suggestion(for: name, among: tables.keys.sorted())
            throw ConditionError(
                at: place, ja: "表 `\(name)` はカタログにありません" + (near.word == nil ? "。表を書き加えてください" : near.ja),
                en: "there is no table `\(name)` in the catalogue" + (near.word == nil ? "; add it" : near.en))
        }
        let alias = node["alias"]?["aliasname"]?.text ?? node["relname"]?.text ?? name
        if let scope = scopes.last, scope.contains(where: { relations[$0].alias == alias }) {
            throw ConditionError(
                at: place, ja: "表の名前 `\(alias)` が 2 回使われています。別名を付けてください",
                en: "the name `\(alias)` is used for two tables; give one another name")
        }
        relations.append(SQLQuery.Relation(alias: alias, table: table, offset: place))
        scopes[scopes.count - 1].append(relations.count - 1)
        return relations.count - 1
    }

    private mutating func joinCondition(
        _ join: ParseNode, _ left: SQLQuery.Source, _ right: SQLQuery.Source
    ) throws(ConditionError) -> SQLExpression {
        if let node = join["quals"] { return try condition(node) }
        guard let using = join["usingClause"]?.list else { return .literal(.bool(true)) }
        var parts: [SQLExpression] = []
        for name in using.compactMap({ $0["String"]?["sval"]?.text }) {
            let place = offset(join["rarg"]?.kind?.body)
            let one = try column(name, among: left.relations, at: place)
            let other = try column(name, among: right.relations, at: place)
            parts.append(try compared(.equal, one, other, at: place))
        }
        return parts.count == 1 ? parts[0] : SQLExpression(.and(parts), .bool)
    }

    // MARK: Names

    func column(_ name: String, among places: [Int], at place: Int) throws(ConditionError) -> SQLExpression {
        let found = places.filter { relations[$0].table.column(name) != nil }
        guard let first = found.first, let column = relations[first].table.column(name) else {
            let names = places.flatMap { relations[$0].table.columns.map(\.name) }
            let near = Suggestion(for: name, among: names)
            throw ConditionError(
                at: place, ja: "列 `\(name)` はありません" + near.ja,
                en: "there is no column `\(name)`" + near.en)
        }
        guard found.count == 1 else {
            let tables = found.map { "`\(relations[$0].alias)`" }
            throw ConditionError(
                at: place, ja: "列 `\(name)` は \(tables.joined(separator: " と ")) にあります。表の名前を付けてください",
                en: "there is a column `\(name)` in \(tables.joined(separator: " and ")); write the table before it")
        }
        return SQLExpression(
            .column(ColumnReference(relation: first, column: column)), relations[first].table.columns[column].type,
            at: place)
    }

    func column(_ node: ParseNode) throws(ConditionError) -> SQLExpression {
        let place = offset(node)
        let fields = node["fields"]?.list ?? []
        let names = fields.compactMap { $0["String"]?["sval"]?.text }
        guard names.count == fields.count, let name = names.last, names.count <= 2 else {
            throw unknown(fields.last?["A_Star"] == nil ? "schema.table.column" : "*", at: place)
        }
        if names.count == 2 {
            for scope in scopes.reversed() {
                let found = scope.filter { relations[$0].alias == names[0] }
                if !found.isEmpty { return try column(name, among: found, at: place) }
            }
            let known = scopes.flatMap { $0.map { relations[$0].alias } }
            let near = Suggestion(for: names[0], among: known)
            throw ConditionError(
                at: place, ja: "表 `\(names[0])` は FROM にありません" + near.ja,
                en: "there is no table `\(names[0])` in FROM" + near.en)
        }
        // A name means the innermost query that has it.
        for scope in scopes.reversed() where scope.contains(where: { relations[$0].table.column(name) != nil }) {
            return try column(name, among: scope, at: place)
        }
        return try column(name, among: scopes.flatMap { $0 }, at: place)
    }

    // MARK: Faults

    func offset(_ node: ParseNode?) -> Int { max(0, node?["location"]?.number ?? 0) }

    func unknown(_ what: String, at place: Int) -> ConditionError {
        ConditionError(
            at: place, ja: "`\(what)` は条件として扱えません。別の書き方にしてください",
            en: "`\(what)` is not known in conditions; write it in another way")
    }
}
