import Foundation
import Intake

/// Draws the registers and the view logs for the benchmark.
///
///     make-data FOLDER VIEWS PERIODS PEOPLE
@main
struct MakeData {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let views = Int(arguments[2]), let periods = Int(arguments[3]),
            let people = Int(arguments[4])
        else {
            print("usage: make-data FOLDER VIEWS PERIODS PEOPLE")
            exit(64)
        }
        let folder = arguments[1]
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard let from = CalendarDay(iso: "2022-04-01"), let to = CalendarDay(iso: "2023-02-01") else { exit(70) }
        let period = from.daysSince1970..<to.daysSince1970
        var draw = Draw(seed: 20_230_419)
        try Market.write(to: folder)
        let staff = try Staff(count: people, period: period, folder: folder, &draw)
        let supply = try Supply(count: periods, period: period, folder: folder, &draw)
        let logs = Views(staff: staff, supply: supply, period: period)
        let counts = Views.counts(of: views)
        let failures = Parallel.map(counts.count) { surface in
            Result { try logs.write(surface, count: counts[surface], folder: folder) }
        }
        for failure in failures { try failure.get() }
    }
}
