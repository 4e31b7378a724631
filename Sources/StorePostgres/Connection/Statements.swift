extension PostgresConnection {
    /// The most parameters that a statement may have.
    public static let mostParameters = 65535

    /// Runs one statement and takes in all of its answer.
    ///
    /// - Parameters:
    ///   - sql: the statement, with `$1`, `$2`, … for the parameters.
    ///   - parameters: in the server's text format; `nil` is NULL. Their types are what the statement makes of them:
    ///     `$1::bigint` says it outright.
    /// - Throws: ``PostgresError``. With ``PostgresError/Kind/unreadable`` the statement was done all the same.
    @discardableResult
    public func execute(_ sql: String, _ parameters: [String?] = []) throws(PostgresError) -> PostgresRows {
        try requireReady()
        try CTexts.refuseNUL(in: sql, "the statement")
        guard parameters.count <= Self.mostParameters else {
            throw PostgresError(
                .misuse, "a statement has \(parameters.count) parameters, more than \(Self.mostParameters); split it")
        }
        for (index, parameter) in parameters.enumerated() {
            if let parameter { try CTexts.refuseNUL(in: parameter, "parameter \(index + 1)") }
        }
        beginUse()
        defer { endUse() }
        guard link.send(sql, parameters) else { throw notSent }
        guard let rows = try collect().last else { throw PostgresError(.misuse, "the statement is empty") }
        return rows
    }

    /// Runs statements, one after the other, in the simple protocol, up to the first that is refused.
    ///
    /// They are one transaction, unless the script itself says BEGIN or COMMIT: what is refused undoes those before it.
    ///
    /// - Returns: the answer to each; none for an empty script.
    /// - Throws: ``PostgresError``. COPY from or to the client is refused.
    @discardableResult
    public func run(script: String) throws(PostgresError) -> [PostgresRows] {
        try requireReady()
        try CTexts.refuseNUL(in: script, "the script")
        beginUse()
        defer { endUse() }
        guard link.send(script: script) else { throw notSent }
        return try collect()
    }

    /// Why libpq did not send.
    var notSent: PostgresError {
        told(PostgresError(.misuse, ErrorText.tidy(link.errorText)))
    }

    /// Takes in all answers to what was sent, so that the connection is free for the next statement.
    ///
    /// - Throws: the first error among them.
    func collect() throws(PostgresError) -> [PostgresRows] {
        var answers: [PostgresRows] = []
        var failure: PostgresError?
        while let answer = link.next() {
            switch answer.status {
            case .rows, .row, .done:
                if failure != nil { continue }
                do {
                    answers.append(try answer.rows())
                } catch {
                    failure = error
                }
            case .empty, .sync, .aborted: continue
            case .failed: failure = failure ?? answer.error
            case .copyIn:
                failure = failure ?? Self.strayCopy
                // One that cannot be ended would be offered again for ever.
                if !link.endCopy(refusing: "this client copies only on purpose") { link.close() }
            case .copyOut:
                failure = failure ?? Self.strayCopy
                skipCopiedRows()
            }
        }
        let isAgreed = keepUTF8()
        if let failure { throw told(failure) }
        guard isAgreed else {
            throw told(PostgresError(.misuse, "a statement changed client_encoding; it has to stay UTF8"))
        }
        guard link.isOpen else { throw lost }
        return answers
    }

    /// Has the server stop a COPY … TO STDOUT, and takes in what was under way.
    private func skipCopiedRows() {
        // Where the request fails, the rows that come are skipped one by one.
        try? link.cancel()?.cancel()
        while case .row = link.copiedRow() {}
    }

    private static let strayCopy = PostgresError(
        .misuse, "the statement copies from or to the client; use `copyIn` or `copyOut`")

    /// Puts the encoding back on which all texts depend; whether no statement had changed it.
    private func keepUTF8() -> Bool {
        let isUTF8 = { self.link.reported("client_encoding") ?? "UTF8" == "UTF8" }
        if isUTF8() { return true }
        if link.send(script: "SET client_encoding = 'UTF8'") { while link.next() != nil {} }
        // As in a transaction that was spoiled. What comes next would be garbled.
        if !isUTF8() { link.close() }
        return false
    }
}
