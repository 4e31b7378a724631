public import Casework
import Foundation
import Glibc
public import Ledger
public import Store
import StorePostgres
import StoreSQLite
import TransparencyLog

/// A ledger's own folder: what it is called, where its databases and published files lie, and its secrets.
///
///     ledger.json        the name, and where everything lies
///     secrets/log.key    the key that signs; only its owner may read it
///     secrets/next.key   the new key, while they are being changed
///     secrets/blinding   32 random bytes
///     ledger.db          the entries: the truth
///     keys.db            the keys of people: kept apart in backups
///     public/            what is published
public struct LedgerFolder: Sendable {
    /// What `ledger.json` says.
    public struct Settings: Codable, Sendable {
        /// Version of the format; 1 today.
        public var sekisho = 1
        /// The log's name, such as `grid.example/views`.
        public var origin: String
        /// The log's public keys, as others are told.
        public var keys: [String]
        /// The witnesses' public keys.
        public var witnesses: [String]
        /// Where the entries are, as libpq reads it, without a password; `ledger.db` in the folder where it is absent.
        public var database: String?
        /// Where the keys of people are, likewise; `keys.db` in the folder where it is absent.
        public var keysDatabase: String?
    }

    /// The folder.
    public let path: String
    /// What `ledger.json` says.
    public private(set) var settings: Settings

    /// Opens a folder.
    ///
    /// - Throws: `missingInput`, `badInput`.
    public init(path: String) throws(CaseworkError) {
        self.path = path
        let bytes = try InputFolder(path: path).read("ledger.json")
        do { settings = try JSONDecoder().decode(Settings.self, from: Data(bytes)) } catch {
            throw CaseworkError(
                .badInput, ja: "\(path)/ledger.json: 読めません（\(error)）",
                en: "\(path)/ledger.json: cannot be read (\(error))")
        }
        guard settings.sekisho == 1 else {
            throw CaseworkError(
                .badInput, ja: "\(path)/ledger.json: 版 \(settings.sekisho) は扱えません。新しい Sekisho を使ってください",
                en: "\(path)/ledger.json: version \(settings.sekisho) is not known; use a newer Sekisho")
        }
    }

