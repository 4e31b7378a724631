import Barrier
import Intake
import Registry
import Trace

/// A market of one supply point and one viewer, of which a test changes what it is about.
///
/// The viewer `P1` works for the affiliated retailer R1, and the point was R2's.
struct SmallCase {
    static let point = "0200000000000000000001"

    var world: World

    init() {
        world = World(
            firstDay: Self.day("2022-04-01"), length: 30, refreshWindow: 0, people: ["P1", "P2"], accounts: nil,
            jobs: [], supply: [], purchases: [], knownNumbers: [], rules: Rule.all)
        world.jobs = [job("R1", from: "2020-04-01")]
        world.supply = [period("R2", from: "2020-04-01")]
    }

    static func day(_ iso: String) -> Int { Int(CalendarDay(iso: iso)?.daysSince1970 ?? 0) }

    func job(
        _ company: String, for side: String? = nil, department: String? = nil, from: String, to: String? = nil,
        person: String = "P1"
    ) -> World.Job {
        World.Job(
            person: person, company: company, department: department, position: .staff,
            kind: company == "K1" ? .contractor : .employee, engagedBy: side, from: Self.day(from),
            to: to.map(Self.day))
    }

    func period(
        _ owner: String, from: String, to: String? = nil, number: String = point, contract: String = "C-1"
    ) -> World.Period {
        World.Period(
            number: number, contract: contract, owner: owner, voltage: .low, from: Self.day(from), to: to.map(Self.day))
    }

    /// A log of the first surface.
    func source(
        _ text: String, columns: [ViewSource.Column: String] = [:], format: TableFormat = TableFormat(),
        dates: DateDialect = .iso, zone: ZoneOffset = .japan
    ) -> ViewSource {
        source(Array(text.utf8), columns: columns, format: format, dates: dates, zone: zone)
    }

    func source(
        _ bytes: [UInt8], columns: [ViewSource.Column: String] = [:], format: TableFormat = TableFormat(),
        dates: DateDialect = .iso, zone: ZoneOffset = .japan
    ) -> ViewSource {
        ViewSource(
            surface: SurfaceIndex(rawValue: 0),
            files: [ViewSource.File(source: MemorySource(name: "views.csv", bytes: bytes), days: nil)], format: format,
            columns: columns, dates: dates, zone: zone, period: world.period)
    }

    /// What became of each row of a log: `line reason`, in order of lines.
    func outcomes(_ source: ViewSource) throws -> [String] {
        let lookBack = try world.lookBack()
        let result = try lookBack.run([source])
        let surface = lookBack.catalogue[source.surface]
        var lines = result.exposures.map { exposure in
            let reasons = result.verdicts[Int(exposure.verdict)].reasonIDs(for: surface).joined(separator: "+")
            return (Int(exposure.line), "\(exposure.line) \(reasons)")
        }
        lines += result.undetermined.map { (Int($0.line), "\($0.line) \($0.reason.rawValue)") }
        lines += result.rejects.map { ($0.line, "\($0.line) \($0.reason.rawValue) \($0.columnName ?? "row")") }
        return lines.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// The same of views of the one point by `P1`, at these times.
    func outcomes(at times: [String], zone: ZoneOffset = .japan) throws -> [String] {
        let rows = times.map { "\($0),P1,\(Self.point)\n" }.joined()
        return try outcomes(source("at,viewer,subject\n" + rows, zone: zone))
    }
}
