import Barrier
import Conditions
public import Intake
import Registry

/// Makes PostgreSQL 15 hold the barrier itself: row security on the catalogue's tables, views that mask what may not
/// be shown, and the rule book's answers as a table.
///
/// A session says who views, in `sekisho.company`, `sekisho.side` (where they act for another company) and
/// `sekisho.surface`. One that says nothing sees nothing.
public struct PostgresCompiler: Sendable {
    /// What came of each of the catalogue's tables, by name. All of them are here.
    public let tables: [CompiledTable]
    /// What was asked for and cannot be done, or is not what it may seem.
    public let remarks: [BilingualText]
    /// Whether a session has to name its surface.
    public let needsSurface: Bool

    let decisions: DecisionTable
    let guarded: [GuardedTable]
    let closed: [(schema: String, relation: String)]
    let periods: [(name: String, table: PeriodsTable)]
    let names: InternalNames
    let options: CompileOptions
    let catalogue: SystemCatalogue

    /// Compiles a rule book over a catalogue.
    ///
    /// - Parameter barrier: made of the same catalogue.
    public init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable, _ options: CompileOptions = CompileOptions()) {
        decisions = DecisionTable(catalogue, barrier, readsSurface: options.readsSurface)
        needsSurface = decisions.needsSurface
        let compilation = TableCompilation(catalogue, decisions, options, readsVoltage: barrier.readsVoltage)
        tables = compilation.tables
        guarded = compilation.guarded
        closed = compilation.closed
        periods = compilation.periods
        names = InternalNames(schema: options.schema)
        remarks = CompileRemarks(catalogue, decisions, options).remarks
        self.options = options
        self.catalogue = catalogue
    }

    /// Everything that the script makes, in its order.
    public var objects: [CompiledObject] {
        func object(_ kind: CompiledObject.Kind, _ name: String, _ ja: String, _ en: String) -> CompiledObject {
            CompiledObject(kind: kind, name: name, purpose: BilingualText(ja: ja, en: en))
        }
        var objects = [
            object(.schema, SQLText.name(options.schema), "障壁のすべて", "all of the barrier"),
            object(.table, names.permissions, "規則の答え", "the rule book's answers"),
            object(.table, names.owners, "会社のコード", "the companies' codes"),
            object(.table, names.surfaces, "画面・帳票など", "the surfaces"),
            object(.table, names.hashKey, "ハッシュの鍵", "the key of hashes"),
            object(.table, names.guarded, "表の以前の設定", "how the tables were before"),
            object(.table, names.objects, "作ったものの一覧", "what was made"),
            object(.view, names.session, "今の接続に許すこと", "what the session may see"),
            object(.function, names.seen, "今の接続が見てよい会社", "the companies that the session may see"),
        ]
        if decisions.permitsUnknown {
            objects.append(object(.function, names.knownCodes, "会社のコード", "the companies' codes"))
        }
        for (_, table) in periods {
            objects.append(
                object(.view, table.segments, "期間を重なりなく切ったもの", "periods, cut so that none overlap"))
        }
        for table in guarded {
            objects.append(
                object(.view, names.relation(table.view), "`\(table.name)` の画面用", "`\(table.name)`, for screens"))
            objects.append(
                object(.view, names.relation(table.feed), "`\(table.name)` の連携用", "`\(table.name)`, for feeds"))
            if case .periods = table.owner {
                objects.append(
                    object(
                        .function, names.relation(table.visibility), "`\(table.name)` の行を見てよいか",
                        "whether a row of `\(table.name)` may be seen"))
            }
            objects.append(object(.policy, table.base, "見てよい行だけにする", "only rows that may be seen"))
        }
        for (schema, relation) in closed {
            objects.append(object(.policy, SQLText.name(schema, relation), "どの行も見せない", "no rows at all"))
        }
        objects.append(object(.function, names.check, "見える行と見えない行の数", "how many rows are seen and withheld"))
        return objects
    }

    /// The script that makes it all, in one transaction; run again, it brings everything up to date.
    ///
    /// It wants a superuser, or an owner of the tables with `BYPASSRLS`, and stops without one.
    public func script() -> String {
        let parts = [
            preamble(), preflight(), schema(), releaseAll(), decisionTable(), sessionView(), periodViews(),
            tableViews(),
            functions(), policies(), dropStale(), grants(), check(), ending(),
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    /// The script that takes it all away, in one transaction, and leaves the tables as they were before.
    public func downScript() -> String { takeDown() }
}