    /// Makes a ledger in a folder that is not there yet, or is empty.
    ///
    /// - Parameters:
    ///   - slots: the companies' ids, the network operator's first: it also has the points of which nobody knows the
    ///     supplier.
    /// - Throws: `cannotWrite` where there is one already; `badCommand` for a name that cannot be one.
    public static func create(
        path: String, origin: String, slots: [String], dictionary: LedgerDictionary, witnesses: [String],
        database: String? = nil, keysDatabase: String? = nil
    ) async throws(CaseworkError) -> LedgerFolder {
        guard !slots.isEmpty, Set(slots).count == slots.count else {
            throw CaseworkError(
                .badCommand, ja: "`--slot` で会社を一つ以上、重ならないように指定してください",
                en: "name at least one company with `--slot`, each once")
        }
        let key: SigningKey
        do throws(NoteError) {
            key = try SigningKey(generatedFor: origin)
            for witness in witnesses { _ = try VerifierKey(witness) }
        } catch {
            throw CaseworkError(.badCommand, ja: "名前又は鍵が正しくありません（\(error)）", en: "a name or key is wrong: \(error)")
        }
        guard !FileManager.default.fileExists(atPath: path + "/ledger.json") else {
            throw CaseworkError(.cannotWrite, ja: "\(path): 台帳がすでにあります", en: "\(path): there is a ledger already")
        }
        // Made beside, and moved when it is whole. What a killed run has left there was never a ledger.
        let name = path.hasSuffix("/") ? String(path.dropLast()) : path
        let unfinished = name + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        do {
            try FileManager.default.createDirectory(atPath: unfinished + "/secrets", withIntermediateDirectories: true)
        } catch {
            throw CaseworkError(
                .cannotWrite, ja: "\(path): 作れません", en: "\(path): cannot be made (\(error.localizedDescription))")
        }
        do throws(CaseworkError) {
            try writeSecret(Array((key.secretText + "\n").utf8), to: unfinished + "/secrets/log.key")
            try writeSecret(random(32), to: unfinished + "/secrets/blinding")
            let entries = try await open(database, unfinished + "/ledger.db", creating: true)
            try await CaseworkError.ledger { () async throws(LedgerError) in
                try await LedgerWriter.create(entries, slots: slots, dictionary: dictionary)
            }
            await entries.close()
            await (try open(keysDatabase, unfinished + "/keys.db", creating: true)).close()
            let settings = Settings(
                origin: origin, keys: [key.verifierKey.description], witnesses: witnesses, database: database,
                keysDatabase: keysDatabase)
            try WrittenFile.write(json: settings, to: unfinished + "/ledger.json")
            // An empty folder may be there already; one with something in it stays as it is.
            try move(unfinished, to: name)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
        return try LedgerFolder(path: path)
    }

    /// Random bytes from the system's generator.
    public static func random(_ count: Int) -> [UInt8] {
        var system = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &system) }
    }

    /// Milliseconds since 1970.
    public static func now() -> UInt64 { UInt64(max(0, Date().timeIntervalSince1970 * 1000)) }

    /// Opens a database: PostgreSQL where a connection is named, and SQLite in a file where not.
    private static func open(
        _ conninfo: String?, _ path: String, creating: Bool
    ) async throws(CaseworkError) -> any StoreDatabase {
        do throws(StoreError) {
            guard let conninfo else {
                return try SQLiteStore(path: path, options: SQLiteOptions(access: creating ? .create : .readWrite))
            }
            guard !conninfo.lowercased().contains("password=") else {
                throw StoreError(.misuse, "do not write a password into it; put it into PGPASSWORD or ~/.pgpass")
            }
            return try await PostgresStore(conninfo)
        } catch {
            let name = conninfo == nil ? path : "PostgreSQL"
            throw CaseworkError(
                .missingInput, ja: "\(name): データベースを開けません（\(error)）",
                en: "\(name): the database cannot be opened: \(error)")
        }
    }

    static func writeSecret(_ bytes: [UInt8], to path: String) throws(CaseworkError) {
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call; so do the bytes below.
        let file = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw CaseworkError(
                .cannotWrite, ja: "\(path): 作れません。すでにあるなら消さずに確かめてください",
                en: "\(path): cannot be made; where it is there already, look before you take it away")
        }
        defer { close(file) }
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
        guard count == bytes.count, fsync(file) == 0 else {
            throw CaseworkError(.cannotWrite, ja: "\(path): 書けません", en: "\(path): cannot be written")
        }
    }

    /// The bytes of a file, or of the standard input for `-`.
    public static func input(_ path: String) throws(CaseworkError) -> [UInt8] {
        guard path == "-" else { return try InputFolder(path: ".").read(path) }
        do { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) } catch {
            throw CaseworkError(.missingInput, ja: "標準入力を読めません", en: "the standard input cannot be read")
        }
    }

    /// A person's name as it was written down; `-` reads it, so that it need not stand in the list of processes.
    public static func reference(_ text: String) throws(CaseworkError) -> String {
        guard text == "-" else { return text }
        return String(decoding: try input("-"), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Reads a dictionary.
    public static func dictionary(_ path: String) throws(CaseworkError) -> LedgerDictionary {
        let bytes = try InputFolder(path: ".").read(path)
        do {
            let dictionary = try JSONDecoder().decode(LedgerDictionary.self, from: Data(bytes))
            guard dictionary.schemas.allSatisfy({ $0.count <= 64 }) else {
                throw CaseworkError(
                    .badInput, ja: "\(path): 項目の一覧は 64 項目までです", en: "\(path): a list of fields has at most 64 of them")
            }
            return dictionary
        } catch let error as CaseworkError {
            throw error
        } catch {
            throw CaseworkError(
                .badInput, ja: "\(path): 辞書として読めません",
                en: "\(path): this is no dictionary: JSON with `sekisho`, `surfaces`, `purposes` and `schemas`")
        }
    }

    // MARK: What is in it

    /// Where the log is published.
    public var published: PublishedFolder { PublishedFolder(path: path + "/public") }

    /// Who the log is.
    public func identity() throws(CaseworkError) -> LogIdentity {
        let folder = InputFolder(path: path)
        var keys = [try Self.key(try folder.read("secrets/log.key"), path + "/secrets/log.key")]
        if !folder.lacks("secrets/next.key") {
            keys.append(try Self.key(try folder.read("secrets/next.key"), path + "/secrets/next.key"))
        }
        let (origin, blinding) = (settings.origin, try folder.read("secrets/blinding"))
        let witnesses = try trust(quorum: 0).witnesses
        return try CaseworkError.ledger { () throws(LedgerError) in
            try LogIdentity(origin: origin, keys: keys, witnesses: witnesses, blinding: blinding)
        }
    }

    private static func key(_ bytes: [UInt8], _ path: String) throws(CaseworkError) -> SigningKey {
        do throws(NoteError) {
            return try SigningKey(
                String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            // The error would not show the key; neither does this.
            throw CaseworkError(.badInput, ja: "\(path): 鍵として読めません", en: "\(path): this is no signing key")
        }
    }

    /// Whom readers of this ledger believe.
    ///
    /// - Parameter quorum: how many witnesses; all where it is absent.
    public func trust(quorum: Int? = nil) throws(CaseworkError) -> LogTrust {
        try LogTrust(keys: settings.keys, witnesses: settings.witnesses, quorum: quorum, origin: settings.origin)
    }

    /// The database of entries.
    public func database() async throws(CaseworkError) -> any StoreDatabase {
        try await Self.open(settings.database, path + "/ledger.db", creating: false)
    }

    /// The keys of people.
    public func ring() async throws(CaseworkError) -> KeyRing {
        let database = try await Self.open(settings.keysDatabase, path + "/keys.db", creating: false)
        return try await CaseworkError.ledger { () async throws(LedgerError) in
            try await KeyRing(database, random: Self.random)
        }
    }

    /// Opens the ledger for writing.
    ///
    /// - Throws: `cannotWrite` where another process writes; `blocked` where the database is an old copy or damaged.
    public func writer() async throws(CaseworkError) -> LedgerWriter {
        let (identity, database, ring, files) = (try identity(), try await database(), try await ring(), published)
        return try await CaseworkError.ledger { () async throws(LedgerError) in
            try await LedgerWriter(
                identity, database, ring, files, waiting: false, clock: Self.now, random: Self.random)
        }
    }

    /// Makes a new signing key, announces it in the ledger, and lets both sign from then on; or, where there are two
    /// already, lets the old one go.
    ///
    /// - Returns: the public keys that sign from now on.
    public mutating func rotateKey() async throws(CaseworkError) -> [String] {
        let next = path + "/secrets/next.key"
        if InputFolder(path: path).lacks("secrets/next.key") {
            let new: SigningKey
            do throws(NoteError) { new = try SigningKey(generatedFor: settings.origin) } catch {
                throw CaseworkError(.fault, ja: "\(error)", en: "\(error)")
            }
            // On the disk before it is announced, and in use only afterwards.
            let waiting = path + "/secrets/new.key"
            try? FileManager.default.removeItem(atPath: waiting)
            try Self.writeSecret(Array((new.secretText + "\n").utf8), to: waiting)
            let writer = try await writer()
            _ = try await CaseworkError.ledger { () async throws(LedgerError) in
                try await writer.announce(new.verifierKey)
            }
            await writer.close()
            try Self.move(waiting, to: next)
            settings.keys.append(new.verifierKey.description)
            try await endEpoch()
        } else {
            // The last epoch under both keys, so that whoever knows the new one alone can go on from it.
            try await endEpoch()
            try Self.move(next, to: path + "/secrets/log.key")
            settings.keys.removeFirst()
        }
        try WrittenFile.write(json: settings, to: path + "/ledger.json")
        return settings.keys
    }

    private func endEpoch() async throws(CaseworkError) {
        let writer = try await writer()
        _ = try await CaseworkError.ledger { () async throws(LedgerError) in try await writer.publisher.endEpoch() }
        await writer.close()
    }

    private static func move(_ from: String, to: String) throws(CaseworkError) {
        // INVARIANT: both paths are NUL-terminated by the bridge and outlive the call.
        guard unsafe rename(from, to) == 0 else {
            let reason = errno == ENOTEMPTY || errno == EEXIST ? "something is there" : "errno \(errno)"
            throw CaseworkError(
                .cannotWrite, ja: "\(to): ここへ移せません（\(reason)）", en: "\(to): cannot be put there (\(reason))")
        }
    }
}
