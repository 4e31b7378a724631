import Conditions
import Intake

@testable import Inspection

/// Runs surfaces' own SQL by PostgreSQL, on tables as their catalogues say, and compares the rows.
struct PostgresReplay {
    private var script = """
        CREATE DATABASE made TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8';
        \\c made
        SET jit = off;
        CREATE FUNCTION hex(value text) RETURNS text LANGUAGE sql AS
            $body$ SELECT coalesce('=' || encode(convert_to(value, 'UTF8'), 'hex'), '-') $body$;

        """
    private var wanted: [(name: String, rows: [String])] = []

    /// Adds a surface and some rows.
    mutating func add(
        _ name: String, _ surface: SystemSurface, _ sql: String, _ catalogue: SystemCatalogue,
        _ types: [String: [String]],
        _ database: SmallDatabase, _ runTime: Datum.Moment
    ) throws {
        let rows = try database.rows(of: surface.query, runTime: runTime)
        let outputs = surface.query.outputs
        wanted.append(
            (
                name,
                rows.map { row in
                    zip(row.outputs, outputs).map { Self.hex($0, $1.value.type) }.joined(separator: ",")
                }.sorted()
            ))
        script += "CREATE SCHEMA s\(wanted.count); SET search_path = s\(wanted.count), public;\n"
        for (table, shape) in catalogue.tables.mapValues(\.shape).sorted(by: { $0.key < $1.key }) {
            let columns = zip(shape.columns, types[table] ?? []).map { column, type in
                "\(column.name) \(type)\(column.type == .text ? " COLLATE \"C\"" : "")\(column.isNullable ? "" : " NOT NULL")"
            }
            let key = catalogue.tables[table]?.key.map { key in
                ", UNIQUE (" + key.map { shape.columns[$0].name }.joined(separator: ", ") + ")"
            }
            script += "CREATE TABLE \(table) (\(columns.joined(separator: ", "))\(key ?? ""));\n"
            for row in database.tables[table] ?? [] {
                let values = zip(shape.columns, row).map { SQLPrinter.literal($1, $0.type) }
                script += "INSERT INTO \(table) VALUES (\(values.joined(separator: ", ")));\n"
            }
        }
        let names = outputs.indices.map { "c\($0)" }
        let shown = names.map { "hex(\($0)::text)" }.joined(separator: " || ',' || ")
        let asked = sql.replacing("current_date", with: SQLPrinter.literal(.day(runTime.calendarDay), .date))
        script +=
            "SELECT coalesce(string_agg(\(shown), ';'), '.') FROM (\(asked)) AS q(\(names.joined(separator: ", ")));\n"
    }

    /// Numbers without the zeros behind the point, as they stand in no condition.
    private static func hex(_ datum: Datum?, _ type: ValueType) -> String {
        guard let datum else { return "-" }
        let text =
            switch datum {
            case .bool(let truth): truth ? "true" : "false"
            case .date(let moment) where type == .timestamp: SQLPrinter.text(.timestamp(moment))
            default: SQLPrinter.text(datum)
            }
        return "=" + text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func plain(_ cell: Substring, _ type: ValueType) -> String {
        guard type == .number, cell.first == "=" else { return String(cell) }
        let digits = cell.dropFirst().utf8.map { UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x57) }
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        return Number(parsing: String(decoding: bytes, as: UTF8.self)).map { hex(.number($0), .number) } ?? String(cell)
    }

    /// What PostgreSQL says otherwise.
    func differences(_ types: [[ValueType]]) async throws -> [String] {
        let lines = try await PostgresRun.lines(script)
        guard lines.count == wanted.count else { return ["\(lines.count) answers to \(wanted.count) questions"] }
        var found: [String] = []
        for (line, (own, types)) in zip(lines, zip(wanted, types)) {
            let rows =
                line == "."
                ? []
                : line.split(separator: ";").map { row in
                    zip(row.split(separator: ","), types).map { Self.plain($0, $1) }.joined(separator: ",")
                }
            if rows.sorted() != own.rows { found.append("\(own.name): \(own.rows), but PostgreSQL: \(rows)") }
        }
        return found
    }
}
