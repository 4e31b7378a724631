internal import CPgQuery

/// What PostgreSQL's own parser makes of a text.
enum ParseTree {
    /// How deep the parser's tree may nest; far beyond conditions that people write.
    private static let deepest = 2000

    /// The one `SELECT` of a text.
    static func select(_ sql: String) throws(ConditionError) -> ParseNode {
        guard !sql.utf8.contains(0) else {
            throw ConditionError(
                at: 0, ja: "SQL に使えない文字 (U+0000) があります", en: "there is a character U+0000 in the SQL; remove it")
        }
        let json = try parsed(sql)
        guard let root = ParseNode.read(json, deepest: deepest) else {
            throw ConditionError(
                at: 0, ja: "SQL の入れ子が深すぎます。条件を分けてください", en: "the SQL nests too deeply; write it with fewer levels")
        }
        let statements = root["stmts"]?.list ?? []
        guard statements.count == 1, let kind = statements[0]["stmt"]?.kind, kind.name == "SelectStmt" else {
            throw ConditionError(at: 0, ja: "SELECT 文が 1 つ必要です", en: "one SELECT is expected")
        }
        return kind.body
    }

    // INVARIANT: the C library's result is read before it is freed, once, here; both its texts end with a 0.
    private static func parsed(_ sql: String) throws(ConditionError) -> [UInt8] {
        let result = unsafe pg_query_parse(sql)
        defer { unsafe pg_query_free_parse_result(result) }
        if let error = unsafe result.error {
            let message = unsafe String(cString: error.pointee.message)
            // The parser counts characters from 1, and 0 where it knows no place.
            let characters = unsafe max(0, Int(error.pointee.cursorpos) - 1)
            let offset = sql.unicodeScalars.prefix(characters).reduce(0) { $0 + $1.utf8.count }
            throw ConditionError(at: offset, ja: "SQL として読めません: \(message)", en: "this is no SQL: \(message)")
        }
        return unsafe Array(String(cString: result.parse_tree).utf8)
    }
}
