import GRDB
import GRDBSQLite
import Store

/// The errors of SQLite and GRDB in the words that all databases share.
enum SQLiteFailure {
    static func mapped(_ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case is CancellationError: StoreError(.cancelled, "the task was cancelled")
        case let error as DatabaseError:
            mapped(code: error.extendedResultCode.rawValue, message: error.message ?? "\(error.resultCode)")
        default: StoreError(.refused, "SQLite could not be used")
        }
    }

    /// - Parameters:
    ///   - code: the extended result code.
    ///   - message: SQLite's own, which names tables and columns, and shows no values.
    static func mapped(code: Int32, message: String) -> StoreError {
        var error = StoreError(kind(code), tidy(message), code: "SQLite \(code)")
        guard let colon = message.firstRange(of: " failed: ") else { return error }
        let law = message[colon.upperBound...]
        switch error.kind {
        case .uniqueViolation where law.hasPrefix("index '"):
            error.constraint = law.dropFirst("index '".count).split(separator: "'").first.map(String.init)
        case .constraintViolation where code == SQLITE_CONSTRAINT | (1 << 8):
            error.constraint = String(law)
        case .uniqueViolation, .constraintViolation:
            let names = law.split(separator: ",").map { $0.drop { $0 == " " }.split(separator: ".", maxSplits: 1) }
            error.table = names.first?.first.map(String.init)
            error.columns = names.compactMap { $0.count == 2 ? String($0[1]) : nil }
        default: break
        }
        return error
    }

    private static func kind(_ code: Int32) -> StoreError.Kind {
        switch code {
        // UNIQUE, PRIMARY KEY, ROWID.
        case SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (6 << 8), SQLITE_CONSTRAINT | (10 << 8):
            return .uniqueViolation
        default: break
        }
        switch code & 0xFF {
        case SQLITE_CONSTRAINT, SQLITE_MISMATCH: return .constraintViolation
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: return .conflict
        case SQLITE_FULL: return .diskFull
        case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_NOLFS: return .storageFailure
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: return .cannotOpen
        case SQLITE_READONLY: return .readOnly
        case SQLITE_INTERRUPT, SQLITE_ABORT: return .cancelled
        case SQLITE_ERROR: return .syntax
        case SQLITE_MISUSE, SQLITE_RANGE, SQLITE_TOOBIG: return .misuse
        default: return .refused
        }
    }

    private static func tidy(_ message: String) -> String {
        guard let first = message.first, first.isUppercase, message.dropFirst().first?.isLowercase == true else {
            return message
        }
        return first.lowercased() + message.dropFirst()
    }
}
