public import Barrier
import Conditions
public import Intake

/// A field of a record that whoever sees some others, unmasked, can work out: usage and tariff tell the contracted power.
///
/// Whoever may not see the field may not see the others together either.
public struct Inference: Hashable, Sendable {
    /// Something that must be shown.
    public enum Source: Hashable, Sendable {
        /// A field of a record, from whatever table.
        case field(RecordField)
        /// A column, which may tell nothing by itself.
        case column(table: String, Int)
    }

    /// The field that can be worked out.
    public var gives: RecordField
    /// What must be shown, all of it.
    public var sources: [Source]
    /// How, in words.
    public var because: BilingualText?
}

extension Inference {
    /// Reads what a person wrote.
    ///
    /// - Throws: what is wrong, with its place.
    init(_ entry: CatalogueFile.InferenceEntry, _ tables: [String: SystemTable]) throws(IntakeError) {
        gives = try Self.field(entry.gives)
        because = entry.because
        sources = []
        for part in entry.from {
            guard let dot = part.value.lastIndex(of: ".") else {
                sources.append(.field(try Self.field(part)))
                continue
            }
            let name = String(part.value[..<dot])
            let column = String(part.value[part.value.index(after: dot)...])
            guard let table = tables[name] else {
                let near = Suggestion(for: name, among: tables.keys.sorted())
                throw IntakeError(
                    at: part.place, ja: "表 `\(name)` はありません\(near.ja)", en: "there is no table `\(name)`\(near.en)")
            }
            guard let place = table.shape.column(column) else {
                let near = Suggestion(for: column, among: table.shape.columns.map(\.name))
                throw IntakeError(
                    at: part.place, ja: "表 `\(name)` に列 `\(column)` はありません\(near.ja)",
                    en: "there is no column `\(column)` in the table `\(name)`\(near.en)")
            }
            sources.append(.column(table: name, place))
        }
    }

    private static func field(_ name: Located<String>) throws(IntakeError) -> RecordField {
        if let field = RecordField(rawValue: name.value) { return field }
        let near = Suggestion(for: name.value, among: RecordField.allCases.map(\.rawValue))
        throw IntakeError(
            at: name.place, ja: "項目 `\(name.value)` はありません\(near.ja)。表の列なら `表.列` と書いてください",
            en: "there is no field `\(name.value)`\(near.en); a column is written `table.column`")
    }
}
