import Inquiry
import Intake
import Report

/// What the inspection found, held to the catalogues that were inspected.
extension Investigation {
    func findingsSection(_ inputs: Inputs) -> Section? {
        guard let findings = inquiries.findings else { return nil }
        let typed = inputs.list([loaded.file.findings].compactMap(\.self))
        var section = Section(id: "findings", title: Phrase(ja: "点検により判明した事案", en: "What the inspection found"))
        guard let inspection else {
            section.blocks = [
                .table(
                    findings.table(fields: Wording.fields) { finding, column in
                        Provenance(query: "findings[id=\(finding.id)].\(column)", inputs: typed)
                    })
            ]
            return section
        }
        let tables = InspectionTables(
            findings: findings, inspection: inspection, typed: typed,
            before: inputs.list([LoadedCase.fileName] + inspection.before.files),
            after: inputs.list([LoadedCase.fileName] + (inspection.after?.files ?? [])))
        section.blocks = [
            .table(tables.findings(fields: Wording.fields)),
            .paragraph(
                Phrase(
                    ja: "点検では、画面・帳票などの条件を読み、表にどのような行があっても見てはならない者に渡らないことを証明した。"
                        + "証明できないものは、渡ってしまう行の例を示した。例の行は作ったものであり、実際のお客さまの記録ではない。",
                    en:
                        "The inspection reads the conditions of each surface, and proves that whatever rows the tables hold, "
                        + "none reaches anybody who may not see it; or it shows rows that do. Those rows are made up, and are "
                        + "no customer's record.")), .table(tables.examples), .table(tables.agreement),
            .table(tables.counts),
        ]
        if let open = tables.notProved { section.blocks.append(.table(open)) }
        return section
    }
}
