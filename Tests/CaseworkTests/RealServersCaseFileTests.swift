import Casework
import Foundation
import Intake
import Testing

/// The whole way on logs that nobody wrote for it: a real nginx and a real PostgreSQL are asked by thirty signed-in
/// users, and the exposures found in their logs have to be those of the requests made.
@Suite("An investigation of real servers")
struct RealServersCaseFileTests {
    /// One table of the case, by heading.
    private func rows(_ url: URL) throws -> [[String: String]] {
        let rows = CSV.rows(try String(contentsOf: url, encoding: .utf8))
        return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
    }

    /// What is told apart of an exposure: when it was is compared to the second by the readers' own tests.
    private struct Seen: Hashable {
        var surface: String, person: String, subject: String, owner: String, kind: String, day: String
    }

    @Test("the exposures are those of the requests that were made")
    func exposures() async throws {
        try await withScratch { scratch in
            let folder = scratch.appending(path: "case")
            let script = Built.repository.appending(path: "Tests/Servers/run-real-servers")
            let run = try await CommandRun.of(script, [folder.path, "12"], in: scratch)
            guard run.status != 69 else {
                print("skipped: \(run.errors)")
                return
            }
            try #require(run.status == 0, "\(run.errors)\(run.output)")

            let investigation = try Investigation(try LoadedCase(folder: InputFolder(path: folder.path)))
            let output = try OutputFolder(destination: folder.appending(path: "results").path, .results)
            try ResultWriter(investigation).write(to: output)
            try output.commit()
            let found = try rows(folder.appending(path: "results/exposures.csv")).map { row in
                Seen(
                    surface: row["surface"] ?? "", person: row["person"] ?? "", subject: row["subject"] ?? "",
                    owner: row["owner"] ?? "", kind: row["kind"] ?? "", day: String((row["at"] ?? "").prefix(10)))
            }

            // Again from what the users know that they asked for, by the registers alone.
            let surfaces = ["nginx": "customer-api", "nginxJSON": "contract-api", "postgresql": "database"]
            let periods = Dictionary(
                grouping: try rows(folder.appending(path: "registry/supply-periods.csv")),
                by: { $0["supplyPoint"] ?? "" })
            let employments = Dictionary(
                grouping: try rows(folder.appending(path: "registry/employments.csv")), by: { $0["person"] ?? "" })
            let kinds = Dictionary(
                uniqueKeysWithValues: try rows(folder.appending(path: "registry/companies.csv")).map {
                    ($0["company"] ?? "", $0["kind"] ?? "")
                })
            func covers(_ row: [String: String], _ day: String) -> Bool {
                let (from, to) = (row["from"] ?? "", row["to"] ?? "")
                return from <= day && (to.isEmpty || day < to)
            }
            var expected: [Seen] = []
            var lawful = 0
            var unjudged = 0
            for request in try rows(folder.appending(path: "truth.csv")) where request["kind"] == "view" {
                let day = try #require(Self.japaneseDay(request["from"] ?? ""))
                let point = request["supplyPoint"] ?? ""
                let owners = (periods[point] ?? []).filter { covers($0, day) }
                let jobs = (employments[request["person"] ?? ""] ?? []).filter { covers($0, day) }
                guard owners.count == 1, jobs.count == 1 else {
                    unjudged += 1
                    continue
                }
                let owner = owners[0]["supplier"] ?? ""
                let isContractor = jobs[0]["kind"] == "contractor"
                let side = (isContractor ? jobs[0]["engagedBy"] : jobs[0]["company"]) ?? ""
                guard kinds[side] == "retailer", owner != side else {
                    lawful += 1
                    continue
                }
                expected.append(
                    Seen(
                        surface: surfaces[request["channel"] ?? ""] ?? "", person: request["person"] ?? "",
                        subject: point, owner: owner, kind: jobs[0]["kind"] ?? "", day: day))
            }
            func counted(_ seen: [Seen]) -> [Seen: Int] { Dictionary(grouping: seen) { $0 }.mapValues(\.count) }
            let (wanted, got) = (counted(expected), counted(found))
            for (seen, count) in wanted where got[seen] != count {
                Issue.record("\(seen): \(count) asked, \(got[seen] ?? 0) found")
            }
            for (seen, count) in got where wanted[seen] == nil { Issue.record("\(seen): \(count) found, none asked") }
            #expect(expected.count > 500 && lawful > 300 && unjudged > 10, "\(expected.count), \(lawful), \(unjudged)")
            let outcome = InvestigationOutcome(investigation)
            #expect(outcome.surfaces.map(\.lawful).reduce(0, +) == lawful)
            #expect(outcome.rows.rejected == 0)
            #expect(outcome.checks.failures.isEmpty)
        }
    }

    /// Japan's date of an instant in UTC.
    private static func japaneseDay(_ utc: String) -> String? {
        guard let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(utc) else { return nil }
        return date.addingTimeInterval(9 * 3600).formatted(Date.ISO8601FormatStyle().year().month().day())
    }
}

/// RFC 4180 by the letter: the tests' own reader.
enum CSV {
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var quoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if quoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if scalars.first == "\"" {
                    field += "\""
                    scalars.removeFirst()
                } else {
                    quoted = false
                }
            } else if scalar == "\"" {
                quoted = true
            } else if scalar == "," {
                row.append(field)
                field = ""
            } else if scalar == "\n" {
                rows.append(row + [field])
                (row, field) = ([], "")
            } else if scalar != "\r" {
                field.unicodeScalars.append(scalar)
            }
        }
        return rows
    }
}
