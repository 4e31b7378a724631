import Intake
import Testing

@testable import Registry

@Suite("whose customer is whose, against a nested loop")
struct OwnershipTwinTests {
    static let seeds = Array(UInt64(1)...40)
    static let days = MadePeriods.firstDay - 2...MadePeriods.firstDay + 34

    /// What a look-up answers, in words.
    enum Answer: Hashable {
        case period(PlainPeriod)
        case notInRegister, noneThen, overlapping
    }

    static func made(_ seed: UInt64) -> MadePeriods {
        var dice = Dice(seed: seed)
        return MadePeriods(purchases: seed % 4 == 0, rows: dice.pick([1, 2, 5, 20, 60, 200]), &dice)
    }

    /// The answers on each of the days.
    static func answers(_ number: String, in periods: Set<PlainPeriod>, _ doubts: [PlainPeriod]) -> [Answer] {
        let own = periods.filter { $0.number == number }
        let doubts = doubts.filter { $0.number == number }
        return days.map { day in
            if doubts.contains(where: { $0.holds(on: day) }) { return .overlapping }
            let holding = own.filter { $0.holds(on: day) }
            if let one = holding.first { return holding.count == 1 ? .period(one) : .overlapping }
            return own.isEmpty && doubts.isEmpty ? .notInRegister : .noneThen
        }
    }

    private static func answer(_ number: String, _ day: Int, in index: OwnershipIndex, _ directory: Directory) throws
        -> Answer
    {
        let key = try #require(SubjectKey(number), "\(number)")
        let date = CalendarDay(daysSince1970: Int32(day))
        let answer = index.lookUp(key, on: date)
        let questions = Slab(repeating: index.question(key, on: date), count: 1)
        index.locate(questions, count: 1)
        index.answer(questions, count: 1)
        #expect(questions[0].answer == answer)
        #expect(answer == .notInRegister || questions[0].subject == index.subject(key))
        switch answer {
        case .notInRegister: return .notInRegister
        case .noneThen: return .noneThen
        case .overlapping: return .overlapping
        case .owner(let place):
            let period = index.period(place)
            #expect(questions[0].owner == period.owner)
            #expect(OwnershipIndex.voltages[Int(questions[0].voltage)] == period.voltage)
            return .period(
                PlainPeriod(
                    number: number, contract: index.contractID(period.contract), owner: directory[period.owner].id,
                    voltage: period.voltage, from: Int(period.from.daysSince1970),
                    to: period.to.daysSince1970 == .max ? nil : Int(period.to.daysSince1970)))
        }
    }

    @Test("every number on every day, every reject and every account", arguments: seeds)
    func agrees(seed: UInt64) throws {
        let made = Self.made(seed)
        let directory = try DirectoryWorld().read().directory
        var source = made.source
        let numbers = Set(made.numbers).union(["0300000000000000000003", "C123456789"])
        let distinct = Set(made.periods)
        let expected = Dictionary(
            uniqueKeysWithValues: numbers.map { ($0, Self.answers($0, in: distinct, made.doubts)) })
        let known = Set((made.periods + made.doubts).map(\.number))
        for stride in [BlockReader.stride, seed % 2 == 0 ? 64 : 257] {
            source.stride = stride
            let reading =
                made.isPurchase
                ? try OwnershipReading(purchaseContracts: source, directory: directory)
                : try OwnershipReading(supplyPeriods: source, directory: directory)
            let comment: Comment = "seed \(seed), pieces of \(stride) bytes"
            let index = reading.index
            for number in numbers {
                let found = try Self.days.map { try Self.answer(number, $0, in: index, directory) }
                let parting = zip(found, expected[number] ?? []).first { $0 != $1 }
                #expect(parting == nil, "\(number), \(comment)")
            }
            #expect(index.periodCount == distinct.count, comment)
            #expect(index.subjectCount == known.count, comment)
            #expect(Set(index.numbers().values) == known, comment)
            #expect(reading.rejects.map(Self.withoutRowText) == made.rejects, comment)
            let rows = RowAccount(
                rowsIn: made.periods.count + made.rejects.count, used: distinct.count, rejected: made.rejects.count,
                duplicates: made.periods.count - distinct.count)
            #expect(reading.accounts.map(\.rows) == [rows], comment)
            #expect(rows.balances, comment)
        }
    }

    /// The text of a whole row is not what these tests are about.
    private static func withoutRowText(_ reject: Reject) -> Reject {
        var reject = reject
        if reject.columnName == nil { reject.excerpt = "" }
        return reject
    }

    @Test("every kind of thing happens in these registers, so that agreement means something")
    func notDegenerate() {
        var seen: [String: Int] = [:]
        for seed in Self.seeds {
            let made = Self.made(seed)
            let distinct = Set(made.periods)
            for reject in made.rejects { seen[reject.reason.rawValue, default: 0] += 1 }
            seen["duplicate", default: 0] += made.periods.count - distinct.count
            for number in Set(made.numbers) {
                for (day, answer) in zip(Self.days, Self.answers(number, in: distinct, made.doubts)) {
                    switch answer {
                    case .period(let period):
                        seen[period.to == nil ? "open" : "closed", default: 0] += 1
                        if period.from == day, distinct.contains(where: { $0.number == number && $0.to == day }) {
                            seen["touching", default: 0] += 1
                        }
                    case .noneThen: seen["noneThen", default: 0] += 1
                    case .overlapping: seen["overlapping", default: 0] += 1
                    case .notInRegister: seen["notInRegister", default: 0] += 1
                    }
                }
            }
        }
        let wanted = [
            "open", "closed", "touching", "noneThen", "overlapping", "notInRegister", "duplicate", "emptyIdentifier",
            "unreadableIdentifier", "unknownReference", "unreadableDate", "badValue", "tooFewColumns", "cutShort",
        ]
        for what in wanted { #expect(seen[what, default: 0] >= 3, "\(what): \(seen[what, default: 0])") }
    }

    @Test(
        "thousands of numbers that differ in one digit are each found, and no other is", arguments: [1, 2] as [UInt64])
    func manyNumbers(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var text = "supplyPoint,contract,supplier,voltage,from,to\n"
        var owners: [String: String] = [:]
        for number in 0..<3000 {
            let digits = String(number * (seed == 1 ? 1 : 7919))
            let middle = String(repeating: "0", count: 20 - digits.count) + digits
            let point = "06" + (dice.oneIn(2) ? middle : String(middle.reversed()))
            guard owners[point] == nil else { continue }
            let owner = dice.pick(MadePeriods.owners)
            owners[point] = owner
            text += "\(point),C-\(number),\(owner),low,2022-04-01,\n"
        }
        let directory = try DirectoryWorld().read().directory
        let source = OwnershipSource(source: MemorySource(name: "p.csv", bytes: Array(text.utf8)))
        let index = try OwnershipReading(supplyPeriods: source, directory: directory).index
        let day = CalendarDay(daysSince1970: 19_500)
        for (point, owner) in owners {
            let key = try #require(SubjectKey(point))
            guard case .owner(let period) = index.lookUp(key, on: day) else {
                Issue.record("\(point) is not found, seed \(seed)")
                continue
            }
            #expect(directory[index.period(period).owner].id == owner, "\(point), seed \(seed)")
            // The same number with one digit more in front of its tail is most often another's, or nobody's.
            let other = "05" + point.dropFirst(2)
            #expect(index.subject(try #require(SubjectKey(other))) == nil, "\(other), seed \(seed)")
        }
        #expect(index.subjectCount == owners.count)
    }
}
