-- The barrier of the catalogue four-errors-after, made by sekisho for PostgreSQL 15. Do not edit: make it anew.
BEGIN;
SET LOCAL client_encoding = 'UTF8';
SET LOCAL standard_conforming_strings = on;
SET LOCAL transform_null_equals = off;
SET LOCAL check_function_bodies = on;
SET LOCAL search_path = pg_catalog, pg_temp;
SET LOCAL lock_timeout = '30s';
SET LOCAL client_min_messages = warning;

DO $sekisho$
DECLARE problems text;
BEGIN
  IF current_setting('server_version_num')::integer < 150000 THEN
    RAISE EXCEPTION 'sekisho: PostgreSQL 15 or later is needed';
  END IF;
  IF NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user) THEN
    RAISE EXCEPTION 'sekisho: % is subject to row security itself; apply this as a superuser, or give it BYPASSRLS',
      current_user;
  END IF;
  IF EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname = 'sekisho'
    AND obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM 'sekisho 1') THEN
    RAISE EXCEPTION 'sekisho: the schema % is somebody else''s; choose another', 'sekisho';
  END IF;
  SELECT string_agg(format('%I.%I%s', w.nspname, w.relname, CASE WHEN w.attname IS NULL THEN '' ELSE format(' column %I', w.attname) END), ', ')
    INTO problems
  FROM (VALUES
    ('public', 'purchase_contracts', 'facility_id', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'purchaser_code', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'purchase_kind', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'status', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'receipt_start', ARRAY['date'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'purchase_end', ARRAY['date'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'maximum_output', ARRAY['numeric'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'holder', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'address', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'phone', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'purchase_contracts', 'office', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'supply_periods', 'point', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'supply_periods', 'supplier_code', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'supply_periods', 'holder', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'supply_periods', 'contracted_power', ARRAY['numeric'::regtype]::oid[]),
    ('public', 'supply_periods', 'valid_from', ARRAY['date'::regtype]::oid[]),
    ('public', 'supply_periods', 'valid_to', ARRAY['date'::regtype]::oid[]),
    ('public', 'usage', 'point', ARRAY['text'::regtype, 'varchar'::regtype]::oid[]),
    ('public', 'usage', 'day', ARRAY['date'::regtype]::oid[]),
    ('public', 'usage', 'kwh', ARRAY['numeric'::regtype]::oid[]),
    ('public', 'usage', 'power_factor', ARRAY['smallint'::regtype, 'integer'::regtype, 'bigint'::regtype]::oid[])
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
END
$sekisho$;

CREATE SCHEMA IF NOT EXISTS "sekisho";
COMMENT ON SCHEMA "sekisho" IS 'sekisho 1';
-- How each table was before.
CREATE TABLE IF NOT EXISTS "sekisho"."guarded" (
  schema_name text, table_name text, row_security boolean NOT NULL, forced boolean NOT NULL,
  PRIMARY KEY (schema_name, table_name));
-- What was made, in its order.
CREATE TABLE IF NOT EXISTS "sekisho"."objects" (place integer PRIMARY KEY, kind text NOT NULL, name text NOT NULL);
CREATE TABLE IF NOT EXISTS "sekisho"."hash_key" (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  key bytea NOT NULL, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
-- HMAC-SHA-256: its key, and the two blocks that are hashed before.
INSERT INTO "sekisho"."hash_key" (key, inner_pad, outer_pad)
WITH made AS MATERIALIZED (
  SELECT sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) AS key
  WHERE NOT EXISTS (SELECT FROM "sekisho"."hash_key"))
SELECT m.key, (SELECT string_agg(set_byte('\x00'::bytea, 0, (CASE WHEN i < 32 THEN get_byte(m.key, i) ELSE 0 END) # 54), ''::bytea ORDER BY i) FROM generate_series(0, 63) AS i), (SELECT string_agg(set_byte('\x00'::bytea, 0, (CASE WHEN i < 32 THEN get_byte(m.key, i) ELSE 0 END) # 92), ''::bytea ORDER BY i) FROM generate_series(0, 63) AS i) FROM made AS m;
CREATE TABLE IF NOT EXISTS "sekisho"."owners" (code text PRIMARY KEY, company text NOT NULL);
CREATE TABLE IF NOT EXISTS "sekisho"."surfaces" (surface text PRIMARY KEY, context integer NOT NULL);
-- Bits by class: 1 existence, 2 identity, 4 contact, 8 contract, 16 usage, 32 equipment. What is not here is denied.
CREATE TABLE IF NOT EXISTS "sekisho"."permissions" (
  company text, side text, context integer, subject text, known boolean, owner_code text, voltage text,
  view_bits integer NOT NULL, mask_bits integer NOT NULL,
  PRIMARY KEY (company, side, context, subject, known, owner_code, voltage));

DO $sekisho$
DECLARE t record;
BEGIN
  FOR t IN SELECT g.schema_name, g.table_name, g.row_security, g.forced FROM "sekisho"."guarded" AS g
      JOIN pg_namespace AS n ON n.nspname = g.schema_name
      JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = g.table_name AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('DROP POLICY IF EXISTS sekisho_barrier ON %I.%I', t.schema_name, t.table_name);
    EXECUTE format('DROP POLICY IF EXISTS sekisho_open ON %I.%I', t.schema_name, t.table_name);
    IF (t.schema_name, t.table_name) NOT IN (('public', 'purchase_contracts'), ('public', 'supply_periods'), ('public', 'usage')) THEN
      IF NOT t.row_security THEN
        EXECUTE format('ALTER TABLE %I.%I DISABLE ROW LEVEL SECURITY', t.schema_name, t.table_name);
      END IF;
      IF NOT t.forced THEN
        EXECUTE format('ALTER TABLE %I.%I NO FORCE ROW LEVEL SECURITY', t.schema_name, t.table_name);
      END IF;
      DELETE FROM "sekisho"."guarded" AS g WHERE g.schema_name = t.schema_name AND g.table_name = t.table_name;
    END IF;
  END LOOP;
  FOR t IN SELECT o.name FROM "sekisho"."objects" AS o WHERE o.kind = 'function' AND o.name <> 'seen'
      ORDER BY o.place DESC LOOP
    EXECUTE format('DROP FUNCTION IF EXISTS %I.%I', 'sekisho', t.name);
  END LOOP;
END
$sekisho$;

DELETE FROM "sekisho"."permissions";
DELETE FROM "sekisho"."surfaces";
DELETE FROM "sekisho"."owners";
INSERT INTO "sekisho"."owners" (code, company) VALUES
  ('NW00', 'kita-grid'),
  ('KP01', 'kita-power'),
  ('MD02', 'midori'),
  ('SK03', 'sakura'),
  ('SW90', 'system-works');
INSERT INTO "sekisho"."surfaces" (surface, context) VALUES
  ('purchase-feed', 0),
  ('usage-feed', 0),
  ('expiry-extract', 0),
  ('purchase-report', 0);
INSERT INTO "sekisho"."permissions" (company, side, context, subject, known, owner_code, voltage, view_bits, mask_bits) VALUES
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', false, '', '', 0, 0),
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', true, 'NW00', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', true, 'KP01', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', true, 'MD02', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', true, 'SK03', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'supplyPoint', true, 'SW90', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'facility', false, '', '', 0, 0),
  ('kita-grid', 'kita-grid', 0, 'facility', true, 'NW00', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'facility', true, 'KP01', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'facility', true, 'MD02', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'facility', true, 'SK03', '', 63, 63),
  ('kita-grid', 'kita-grid', 0, 'facility', true, 'SW90', '', 63, 63),
  ('kita-power', 'kita-power', 0, 'supplyPoint', false, '', '', 0, 0),
  ('kita-power', 'kita-power', 0, 'supplyPoint', true, 'KP01', '', 63, 63),
  ('kita-power', 'kita-power', 0, 'facility', false, '', '', 0, 0),
  ('kita-power', 'kita-power', 0, 'facility', true, 'KP01', '', 63, 63),
  ('midori', 'midori', 0, 'supplyPoint', false, '', '', 0, 0),
  ('midori', 'midori', 0, 'supplyPoint', true, 'MD02', '', 63, 63),
  ('midori', 'midori', 0, 'facility', false, '', '', 0, 0),
  ('midori', 'midori', 0, 'facility', true, 'MD02', '', 63, 63),
  ('sakura', 'sakura', 0, 'supplyPoint', false, '', '', 0, 0),
  ('sakura', 'sakura', 0, 'supplyPoint', true, 'SK03', '', 63, 63),
  ('sakura', 'sakura', 0, 'facility', false, '', '', 0, 0),
  ('sakura', 'sakura', 0, 'facility', true, 'SK03', '', 63, 63),
  ('system-works', 'system-works', 0, 'supplyPoint', false, '', '', 0, 0),
  ('system-works', 'system-works', 0, 'supplyPoint', true, 'SW90', '', 63, 63),
  ('system-works', 'system-works', 0, 'facility', false, '', '', 0, 0),
  ('system-works', 'system-works', 0, 'facility', true, 'SW90', '', 63, 63),
  ('system-works', 'kita-power', 0, 'supplyPoint', false, '', '', 0, 0),
  ('system-works', 'kita-power', 0, 'supplyPoint', true, 'KP01', '', 63, 63),
  ('system-works', 'kita-power', 0, 'facility', false, '', '', 0, 0),
  ('system-works', 'kita-power', 0, 'facility', true, 'KP01', '', 63, 63);
ANALYZE "sekisho"."permissions";
ANALYZE "sekisho"."owners";

CREATE OR REPLACE VIEW "sekisho"."session_permissions" AS
SELECT p.subject, p.known, p.owner_code, p.voltage, p.view_bits, p.mask_bits
FROM "sekisho"."permissions" AS p
WHERE p.company = (SELECT NULLIF(current_setting('sekisho.company', true), ''))
  AND p.side = (SELECT COALESCE(NULLIF(current_setting('sekisho.side', true), ''), NULLIF(current_setting('sekisho.company', true), '')))
  AND p.context = (SELECT s.context FROM "sekisho"."surfaces" AS s WHERE s.surface = (SELECT NULLIF(current_setting('sekisho.surface', true), '')));
-- A function, and not the view: of a view the planner would take it that it gives out one row, and read
-- a large table once for each.
CREATE OR REPLACE FUNCTION "sekisho"."seen"(text) RETURNS TABLE (
  known boolean, owner_code text, voltage text, view_bits integer, mask_bits integer)
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE ROWS 1000 SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.known, p.owner_code, p.voltage, p.view_bits, p.mask_bits FROM "sekisho"."session_permissions" AS p
  WHERE p.subject = $1 AND (p.view_bits & 1) <> 0;
END;
GRANT EXECUTE ON FUNCTION "sekisho"."seen"(text) TO PUBLIC;

CREATE OR REPLACE VIEW "sekisho"."supply_periods_segments" AS
SELECT b."point", b.from_day, b.to_day, CASE WHEN count(*) = count(s."supplier_code") AND min(s."supplier_code") = max(s."supplier_code") THEN min(s."supplier_code") END AS owner_code
FROM (
  SELECT d."point", d.day AS from_day, lead(d.day) OVER (PARTITION BY d."point" ORDER BY d.day) AS to_day
  FROM (
    SELECT s."point", s."valid_from" AS day FROM "public"."supply_periods" AS s WHERE s."valid_from" IS NOT NULL
    UNION
    SELECT s."point", s."valid_to" FROM "public"."supply_periods" AS s WHERE s."valid_to" IS NOT NULL
  ) AS d
) AS b
JOIN "public"."supply_periods" AS s ON s."point" = b."point" AND s."valid_from" <= b.from_day AND (s."valid_to" IS NULL OR s."valid_to" > b.from_day)
GROUP BY b."point", b.from_day, b.to_day;

DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."purchase_contracts" WITH (security_barrier) AS
SELECT
  CAST(t."facility_id" AS text) AS "facility_id",
  CAST(t."purchaser_code" AS text) AS "purchaser_code",
  CAST(t."purchase_kind" AS text) AS "purchase_kind",
  CAST(t."status" AS text) AS "status",
  t."receipt_start" AS "receipt_start",
  t."purchase_end" AS "purchase_end",
  CAST(t."maximum_output" AS numeric) AS "maximum_output",
  CAST(t."holder" AS text) AS "holder",
  CAST(t."address" AS text) AS "address",
  CAST(t."phone" AS text) AS "phone",
  CAST(t."office" AS text) AS "office"
FROM "public"."purchase_contracts" AS t
CROSS JOIN LATERAL (
  SELECT p.view_bits, p.mask_bits FROM "sekisho"."session_permissions" AS p
  WHERE p.subject = 'facility' AND p.known AND p.owner_code = t."purchaser_code" AND p.voltage = ''
    AND (p.view_bits & 1) <> 0
  LIMIT 1
) AS p
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."purchase_contracts"'::regclass;
  DROP VIEW "sekisho"."purchase_contracts";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."purchase_contracts"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;
DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."purchase_contracts_feed" WITH (security_barrier) AS
SELECT
  CAST(t."facility_id" AS text) AS "facility_id",
  CAST(t."purchaser_code" AS text) AS "purchaser_code",
  CAST(t."purchase_kind" AS text) AS "purchase_kind",
  CAST(t."status" AS text) AS "status",
  t."receipt_start" AS "receipt_start",
  t."purchase_end" AS "purchase_end",
  CAST(t."maximum_output" AS numeric) AS "maximum_output",
  CAST(t."holder" AS text) AS "holder",
  CAST(t."address" AS text) AS "address",
  CAST(t."phone" AS text) AS "phone",
  CAST(t."office" AS text) AS "office"
FROM "public"."purchase_contracts" AS t
JOIN "sekisho"."seen"('facility') AS p
  ON p.known AND p.owner_code = t."purchaser_code" AND p.voltage = ''
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."purchase_contracts_feed"'::regclass;
  DROP VIEW "sekisho"."purchase_contracts_feed";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."purchase_contracts_feed"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;
DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."supply_periods" WITH (security_barrier) AS
SELECT
  CAST(t."point" AS text) AS "point",
  CAST(t."supplier_code" AS text) AS "supplier_code",
  CAST(t."holder" AS text) AS "holder",
  CAST(t."contracted_power" AS numeric) AS "contracted_power",
  t."valid_from" AS "valid_from",
  t."valid_to" AS "valid_to"
FROM "public"."supply_periods" AS t
CROSS JOIN LATERAL (
  SELECT p.view_bits, p.mask_bits FROM "sekisho"."session_permissions" AS p
  WHERE p.subject = 'supplyPoint' AND p.known AND p.owner_code = t."supplier_code" AND p.voltage = ''
    AND (p.view_bits & 1) <> 0
  LIMIT 1
) AS p
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."supply_periods"'::regclass;
  DROP VIEW "sekisho"."supply_periods";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."supply_periods"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;
DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."supply_periods_feed" WITH (security_barrier) AS
SELECT
  CAST(t."point" AS text) AS "point",
  CAST(t."supplier_code" AS text) AS "supplier_code",
  CAST(t."holder" AS text) AS "holder",
  CAST(t."contracted_power" AS numeric) AS "contracted_power",
  t."valid_from" AS "valid_from",
  t."valid_to" AS "valid_to"
FROM "public"."supply_periods" AS t
JOIN "sekisho"."seen"('supplyPoint') AS p
  ON p.known AND p.owner_code = t."supplier_code" AND p.voltage = ''
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."supply_periods_feed"'::regclass;
  DROP VIEW "sekisho"."supply_periods_feed";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."supply_periods_feed"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;
DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."usage" WITH (security_barrier) AS
SELECT
  CAST(t."point" AS text) AS "point",
  t."day" AS "day",
  CAST(t."kwh" AS numeric) AS "kwh",
  t."power_factor" AS "power_factor"
FROM "public"."usage" AS t
CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) = count(s."supplier_code") AND min(s."supplier_code") = max(s."supplier_code") THEN min(s."supplier_code") END AS owner_code FROM "public"."supply_periods" AS s
  WHERE s."point" = t."point" AND s."valid_from" <= t."day" AND (s."valid_to" IS NULL OR s."valid_to" > t."day")
) AS w
CROSS JOIN LATERAL (
  SELECT p.view_bits, p.mask_bits FROM "sekisho"."session_permissions" AS p
  WHERE p.subject = 'supplyPoint' AND p.known AND p.owner_code = w.owner_code AND p.voltage = ''
    AND (p.view_bits & 1) <> 0
  LIMIT 1
) AS p
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."usage"'::regclass;
  DROP VIEW "sekisho"."usage";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."usage"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;
DO $sekisho1$
DECLARE
  t record;
  privileges aclitem[];
  creation text := $sekisho$
"sekisho"."usage_feed" WITH (security_barrier) AS
SELECT
  CAST(t."point" AS text) AS "point",
  t."day" AS "day",
  CAST(t."kwh" AS numeric) AS "kwh",
  t."power_factor" AS "power_factor"
FROM "public"."usage" AS t
JOIN "sekisho"."supply_periods_segments" AS w
  ON w."point" = t."point"
 AND w.from_day <= t."day" AND (w.to_day IS NULL OR w.to_day > t."day")
JOIN "sekisho"."seen"('supplyPoint') AS p
  ON p.known AND p.owner_code = w.owner_code AND p.voltage = ''
$sekisho$;
BEGIN
  EXECUTE 'CREATE OR REPLACE VIEW ' || creation;
EXCEPTION WHEN invalid_table_definition THEN
  SELECT c.relacl INTO privileges FROM pg_class AS c
    WHERE c.oid = '"sekisho"."usage_feed"'::regclass;
  DROP VIEW "sekisho"."usage_feed";
  EXECUTE 'CREATE VIEW ' || creation;
  FOR t IN SELECT a.grantee FROM aclexplode(privileges) AS a
      WHERE a.privilege_type = 'SELECT' AND a.grantee <> a.grantor LOOP
    EXECUTE format('GRANT SELECT ON %s TO %s', '"sekisho"."usage_feed"',
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho1$;

CREATE FUNCTION "sekisho"."sees_usage"(text, date, text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT FROM (SELECT CASE WHEN count(*) = count(s."supplier_code") AND min(s."supplier_code") = max(s."supplier_code") THEN min(s."supplier_code") END AS owner_code FROM "public"."supply_periods" AS s
  WHERE s."point" = $1 AND s."valid_from" <= $2 AND (s."valid_to" IS NULL OR s."valid_to" > $2)) AS w
    JOIN "sekisho"."session_permissions" AS p ON p.known AND p.owner_code = w.owner_code
    WHERE p.subject = 'supplyPoint' AND p.voltage = $3 AND (p.view_bits & 1) <> 0
  );
END;
GRANT EXECUTE ON FUNCTION "sekisho"."sees_usage"(text, date, text) TO PUBLIC;

INSERT INTO "sekisho"."guarded"
SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relname = 'purchase_contracts'
ON CONFLICT DO NOTHING;
CREATE POLICY sekisho_barrier ON "public"."purchase_contracts" AS RESTRICTIVE FOR ALL TO PUBLIC
  USING (("purchaser_code", '') IN (
    SELECT v.owner_code, v.voltage FROM "sekisho"."seen"('facility') AS v WHERE v.known))
  WITH CHECK (TRUE);
ALTER TABLE "public"."purchase_contracts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "public"."purchase_contracts" FORCE ROW LEVEL SECURITY;
INSERT INTO "sekisho"."guarded"
SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relname = 'supply_periods'
ON CONFLICT DO NOTHING;
CREATE POLICY sekisho_barrier ON "public"."supply_periods" AS RESTRICTIVE FOR ALL TO PUBLIC
  USING (("supplier_code", '') IN (
    SELECT v.owner_code, v.voltage FROM "sekisho"."seen"('supplyPoint') AS v WHERE v.known))
  WITH CHECK (TRUE);
ALTER TABLE "public"."supply_periods" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "public"."supply_periods" FORCE ROW LEVEL SECURITY;
INSERT INTO "sekisho"."guarded"
SELECT n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relname = 'usage'
ON CONFLICT DO NOTHING;
CREATE POLICY sekisho_barrier ON "public"."usage" AS RESTRICTIVE FOR ALL TO PUBLIC
  USING ("sekisho"."sees_usage"("point", "day", ''))
  WITH CHECK (TRUE);
ALTER TABLE "public"."usage" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "public"."usage" FORCE ROW LEVEL SECURITY;
DO $sekisho$
DECLARE t record;
BEGIN
  FOR t IN SELECT g.schema_name, g.table_name FROM "sekisho"."guarded" AS g WHERE NOT g.row_security LOOP
    EXECUTE format('CREATE POLICY sekisho_open ON %I.%I FOR ALL TO PUBLIC USING (TRUE) WITH CHECK (TRUE)',
      t.schema_name, t.table_name);
  END LOOP;
END
$sekisho$;

DO $sekisho$
DECLARE t record;
BEGIN
  FOR t IN SELECT o.name FROM "sekisho"."objects" AS o
      WHERE o.kind = 'view' AND o.name NOT IN ('session_permissions', 'supply_periods_segments', 'purchase_contracts', 'purchase_contracts_feed', 'supply_periods', 'supply_periods_feed', 'usage', 'usage_feed') ORDER BY o.place DESC LOOP
    EXECUTE format('DROP VIEW IF EXISTS %I.%I', 'sekisho', t.name);
  END LOOP;
END
$sekisho$;
DELETE FROM "sekisho"."objects";
INSERT INTO "sekisho"."objects" (place, kind, name) VALUES
  (0, 'view', 'session_permissions'),
  (1, 'function', 'seen'),
  (2, 'view', 'supply_periods_segments'),
  (3, 'view', 'purchase_contracts'),
  (4, 'view', 'purchase_contracts_feed'),
  (5, 'view', 'supply_periods'),
  (6, 'view', 'supply_periods_feed'),
  (7, 'view', 'usage'),
  (8, 'view', 'usage_feed'),
  (9, 'function', 'sees_usage'),
  (10, 'function', 'check');

DO $sekisho$
DECLARE t record;
BEGIN
  FOR t IN SELECT DISTINCT c.relname, a.grantee FROM pg_class AS c, aclexplode(c.relacl) AS a
      WHERE c.relnamespace = '"sekisho"'::regnamespace
        AND c.relname IN ('permissions', 'owners', 'surfaces', 'hash_key', 'guarded', 'objects', 'session_permissions', 'supply_periods_segments') AND a.grantee <> c.relowner LOOP
    EXECUTE format('REVOKE ALL ON %I.%I FROM %s', 'sekisho', t.relname,
      CASE t.grantee WHEN 0 THEN 'PUBLIC' ELSE t.grantee::regrole::text END);
  END LOOP;
END
$sekisho$;
GRANT USAGE ON SCHEMA "sekisho" TO "feed_reader";
GRANT SELECT ON "sekisho"."purchase_contracts", "sekisho"."purchase_contracts_feed", "sekisho"."supply_periods", "sekisho"."supply_periods_feed", "sekisho"."usage", "sekisho"."usage_feed" TO "feed_reader";
DO $sekisho$
DECLARE open text;
BEGIN
  SELECT string_agg(w.name, ', ') INTO open FROM (VALUES ('"public"."purchase_contracts"'), ('"public"."supply_periods"'), ('"public"."usage"')) AS w (name)
  WHERE has_any_column_privilege('feed_reader', w.name, 'SELECT');
  IF open IS NOT NULL THEN
    RAISE WARNING 'sekisho: % may read unmasked columns of %; revoke that', 'feed_reader', open;
  END IF;
END
$sekisho$;

CREATE FUNCTION "sekisho"."check"() RETURNS TABLE (table_name text, company text, side text, surfaces text[],
  total bigint, visible bigint, withheld bigint, unowned bigint, sees text)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET standard_conforming_strings = on
AS $sekisho$
#variable_conflict use_column
BEGIN
  IF NOT (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles AS r WHERE r.rolname = current_user) THEN
    RAISE EXCEPTION 'sekisho: % does not see all rows, and cannot count them', current_user;
  END IF;
  IF EXISTS (SELECT FROM "sekisho"."guarded" AS g
      LEFT JOIN pg_namespace AS n ON n.nspname = g.schema_name
      LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = g.table_name
      LEFT JOIN pg_policy AS p ON p.polrelid = c.oid AND p.polname = 'sekisho_barrier' AND NOT p.polpermissive
      WHERE c.oid IS NULL OR NOT c.relrowsecurity OR NOT c.relforcerowsecurity OR p.oid IS NULL) THEN
    RAISE EXCEPTION 'sekisho: row security was taken from a table; apply the barrier again';
  END IF;
  IF (SELECT count(*) FROM pg_class AS c JOIN pg_roles AS r ON r.oid = c.relowner
      WHERE c.relnamespace = '"sekisho"'::regnamespace AND c.relname IN ('purchase_contracts', 'purchase_contracts_feed', 'supply_periods', 'supply_periods_feed', 'usage', 'usage_feed')
        AND 'security_barrier=true' = ANY (c.reloptions) AND (r.rolsuper OR r.rolbypassrls)
      ) <> 6 THEN
    RAISE EXCEPTION 'sekisho: a view is gone, is no security barrier, or its owner is subject to row security; apply the barrier again';
  END IF;
  RETURN QUERY
  WITH counted (table_name, subject, known, owner_code, voltage, number) AS (
    SELECT 'purchase_contracts', 'facility', o.code IS NOT NULL, COALESCE(o.code, ''), '', count(*)
    FROM "public"."purchase_contracts" AS t
    LEFT JOIN "sekisho"."owners" AS o ON o.code = t."purchaser_code"
    GROUP BY 3, 4, 5
    UNION ALL
    SELECT 'supply_periods', 'supplyPoint', o.code IS NOT NULL, COALESCE(o.code, ''), '', count(*)
    FROM "public"."supply_periods" AS t
    LEFT JOIN "sekisho"."owners" AS o ON o.code = t."supplier_code"
    GROUP BY 3, 4, 5
    UNION ALL
    SELECT 'usage', 'supplyPoint', o.code IS NOT NULL, COALESCE(o.code, ''), '', count(*)
    FROM "public"."usage" AS t
    LEFT JOIN "sekisho"."supply_periods_segments" AS w
      ON w."point" = t."point"
     AND w.from_day <= t."day" AND (w.to_day IS NULL OR w.to_day > t."day")
    LEFT JOIN "sekisho"."owners" AS o ON o.code = w.owner_code
    GROUP BY 3, 4, 5
  ), looked (table_name, subject) AS (
    VALUES ('purchase_contracts', 'facility'), ('supply_periods', 'supplyPoint'), ('usage', 'supplyPoint')
  ), viewer AS (
    SELECT DISTINCT p.company, p.side, p.context FROM "sekisho"."permissions" AS p
  ), sums AS (
    SELECT l.table_name, v.company, v.side, v.context, COALESCE(sum(c.number), 0)::bigint AS total,
      COALESCE(sum(c.number) FILTER (WHERE (p.view_bits & 1) <> 0), 0)::bigint AS visible,
      COALESCE(sum(c.number) FILTER (WHERE NOT c.known), 0)::bigint AS unowned
    FROM looked AS l CROSS JOIN viewer AS v
    LEFT JOIN counted AS c ON c.table_name = l.table_name
    LEFT JOIN "sekisho"."permissions" AS p ON p.company = v.company AND p.side = v.side AND p.context = v.context
      AND p.subject = l.subject AND p.known = c.known AND p.owner_code = c.owner_code AND p.voltage = c.voltage
    GROUP BY l.table_name, v.company, v.side, v.context
  )
  SELECT s.table_name, s.company, s.side,
    ARRAY(SELECT f.surface FROM "sekisho"."surfaces" AS f WHERE f.context = s.context ORDER BY f.surface),
    s.total, s.visible, s.total - s.visible, s.unowned,
    CASE WHEN s.total = 0 THEN 'no rows' WHEN s.visible = 0 THEN 'nothing'
      WHEN s.visible = s.total THEN 'everything' ELSE 'part' END
  FROM sums AS s ORDER BY s.table_name, s.company, s.side, s.context;
END
$sekisho$;
REVOKE ALL ON FUNCTION "sekisho"."check"() FROM PUBLIC;

COMMIT;
