import Report
import Testing

@Suite("CSV")
struct CSVTests {
    /// Reads RFC 4180 back, strictly: CRLF after each line, quotes only where the standard allows them.
    private func lines(_ csv: String) throws -> [[String]] {
        struct Fault: Error {}
        var lines: [[String]] = []
        var line: [String] = []
        var field = String.UnicodeScalarView()
        var rest = Array(csv.unicodeScalars)[...]
        while let first = rest.first {
            if first == "\"" {
                rest = rest.dropFirst()
                while true {
                    guard let scalar = rest.popFirst() else { throw Fault() }
                    if scalar != "\"" {
                        field.append(scalar)
                    } else if rest.first == "\"" {
                        field.append(scalar)
                        rest = rest.dropFirst()
                    } else {
                        break
                    }
                }
            } else {
                while let scalar = rest.first, scalar != ",", scalar != "\r" {
                    guard scalar != "\"", scalar != "\n" else { throw Fault() }
                    field.append(scalar)
                    rest = rest.dropFirst()
                }
            }
            line.append(String(field))
            field = String.UnicodeScalarView()
            guard let end = rest.popFirst() else { throw Fault() }
            if end == "\r" {
                guard rest.popFirst() == "\n" else { throw Fault() }
                lines.append(line)
                line = []
            } else if end != "," {
                throw Fault()
            } else if rest.first == "\r" || rest.isEmpty {
                line.append("")
                guard rest.popFirst() == "\r", rest.popFirst() == "\n" else { throw Fault() }
                lines.append(line)
                line = []
            }
        }
        return lines
    }

    /// A field, with the guard against formulas taken off; the guard must stand exactly where it is needed.
    private func unguarded(_ field: String) -> String {
        field.hasPrefix("'") && startsFormula(String(field.drop { $0 == "'" })) ? String(field.dropFirst()) : field
    }

    private func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { ![" ", "\u{3000}", "\u{FEFF}"].contains($0) }) else {
            return false
        }
        return ["=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠", "｜"].contains(first)
    }

    @Test("what was written is read back, and nothing is a formula")
    func parseBack() throws {
        for seed in 0..<100 as Range<UInt64> {
            var made = Made(seed: seed)
            let document = made.document()
            let files = try CSVRenderer(language: .ja).render(document)
            #expect(files.count == document.tables.count + 1, "seed \(seed)")
            #expect(Set(files.map { $0.name.lowercased() }).count == files.count, "seed \(seed)")
            for file in files {
                #expect(file.contents.unicodeScalars.first == "\u{FEFF}")
                let name = file.name.unicodeScalars
                #expect(
                    name.first != "."
                        && name.allSatisfy {
                            $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains($0))
                        })
            }
            for (file, table) in zip(files, document.tables) {
                let lines = try lines(String(file.contents.unicodeScalars.dropFirst()))
                #expect(lines.flatMap(\.self).allSatisfy { !startsFormula($0) }, "seed \(seed)")
                #expect(lines.count == table.rows.count + 1 && Set(lines.map(\.count)).count == 1, "seed \(seed)")
                for (line, row) in zip(lines.dropFirst(), table.rows) {
                    #expect(line[0] == row.id && unguarded(line[1]) == row.label.ja, "seed \(seed)")
                    for (field, cell) in zip(line.suffix(row.cells.count), row.cells) {
                        switch cell.value {
                        case .count(let number, _): #expect(field == String(number))
                        case .rate(let rate): #expect(field == (rate.percentage().map { $0 + "%" } ?? ""))
                        case .text(let text): #expect(unguarded(field) == text.ja, "seed \(seed)")
                        case .day(let day): #expect(PrintedDay(iso: field) == day)
                        case .notObserved: #expect(field == "記録なし")
                        case .empty: #expect(field == "")
                        }
                    }
                }
            }
            let cells = try lines(String(files[files.count - 1].contents.unicodeScalars.dropFirst()))
            #expect(
                cells.count == 1 + document.tables.reduce(0) { $0 + $1.rows.count * $1.columns.count }, "seed \(seed)")
        }
    }

    @Test("units stand once per row, or in the headings")
    func units() throws {
        let renderer = CSVRenderer(language: .en, byteOrderMark: false)
        #expect(
            renderer.render(Sample.low) == """
                id,Group,Unit,Employees,Contractors,Total\r
                population,Viewers,people,511,1095,1606\r
                respondents,Respondents,people,456,833,1289\r
                rate,Response rate,%,89.2%,76.1%,80.3%\r

                """)
        let columns = [Heading("views", Phrase(both: "Views")), Heading("contracts", Phrase(both: "Seen"))]
        let wide = Table(id: "w", title: Phrase(both: "w"), columns: columns, rows: [Heading("r", Phrase(both: "-R"))])
        {
            .count(7, $1 == "views" ? .views : .contracts, nil)
        }
        #expect(renderer.render(wide) == "id,Item,Views (views),Seen (contracts)\r\nr,'-R,7,7\r\n")
    }
}
