import Inspection
import Intake
import Registry
import Report
import Terminal

/// What an inspection came to, for people.
struct InspectionText {
    private let language: ScreenLanguage
    private let names: [String: BilingualText]

    init(_ language: ScreenLanguage, _ catalogue: SystemCatalogue) {
        self.language = language
        names = Dictionary(catalogue.companies.map { ($0.id, $0.name) }) { first, _ in first }
    }

    func text(_ report: InspectionReport, of catalogue: String) -> String {
        var lines: [String] = []
        for surface in report.surfaces {
            let findings = report.findings.filter { $0.surface == surface.id }
            lines.append(heading(surface))
            for finding in findings { lines += self.lines(finding) }
            if !findings.isEmpty { lines.append("") }
        }
        for finding in report.findings where finding.surface == nil { lines += self.lines(finding) }
        lines.append(
            language.choose(
                ja:
                    "\(catalogue): 証明済み \(report.count(.proved))、漏えい \(report.count(.leaks))、証明できず \(report.count(.undecided))",
                en: "\(catalogue): \(report.count(.proved)) proved closed, \(report.count(.leaks)) leak, "
                    + "\(report.count(.undecided)) not proved"))
        let assumed = Set(report.surfaces.flatMap(\.assumptions)).sorted()
        if !assumed.isEmpty {
            lines.append(
                language.choose(
                    ja: "前提: \(assumed.joined(separator: "、")) の期間は重ならない（--database で確かめられます）",
                    en:
                        "taken for granted: periods in \(assumed.joined(separator: ", ")) never overlap (--database checks it)"
                ))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ surface: InspectionReport.SurfaceResult) -> String {
        let status =
            switch surface.status {
            case .proved: language.choose(ja: "証明済み  ", en: "proved     ")
            case .leaks: language.choose(ja: "漏えい    ", en: "LEAKS      ")
            case .undecided: language.choose(ja: "証明できず", en: "NOT PROVED ")
            }
        return "\(status) \(surface.id)  \(language.choose(surface.title))"
    }

    private func lines(_ finding: InspectionFinding) -> [String] {
        let severity =
            switch finding.severity {
            case .error: language.choose(ja: "誤り", en: "error")
            case .warning: language.choose(ja: "注意", en: "warning")
            case .note: language.choose(ja: "参考", en: "note")
            }
        let place = finding.place.map { "\($0): " } ?? ""
        var lines = wrapped(
            "\(place)\(severity) [\(finding.kind.rawValue)] \(language.choose(finding.message))", indent: 2)
        if let example = finding.example { lines += self.lines(example) }
        for sentence in finding.exposure.sentences { lines += wrapped(language.choose(sentence), indent: 4) }
        if let repair = finding.repair {
            lines += wrapped(language.choose(ja: "直し方: ", en: "mend: ") + language.choose(repair.message), indent: 4)
        }
        return lines
    }

    private func lines(_ example: WorkedExample) -> [String] {
        var lines: [String] = []
        for table in example.tables {
            lines.append("    \(table.table)")
            lines += grid([table.columns] + table.rows.map { row in row.map { $0 ?? "NULL" } }, indent: 6)
        }
        if let today = example.today {
            lines.append(language.choose(ja: "    実行日 \(today)", en: "    run on \(today)"))
        }
        let recipient = example.recipient.map { id in names[id].map(language.choose) ?? id }
        let shown = example.output.map { "\($0.name) = \($0.value ?? "NULL")" }
        let head =
            recipient.map { language.choose(ja: "→ \($0) に渡る行: ", en: "→ what \($0) gets: ") }
            ?? language.choose(ja: "→ 出力: ", en: "→ output: ")
        lines += wrapped(head + shown.joined(separator: ", "), indent: 4)
        return lines
    }

    private func grid(_ rows: [[String]], indent: Int) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { TextWidth.of($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = row.indices.map { row[$0] + String(repeating: " ", count: widths[$0] - TextWidth.of(row[$0])) }
            return String(repeating: " ", count: indent) + cells.joined(separator: "  ").trimmingSpaces()
        }
    }

    private func wrapped(_ text: String, indent: Int) -> [String] {
        let room = String(repeating: " ", count: indent)
        return TextWidth.wrap(text, to: max(40, Screen.width - indent - 2)).enumerated().map { number, line in
            room + (number == 0 ? "" : "  ") + line
        }
    }
}

extension String {
    fileprivate func trimmingSpaces() -> String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
