/// A transaction under way, inside the body of a read or a write.
///
/// It is good for that body alone: whoever keeps it longer is refused with ``StoreError/Kind/misuse``.
///
/// Placeholders are `$1`, `$2`, … in the order of the values; each value has to be used, and one may be used more than
/// once. `?` is refused, and so are dollar quotes: no database understands the other's.
///
/// After a statement that was refused, all others of the transaction are refused, too, and it cannot be kept: so
/// PostgreSQL does it, and here SQLite does the same. ``nested(_:)`` is the way to go on after a refusal.
public protocol StoreSession: AnyObject {
    /// Which database it is.
    var dialect: StoreDialect { get }

    /// Runs one statement that gives no rows.
    ///
    /// - Returns: how many rows were inserted, changed or deleted.
    @discardableResult
    func execute(_ sql: String, _ values: [StoreValue]) throws(StoreError) -> Int

    /// Runs one statement once for each row of values, prepared once.
    ///
    /// The statement is an INSERT, UPDATE or DELETE without RETURNING. It is as if ``execute(_:_:)`` had been called for
    /// each row in turn, only faster; after an error none or some of the rows were done, and the transaction is spoiled.
    ///
    /// - Returns: how many rows were inserted, changed or deleted, all together.
    @discardableResult
    func executeMany(_ sql: String, _ rows: [[StoreValue]]) throws(StoreError) -> Int

    /// Hands out the rows of one statement one by one, without holding them all.
    ///
    /// - Parameters:
    ///   - body: gets each row; `false` ends it early. It must not use the session.
    func forEachRow(
        _ sql: String, _ values: [StoreValue], _ body: (StoreRow) throws(StoreError) -> Bool
    ) throws(StoreError)

    /// Runs statements without values, one after the other, such as those of a migration, in this database's own words.
    func run(script: String) throws(StoreError)

    /// Runs `body` so that, when it throws, its own part alone is undone, and the transaction is good as before.
    @discardableResult
    func nested<Value>(_ body: () throws(StoreError) -> Value) throws(StoreError) -> Value
}

extension StoreSession {
    /// Runs one statement without values.
    @discardableResult
    public func execute(_ sql: String) throws(StoreError) -> Int { try execute(sql, []) }

    /// All rows of one statement.
    public func query(_ sql: String, _ values: [StoreValue] = []) throws(StoreError) -> [StoreRow] {
        var rows: [StoreRow] = []
        try forEachRow(sql, values) { (row) throws(StoreError) in
            rows.append(row)
            return true
        }
        return rows
    }

    /// The only row of one statement, or nil for none.
    ///
    /// - Throws: ``StoreError/Kind/unreadable`` when there are more.
    public func queryOne(_ sql: String, _ values: [StoreValue] = []) throws(StoreError) -> StoreRow? {
        var found: StoreRow?
        try forEachRow(sql, values) { (row) throws(StoreError) in
            guard found == nil else { throw StoreError(.unreadable, "the answer has more than one row") }
            found = row
            return true
        }
        return found
    }
}
