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
                    ja: "点検では、画面・帳票などの条件を読み、どのような記録があっても見てはならない者に渡らないことを証明するか、"
                        + "渡ってしまう行を見つける。その行は条件から作ったものであり、実際のお客さまの記録ではない。",
                    en:
                        "The inspection reads the conditions of each surface, and either proves that no record, whatever it "
                        + "is, reaches anybody who may not see it, or finds rows that do. Those rows are made up from the "
                        + "conditions, and are no customer's record.")), .table(tables.examples),
            .table(tables.agreement),
            .table(tables.counts),
        ]
        if let open = tables.notProved { section.blocks.append(.table(open)) }
        return section
    }
}
