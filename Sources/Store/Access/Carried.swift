/// A body with errors of its own kind, taken through a transaction that knows only the database's.
enum Carried {
    static func out<Value: Sendable, Failure: Error>(
        _ failing: (StoreError) -> Failure,
        _ body: @escaping @Sendable (any StoreSession) throws(Failure) -> Value,
        through run: (@escaping @Sendable (any StoreSession) throws(StoreError) -> Value) async throws(StoreError) ->
            Value
    ) async throws(Failure) -> Value {
        let thrown = Thrown<Failure>()
        do throws(StoreError) {
            return try await run { (session) throws(StoreError) in
                thrown.error = nil
                do throws(Failure) {
                    return try body(session)
                } catch {
                    thrown.error = error
                    // Whether it is to be run again, the transaction knows from its own statements.
                    throw StoreError(.refused, "the body of the transaction gave up")
                }
            }
        } catch {
            throw thrown.error ?? failing(error)
        }
    }
}
