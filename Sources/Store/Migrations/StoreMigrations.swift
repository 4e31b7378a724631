/// The history of a room's tables in a database: forward only, each step once, in order.
///
/// Rooms that share a database each have a history of their own, in the table `sekisho_migrations`.
public struct StoreMigrations: Sendable {
    /// Whose tables they are, such as `ledger`.
    public let room: String
    /// The steps, numbered from 1 without a gap.
    public let steps: [StoreMigration]

    /// A history.
    public init(room: String, _ steps: [StoreMigration]) {
        self.room = room
        self.steps = steps
    }

    /// A step as the database remembers it.
    private struct Taken: Sendable {
        var number: Int
        var name: String
        var checksum: String
    }

    /// Takes the steps that were not taken yet, each in a transaction of its own, while no other process does so.
    ///
    /// - Returns: the numbers of the steps that were taken now.
    /// - Throws: ``StoreError/Kind/wrongMigrations`` when the database's history is not a beginning of this one; then
    ///   nothing was changed.
    @discardableResult
    public func apply(to database: any StoreDatabase) async throws(StoreError) -> [Int] {
        try requireNumbered()
        return try await database.exclusively("migrations") { (lock) async throws(StoreError) in
            try await lock.write { (session) throws(StoreError) in
                try session.execute(Self.table)
            }
            var applied: [Int] = []
            for step in steps {
                let isNew = try await lock.write { (session) throws(StoreError) in
                    guard try taken(session).count < step.number else { return false }
                    try session.run(script: step.sql(session.dialect))
                    try session.execute(
                        "INSERT INTO sekisho_migrations (room, number, name, checksum) VALUES ($1, $2, $3, $4)",
                        [
                            .text(room), .integer(Int64(step.number)), .text(step.name),
                            .text(step.checksum(session.dialect)),
                        ])
                    return true
                }
                if isNew { applied.append(step.number) }
            }
            return applied
        }
    }

    /// Makes sure, without changing anything, that all steps were taken, and no others.
    ///
    /// - Throws: ``StoreError/Kind/wrongMigrations``.
    public func require(on database: any StoreDatabase) async throws(StoreError) {
        try requireNumbered()
        let count = try await database.read { (session) throws(StoreError) in
            let catalogue =
                switch session.dialect {
                case .sqlite: "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'sekisho_migrations'"
                case .postgres: "SELECT 1 WHERE to_regclass('sekisho_migrations') IS NOT NULL"
                }
            guard try session.queryOne(catalogue) != nil else { return 0 }
            return try taken(session).count
        }
        guard count == steps.count else {
            throw StoreError(
                .wrongMigrations,
                "the database has \(count) of the \(steps.count) steps of `\(room)`; bring it up to date with this program first"
            )
        }
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS sekisho_migrations (
            room TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL,
            PRIMARY KEY (room, number))
        """

    private func requireNumbered() throws(StoreError) {
        for (place, step) in steps.enumerated() where step.number != place + 1 {
            throw StoreError(
                .misuse, "step \(step.number) of `\(room)` stands where step \(place + 1) belongs; number them from 1")
        }
    }

    /// The steps that the database remembers, each of which is one of these.
    private func taken(_ session: any StoreSession) throws(StoreError) -> [Taken] {
        let rows = try session.query(
            "SELECT number, name, checksum FROM sekisho_migrations WHERE room = $1 ORDER BY number", [.text(room)])
        var taken: [Taken] = []
        for row in rows {
            taken.append(Taken(number: Int(try row.integer(0)), name: try row.text(1), checksum: try row.text(2)))
        }
        for (place, old) in taken.enumerated() {
            guard old.number == place + 1 else {
                throw StoreError(
                    .wrongMigrations,
                    "the database does not remember step \(place + 1) of `\(room)` but a later one; restore a backup")
            }
            guard place < steps.count else {
                throw StoreError(
                    .wrongMigrations,
                    "the database is newer than this program: it has step \(old.number) of `\(room)`, `\(old.name)`, and the program knows \(steps.count); use the newer program"
                )
            }
            guard old.checksum == steps[place].checksum(session.dialect) else {
                throw StoreError(
                    .wrongMigrations,
                    "step \(old.number) of `\(room)`, `\(old.name)`, is not what it was when the database took it; undo the change, and add a new step"
                )
            }
        }
        return taken
    }
}
