public import Intake
public import Report

/// What the inspection of the systems found.
public struct Findings: Decodable, Sendable {
    /// One leak.
    ///
    /// Of a surface that was inspected, what the inspection knows need not be written: it is filled in when the findings
    /// are read, and nil only where the inspection does not know it.
    public struct Finding: Decodable, Sendable {
        /// Short name.
        public var id: String
        /// What it was.
        public var item: BilingualText
        /// The surface's id in the catalogue of the systems as they were; nil where nothing inspected it.
        public var surface: String?
        /// `screen`, `report`, `feed` or `extract`.
        public var surfaceKind: String?
        /// Why.
        public var cause: BilingualText
        /// `wrongCondition`, `wrongRouting` or `missingMask`.
        public var causeKind: String?
        /// The fields that could be seen.
        public var fields: [String]?
        /// What else there is to say of the fields.
        public var fieldsNote: BilingualText?
        /// `supply` or `purchase`.
        public var records: String?
        /// Whether a contractor's people saw it; where absent, no.
        public var byContractor: Bool?
        /// The day on which it was corrected; absent while it is open.
        public var corrected: String?
        /// Whether it was used to sell: `none`, `found` or `unknown`.
        public var salesUse: String
        /// Anything else.
        public var remark: BilingualText?
    }

    /// The findings.
    public var findings: [Finding]

    /// No findings.
    public init() { findings = [] }

    /// Findings of a document that its schema allows.
    ///
    /// - Parameter surfaces: what the inspection of the systems as they were knows of each surface, by its id; nil where
    ///   there was none.
    /// - Throws: the first thing that makes no sense, with its place: an id that stands twice, a day that does not exist,
    ///   a surface that was not inspected, or something written that the inspection knows otherwise.
    public init(_ document: LocatedYAML, surfaces: [String: InspectedSurface]? = nil) throws(IntakeError) {
        self = try document.decode(Findings.self)
        for (index, finding) in findings.enumerated() {
            if findings[..<index].contains(where: { $0.id == finding.id }) {
                throw IntakeError(
                    at: document.place(of: ["findings", .index(index), "id"]),
                    ja: "事案 `\(finding.id)` が 2 つあります。別の ID にしてください",
                    en: "finding `\(finding.id)` stands twice; give each its own id")
            }
            if let corrected = finding.corrected, CalendarDay(iso: corrected) == nil {
                throw IntakeError(
                    at: document.place(of: ["findings", .index(index), "corrected"]),
                    ja: "`\(corrected)` は存在する日ではありません。`2023-03-23` のように書いてください",
                    en: "`\(corrected)` is no day; write it like `2023-03-23`")
            }
            try FindingFacts(document: document, index: index, surfaces: surfaces).fill(&findings[index])
        }
    }

    /// The findings as a table.
    ///
    /// - Parameters:
    ///   - fields: the fields' labels by name.
    ///   - provenance: where the cell of a finding and a column's id comes from.
    public func table(
        fields: [String: Phrase], provenance: (Finding, String) -> Provenance? = { _, _ in nil }
    ) -> Table {
        let columns = [
            Heading("item", Phrase(ja: "事案", en: "Finding")),
            Heading("cause", Phrase(ja: "原因", en: "Cause")),
            Heading("fields", Phrase(ja: "閲覧可能であった項目", en: "What could be seen")),
            Heading("corrected", Phrase(ja: "是正措置", en: "Corrected")),
            Heading("salesUse", Phrase(ja: "営業目的での利用", en: "Used to sell")),
            Heading("remark", Phrase(ja: "備考", en: "Remark")),
        ]
        return Table(
            id: "findings", title: Phrase(ja: "点検により判明した事案", en: "What the inspection found"),
            stub: Phrase(ja: "番号", en: "No."), columns: columns,
            rows: findings.map { finding in
                let corrected = finding.corrected.flatMap { CalendarDay(iso: $0) }.map { day in
                    CellValue.day(PrintedDay(year: day.year, month: day.month, day: day.day))
                }
                let cause = finding.causeKind.map { Self.causeKind($0) + Phrase(ja: "：", en: ": ") }
                let values: [CellValue] = [
                    .text(Phrase(finding.item)),
                    .text((cause ?? Phrase(both: "")) + Phrase(finding.cause)),
                    finding.seen(fields).map { .text($0) } ?? .empty,
                    corrected ?? .text(Phrase(ja: "未了", en: "open")), .text(Self.salesUse(finding.salesUse)),
                    finding.remark.map { .text(Phrase($0)) } ?? .empty,
                ]
                return TableRow(
                    id: finding.id, label: Phrase(both: finding.id),
                    cells: zip(columns, values).map { column, value in
                        Cell(value, value == .empty ? nil : provenance(finding, column.id))
                    })
            })
    }

    private static func causeKind(_ value: String) -> Phrase {
        switch value {
        case "wrongCondition": Phrase(ja: "抽出条件の誤り", en: "wrong condition")
        case "wrongRouting": Phrase(ja: "送付先・仕分けの誤り", en: "wrong routing")
        default: Phrase(ja: "マスキング漏れ", en: "missing mask")
        }
    }

    private static func salesUse(_ value: String) -> Phrase {
        switch value {
        case "none": Phrase(ja: "なし", en: "none found")
        case "found": Phrase(ja: "あり", en: "found")
        default: Phrase(ja: "不明", en: "not known")
        }
    }
}

extension Findings.Finding {
    /// What could be seen; nil where nobody knows.
    fileprivate func seen(_ labels: [String: Phrase]) -> Phrase? {
        guard let fields else { return fieldsNote.map { Phrase($0) } }
        var seen = fields.map { labels[$0] ?? Phrase(both: $0) }
        if fields.isEmpty { seen.append(Phrase(ja: "記録があること", en: "that there is such a record")) }
        if let note = fieldsNote { seen.append(Phrase(note)) }
        return seen.joined(by: Phrase(ja: "、", en: ", "))
    }
}
