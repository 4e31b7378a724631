import Barrier
import Intake
import Registry
import Testing

@testable import Trace

@Suite("the parts of the look-back")
struct JudgingTests {
    @Test("whatever has an equal is a suspect, and few others are", arguments: [1, 2, 3] as [UInt64])
    func suspects(seed: UInt64) {
        var dice = Dice(seed: seed)
        for (bits, shift) in [(30, 10), (64, 14), (100, 20), (128, 40)] {
            for count in [0, 1, 2, 300, 5000] {
                let mask = bits == 128 ? UInt128.max : UInt128(1) << bits - 1
                let upper = (0..<max(1, count)).map { _ in
                    (UInt128.random(in: 0...mask, using: &dice) >> shift) << shift
                }
                let keys = (0..<count).map { index in
                    upper[dice.oneIn(4) ? dice.number(0...index) : index] | UInt128(dice.number(0...1000))
                }
                let found = Set(
                    Suspects([Array(keys[..<(count / 2)]), Array(keys[(count / 2)...])], shift: shift).keys)
                var sizes: [UInt128: Int] = [:]
                for key in keys { sizes[key >> shift, default: 0] += 1 }
                let expected = Set(keys.filter { sizes[$0 >> shift, default: 0] > 1 })
                let comment: Comment = "\(count) keys of \(bits) bits, seed \(seed)"
                #expect(found.isSuperset(of: expected), comment)
                #expect(found.count <= expected.count + count / 8, comment)
            }
        }
    }

    @Test("repeats are those of a nested loop, in 64 bits and in 128", arguments: [1, 2, 3, 4] as [UInt64])
    func repeats(seed: UInt64) {
        var dice = Dice(seed: seed)
        let origin: Int64 = 1_648_000_000
        let isWide = seed % 2 == 0
        func layout(_ window: Int) -> RepeatLayout {
            RepeatLayout(
                people: isWide ? 1 << 24 : 9, surfaces: isWide ? 1 << 6 : 5, subjects: isWide ? 1 << 30 : 5000,
                from: origin, to: origin + 90 * 86_400, window: window)
        }
        struct View {
            var subject, person: UInt32
            var surface: UInt16
            var second: Int64
        }
        let subjects: [UInt32] = isWide ? [0, 1, 1 << 10, 1 << 29, (1 << 30) - 1] : [0, 1, 1024, 2048, 4999]
        let people: [UInt32] = isWide ? [0, 1, (1 << 24) - 1] : [0, 1, 8]
        let surfaces: [UInt16] = isWide ? [0, 1, (1 << 6) - 1] : [0, 1, 4]
        let slice = 1 << layout(0).sliceBits
        let views = (0..<400).map { _ in
            View(
                subject: dice.pick(subjects), person: dice.pick(people), surface: dice.pick(surfaces),
                second: origin
                    + Int64(
                        dice.pick([
                            0, 90 * 86_400, dice.number(0...60), dice.number(0...3000),
                            slice * dice.number(1...2) + dice.number(-9...9),
                        ])))
        }
        for window in [0, 5, 600, 100_000] {
            let layout = layout(window)
            #expect(layout.isNarrow != isWide)
            let logs = [RepeatLog(layout), RepeatLog(layout)]
            let batch = Slab(repeating: LawfulView(), count: 64)
            var waiting = 0
            var expected = [Int](repeating: 0, count: Int(surfaces[2]) + 1)
            for (index, view) in views.enumerated() {
                batch[waiting] = LawfulView(
                    second: view.second, subject: view.subject, person: view.person, surface: view.surface)
                waiting += 1
                if waiting == 64 || index == views.count - 1 || dice.oneIn(20) {
                    logs[dice.number(0...1)].add(batch, count: waiting)
                    waiting = 0
                }
                let isRepeat = views.indices.contains { other in
                    let earlier = views[other]
                    return earlier.subject == view.subject && earlier.person == view.person
                        && earlier.surface == view.surface && (earlier.second, other) < (view.second, index)
                        && view.second - earlier.second <= window
                }
                if isRepeat { expected[Int(view.surface)] += 1 }
            }
            let found = RepeatLog.repeats(logs.map(\.keys), layout: layout, surfaces: expected.count)
            #expect(found == expected, "window \(window), seed \(seed)")
            #expect(expected.contains { $0 > 0 }, "seed \(seed)")
        }
    }

    @Test("situations that come to the same share a verdict, so that purposes in people's own words do not add up")
    func fewVerdicts() throws {
        let small = SmallCase()
        let lookBack = try small.world.lookBack()
        let table = VerdictTable(rules: lookBack.rules, directory: lookBack.directory)
        let numbers = (0..<500).map { number in
            table.number(
                Situation(
                    viewer: lookBack.directory.employments[0], owner: CompanyIndex(rawValue: number % 2 == 0 ? 1 : 2),
                    voltage: .low, surface: SurfaceIndex(rawValue: 0), purpose: "purpose \(number)"))
        }
        #expect(Set(numbers) == [0, 1])
        #expect(table.verdicts.count == 2)
    }

    private static func find(_ id: String, _ day: Int, _ table: ViewerTable) -> (account: UInt32, state: UInt32)? {
        id.utf8.count < 16 ? table.find(PackedID(id), on: Int32(day)) : nil
    }

    @Test("the days of an account are found wherever they lie, by its place and by its bytes")
    func timelines() throws {
        var foundByBytes = 0
        defer { #expect(foundByBytes > 1000) }
        for seed in 1...12 as ClosedRange<UInt64> {
            var dice = Dice(seed: seed)
            let world = World(&dice)
            let directory = try world.lookBack().directory
            let table = ViewerTable(
                directory, classes: directory.employments.map { _ in 0 },
                period: Int32(world.firstDay)..<Int32(world.lastDay + 1))
            for account in directory.accounts {
                for day in [-1_000_000, world.firstDay - 401] + Array(world.firstDay...world.lastDay) + [1_000_000] {
                    let state = table.state(account.rawValue, on: Int32(day))
                    let id = directory.accountID(account)
                    if (world.firstDay...world.lastDay).contains(day), let found = Self.find(id, day, table) {
                        #expect(found.account == account.rawValue && found.state == state, "\(id) on day \(day)")
                        foundByBytes += 1
                    }
                    let comment: Comment = "\(directory.accountID(account)) on day \(day), seed \(seed)"
                    switch directory.viewer(directory.accountID(account), on: World.day(day)) {
                    case .acting(_, let employment):
                        #expect(state == employment.rawValue + ViewerTable.State.firstEmployment, comment)
                    case .noEmployment: #expect(state == ViewerTable.State.noEmployment, comment)
                    case .overlappingEmployments: #expect(state == ViewerTable.State.overlapping, comment)
                    case .sharedAccount: #expect(state == ViewerTable.State.shared, comment)
                    case .unknownAccount: #expect(state == ViewerTable.State.unknown, comment)
                    }
                }
            }
        }
    }
}
