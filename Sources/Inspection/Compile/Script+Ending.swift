import Barrier

extension PostgresCompiler {
    /// The reader may read the views. Nobody gets at the rest, whatever the database grants by default.
    func grants() -> String {
        let hidden = (InternalNames.relations + periods.map(\.name)).map(SQLText.text).joined(separator: ", ")
        var parts = [
            """
            DO \(SQLText.dollars("""
                DECLARE t record;
                BEGIN
                  FOR t IN SELECT DISTINCT c.relname, a.grantee FROM pg_class AS c, aclexplode(c.relacl) AS a
                      WHERE c.relnamespace = \(SQLText.text(SQLText.name(options.schema)))::regnamespace
                        AND c.relname IN (\(hidden)) AND a.grantee <> c.relowner LOOP
                    EXECUTE format('REVOKE ALL ON %I.%I FROM %s', \(SQLText.text(options.schema)), t.relname,
                      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
                  END LOOP;
                END
                """));
            """
        ]
        if let reader = options.reader {
            let views = guarded.flatMap { [names.relation($0.view), names.relation($0.feed)] }
            parts.append("GRANT USAGE ON SCHEMA \(SQLText.name(options.schema)) TO \(SQLText.name(reader));")
            if !views.isEmpty {
                parts.append("GRANT SELECT ON \(views.joined(separator: ", ")) TO \(SQLText.name(reader));")
            }
            parts.append(warning(reader))
        }
        return parts.joined(separator: "\n")
    }

    /// Row security hides rows, but only the views hide columns.
    private func warning(_ reader: String) -> String {
        let bases = guarded.map { "(\(SQLText.text($0.base)))" }
        guard !bases.isEmpty else { return "" }
        return """
            DO \(SQLText.dollars("""
                DECLARE open text;
                BEGIN
                  SELECT string_agg(w.name, ', ') INTO open FROM (VALUES \(bases.joined(separator: ", "))) AS w (name)
                  WHERE has_any_column_privilege(\(SQLText.text(reader)), w.name, 'SELECT');
                  IF open IS NOT NULL THEN
                    RAISE WARNING 'sekisho: % may read unmasked columns of %; revoke that', \(SQLText.text(reader)), open;
                  END IF;
                END
                """));
            """
    }

    /// The function that counts what each viewer sees of each table, so that nobody takes "nothing" or "everything" for
    /// a working barrier; and that stops where the barrier was taken down behind its back.
    func check() -> String {
        let counted = guarded.map { $0.counted(names) }
        let tables = guarded.map { "(\(SQLText.text($0.name)), '\($0.subject.rawValue)')" }
        let rows =
            counted.isEmpty
            ? "SELECT NULL::text, NULL::text, NULL::boolean, NULL::text, NULL::text, NULL::bigint WHERE FALSE"
            : counted.joined(separator: "\nUNION ALL\n")
        let list =
            tables.isEmpty ? "SELECT NULL::text, NULL::text WHERE FALSE" : "VALUES \(tables.joined(separator: ", "))"
        let body = """
            #variable_conflict use_column
            BEGIN
              IF NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user) THEN
                RAISE EXCEPTION 'sekisho: % does not see all rows, and cannot count them', current_user;
              END IF;
            \(Self.indented(brokenBarrier()))
              RETURN QUERY
              WITH counted (table_name, subject, known, owner_code, voltage, number) AS (
            \(Self.indented(Self.indented(rows)))
              ), looked (table_name, subject) AS (
                \(list)
              ), viewer AS (
                SELECT DISTINCT p.company, p.side, p.context FROM \(names.permissions) AS p
              ), sums AS (
                SELECT l.table_name, v.company, v.side, v.context, COALESCE(sum(c.number), 0)::bigint AS total,
                  COALESCE(sum(c.number) FILTER (WHERE (p.view_bits & 1) <> 0), 0)::bigint AS visible,
                  COALESCE(sum(c.number) FILTER (WHERE NOT c.known), 0)::bigint AS unowned
                FROM looked AS l CROSS JOIN viewer AS v
                LEFT JOIN counted AS c ON c.table_name = l.table_name
                LEFT JOIN \(names.permissions) AS p ON p.company = v.company AND p.side = v.side AND p.context = v.context
                  AND p.subject = l.subject AND p.known = c.known AND p.owner_code = c.owner_code AND p.voltage = c.voltage
                GROUP BY l.table_name, v.company, v.side, v.context
              )
              SELECT s.table_name, s.company, s.side,
                ARRAY(SELECT f.surface FROM \(names.surfaces) AS f WHERE f.context = s.context ORDER BY f.surface),
                s.total, s.visible, s.total - s.visible, s.unowned,
                CASE WHEN s.total = 0 THEN 'no rows' WHEN s.visible = 0 THEN 'nothing'
                  WHEN s.visible = s.total THEN 'everything' ELSE 'part' END
              FROM sums AS s ORDER BY s.table_name, s.company, s.side, s.context;
            END
            """
        return """
            CREATE FUNCTION \(names.check)() RETURNS TABLE (table_name text, company text, side text, surfaces text[],
              total bigint, visible bigint, withheld bigint, unowned bigint, sees text)
            LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
            AS \(SQLText.dollars(body));
            REVOKE ALL ON FUNCTION \(names.check)() FROM PUBLIC;
            """
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    }

    /// What would let rows through.
    private func brokenBarrier() -> String {
        let schema = SQLText.text(SQLText.name(options.schema))
        let views = guarded.flatMap { [$0.view, $0.feed] }.map(SQLText.text)
        let viewCheck =
            views.isEmpty
            ? ""
            : """

            IF (SELECT count(*) FROM pg_class AS c JOIN pg_roles AS r ON r.oid = c.relowner
                WHERE c.relnamespace = \(schema)::regnamespace AND c.relname IN (\(views.joined(separator: ", ")))
                  AND 'security_barrier=true' = ANY (c.reloptions) AND (r.rolsuper OR r.rolbypassrls)
                ) <> \(views.count) THEN
              RAISE EXCEPTION 'sekisho: a view is gone, is no security barrier, or its owner is subject to row security; apply the barrier again';
            END IF;
            """
        return """
            IF EXISTS (SELECT FROM \(names.guarded) AS g
                LEFT JOIN pg_namespace AS n ON n.nspname = g.schema_name
                LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = g.table_name
                LEFT JOIN pg_policy AS p ON p.polrelid = c.oid AND p.polname = 'sekisho_barrier' AND NOT p.polpermissive
                WHERE c.oid IS NULL OR NOT c.relrowsecurity OR NOT c.relforcerowsecurity OR p.oid IS NULL) THEN
              RAISE EXCEPTION 'sekisho: row security was taken from a table; apply the barrier again';
            END IF;\(viewCheck)
            """
    }

    /// The end of the transaction.
    func ending() -> String { "COMMIT;" }

    /// The script that takes everything away.
    func takeDown() -> String {
        let schema = SQLText.text(options.schema)
        let tables = InternalNames.tables.reversed().map(names.relation).joined(separator: ", ")
        return """
            -- Takes away what the barrier's script made; tables are left as they were before.
            BEGIN;
            SET LOCAL client_encoding = 'UTF8';
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL search_path = pg_catalog, pg_temp;
            SET LOCAL lock_timeout = '30s';
            DO \(SQLText.dollars("""
                DECLARE t record;
                BEGIN
                  IF NOT EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = \(schema)) THEN RETURN; END IF;
                  IF EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = \(schema)
                    AND obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM '\(Self.mark)') THEN
                    RAISE EXCEPTION 'sekisho: the schema % is somebody else''s', \(schema);
                  END IF;
                  \(release(whereStale: "TRUE"))
                  FOR t IN SELECT o.kind, o.name FROM \(names.objects) AS o ORDER BY o.place DESC LOOP
                    EXECUTE format('DROP %s IF EXISTS %I.%I', upper(t.kind), \(schema), t.name);
                  END LOOP;
                  DROP TABLE \(tables);
                  DROP SCHEMA \(SQLText.name(options.schema));
                END
                """));
            COMMIT;

            """
    }
}
