import Barrier
import Conditions
import Registry

extension PostgresCompiler {
    /// Pins what the meaning of the script depends on.
    func preamble() -> String {
        """
        -- The barrier of the catalogue \(comment(catalogue.id)), made by sekisho for PostgreSQL 15. Do not edit: make it anew.
        BEGIN;
        SET LOCAL client_encoding = 'UTF8';
        SET LOCAL standard_conforming_strings = on;
        SET LOCAL transform_null_equals = off;
        SET LOCAL check_function_bodies = on;
        SET LOCAL search_path = pg_catalog, pg_temp;
        SET LOCAL lock_timeout = '30s';
        SET LOCAL client_min_messages = warning;
        """
    }

    private func comment(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }

    /// Stops where the database is not as the catalogue says, or the barrier would not hold.
    func preflight() -> String {
        var wanted: [String] = []
        for (name, table) in catalogue.tables.sorted(by: { $0.key < $1.key }) {
            guard tables.contains(where: { $0.name == name && $0.outcome == .guarded }) else { continue }
            let place = TableCompilation.place(name, options)
            for column in table.shape.columns {
                wanted.append(
                    "(\(SQLText.text(place.schema)), \(SQLText.text(place.relation)), \(SQLText.text(column.name)), "
                        + "\(Self.types(column.type)))")
            }
        }
        for (schema, relation) in closed {
            wanted.append("(\(SQLText.text(schema)), \(SQLText.text(relation)), NULL::text, NULL::oid[])")
        }
        let catalogue =
            wanted.isEmpty
            ? ""
            : """

              SELECT string_agg(format('%I.%I%s', w.nspname, w.relname, CASE WHEN w.attname IS NULL THEN '' ELSE format(' column %I', w.attname) END), ', ')
                INTO problems
              FROM (VALUES
                \(wanted.joined(separator: ",\n    "))
              ) AS w (nspname, relname, attname, types)
              LEFT JOIN pg_namespace AS n ON n.nspname = w.nspname
              LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = w.relname AND c.relkind IN ('r', 'p')
              LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = w.attname AND a.attnum > 0
                AND NOT a.attisdropped
              LEFT JOIN pg_collation AS o ON o.oid = a.attcollation
              WHERE c.oid IS NULL
                OR w.attname IS NOT NULL AND (a.attname IS NULL OR NOT a.atttypid = ANY (w.types)
                  OR o.collisdeterministic IS FALSE);
              IF problems IS NOT NULL THEN
                RAISE EXCEPTION 'sekisho: not there, not a table, or of another type than in the catalogue: %', problems;
              END IF;
            """
        let schema = SQLText.text(options.schema)
        return """
            DO \(SQLText.dollars("""
                DECLARE problems text;
                BEGIN
                  IF current_setting('server_version_num')::integer < 150000 THEN
                    RAISE EXCEPTION 'sekisho: PostgreSQL 15 or later is needed';
                  END IF;
                  IF NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user) THEN
                    RAISE EXCEPTION 'sekisho: % is subject to row security itself; apply this as a superuser, or give it BYPASSRLS',
                      current_user;
                  END IF;
                  IF EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = \(schema)
                    AND obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM '\(Self.mark)') THEN
                    RAISE EXCEPTION 'sekisho: the schema % is somebody else''s; choose another', \(schema);
                  END IF;\(catalogue)
                END
                """));
            """
    }

    /// What the schema's comment says.
    static let mark = "sekisho 1"

    /// The types in the database that a type of the catalogue stands for.
    private static func types(_ type: ValueType) -> String {
        let types =
            switch type {
            case .bool: "boolean"
            case .integer: "smallint, integer, bigint"
            case .number: "numeric"
            case .text, .unknown: "text, varchar"
            case .date: "date"
            case .timestamp: "timestamp"
            case .interval: "interval"
            }
        let named = types.split(separator: ", ").map { "'\($0)'::regtype" }.joined(separator: ", ")
        return "ARRAY[\(named)]::oid[]"
    }

    /// The schema and its tables.
    func schema() -> String {
        """
        CREATE SCHEMA IF NOT EXISTS \(SQLText.name(options.schema));
        COMMENT ON SCHEMA \(SQLText.name(options.schema)) IS '\(Self.mark)';
        -- How each table was before.
        CREATE TABLE IF NOT EXISTS \(names.guarded) (
          schema_name text, table_name text, row_security boolean NOT NULL, forced boolean NOT NULL,
          PRIMARY KEY (schema_name, table_name));
        -- What was made, in its order.
        CREATE TABLE IF NOT EXISTS \(names.objects) (place integer PRIMARY KEY, kind text NOT NULL, name text NOT NULL);
        CREATE TABLE IF NOT EXISTS \(names.hashKey) (
          single boolean PRIMARY KEY DEFAULT true CHECK (single),
          key bytea NOT NULL, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
        -- HMAC-SHA-256: its key, and the two blocks that are hashed before.
        INSERT INTO \(names.hashKey) (key, inner_pad, outer_pad)
        WITH made AS MATERIALIZED (
          SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) AS key
          WHERE NOT EXISTS (SELECT FROM \(names.hashKey)))
        SELECT m.key, \(Self.pad(0x36)), \(Self.pad(0x5C)) FROM made AS m;
        CREATE TABLE IF NOT EXISTS \(names.owners) (code text PRIMARY KEY, company text NOT NULL);
        CREATE TABLE IF NOT EXISTS \(names.surfaces) (surface text PRIMARY KEY, context integer NOT NULL);
        -- Bits by class: 1 existence, 2 identity, 4 contact, 8 contract, 16 usage, 32 equipment. What is not here is denied.
        CREATE TABLE IF NOT EXISTS \(names.permissions) (
          company text, side text, context integer, subject text, known boolean, owner_code text, voltage text,
          view_bits integer NOT NULL, mask_bits integer NOT NULL,
          PRIMARY KEY (company, side, context, subject, known, owner_code, voltage));
        """
    }

    private static func pad(_ byte: Int) -> String {
        "(SELECT string_agg(set_byte('\\x00'::bytea, 0, "
            + "(CASE WHEN i < 32 THEN get_byte(m.key, i) ELSE 0 END) # \(byte)), ''::bytea ORDER BY i) "
            + "FROM generate_series(0, 63) AS i)"
    }

    /// The rule book's answers.
    func decisionTable() -> String {
        var parts = ["DELETE FROM \(names.permissions);\nDELETE FROM \(names.surfaces);\nDELETE FROM \(names.owners);"]
        let companies = catalogue.companies.map { SQLText.text($0.id) }
        var owners: [String] = []
        var seen: Set<Text> = []
        for (position, codes) in catalogue.codes.enumerated() {
            for code in codes where seen.insert(code).inserted {
                owners.append("(\(SQLText.text(code.string)), \(companies[position]))")
            }
        }
        parts += Self.inserts("\(names.owners) (code, company)", owners)
        let surfaces = decisions.contexts.map { "(\(SQLText.text($0.surface)), \($0.context))" }
        parts += Self.inserts("\(names.surfaces) (surface, context)", surfaces)
        let rows = decisions.rows.map { row in
            "(\(companies[Int(row.viewer.company.rawValue)]), \(companies[Int(row.viewer.side.rawValue)]), \(row.context), "
                + "'\(row.subject.rawValue)', \(row.code != nil), \(SQLText.text(row.code?.string ?? "")), "
                + "'\(row.voltage?.rawValue ?? "")', \(row.permission.view.rawValue), \(row.permission.mask.rawValue))"
        }
        parts += Self.inserts(
            "\(names.permissions) (company, side, context, subject, known, owner_code, voltage, view_bits, mask_bits)",
            rows)
        parts.append("ANALYZE \(names.permissions);\nANALYZE \(names.owners);")
        return parts.joined(separator: "\n")
    }

    private static func inserts(_ target: String, _ rows: [String]) -> [String] {
        stride(from: 0, to: rows.count, by: 1_000).map { start in
            let some = rows[start..<min(start + 1_000, rows.count)]
            return "INSERT INTO \(target) VALUES\n  \(some.joined(separator: ",\n  "));"
        }
    }
}
