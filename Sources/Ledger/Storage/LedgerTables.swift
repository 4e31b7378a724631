import Store

/// The ledger's tables, and all SQL that reads or writes them.
///
/// `entries` is the truth. Everything that is published is made of it again whenever it is not there.
enum LedgerTables {
    static let migrations = StoreMigrations(
        room: "ledger",
        [
            StoreMigration(1, "slots, entries, epochs and erasures") { dialect in
                """
                CREATE TABLE slots (slot \(dialect.integer) PRIMARY KEY, name \(dialect.text) NOT NULL UNIQUE) \(dialect.strict);
                CREATE TABLE entries (
                    slot \(dialect.integer) NOT NULL, sequence \(dialect.integer) NOT NULL, view_id \(dialect.blob) NOT NULL,
                    entry \(dialect.blob) NOT NULL, payload \(dialect.blob), subject \(dialect.blob), actor \(dialect.blob),
                    PRIMARY KEY (slot, sequence), UNIQUE (slot, view_id)) \(dialect == .sqlite ? "STRICT, WITHOUT ROWID" : "");
                CREATE INDEX entries_of_subject ON entries (subject) WHERE subject IS NOT NULL;
                CREATE TABLE epochs (epoch \(dialect.integer) PRIMARY KEY, leaf \(dialect.blob) NOT NULL) \(dialect.strict);
                CREATE TABLE heads (
                    one \(dialect.integer) PRIMARY KEY CHECK (one = 1), epoch \(dialect.integer) NOT NULL,
                    directory \(dialect.blob) NOT NULL, checkpoint \(dialect.blob) NOT NULL) \(dialect.strict);
                CREATE TABLE dictionaries (
                    version \(dialect.integer) PRIMARY KEY, json \(dialect.blob) NOT NULL) \(dialect.strict);
                CREATE TABLE erasures (
                    key_id \(dialect.blob) PRIMARY KEY, milliseconds \(dialect.integer) NOT NULL) \(dialect.strict);
                """
            }
        ])

    /// A kept entry.
    struct Kept: Sendable {
        var slot: UInt32
        var sequence: UInt64
        var entry: [UInt8]
        var payload: [UInt8]?
    }

    /// What was signed last.
    struct Signed: Sendable {
        var epoch: UInt64
        var directory: [UInt8]
        var checkpoint: [UInt8]
    }

    // MARK: Slots and dictionaries

    static func slots(_ session: any StoreSession) throws(StoreError) -> [String] {
        var names: [String] = []
        for row in try session.query("SELECT slot, name FROM slots ORDER BY slot") {
            guard try row.integer(0) == Int64(names.count) else {
                throw StoreError(.unreadable, "the slots are not numbered from 0 without a gap")
            }
            names.append(try row.text(1))
        }
        return names
    }

    static func slotCount(_ session: any StoreSession) throws(StoreError) -> UInt32 {
        let last = try session.queryOne("SELECT max(slot) FROM slots")?.optionalInteger(0)
        return last.map { UInt32(clamping: $0) + 1 } ?? 0
    }

    static func add(slot: Int, _ name: String, _ session: any StoreSession) throws(StoreError) {
        try session.execute("INSERT INTO slots (slot, name) VALUES ($1, $2)", [.integer(Int64(slot)), .text(name)])
    }

    static func dictionary(_ session: any StoreSession) throws(StoreError) -> (version: Int, json: [UInt8])? {
        let row = try session.queryOne("SELECT version, json FROM dictionaries ORDER BY version DESC LIMIT 1")
        guard let row else { return nil }
        return (Int(try row.integer(0)), try row.blob(1))
    }

    static func dictionaries(_ session: any StoreSession) throws(StoreError) -> [[UInt8]] {
        var all: [[UInt8]] = []
        for row in try session.query("SELECT json FROM dictionaries ORDER BY version") { all.append(try row.blob(0)) }
        return all
    }

    static func add(dictionary: [UInt8], version: Int, _ session: any StoreSession) throws(StoreError) {
        try session.execute(
            "INSERT INTO dictionaries (version, json) VALUES ($1, $2)", [.integer(Int64(version)), .blob(dictionary)])
    }

    // MARK: Entries

    static let insert =
        "INSERT INTO entries (slot, sequence, view_id, entry, payload, subject, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)"

    static func entry(
        ofView view: ViewID, slot: UInt32, _ session: any StoreSession
    ) throws(StoreError) -> [UInt8]? {
        try session.queryOne(
            "SELECT entry FROM entries WHERE slot = $1 AND view_id = $2", [.integer(Int64(slot)), .blob(view.bytes)])?
            .blob(0)
    }

