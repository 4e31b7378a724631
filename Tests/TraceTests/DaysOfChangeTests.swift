import Intake
import Testing
import Trace

@Suite("the day before, of and after a change")
struct DaysOfChangeTests {
    static let times = [
        "2022-04-09 00:00:00", "2022-04-09 23:59:59", "2022-04-10 00:00:00", "2022-04-10 23:59:59",
        "2022-04-11 00:00:00",
    ]

    @Test("the day of a switch belongs to the new supplier, from midnight in Japan")
    func switching() throws {
        var small = SmallCase()
        small.world.supply = [
            small.period("R1", from: "2020-04-01", to: "2022-04-10"),
            small.period("R2", from: "2022-04-10", contract: "C-2"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["4 rivals", "5 rivals", "6 rivals"])
        small.world.supply = [
            small.period("R2", from: "2020-04-01", to: "2022-04-10"),
            small.period("R1", from: "2022-04-10", contract: "C-2"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["2 rivals", "3 rivals"])
    }

    @Test("midnight is Japan's, in whatever zone the log is written")
    func zones() throws {
        var small = SmallCase()
        small.world.supply = [
            small.period("R1", from: "2020-04-01", to: "2022-04-10"),
            small.period("R2", from: "2022-04-10", contract: "C-2"),
        ]
        let times = [
            "2022-04-09 14:59:59", "2022-04-09 15:00:00", "2022-04-09T23:59:59+09:00", "2022-04-10T00:00:00+09:00",
        ]
        #expect(try small.outcomes(at: times, zone: .utc) == ["3 rivals", "5 rivals"])
    }

    @Test("re-switched after a day, and back again")
    func again() throws {
        var small = SmallCase()
        small.world.supply = [
            small.period("R1", from: "2020-04-01", to: "2022-04-10"),
            small.period("R2", from: "2022-04-10", to: "2022-04-11", contract: "C-2"),
            small.period("R1", from: "2022-04-11", contract: "C-3"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["4 rivals", "5 rivals"])
    }

    @Test("a vacant day and a contested day are judged by nobody")
    func gaps() throws {
        var small = SmallCase()
        small.world.supply = [
            small.period("R2", from: "2020-04-01", to: "2022-04-10"),
            small.period("R2", from: "2022-04-11", contract: "C-2"),
        ]
        #expect(
            try small.outcomes(at: Self.times) == ["2 rivals", "3 rivals", "4 noneThen", "5 noneThen", "6 rivals"])
        small.world.supply = [
            small.period("R2", from: "2020-04-01", to: "2022-04-11"),
            small.period("R1", from: "2022-04-10", contract: "C-2"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["2 rivals", "3 rivals", "4 overlapping", "5 overlapping"])
    }

    @Test("the viewer's company is the one on the day of the view")
    func transfers() throws {
        var small = SmallCase()
        small.world.jobs = [
            small.job("N1", from: "2020-04-01", to: "2022-04-10"), small.job("R1", from: "2022-04-10"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["4 rivals", "5 rivals", "6 rivals"])
        small.world.jobs = [
            small.job("R1", from: "2020-04-01", to: "2022-04-10"), small.job("N1", from: "2022-04-10"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["2 rivals", "3 rivals"])
        small.world.jobs[1].from += 1
        #expect(
            try small.outcomes(at: Self.times) == ["2 rivals", "3 rivals", "4 noEmployment", "5 noEmployment"])
        small.world.jobs[1].from -= 2
        #expect(
            try small.outcomes(at: Self.times) == ["2 overlappingEmployments", "3 overlappingEmployments"])
    }

    @Test("a contractor's people stand where they are engaged")
    func contractors() throws {
        var small = SmallCase()
        small.world.jobs = [
            small.job("K1", for: "N1", from: "2020-04-01", to: "2022-04-10"),
            small.job("K1", for: "R1", from: "2022-04-10"),
        ]
        #expect(try small.outcomes(at: Self.times) == ["4 rivals", "5 rivals", "6 rivals"])
    }

    @Test("a user id belongs to whoever had it on that day")
    func accounts() throws {
        var small = SmallCase()
        small.world.jobs = [small.job("R1", from: "2020-04-01"), small.job("N1", from: "2020-04-01", person: "P2")]
        small.world.accounts = [
            World.Account(id: "P1", person: "P2", to: SmallCase.day("2022-04-10")),
            World.Account(id: "P1", person: "P1", from: SmallCase.day("2022-04-10"), to: SmallCase.day("2022-04-11")),
        ]
        #expect(try small.outcomes(at: Self.times) == ["4 rivals", "5 rivals", "6 unknownViewer"])
    }

    @Test("the first and the last day of the case are in it, and their neighbours are not")
    func ends() throws {
        let small = SmallCase()
        let times = ["2022-03-31 23:59:59", "2022-04-01 00:00:00", "2022-04-30 23:59:59", "2022-05-01 00:00:00"]
        #expect(
            try small.outcomes(at: times) == ["2 outsidePeriod at", "3 rivals", "4 rivals", "5 outsidePeriod at"])
    }
}
