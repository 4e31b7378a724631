import CScan
public import Intake

/// A number and a day, and room for the answer: whose it was.
public struct OwnershipQuestion: Sendable, BitwiseCopyable {
    /// The number.
    public let key: SubjectKey
    /// The day.
    public let day: CalendarDay
    /// Where the search for the number begins.
    let home: UInt32
    /// The answer; `.notInRegister` until it is asked.
    public internal(set) var answer = OwnershipLookup.notInRegister
    /// The number's index; of no meaning where the register does not have it.
    public internal(set) var subject = SubjectIndex(rawValue: OwnershipIndex.emptySlot)
    /// The owner of the period that was found; of no meaning where none was.
    public internal(set) var owner = CompanyIndex(rawValue: 0)
    /// The voltage of the period that was found: 0 for none, then as `Voltage.allCases`.
    public internal(set) var voltage: UInt8 = 0

    /// How many numbers a voltage can have.
    public static let voltages = Voltage.allCases.count + 1

    /// A question that is never asked, to fill room with.
    public static let none = OwnershipQuestion(
        key: .zero, day: CalendarDay(daysSince1970: 0), home: 0)

    init(key: SubjectKey, day: CalendarDay, home: UInt32) {
        self.key = key
        self.day = day
        self.home = home
    }
}

/// A look-up waits for memory twice: for a slot, and for the periods. So it is done in three steps, each for a batch of
/// questions, best 64: the first two ask the processor to bring closer what the next will read, and whoever looks up has
/// something else to do between them.
extension OwnershipIndex {
    /// The first step: a question about a number and a day.
    public func question(_ key: SubjectKey, on day: CalendarDay) -> OwnershipQuestion {
        let home = Self.home(key, slots.count)
        // INVARIANT: homes are within the table, unless it is empty; a prefetch reads nothing.
        unsafe slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { unsafe sekisho_prefetch(base + home) }
        }
        return OwnershipQuestion(key: key, day: day, home: UInt32(truncatingIfNeeded: home))
    }

    /// The second step: finds where the numbers of the first `count` questions have their periods.
    public func locate(_ questions: Slab<OwnershipQuestion>, count: Int) {
        guard !slots.isEmpty else { return }
        // INVARIANT: the questions are of this index, so that homes are within the table. A prefetch reads nothing.
        unsafe slots.withUnsafeBufferPointer { slots in
            unsafe entries.withUnsafeBufferPointer { entries in
                guard let base = entries.baseAddress else { return }
                for index in 0..<count {
                    let question = questions[index]
                    let first = unsafe Self.first(question.key, slots, Int(question.home))
                    questions[index].subject = SubjectIndex(rawValue: first)
                    if first != Self.emptySlot { unsafe sekisho_prefetch(base + Int(first)) }
                }
            }
        }
    }

    /// The last step: answers the first `count` questions.
    public func answer(_ questions: Slab<OwnershipQuestion>, count: Int) {
        // INVARIANT: what is first of a number's periods is within the entries, as is the period found.
        unsafe entries.withUnsafeBufferPointer { entries in
            for index in 0..<count {
                let (subject, day) = (questions[index].subject, questions[index].day)
                guard subject.rawValue != Self.emptySlot else { continue }
                let answer = unsafe Self.lookUp(Int(subject.rawValue), day, entries)
                questions[index].answer = answer
                guard case .owner(let period) = answer else { continue }
                let entry = unsafe entries[Int(period)]
                questions[index].owner = CompanyIndex(rawValue: entry.owner)
                questions[index].voltage = entry.voltage
            }
        }
    }
}
