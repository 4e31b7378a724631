extension PostgresCompiler {
    /// What the session may see.
    func sessionView() -> String {
        func setting(_ name: String) -> String { "NULLIF(current_setting('sekisho.\(name)', true), '')" }
        // In brackets of their own they are asked for once, not for each row.
        let context =
            needsSurface
            ? "(SELECT s.context FROM \(names.surfaces) AS s WHERE s.surface = (SELECT \(setting("surface"))))"
            : "0"
        return """
            CREATE OR REPLACE VIEW \(names.session) AS
            SELECT p.subject, p.known, p.owner_code, p.voltage, p.view_bits, p.mask_bits
            FROM \(names.permissions) AS p
            WHERE p.company = (SELECT \(setting("company")))
              AND p.side = (SELECT COALESCE(\(setting("side")), \(setting("company"))))
              AND p.context = \(context);
            -- A function, and not the view: of a view the planner would take it that it gives out one row, and read
            -- a large table once for each.
            CREATE OR REPLACE FUNCTION \(names.seen)(text) RETURNS TABLE (
              known boolean, owner_code text, voltage text, view_bits integer, mask_bits integer)
            LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, pg_temp
            BEGIN ATOMIC
              SELECT p.known, p.owner_code, p.voltage, p.view_bits, p.mask_bits FROM \(names.session) AS p
              WHERE p.subject = $1 AND (p.view_bits & 1) <> 0;
            END;
            GRANT EXECUTE ON FUNCTION \(names.seen)(text) TO PUBLIC;
            """
    }

    /// The views of periods.
    func periodViews() -> String { periods.map { $0.table.createSegments() }.joined(separator: "\n") }

    /// The views of tables.
    func tableViews() -> String {
        guarded.map { table in
            [(table.view, false), (table.feed, true)].map { name, isBulk in
                table.createView(name, isBulk: isBulk, names, permitsUnknown: decisions.permitsUnknown)
            }.joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The functions that row security asks. They tell of the session's own viewer only, and anybody may call them.
    func functions() -> String {
        var parts: [String] = []
        if decisions.permitsUnknown {
            parts.append(
                """
                CREATE FUNCTION \(names.knownCodes)() RETURNS TABLE (code text)
                LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
                BEGIN ATOMIC
                  SELECT o.code FROM \(names.owners) AS o;
                END;
                GRANT EXECUTE ON FUNCTION \(names.knownCodes)() TO PUBLIC;
                """)
        }
        parts += guarded.compactMap { $0.createVisibility(names, permitsUnknown: decisions.permitsUnknown) }
        return parts.joined(separator: "\n")
    }

    /// Row security on each table. The barrier restricts what others permit; where a table had no row security,
    /// everything else is permitted.
    func policies() -> String {
        let all =
            guarded.map {
                ($0.schema, $0.relation, $0.policy(names, permitsUnknown: decisions.permitsUnknown))
            } + closed.map { ($0.schema, $0.relation, "FALSE") }
        let parts = all.map { schema, relation, condition in
            let table = SQLText.name(schema, relation)
            return """
                INSERT INTO \(names.guarded)
                SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname = \(SQLText.text(schema)) AND c.relname = \(SQLText.text(relation))
                ON CONFLICT DO NOTHING;
                CREATE POLICY sekisho_barrier ON \(table) AS RESTRICTIVE FOR ALL TO PUBLIC
                  USING (\(condition))
                  WITH CHECK (TRUE);
                ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
                ALTER TABLE \(table) FORCE ROW LEVEL SECURITY;
                """
        }
        let open = """
            DO \(SQLText.dollars("""
                DECLARE t record;
                BEGIN
                  FOR t IN SELECT g.schema_name, g.table_name FROM \(names.guarded) AS g WHERE NOT g.row_security LOOP
                    EXECUTE format('CREATE POLICY sekisho_open ON %I.%I FOR ALL TO PUBLIC USING (TRUE) WITH CHECK (TRUE)',
                      t.schema_name, t.table_name);
                  END LOOP;
                END
                """));
            """
        return (parts + [open]).joined(separator: "\n")
    }

    /// Takes the policies and functions of an earlier run away, and all from tables that are no longer guarded.
    func releaseAll() -> String {
        let kept = (guarded.map { ($0.schema, $0.relation) } + closed.map { ($0.schema, $0.relation) }).map {
            "(\(SQLText.text($0.0)), \(SQLText.text($0.1)))"
        }
        let isStale =
            kept.isEmpty ? "TRUE" : "(t.schema_name, t.table_name) NOT IN (\(kept.joined(separator: ", ")))"
        return """
            DO \(SQLText.dollars("""
                DECLARE t record;
                BEGIN
                  \(release(whereStale: isStale))
                  FOR t IN SELECT o.name FROM \(names.objects) AS o WHERE o.kind = 'function' AND o.name <> 'seen'
                      ORDER BY o.place DESC LOOP
                    EXECUTE format('DROP FUNCTION IF EXISTS %I.%I', \(SQLText.text(options.schema)), t.name);
                  END LOOP;
                END
                """));
            """
    }

    /// The statements of a loop over all guarded tables that still are there.
    func release(whereStale: String) -> String {
        """
        FOR t IN SELECT g.schema_name, g.table_name, g.row_security, g.forced FROM \(names.guarded) AS g
              JOIN pg_namespace AS n ON n.nspname = g.schema_name
              JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = g.table_name AND c.relkind IN ('r', 'p') LOOP
            EXECUTE format('DROP POLICY IF EXISTS sekisho_barrier ON %I.%I', t.schema_name, t.table_name);
            EXECUTE format('DROP POLICY IF EXISTS sekisho_open ON %I.%I', t.schema_name, t.table_name);
            IF \(whereStale) THEN
              IF NOT t.row_security THEN
                EXECUTE format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY', t.schema_name, t.table_name);
              END IF;
              IF NOT t.forced THEN
                EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', t.schema_name, t.table_name);
              END IF;
              DELETE FROM \(names.guarded) AS g WHERE g.schema_name = t.schema_name AND g.table_name = t.table_name;
            END IF;
          END LOOP;
        """
    }

    /// The views and functions in the schema, in their order.
    private var made: [(kind: String, name: String)] {
        var made = [("view", "session_permissions"), ("function", "seen")]
        made += periods.map { ("view", $0.name) }
        made += guarded.flatMap { [("view", $0.view), ("view", $0.feed)] }
        if decisions.permitsUnknown { made.append(("function", "known_codes")) }
        for table in guarded { if case .periods = table.owner { made.append(("function", table.visibility)) } }
        made.append(("function", "check"))
        return made
    }

    /// Drops the views of earlier runs that are no more. One on which somebody else's view depends stops the script.
    func dropStale() -> String {
        let kept = made.filter { $0.kind == "view" }.map { SQLText.text($0.name) }.joined(separator: ", ")
        let rows = made.enumerated().map { "(\($0), '\($1.kind)', \(SQLText.text($1.name)))" }
        return """
            DO \(SQLText.dollars("""
                DECLARE t record;
                BEGIN
                  FOR t IN SELECT o.name FROM \(names.objects) AS o
                      WHERE o.kind = 'view' AND o.name NOT IN (\(kept)) ORDER BY o.place DESC LOOP
                    EXECUTE format('DROP VIEW IF EXISTS %I.%I', \(SQLText.text(options.schema)), t.name);
                  END LOOP;
                END
                """));
            DELETE FROM \(names.objects);
            INSERT INTO \(names.objects) (place, kind, name) VALUES
              \(rows.joined(separator: ",\n  "));
            """
    }
}
