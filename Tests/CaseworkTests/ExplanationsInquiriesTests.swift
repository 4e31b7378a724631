import Foundation
import Intake
import Registry
import Report
import Testing

@testable import Casework

/// What happened around exposures, counted again from the results' own rows and the registers by the simplest of loops.
@Suite("What happened around exposures")
struct ExplanationsInquiriesTests {
    private struct Contact {
        var id: String, day: Int, point: String, company: String
    }

    private struct Application {
        var day: Int, point: String, to: String
    }

    /// Days since 1970, by the calendar of the tests' own making: a day count from a table of month lengths.
    private func number(_ day: (month: Int, day: Int)) -> Int {
        let before = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
        return 18_993 + before[day.month] + day.day - 1  // 1 January 2022 is day 18,993.
    }

    private func text(_ day: (month: Int, day: Int)) -> String {
        "2022-\(day.month < 10 ? "0" : "")\(day.month)-\(day.day < 10 ? "0" : "")\(day.day)"
    }

    private func rows(_ text: String) -> [[String: String]] {
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(lines[0].map(String.init), line.map(String.init)))
        }
    }

    @Test(
        "the same as its twin of nested loops, on random contacts and applications",
        arguments: 1...12 as ClosedRange<UInt64>)
    func twin(seed: UInt64) async throws {
        var random = Dice(seed: seed)
        func day() -> (month: Int, day: Int) {
            (.random(in: 3...9, using: &random), .random(in: 1...30, using: &random))
        }
        let points = (1...6).map { "060000000000000000000\($0)" }
        let companies = ["R1", "R2", "R3", "N1"]
        var contacts: [Contact] = []
        var applications: [Application] = []
        var contactFile = "contact,at,supplyPoint,company,kind\n"
        var switchFile = "applied,effective,supplyPoint,from,to\n"
        for index in 0..<120 {
            let on = day()
            let contact = Contact(
                id: "C\(index)", day: number(on), point: points.randomElement(using: &random) ?? "",
                company: companies.randomElement(using: &random) ?? "")
            contacts.append(contact)
            // Both ends of the day, in Japan: 23:59 there is still the same day.
            let time = Bool.random(using: &random) ? "00:00:00" : "23:59:59"
            contactFile += "\(contact.id),\(text(on))T\(time)+09:00,\(contact.point),\(contact.company),inquiry\n"
            let applied = day()
            let application = Application(
                day: number(applied), point: points.randomElement(using: &random) ?? "",
                to: companies.randomElement(using: &random) ?? "")
            if index.isMultiple(of: 4) {
                applications.append(application)
                switchFile += "\(text(applied)),\(text(applied)),\(application.point),,\(application.to)\n"
            }
        }
        try await withScratch { folder in
            try Built.copyExample(to: folder.appending(path: "case"))
            try Data(contactFile.utf8).write(to: folder.appending(path: "case/registry/contacts.csv"))
            try Data(switchFile.utf8).write(to: folder.appending(path: "case/registry/switches.csv"))
            let investigation = try Investigation(
                try LoadedCase(folder: InputFolder(path: folder.appending(path: "case").path)))
            let output = try OutputFolder(destination: folder.appending(path: "out").path, .results)
            try ResultWriter(investigation).write(to: output)
            try output.commit()
            let exposures = rows(
                try String(contentsOf: folder.appending(path: "out/exposures.csv"), encoding: .utf8))
            #expect(exposures.count == 19)

            var twin: [String: (views: Int, viewers: Set<String>, points: Set<String>)] = [:]
            for exposure in exposures {
                let at = try #require(exposure["at"]).prefix(10).split(separator: "-").compactMap { Int($0) }
                let day = number((at[1], at[2]))
                var nearest: Contact?
                for contact in contacts
                where contact.point == exposure["subject"] && contact.company == exposure["side"]
                    && contact.day <= day && day - contact.day <= 7
                {
                    if let best = nearest, best.day >= contact.day { continue }
                    nearest = contact
                }
                var first: Int?
                for application in applications
                where application.point == exposure["subject"] && application.to == exposure["side"]
                    && application.day >= day && application.day - day <= 90
                {
                    first = min(first ?? application.day, application.day)
                }
                #expect(exposure["contact"] == nearest?.id ?? "", "seed \(seed): \(exposure)")
                let applied = try #require(exposure["switchApplied"])
                let parts = applied.split(separator: "-").compactMap { Int($0) }
                #expect((parts.count == 3 ? number((parts[1], parts[2])) : nil) == first, "seed \(seed): \(exposure)")
                var keys = ["total", nearest == nil ? "noContact" : "contact", first == nil ? "noSwitch" : "switch"]
                if nearest == nil, first != nil { keys.append("switchOnly") }
                for key in keys {
                    twin[key, default: (0, [], [])].views += 1
                    twin[key, default: (0, [], [])].viewers.insert(exposure["person"] ?? "")
                    twin[key, default: (0, [], [])].points.insert(exposure["subject"] ?? "")
                }
            }
            let table = try #require(investigation.report.table("study.enquiry.explanations"))
            for row in table.rows {
                let counts = row.cells.map { $0.value.asCount?.number }
                let expected = twin[row.id].map { [$0.views, $0.viewers.count, $0.points.count] } ?? [0, 0, 0]
                #expect(counts == expected, "seed \(seed), row \(row.id)")
            }
            #expect(DocumentChecks.run(investigation.report).isEmpty)
        }
    }

    @Test("without a register there is no row of it, and without both no table")
    func absent() async throws {
        try await withScratch { folder in
            try Built.copyExample(to: folder)
            let file = folder.appending(path: "case.yaml")
            let text = try String(contentsOf: file, encoding: .utf8)
            let contacts = "  contacts: { file: registry/contacts.csv }\n"
            let switches = "  switches: { file: registry/switches.csv }\n"
            func table(without lines: [String]) throws -> Table? {
                var changed = text
                for line in lines {
                    #expect(changed.contains(line))
                    changed = changed.replacing(line, with: "")
                }
                try Data(changed.utf8).write(to: file)
                let loaded = try LoadedCase(folder: InputFolder(path: folder.path))
                return try Investigation(loaded).report.table("study.enquiry.explanations")
            }
            #expect(try table(without: [contacts])?.rows.map(\.id) == ["switch", "noSwitch", "total"])
            #expect(try table(without: [switches])?.rows.map(\.id) == ["contact", "noContact", "total"])
            #expect(try table(without: [contacts, switches]) == nil)
        }
    }
}
