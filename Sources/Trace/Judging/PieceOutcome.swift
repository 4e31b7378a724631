import Intake
import Synchronization

/// What one piece of a file came to. Lines count from 0 within the piece, and terminals as
/// `TerminalList` does.
struct PieceOutcome: Sendable {
    var rowsIn = 0
    var lines = 0
    var exposures: [Exposure] = []
    var undetermined: [UndeterminedView] = []
    var rejects: [Reject] = []
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

/// The terminals met so far, numbered from 1 for all threads alike, in no order.
final class TerminalList: Sendable {
    private let state = Mutex<(numbers: [String: UInt32], names: [String])>(([:], []))

    func number(_ name: String) -> UInt32 {
        state.withLock { state in
            if let known = state.numbers[name] { return known }
            state.names.append(name)
            let number = UInt32(state.names.count)
            state.numbers[name] = number
            return number
        }
    }

    var names: [String] { state.withLock { $0.names } }
}
