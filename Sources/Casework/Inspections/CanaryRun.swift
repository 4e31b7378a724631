import Barrier
import Conditions
import Foundation
public import Inspection
import Intake
import Registry
import StorePostgres

/// Seeds canaries into a test copy of a database, runs every surface for real, and looks for them in what comes out.
public struct CanaryRun {
    /// The table by which the operator says that a database is a test copy, into which rows may be put.
    public static let mark = "sekisho_test_copy"

    private let connection: PostgresConnection
    private let loaded: LoadedCatalogue
    private let folder: String
    private var barrier: BarrierTable

    /// A run over a database.
    ///
    /// - Parameters:
    ///   - folder: where the outputs go, a folder for each surface.
    /// - Throws: `missingInput` without a connection; `badCommand` where the database is not marked as a test copy.
    public init(_ conninfo: String, _ loaded: LoadedCatalogue, outputs folder: String) throws(CaseworkError) {
        connection = try DatabaseInspection.connect(conninfo)
        self.loaded = loaded
        self.folder = folder
        barrier = loaded.barrier
        let marked = try Self.failing { () throws(PostgresError) in
            try connection.execute("SELECT to_regclass('\(Self.mark)') IS NOT NULL").rows.first?.first == "t"
        }
        guard marked else {
            throw CaseworkError(
                .badCommand,
                ja: "カナリアはデータベースに行を入れます。試験用の複製であることを `CREATE TABLE \(Self.mark) ()` で示してください",
                en:
                    "canaries put rows into the database; say that it is a test copy with `CREATE TABLE \(Self.mark) ()`"
            )
        }
    }

    private static func failing<Value>(
        _ work: () throws(PostgresError) -> Value
    ) throws(CaseworkError) -> Value {
        do throws(PostgresError) { return try work() } catch {
            throw CaseworkError(
                .missingInput, ja: "データベースが応じません: \(error)", en: "the database does not answer: \(error)")
        }
    }

    /// What turned up. The rows that were put in are taken out again.
    public mutating func findings(seed: UInt64, progress: any ProgressSink) throws(CaseworkError) -> [InspectionFinding]
    {
        let day = try Self.failing { () throws(PostgresError) in
            try connection.execute("SELECT current_date::text").rows.first?.first ?? nil
        }
        guard let today = day.flatMap({ CalendarDay(iso: $0) }) else { return [] }
        let seeds = CanarySeeds(loaded.catalogue, seed: seed, today: today)
        let search: CanarySearch
        do throws(CanaryMarkError) { search = try CanarySearch(marks: seeds.marks) } catch {
            throw CaseworkError(.badInput, problems: error.faults.map(\.message))
        }
        try put(seeds)
        defer { try? take(seeds) }
        var findings: [InspectionFinding] = []
        let stage = BilingualText(ja: "実際に出力して、カナリアを探しています", en: "running surfaces, and looking for canaries")
        for (number, surface) in loaded.catalogue.surfaces.enumerated() {
            progress.update(stage, fraction: Double(number) / Double(loaded.catalogue.surfaces.count))
            for file in try outputs(of: surface) { findings += look(file, surface, seeds, search) }
        }
        return findings
    }

    // MARK: Rows

