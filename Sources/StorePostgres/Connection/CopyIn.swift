extension PostgresConnection {
    /// Adds rows to a table by COPY, the quickest way in: all of them, or none.
    ///
    /// - Parameters:
    ///   - schema: where the table is; the search path's first when absent.
    ///   - table: its name, as it is, without quotes.
    ///   - columns: the names of those that the rows have; the others get their defaults.
    ///   - rows: each with one cell for each of `columns`, in the server's text format; `nil` is NULL.
    /// - Returns: how many rows were added; a trigger may leave some out.
    /// - Throws: ``PostgresError``. The server's refusal is noticed on the way, so that an endless sequence ends.
    @discardableResult
    public func copyIn(
        schema: String? = nil, table: String, columns: [String], rows: some Sequence<[String?]>
    ) throws(PostgresError) -> Int {
        var iterator = rows.makeIterator()
        return try copyIn(schema: schema, table: table, columns: columns, failing: { $0 }) {
            () throws(PostgresError) in iterator.next()
        }
    }

    /// Adds rows to a table by COPY, as above, from a source that may fail with errors of the caller's own kind.
    ///
    /// - Parameters:
    ///   - failing: makes the caller's error of the database's.
    ///   - next: gives the next row, or nil after the last. When it throws, no row is added, and its error is passed on.
    ///     It must not use the connection.
    @discardableResult
    public func copyIn<Failure: Error>(
        schema: String? = nil, table: String, columns: [String], failing: (PostgresError) -> Failure,
        next: () throws(Failure) -> [String?]?
    ) throws(Failure) -> Int {
        var feed: CopyFeed
        do throws(PostgresError) {
            try requireReady()
        } catch {
            throw failing(error)
        }
        beginUse()
        defer { endUse() }
        do throws(PostgresError) {
            feed = try beginCopyIn(schema, table, columns)
        } catch {
            throw failing(error)
        }
        do throws(Failure) {
            while !feed.isRefused, let row = try next() {
                do throws(PostgresError) {
                    try feed.add(row)
                } catch {
                    throw failing(error)
                }
            }
        } catch {
            feed.end(refusing: "the client has no more rows to give: it failed")
            _ = try? collect()
            throw error
        }
        feed.end()
        do throws(PostgresError) {
            return try collect().last?.affected ?? 0
        } catch {
            throw failing(error)
        }
    }

    private func beginCopyIn(
        _ schema: String?, _ table: String, _ columns: [String]
    ) throws(PostgresError) -> CopyFeed {
        guard !columns.isEmpty else { throw PostgresError(.misuse, "a COPY names no column; name one") }
        var target = try Self.quoteIdentifier(table)
        if let schema { target = try Self.quoteIdentifier(schema) + "." + target }
        var names: [String] = []
        for column in columns { names.append(try Self.quoteIdentifier(column)) }
        let statement = "COPY \(target) (\(names.joined(separator: ", "))) FROM STDIN (FORMAT text)"
        guard link.send(script: statement) else { throw notSent }
        guard let answer = link.next() else { throw lost }
        guard answer.status == .copyIn else {
            var failure = answer.error
            // In a statement that the caller did not write.
            failure.position = nil
            while link.next() != nil {}
            throw told(failure)
        }
        return CopyFeed(link, columns: columns.count)
    }
}

/// Rows on their way to the server, gathered into pieces.
struct CopyFeed {
    /// How many bytes make a piece.
    private static let pieceLength = 1 << 16
    /// How long a notice may take to arrive whole, in milliseconds.
    private static let patience: Int32 = 200

    private let link: LibpqConnection
    private let columns: Int
    private var rowCount = 0
    private var piece: [UInt8] = []
    /// Whether the server takes no more: it has refused, or is gone.
    private(set) var isRefused = false

    init(_ link: LibpqConnection, columns: Int) {
        self.link = link
        self.columns = columns
        piece.reserveCapacity(2 * Self.pieceLength)
    }

    /// Adds a row, and sends a piece when there is one.
    ///
    /// - Throws: ``PostgresError/Kind/misuse`` for a row that cannot be one of the table's.
    mutating func add(_ row: [String?]) throws(PostgresError) {
        rowCount += 1
        guard row.count == columns else {
            throw PostgresError(
                .misuse, "row \(rowCount) has \(row.count) cells, and \(columns) columns are named; make them equal")
        }
        try CopyText.append(row, number: rowCount, to: &piece)
        if piece.count >= Self.pieceLength { send() }
    }

    /// Ends the COPY; what came of it is to be collected.
    ///
    /// - Parameters:
    ///   - reason: why the server is not to keep the rows.
    mutating func end(refusing reason: String? = nil) {
        if reason == nil, !isRefused { send() }
        // A server that has refused takes no notice of how it ends. Should it not have, after all, this is a refusal.
        let isEnded = link.endCopy(refusing: reason ?? (isRefused ? "the client was told of an error" : nil))
        if !isEnded, link.isOpen { link.close() }
    }

    private mutating func send() {
        isRefused = !link.put(piece) || hasRefusal()
        piece.removeAll(keepingCapacity: true)
    }

    /// libpq keeps an error that comes in the middle of a COPY to itself until the end. But a server that takes rows
    /// says nothing except notices, which libpq shows at once: what else comes is an error.
    private func hasRefusal() -> Bool {
        guard link.hasInput(waiting: 0) else { return false }
        var patience: Int32 = 0
        repeat {
            let count = link.noticeCount
            guard link.readInput() else { return true }
            if link.noticeCount > count { return false }
            // A notice may come in pieces, close upon each other.
            patience = Self.patience
        } while link.hasInput(waiting: patience)
        return true
    }
}
