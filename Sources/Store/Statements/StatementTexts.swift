import Synchronization

/// The statements of a database, each looked through once.
package final class StatementTexts: Sendable {
    private let known = Mutex<[String: StoreStatement]>([:])

    package init() {}

    /// - Throws: ``StoreError/Kind/misuse`` as ``StoreStatement`` does.
    package func statement(_ sql: String) throws(StoreError) -> StoreStatement {
        if let statement = known.withLock({ $0[sql] }) { return statement }
        let statement = try StoreStatement(sql)
        known.withLock { known in
            // Statements are few, unless somebody writes values into them.
            if known.count >= 1000 { known.removeAll() }
            known[sql] = statement
        }
        return statement
    }
}
