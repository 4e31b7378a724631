import CScan
public import Intake

/// A number and a day, and room for the answer: whose it was.
public struct OwnershipQuestion: Sendable, BitwiseCopyable {
    /// The number.
    public let key: SubjectKey
    /// The day.
    public let day: CalendarDay
    var search: OwnershipSlots.Search
    /// The answer; `.notInRegister` until it is asked.
    public internal(set) var answer = OwnershipLookup.notInRegister
    /// The number's index; of no meaning where the register does not have it.
    public internal(set) var subject = SubjectIndex(rawValue: .max)
    /// The owner of the period that was found; of no meaning where none was.
    public internal(set) var owner = CompanyIndex(rawValue: 0)
    /// The voltage of the period that was found: 0 for none, then as `Voltage.allCases`.
    public internal(set) var voltage: UInt8 = 0

    /// How many numbers a voltage can have.
    public static let voltages = Voltage.allCases.count + 1

    /// A question that is never asked, to fill room with.
    public static let none = OwnershipQuestion(
        key: .zero, day: CalendarDay(daysSince1970: 0), search: .none)

    init(key: SubjectKey, day: CalendarDay, search: OwnershipSlots.Search) {
        self.key = key
        self.day = day
        self.search = search
    }
}

extension OwnershipIndex {
    /// A question about a number and a day.
    ///
    /// A look-up waits for memory twice: for a slot, and for the periods. Here the processor is asked to bring the slot
    /// closer, so that it has come by the time that a batch of questions is answered.
    public func question(_ key: SubjectKey, on day: CalendarDay) -> OwnershipQuestion {
        let search = slots.search(key)
        slots.prefetch(search)
        return OwnershipQuestion(key: key, day: day, search: search)
    }

    /// Answers the first `count` questions of this index, best 64 at a time: all ask for their periods to be brought
    /// closer before the first of these are looked at.
    public func answer(_ questions: Slab<OwnershipQuestion>, count: Int) {
        // INVARIANT: what the slots hold are places of entries. A prefetch reads nothing.
        unsafe entries.withUnsafeBufferPointer { entries in
            for index in 0..<count {
                guard let first = slots.next(&questions[index].search) else { continue }
                questions[index].subject = SubjectIndex(rawValue: first)
                if let base = entries.baseAddress { unsafe sekisho_prefetch(base + Int(first)) }
            }
            for index in 0..<count {
                var question = questions[index]
                // The slot's number may be another with the same tag.
                while question.subject.rawValue != .max,
                    unsafe entries[Int(question.subject.rawValue)].key != question.key
                {
                    question.subject = SubjectIndex(rawValue: slots.next(&question.search) ?? .max)
                }
                guard question.subject.rawValue != .max else { continue }
                question.answer = unsafe Self.lookUp(Int(question.subject.rawValue), question.day, entries)
                if case .owner(let period) = question.answer {
                    let entry = unsafe entries[Int(period)]
                    question.owner = CompanyIndex(rawValue: entry.owner)
                    question.voltage = entry.voltage
                }
                questions[index] = question
            }
        }
    }
}
