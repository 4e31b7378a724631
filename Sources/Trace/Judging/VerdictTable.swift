import Barrier
import Intake
import Registry
import Synchronization

/// Each situation is decided once, by whichever thread meets it first.
final class VerdictTable: Sendable {
    private struct State {
        var known: [Situation: UInt32] = [:]
        /// Many situations share a verdict: purposes in people's own words make a situation each.
        var numbers: [Verdict: UInt32] = [:]
        var verdicts: [Verdict] = []
    }

    let rules: RuleBook
    let directory: Directory
    /// For each employment the number of its kind of viewer: those that the rule book cannot tell apart share one.
    let viewerClass: [UInt32]
    let viewerClassCount: Int
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
        viewerClassCount = classes.count
    }

    /// The number of a situation's verdict.
    func number(_ situation: Situation) -> UInt32 {
        let reduced = rules.reduced(situation)
        if let known = state.withLock({ $0.known[reduced] }) { return known }
        let verdict = rules.decide(reduced)
        return state.withLock { state in
            // Another thread may have been quicker; the verdicts are the same, and one number stands.
            if let known = state.known[reduced] { return known }
            let number = state.numbers[verdict] ?? UInt32(state.verdicts.count)
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

/// One thread's memory of verdicts.
///
/// Without circumstances a verdict on one surface depends on the viewer's class, the owner and the voltage: a table of
/// these is small, and a look-up in it is one read. With circumstances it is remembered by a hash of all.
final class VerdictCache {
    private struct Entry {
        var key: UInt64 = .max
        var answer: UInt32 = 0
    }

    /// What else a situation depends on, beside the viewer and the record.
    struct Circumstances: Hashable, Sendable {
        var purpose: String?
        var emergency: String?
    }

    private static let size = 1 << 14
    private static let largestTable = 1 << 20
    private let table: VerdictTable
    private let catalogue: Catalogue
    private let owners: Int
    /// How many voltages the rule book tells apart: one, if it does not ask for it.
    private let voltages: Int
    private let entries = Slab(repeating: Entry(), count: VerdictCache.size)
    // Of the surface at hand. An answer is 0 where there is none yet, otherwise twice the verdict's number, plus 2, plus
    // 1 if it bars the surface.
    private var surface = SurfaceIndex(rawValue: 0)
    private var answers = Slab<UInt32>(repeating: 0, count: 0)
    private var answersBySurface: [SurfaceIndex: Slab<UInt32>] = [:]

    init(_ table: VerdictTable, _ catalogue: Catalogue) {
        self.table = table
        self.catalogue = catalogue
        owners = table.directory.companies.count
        voltages = table.rules.facts.contains(.voltage) ? OwnershipQuestion.voltages : 1
    }

    /// Turns to a surface.
    func turn(to surface: SurfaceIndex) {
        self.surface = surface
        let size = table.viewerClassCount * owners * voltages
        answers = answersBySurface[surface] ?? Slab(repeating: 0, count: size <= Self.largestTable ? size : 0)
        answersBySurface[surface] = answers
    }

    /// The verdict on a view of the surface at hand, and whether it bars the surface.
    ///
    /// - Parameters:
    ///   - viewerClass: the employment's, see `VerdictTable.viewerClass`.
    ///   - circumstances: their number and themselves; nil for none.
    @inline(__always)
    func judge(
        viewerClass: UInt32, employment: UInt32, owner: CompanyIndex, voltage: UInt8,
        circumstances: (number: Int, value: Circumstances)?
    ) -> (verdict: UInt32, isBarred: Bool) {
        let place = (Int(viewerClass) * owners + Int(owner.rawValue)) * voltages + (voltages > 1 ? Int(voltage) : 0)
        var answer: UInt32
        if circumstances == nil, place < answers.count {
            answer = answers[place]
            if answer == 0 {
                answer = decide(employment, owner, voltage, Circumstances())
                answers[place] = answer
            }
        } else {
            answer = remembered(place, employment, owner, voltage, circumstances)
        }
        return (answer / 2 - 1, answer & 1 == 1)
    }

    /// An answer by its hash. Numbers of 256 and above do not fit a key, and are not remembered.
    @inline(never)
    private func remembered(
        _ place: Int, _ employment: UInt32, _ owner: CompanyIndex, _ voltage: UInt8,
        _ circumstances: (number: Int, value: Circumstances)?
    ) -> UInt32 {
        let number = circumstances?.number ?? 0
        let key = UInt64(place) << 18 | UInt64(surface.rawValue & 0x3FF) << 8 | UInt64(number & 0xFF)
        let home = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 50)
        let fits = number < 256 && surface.rawValue < 1024
        if entries[home].key == key, fits { return entries[home].answer }
        let answer = decide(employment, owner, voltage, circumstances?.value ?? Circumstances())
        if fits { entries[home] = Entry(key: key, answer: answer) }
        return answer
    }

    @inline(never)
    private func decide(
        _ employment: UInt32, _ owner: CompanyIndex, _ voltage: UInt8, _ circumstances: Circumstances
    ) -> UInt32 {
        let situation = Situation(
            viewer: table.directory[EmploymentIndex(rawValue: employment)], owner: owner,
            voltage: voltage == 0 ? nil : Voltage.allCases[Int(voltage) - 1], surface: surface,
            purpose: circumstances.purpose, emergency: circumstances.emergency)
        let number = table.number(situation)
        let isBarred = table.verdict(number).bars(catalogue[surface])
        return number * 2 + 2 + (isBarred ? 1 : 0)
    }
}

extension VerdictTable {
    func verdict(_ number: UInt32) -> Verdict { state.withLock { $0.verdicts[Int(number)] } }
}
