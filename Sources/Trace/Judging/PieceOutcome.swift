import Intake
import Synchronization

/// What one piece of a file came to. Lines count from 0 within the piece, and terminals within the piece's own list.
struct PieceOutcome: Sendable {
    var rowsIn = 0
    var lines = 0
    var exposures: [Exposure] = []
    var undetermined: [UndeterminedView] = []
    var rejects: [Reject] = []
    var terminals: [String] = []
    var fault: ScanFault?
    /// The first and the last day with a view, in days since 1970.
    var days: ClosedRange<Int32>?
}

/// The circumstances met so far, numbered for all threads alike. Number 0 is none.
final class CircumstanceList: Sendable {
    private let state = Mutex([VerdictCache.Circumstances(): 0])

    func number(_ circumstances: VerdictCache.Circumstances) -> Int {
        state.withLock { numbers in
            let number = numbers[circumstances] ?? numbers.count
            numbers[circumstances] = number
            return number
        }
    }
}
