import Barrier
import Foundation
import Glibc
import Intake
import Registry
import Trace

/// Our look-back, from the files to the counts, with all checks on.
///
///     look-back FOLDER RULE-BOOK COUNTS-FILE
@main
struct LookBackRun {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4 else {
            print("usage: look-back FOLDER RULE-BOOK COUNTS-FILE")
            exit(64)
        }
        try run(folder: arguments[1], ruleBook: arguments[2]).write(to: arguments[3])
    }

    nonisolated(unsafe) static var t0 = Date()
    static func tick(_ s: String) { var u = timespec(); unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &u); unsafe FileHandle.standardError.write(Data(String(format: "%@ %.3f cpu %.3f\n", s, Date().timeIntervalSince(t0), Double(u.tv_sec) + Double(u.tv_nsec) / 1e9).utf8)) }
    private static func run(folder: String, ruleBook: String) throws -> CountsFile {
        func register(_ file: String) throws -> RegisterSource {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
            return RegisterSource(file: file, bytes: Array(bytes), format: TableFormat())
        }
        let directory = try DirectoryReading(
            DirectorySources(
                companies: register("companies.csv"), people: register("people.csv"),
                accounts: register("accounts.csv"), employments: register("employments.csv"))
        ).directory
        tick("directory")
        let supply = try OwnershipReading(
            supplyPeriods: OwnershipSource(source: FileSource("\(folder)/supply-periods.csv")), directory: directory)
        tick("supply")
        let period = DayPeriod(from: try day("2022-04-01"), to: try day("2023-02-01"))
        let catalogue = try Catalogue(surfaces: surfaces)
        let text = try String(contentsOfFile: ruleBook, encoding: .utf8)
        let rules = try RuleBook(
            policies: [PolicyText(file: "barrier.cedar", text: text)], directory: directory, catalogue: catalogue)
        let lookBack = LookBack(
            directory: directory, supply: supply.index, catalogue: catalogue, rules: rules, period: period,
            refreshWindow: 10)
        let sources = try surfaces.indices.map { surface in
            ViewSource(
                surface: SurfaceIndex(rawValue: UInt16(surface)),
                files: [.init(source: try FileSource("\(folder)/views-\(surface + 1).csv"), days: nil)],
                columns: [.terminal: "terminal"], period: period)
        }
        let result = try lookBack.run(sources)
        tick("lookback")
        defer { tick("counts") }
        return CountsFile(lookBack, result, supply: supply)
    }

    private static func day(_ text: String) throws -> CalendarDay {
        guard let day = CalendarDay(iso: text) else { throw IntakeError(ja: "`\(text)` は日付ではありません", en: "`\(text)` is no day") }
        return day
    }

    /// Five screens, a report, a feed and an extract.
    private static let surfaces: [Surface] = [
        SurfaceKind.screen, .screen, .screen, .screen, .screen, .report, .feed, .extract,
    ].enumerated().map { number, kind in
        Surface(
            id: "\(kind.rawValue)-\(number + 1)", kind: kind,
            title: BilingualText(ja: "画面・帳票 \(number + 1)", en: "surface \(number + 1)"), subject: .supplyPoint,
            fields: [.supplyPointNumber, .contractHolder, .contractedPower, .usage], keepsHistory: true)
    }
}
