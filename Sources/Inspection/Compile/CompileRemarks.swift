import Barrier
import Conditions
import Intake

/// Says what was asked for and cannot be done.
struct CompileRemarks {
    private(set) var remarks: [BilingualText] = []

    init(_ catalogue: SystemCatalogue, _ decisions: DecisionTable, _ options: CompileOptions) {
        if catalogue.surfaces.isEmpty {
            add(
                "カタログに画面・帳票などが 1 つもないので、誰も何も見えません",
                "the catalogue has no surface, so that nobody sees anything")
        }
        if !options.readsSurface, decisions.needsSurface {
            add(
                "規則の答えは画面・帳票などによって違います。接続は `sekisho.surface` を設定しなければなりません",
                "the rule book's answers differ between surfaces; sessions have to set `sekisho.surface`")
        }
        if decisions.permitsUnknown {
            add(
                "規則は、どの会社のお客さまか不明な記録を見ることを許しています",
                "the rule book lets somebody see records of which nobody knows whose customer it is")
        }
        if options.bandWidth < 1 {
            add(
                "数の幅 \(options.bandWidth) は使えません。1 以上にしてください",
                "bands cannot be \(options.bandWidth) wide; 1 is the least")
        }
        for (table, masks) in options.masks.sorted(by: { $0.key < $1.key }) {
            for (column, mask) in masks.sorted(by: { $0.key < $1.key }) {
                guard let type = type(table, column, catalogue) else { continue }
                if let misfit = ColumnMask(mask: mask, bandWidth: 1).misfit(type) {
                    add("`\(table)` の `\(column)`: \(misfit.ja)", "`\(column)` of `\(table)`: \(misfit.en)")
                }
            }
        }
        for (table, widths) in options.bandWidths.sorted(by: { $0.key < $1.key }) {
            for (column, width) in widths.sorted(by: { $0.key < $1.key }) {
                guard let type = type(table, column, catalogue), width < 1 || !type.isNumeric else { continue }
                add(
                    "`\(table)` の `\(column)` に幅 \(width) は使えません",
                    "`\(column)` of `\(table)` cannot have bands \(width) wide")
            }
        }
    }

    private mutating func type(_ table: String, _ column: String, _ catalogue: SystemCatalogue) -> ValueType? {
        if let shape = catalogue.tables[table]?.shape, let place = shape.column(column) {
            return shape.columns[place].type
        }
        add("カタログの表 `\(table)` に列 `\(column)` はありません", "there is no column `\(column)` in a table `\(table)`")
        return nil
    }

    private mutating func add(_ ja: String, _ en: String) { remarks.append(BilingualText(ja: ja, en: en)) }
}