    /// The bytes of a range of a slot's entries; fewer where there are no more.
    static func entries(
        ofSlot slot: UInt32, _ range: Range<UInt64>, _ session: any StoreSession
    ) throws(StoreError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        try forEachEntry(ofSlot: slot, from: range.lowerBound, session) { (kept) throws(StoreError) in
            guard range.contains(kept.sequence) else { return false }
            guard kept.sequence == range.lowerBound + UInt64(entries.count) else {
                throw StoreError(
                    .unreadable, "entry \(range.lowerBound + UInt64(entries.count)) of slot \(slot) is missing")
            }
            entries.append(kept.entry)
            return true
        }
        return entries
    }

    static func forEachEntry(
        ofSlot slot: UInt32, from first: UInt64, _ session: any StoreSession,
        _ body: (Kept) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try session.forEachRow(
            "SELECT sequence, entry, payload FROM entries WHERE slot = $1 AND sequence >= $2 ORDER BY sequence",
            [.integer(Int64(slot)), .integer(Int64(first))]
        ) { (row) throws(StoreError) in
            try body(
                Kept(
                    slot: slot, sequence: UInt64(bitPattern: try row.integer(0)), entry: try row.blob(1),
                    payload: try row.optionalBlob(2)))
        }
    }

    // MARK: Epochs

    static func signed(_ session: any StoreSession) throws(StoreError) -> Signed? {
        guard let row = try session.queryOne("SELECT epoch, directory, checkpoint FROM heads WHERE one = 1") else {
            return nil
        }
        return Signed(
            epoch: UInt64(bitPattern: try row.integer(0)), directory: try row.blob(1), checkpoint: try row.blob(2))
    }

    /// Puts what was signed in the place of what was signed before it; false where that is no longer there.
    static func replace(
        _ before: UInt64?, by next: Signed, leaf: [UInt8], _ session: any StoreSession
    ) throws(StoreError) -> Bool {
        let values: [StoreValue] = [
            .integer(Int64(next.epoch)), .blob(next.directory), .blob(next.checkpoint),
        ]
        if let before {
            let count = try session.execute(
                "UPDATE heads SET epoch = $1, directory = $2, checkpoint = $3 WHERE one = 1 AND epoch = $4",
                values + [.integer(Int64(before))])
            guard count == 1 else { return false }
        } else {
            guard try signed(session) == nil else { return false }
            try session.execute("INSERT INTO heads (one, epoch, directory, checkpoint) VALUES (1, $1, $2, $3)", values)
        }
        try session.execute(
            "INSERT INTO epochs (epoch, leaf) VALUES ($1, $2)", [.integer(Int64(next.epoch)), .blob(leaf)])
        return true
    }

    static func forEachEpoch(
        from first: UInt64, _ session: any StoreSession, _ body: (UInt64, [UInt8]) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try session.forEachRow(
            "SELECT epoch, leaf FROM epochs WHERE epoch >= $1 ORDER BY epoch", [.integer(Int64(first))]
        ) { (row) throws(StoreError) in
            try body(UInt64(bitPattern: try row.integer(0)), try row.blob(1))
        }
    }

    // MARK: Erasures

    static func entries(
        of party: Party, _ key: KeyID, _ session: any StoreSession
    ) throws(StoreError) -> [(slot: UInt32, sequence: UInt64)] {
        var found: [(slot: UInt32, sequence: UInt64)] = []
        try session.forEachRow(
            "SELECT slot, sequence FROM entries WHERE \(party.column) = $1 ORDER BY slot, sequence", [.blob(key.bytes)]
        ) { (row) throws(StoreError) in
            found.append((UInt32(clamping: try row.integer(0)), UInt64(bitPattern: try row.integer(1))))
            return true
        }
        return found
    }

    static func close(of party: Party, _ key: KeyID, _ session: any StoreSession) throws(StoreError) {
        try session.execute(
            "UPDATE entries SET payload = NULL, subject = NULL, actor = NULL WHERE \(party.column) = $1",
            [.blob(key.bytes)])
    }

    static func add(erasure key: KeyID, milliseconds: UInt64, _ session: any StoreSession) throws(StoreError) {
        try session.execute(
            "INSERT INTO erasures (key_id, milliseconds) VALUES ($1, $2)",
            [.blob(key.bytes), .integer(Int64(milliseconds))])
    }

    static func erasures(_ session: any StoreSession) throws(StoreError) -> [KeyID] {
        var keys: [KeyID] = []
        for row in try session.query("SELECT key_id FROM erasures") {
            if let key = KeyID(try row.blob(0)) { keys.append(key) }
        }
        return keys
    }
}
