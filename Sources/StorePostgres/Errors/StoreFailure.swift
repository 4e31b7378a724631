import Store

/// The errors of PostgreSQL in the words that all databases share.
enum StoreFailure {
    static func mapped(_ error: PostgresError) -> StoreError {
        let state = error.sqlstate
        var mapped = StoreError(
            kind(error), message(error), constraint: error.constraint, table: error.table, code: state)
        if let column = error.column { mapped.columns = [column] }
        if mapped.kind == .uniqueViolation { mapped.columns = columns(error.detail ?? "") }
        return mapped
    }

    /// Codes behind which the server ends the connection, though libpq does not know it yet: an administrator's end, a
    /// crash, a shutdown, and a session or a transaction that idled too long.
    static let endings: Set<String> = ["57P01", "57P02", "57P03", "57P05", "25P03"]

    private static func kind(_ error: PostgresError) -> StoreError.Kind {
        switch error.kind {
        case .lost: return .connectionLost
        case .cannotConnect: return .cannotOpen
        case .misuse: return .misuse
        case .unreadable: return .unreadable
        case .refused: break
        }
        let state = error.sqlstate ?? ""
        switch state {
        case "23505": return .uniqueViolation
        case "40001", "40P01", "55P03": return .conflict
        case "57014": return Task.isCancelled ? .cancelled : .timedOut
        case "53100": return .diskFull
        case "58030", "XX001", "XX002": return .storageFailure
        case "25006": return .readOnly
        case "0A000" where error.message.contains("cached plan"): return .conflict
        case "42804": return .constraintViolation
        default: break
        }
        switch state.prefix(2) {
        case "23", "22": return .constraintViolation
        case "42", "3F": return .syntax
        case "08": return .connectionLost
        case _ where endings.contains(state): return .connectionLost
        default: return .refused
        }
    }

    /// What may quote a value is left out.
    private static func message(_ error: PostgresError) -> String {
        switch error.sqlstate?.prefix(2) {
        case "22": return "a value does not fit the type of its column or place"
        case "P0": return "a function of the database refused"
        default: return error.message
        }
    }

    /// Of `Key (a, b)=(1, 2) already exists.`, in whatever language: what stands before the values.
    private static func columns(_ detail: String) -> [String] {
        guard let start = detail.firstIndex(of: "("), let end = detail.firstRange(of: ")=("), start < end.lowerBound
        else { return [] }
        return detail[detail.index(after: start)..<end.lowerBound].split(separator: ",").map { name in
            let name = name.drop { $0 == " " }
            guard name.first == "\"", name.last == "\"", name.count > 1 else { return String(name) }
            return String(name.dropFirst().dropLast().replacing("\"\"", with: "\""))
        }
    }
}
