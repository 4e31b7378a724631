import Barrier
import Intake
import Registry
import Testing
import Trace

@Suite("counts of exposures against sets")
struct CountsTests {
    /// One exposure as the tables name it, each dimension by its value.
    private static func value(_ dimension: Dimension, _ exposure: Twin.Exposure) -> Int32 {
        switch dimension {
        case .kind: return exposure.viewer.kind == .employee ? 0 : 1
        case .voltage:
            let voltages: [Voltage] = [.extraHigh, .high, .low]
            return Int32(exposure.period.voltage.flatMap { voltages.firstIndex(of: $0) } ?? -1)
        case .surface: return Int32(exposure.surface)
        case .month:
            let clock = LocalTime(exposure.second, offset: 32_400)
            return Int32(clock.year * 12 + clock.month - 1)
        case .side: return Int32(World.index(of: exposure.viewer.side) ?? -1)
        case .department:
            return Int32(World.departments.firstIndex { $0.0 == exposure.viewer.department } ?? -1)
        case .owner: return Int32(World.index(of: exposure.period.owner) ?? -1)
        }
    }

    private static func count(_ exposures: [Twin.Exposure]) -> ExposureCounts {
        func isPurchase(_ exposure: Twin.Exposure) -> Bool { World.surfaces[exposure.surface].subject == .facility }
        func distinct(_ name: (Twin.Exposure) -> String) -> Int {
            Set(exposures.map { "\(isPurchase($0)) \(name($0))" }).count
        }
        var counts = ExposureCounts()
        counts.views = exposures.count
        counts.foldedViews = exposures.count { !$0.isRepeat }
        counts.viewers = Set(exposures.map(\.viewer.person)).count
        // Each supplier numbers its own contracts.
        counts.contracts = distinct { "\($0.period.owner) \($0.period.contract)" }
        counts.supplyPoints = distinct(\.period.number)
        counts.terminals = Set(exposures.compactMap(\.terminal)).count
        counts.retailers = Set(exposures.map(\.period.owner)).count
        return counts
    }

    @Test("every combination of dimensions has the counts of its sets", arguments: [3, 8, 13, 20] as [UInt64])
    func combinations(seed: UInt64) throws {
        let (world, logs) = try LookBackTwinTests.world(seed)
        let twin = Twin(world, logs)
        let lookBack = try world.lookBack()
        let result = try lookBack.run(logs.sources)
        try #require(twin.exposures.count > 20, "seed \(seed)")
        for combination in 0..<1 << Dimension.allCases.count {
            let dimensions = Dimension.allCases.enumerated().filter { combination >> $0.offset & 1 == 1 }.map(\.element)
            let groups = Dictionary(grouping: twin.exposures) { exposure in
                dimensions.map { Self.value($0, exposure) }
            }
            #expect(
                lookBack.counts(result, by: dimensions) == groups.mapValues(Self.count),
                "by \(dimensions), seed \(seed)")
        }
    }

    @Test(
        "a condition leaves out what does not meet it, and nothing at all counts nothing",
        arguments: [3, 8] as [UInt64])
    func conditions(seed: UInt64) throws {
        let (world, logs) = try LookBackTwinTests.world(seed)
        let twin = Twin(world, logs)
        let lookBack = try world.lookBack()
        let result = try lookBack.run(logs.sources)
        let noon = world.firstDay * 86_400 + world.length * 43_200
        let late = lookBack.counts(result, by: [.side]) { $0.instant.secondsSince1970 >= noon }
        let expected = Dictionary(grouping: twin.exposures.filter { $0.second >= noon }) { [Self.value(.side, $0)] }
        #expect(late == expected.mapValues(Self.count), "seed \(seed)")
        #expect(!late.isEmpty && late != lookBack.counts(result, by: [.side]), "seed \(seed)")
        #expect(lookBack.counts(result, by: [], where: { _ in false }).isEmpty)
    }

    @Test("somebody who stands far down a register of people with few employments is counted")
    func morePeopleThanEmployments() throws {
        var small = SmallCase()
        small.world.people = (1...9).map { "P\($0)" }
        small.world.jobs = [small.job("R1", from: "2020-04-01", person: "P9")]
        let rows = ["P9", "P9"].map { "2022-04-05 09:00:00,\($0),\(SmallCase.point)\n" }.joined()
        let lookBack = try small.world.lookBack()
        let result = try lookBack.run([small.source("at,viewer,subject\n" + rows)])
        let counts = lookBack.counts(result, by: [])[[]]
        #expect(counts?.viewers == 1 && counts?.views == 2 && counts?.contracts == 1)
    }
}