    private func put(_ seeds: CanarySeeds) throws(CaseworkError) {
        try Self.failing { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                for row in seeds.rows {
                    guard let table = loaded.catalogue.tables[row.table] else { continue }
                    let columns = table.shape.columns.map { SQLPrinter.quoted($0.name) }.joined(separator: ", ")
                    let cells = zip(row.cells, table.shape.columns).map { SQLPrinter.literal($0, $1.type) }
                    _ = try connection.execute(
                        "INSERT INTO \(SQLPrinter.table(row.table)) (\(columns)) VALUES (\(cells.joined(separator: ", ")))"
                    )
                }
            }
        }
    }

    private func take(_ seeds: CanarySeeds) throws(CaseworkError) {
        try Self.failing { () throws(PostgresError) in
            try connection.transaction { () throws(PostgresError) in
                for row in seeds.rows.reversed() {
                    guard let table = loaded.catalogue.tables[row.table] else { continue }
                    let same = zip(row.cells, table.shape.columns).map { cell, column in
                        "\(SQLPrinter.quoted(column.name)) IS NOT DISTINCT FROM \(SQLPrinter.literal(cell, column.type))"
                    }
                    _ = try connection.execute(
                        "DELETE FROM \(SQLPrinter.table(row.table)) WHERE \(same.joined(separator: " AND "))")
                }
            }
        }
    }

    // MARK: Outputs

    /// A file that a surface wrote, and who gets it; nil where that cannot be told.
    private struct Output {
        var path: String
        var name: String
        var viewers: [SystemSurface.Viewer]
    }

    private func outputs(of surface: SystemSurface) throws(CaseworkError) -> [Output] {
        let place = "\(folder)/\(surface.id)"
        do {
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        } catch {
            throw CaseworkError(.cannotWrite, ja: "\(place): 作れません", en: "\(place): cannot be made")
        }
        if let program = surface.entry.run {
            try run(program, surface, into: place)
        } else {
            try export(surface, into: place)
        }
        let names = (FileManager.default.enumerator(atPath: place)?.allObjects as? [String] ?? []).sorted()
        return names.compactMap { name in
            let path = "\(place)/\(name)"
            var isFolder: ObjCBool = false
            // INVARIANT: the flag is a local that outlives the call.
            guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
            else {
                return nil
            }
            return Output(path: path, name: path, viewers: viewers(surface, of: name))
        }
    }

    /// Those to whom a file goes: a routed surface's files lie in a folder for each company, or are called by its id.
    private func viewers(_ surface: SystemSurface, of name: String) -> [SystemSurface.Viewer] {
        let first = name.split(separator: "/").first.map(String.init) ?? name
        let id = first.split(separator: ".").first.map(String.init) ?? first
        let named = surface.viewers.filter { loaded.catalogue.companies[Int($0.company.rawValue)].id == id }
        return named.isEmpty ? surface.viewers : named
    }

    private func run(_ program: String, _ surface: SystemSurface, into place: String) throws(CaseworkError) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", program]
        process.currentDirectoryURL = URL(filePath: loaded.name).deletingLastPathComponent()
        var environment = ProcessInfo.processInfo.environment
        environment["SEKISHO_OUT"] = URL(filePath: place).path(percentEncoded: false)
        process.environment = environment
        process.standardOutput = FileHandle.standardError
        do { try process.run() } catch {
            throw CaseworkError(.missingInput, ja: "`\(program)` を実行できません", en: "`\(program)` cannot be run")
        }
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CaseworkError(
                .missingInput, ja: "`\(surface.id)` の `\(program)` が失敗しました（\(process.terminationStatus)）",
                en: "`\(program)` of `\(surface.id)` failed with status \(process.terminationStatus)")
        }
    }

    /// The surface's own query, written as CSV: one file for each recipient.
    private func export(_ surface: SystemSurface, into place: String) throws(CaseworkError) {
        let rows = try Self.failing { () throws(PostgresError) in try connection.execute(surface.sql).rows }
        var files: [String: [[String?]]] = [:]
        for row in rows {
            switch surface.routing {
            case .everything: files["rows", default: []].append(Array(row.prefix(surface.shown.count)))
            case .byValue(let output, let codes, let otherwise):
                let company = row[output].flatMap { codes[Text($0)] } ?? otherwise
                guard let company else { continue }
                files[loaded.catalogue.companies[Int(company.rawValue)].id, default: []]
                    .append(Array(row.prefix(surface.shown.count)))
            }
        }
        let head = surface.shown.map { Optional($0.name) }
        for (name, rows) in files.sorted(by: { $0.key < $1.key }) {
            let lines = ([head] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }
            try WrittenFile.write(Array(lines.joined().utf8), to: "\(place)/\(name).csv")
        }
    }

    private static func quoted(_ cell: String?) -> String {
        guard let cell else { return "" }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    // MARK: Hits

    private mutating func look(
        _ file: Output, _ surface: SystemSurface, _ seeds: CanarySeeds, _ search: CanarySearch
    ) -> [InspectionFinding] {
        guard let bytes = try? InputFolder(path: ".").read(file.path) else {
            return [unseen(surface, BilingualText(ja: "\(file.name): 読めません", en: "\(file.name): cannot be read"))]
        }
        let found = search.search(bytes, name: file.name)
        var told: Set<String> = []
        var findings: [InspectionFinding] = []
        for hit in found.hits where hit.isCertain {
            guard let owner = seeds.owners[hit.mark.id], isBarred(owner, surface, file.viewers),
                told.insert(hit.mark.id).inserted
            else { continue }
            let name = loaded.catalogue.companies[Int(owner.rawValue)].name
            findings.append(
                InspectionFinding(
                    kind: .canary, surface: surface.id, shown: [hit.mark.field], place: surface.entry.id.place,
                    message: BilingualText(
                        ja: "\(name.ja) のカナリアが \(hit.place) に出ました（\(hit.mark.field)、\(hit.form.ja)）",
                        en: "a canary of \(name.en) turned up in \(hit.place) (\(hit.mark.field), \(hit.form.en))")))
        }
        return findings
            + found.notes.map { note in
                unseen(
                    surface,
                    BilingualText(ja: "\(note.file): \(note.message.ja)", en: "\(note.file): \(note.message.en)"))
            }
    }

    private func unseen(_ surface: SystemSurface, _ message: BilingualText) -> InspectionFinding {
        InspectionFinding(kind: .canaryUnseen, surface: surface.id, place: surface.entry.id.place, message: message)
    }

    private mutating func isBarred(
        _ owner: CompanyIndex, _ surface: SystemSurface, _ viewers: [SystemSurface.Viewer]
    ) -> Bool {
        for viewer in viewers {
            for subject in SubjectKind.allCases {
                let permission = barrier.permission(viewer, surface, subject, owner: owner, voltage: nil)
                if !permission.view.contains(.existence) { return true }
            }
        }
        return false
    }
}
