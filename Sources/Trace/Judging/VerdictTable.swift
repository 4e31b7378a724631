import Barrier
import Registry
import Synchronization

/// Each situation is decided once, by whichever thread meets it first.
final class VerdictTable: Sendable {
    private struct State {
        var known: [Situation: UInt16] = [:]
        /// Many situations share a verdict: purposes in people's own words make a situation each.
        var numbers: [Verdict: UInt16] = [:]
        var verdicts: [Verdict] = []
    }

    let rules: RuleBook
    let directory: Directory
    /// For each employment the number of its kind of viewer: those that the rule book cannot tell apart share one.
    let viewerClass: [UInt32]
    private let state = Mutex(State())

    init(rules: RuleBook, directory: Directory) {
        self.rules = rules
        self.directory = directory
        var classes: [Situation: UInt32] = [:]
        viewerClass = directory.employments.map { employment in
            let situation = Situation(
                viewer: employment, owner: nil, voltage: nil, surface: SurfaceIndex(rawValue: 0))
            let reduced = rules.reduced(situation)
            let number = classes[reduced] ?? UInt32(classes.count)
            classes[reduced] = number
            return number
        }
    }

    /// The number of a situation's verdict.
    func number(_ situation: Situation) -> UInt16 {
        let reduced = rules.reduced(situation)
        if let known = state.withLock({ $0.known[reduced] }) { return known }
        let verdict = rules.decide(reduced)
        return state.withLock { state in
            // Another thread may have been quicker; the verdicts are the same, and one number stands.
            if let known = state.known[reduced] { return known }
            let number = state.numbers[verdict] ?? UInt16(state.verdicts.count)
            if Int(number) == state.verdicts.count {
                state.numbers[verdict] = number
                state.verdicts.append(verdict)
            }
            state.known[reduced] = number
            return number
        }
    }

    var verdicts: [Verdict] { state.withLock { $0.verdicts } }
}

/// One thread's memory of verdicts: a look-up costs a multiplication and a compare.
struct VerdictCache {
    private struct Entry {
        var key: UInt64 = .max
        var verdict: UInt16 = 0
        var isBarred = false
    }

    private static let size = 1 << 14
    private let table: VerdictTable
    private let catalogue: Catalogue
    private var entries = [Entry](repeating: Entry(), count: Self.size)

    init(_ table: VerdictTable, _ catalogue: Catalogue) {
        self.table = table
        self.catalogue = catalogue
    }

    /// What else a situation depends on, beside the viewer and the record.
    struct Circumstances: Hashable, Sendable {
        var purpose: String?
        var emergency: String?
    }

    /// The verdict, and whether it bars the surface.
    ///
    /// - Parameter circumstances: their number and themselves; numbers of 256 and above do not fit a key, and are not
    ///   cached.
    @inline(__always)
    mutating func judge(
        employment: UInt32, owner: UInt16, voltage: UInt8, surface: SurfaceIndex,
        circumstances: (number: Int, value: Circumstances)
    ) -> (verdict: UInt16, isBarred: Bool) {
        let viewer = UInt64(table.viewerClass[Int(employment)])
        let key =
            viewer << 36 | UInt64(owner) << 20 | UInt64(voltage) << 18 | UInt64(surface.rawValue & 0x3FF) << 8
            | UInt64(circumstances.number & 0xFF)
        let place = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 50)
        let entry = entries[place]
        let fits = circumstances.number < 256 && surface.rawValue < 1024
        if entry.key == key, fits { return (entry.verdict, entry.isBarred) }
        let answer = decide(employment, owner, voltage, surface, circumstances.value)
        if fits { entries[place] = Entry(key: key, verdict: answer.verdict, isBarred: answer.isBarred) }
        return answer
    }

    @inline(never)
    private func decide(
        _ employment: UInt32, _ owner: UInt16, _ voltage: UInt8, _ surface: SurfaceIndex,
        _ circumstances: Circumstances
    ) -> (verdict: UInt16, isBarred: Bool) {
        let situation = Situation(
            viewer: table.directory[EmploymentIndex(rawValue: employment)], owner: CompanyIndex(rawValue: owner),
            voltage: voltage == 0 ? nil : Voltage.allCases[Int(voltage) - 1], surface: surface,
            purpose: circumstances.purpose, emergency: circumstances.emergency)
        let number = table.number(situation)
        return (number, table.verdict(number).bars(catalogue[surface]))
    }
}

extension VerdictTable {
    func verdict(_ number: UInt16) -> Verdict { state.withLock { $0.verdicts[Int(number)] } }
}
