import Intake

/// Fills in what an inspection knows of a finding's surface, and holds to it what was written.
struct FindingFacts {
    let document: LocatedYAML
    /// The finding's place among the findings, from 0.
    let index: Int
    /// What is known of each surface; nil where nothing was inspected.
    let surfaces: [String: InspectedSurface]?

    /// Fills in what was not written.
    ///
    /// - Throws: where the surface was not inspected, and where something is written that the inspection knows otherwise.
    func fill(_ finding: inout Findings.Finding) throws(IntakeError) {
        guard let name = finding.surface else { return }
        guard let surfaces else {
            throw fault(
                "surface", ja: "`surface` で画面・帳票などを指すには、case.yaml の `inspection` に点検するカタログを書いてください",
                en: "to name a surface, say in `inspection` of case.yaml which catalogue is inspected")
        }
        guard let known = surfaces[name] else {
            let near = Suggestion(for: name, among: surfaces.keys.sorted())
            throw fault(
                "surface", ja: "`\(name)` は `inspection.before` のカタログにありません\(near.ja)",
                en: "there is no surface `\(name)` in the catalogue of `inspection.before`\(near.en)")
        }
        try hold("surfaceKind", finding.surfaceKind.map { [$0] }, [known.kind], name)
        try hold("causeKind", finding.causeKind.map { [$0] }, known.causeKind.map { [$0] }, name)
        try hold("fields", finding.fields, known.fields, name)
        try hold("byContractor", finding.byContractor.map { ["\($0)"] }, known.byContractor.map { ["\($0)"] }, name)
        if let written = finding.records, !known.records.isEmpty, !known.records.contains(written) {
            throw differs("records", [written], known.records, name)
        }
        finding.surfaceKind = known.kind
        finding.causeKind = finding.causeKind ?? known.causeKind
        finding.fields = finding.fields ?? known.fields
        finding.records = finding.records ?? known.records.first
        finding.byContractor = finding.byContractor ?? known.byContractor
    }

    private func hold(
        _ key: String, _ written: [String]?, _ known: [String]?, _ surface: String
    ) throws(IntakeError) {
        guard let written, let known, Set(written) != Set(known) else { return }
        throw differs(key, written, known, surface)
    }

    private func differs(_ key: String, _ written: [String], _ known: [String], _ surface: String) -> IntakeError {
        func list(_ items: [String], _ separator: String) -> String {
            items.isEmpty ? "-" : items.map { "`\($0)`" }.joined(separator: separator)
        }
        return fault(
            key,
            ja: "`\(surface)` の点検では `\(key)` は \(list(known, "、")) ですが、\(list(written, "、")) と書かれています。"
                + "どちらかを直すか、`\(key)` を書かないでください",
            en: "the inspection of `\(surface)` finds \(list(known, ", ")) as `\(key)`, and \(list(written, ", ")) is "
                + "written; mend one of the two, or leave `\(key)` out")
    }

    private func fault(_ key: String, ja: String, en: String) -> IntakeError {
        IntakeError(at: document.place(of: ["findings", .index(index), .key(key)]), ja: ja, en: en)
    }
}
