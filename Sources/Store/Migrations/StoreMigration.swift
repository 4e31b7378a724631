/// One step of a database's history, that is taken once and never changed afterwards.
public struct StoreMigration: Sendable {
    /// Its place in the history of its room, from 1.
    public let number: Int
    /// What it does, in a few words for people.
    public let name: String
    /// Its statements.
    let sql: @Sendable (StoreDialect) -> String

    /// A step whose statements differ by database in a few words, such as `\(dialect.blob)`.
    ///
    /// What it returns must be the same each time.
    public init(_ number: Int, _ name: String, _ sql: @escaping @Sendable (StoreDialect) -> String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// A step whose statements are the same for each database.
    public init(_ number: Int, _ name: String, sql: String) {
        self.init(number, name) { _ in sql }
    }

    /// A step with statements of its own for each database.
    public init(_ number: Int, _ name: String, sqlite: String, postgres: String) {
        self.init(number, name) { $0 == .sqlite ? sqlite : postgres }
    }

    /// A mark by which a changed step is known: FNV-1a of 64 bits over the statements, byte for byte.
    ///
    /// It finds mistakes, not forgers.
    func checksum(_ dialect: StoreDialect) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in sql(dialect).utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        let digits = String(hash, radix: 16)
        return "fnv1a64:" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
