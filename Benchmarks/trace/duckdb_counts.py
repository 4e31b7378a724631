"""The look-back in DuckDB, from the files to the counts.

    duckdb_counts.py FOLDER COUNTS-FILE

The quickest of the forms that were tried: views read into a table first (so that the planner knows which side of the
join is the small one), viewers as one table of accounts and days, one hash join each with the days as a residual
condition, and the contract fetched for exposures only. Reading straight from the files into the join took 1.4 to 5
times as long, as did an as-of join. Identifiers are text. The barrier is two conditions here, written out by hand.
"""
import sys

import duckdb

folder, counts_file = sys.argv[1:3]
con = duckdb.connect()
con.execute("SET threads=2; SET preserve_insertion_order=false")


def csv(file, **columns):
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return (f"read_csv('{folder}/{file}', header=true, delim=',', quote='', escape='', auto_detect=false, "
            f"columns={{{types}}})")


def text(*names):
    return {name: "VARCHAR" for name in names}


def segments(name, source, key, payload):
    """Periods that overlap no other as they are; of those that do, each stretch, with how many cover it."""
    con.execute(f"""
    CREATE TEMP TABLE {name}_doubtful AS SELECT DISTINCT {key} FROM (
      SELECT {key}, "from", max("to") OVER (PARTITION BY {key} ORDER BY "from", "to"
                                            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM {source}) WHERE before > "from";
    CREATE TEMP TABLE {name} AS
      SELECT *, 1 AS n FROM {source} WHERE {key} NOT IN (FROM {name}_doubtful)
      UNION ALL
      SELECT {key}, any_value(COLUMNS({payload})), s AS "from", e AS "to", count(*) AS n FROM (
        SELECT d.* EXCLUDE ("from", "to"), s, e FROM (
          SELECT {key} AS k, c AS s, lead(c) OVER (PARTITION BY {key} ORDER BY c) AS e FROM (
            SELECT {key}, "from" AS c FROM {source} WHERE {key} IN (FROM {name}_doubtful)
            UNION SELECT {key}, "to" FROM {source} WHERE {key} IN (FROM {name}_doubtful))) cuts
        JOIN {source} d ON d.{key} = cuts.k AND d."from" <= s AND e <= d."to" WHERE e IS NOT NULL)
      GROUP BY {key}, s, e""")


# Who is who.
con.execute(f"""CREATE TEMP TABLE companies AS SELECT company, kind FROM
    {csv('companies.csv', **text('company', 'name', 'nameEn', 'kind', 'registration', 'affiliates'))}""")
con.execute(f"""CREATE TEMP TABLE accounts AS SELECT account, person, shared = 'yes' AS shared FROM
    {csv('accounts.csv', **text('account', 'person', 'shared'))}""")
employments = csv("employments.csv", **text("person", "company", "position", "kind", "engagedBy"),
                  **{"from": "TIMESTAMP", "to": "TIMESTAMP"})
con.execute(f"""CREATE TEMP TABLE employed AS SELECT person, kind, coalesce(engagedBy, company) AS side,
    "from", coalesce("to", TIMESTAMP '9999-12-31') AS "to" FROM {employments}""")
segments("employments", "employed", "person", ["kind", "side"])
con.execute("""
CREATE TEMP TABLE viewers AS SELECT a.account, a.person, e.kind, e."from", e."to",
    CASE WHEN a.shared THEN 'undetermined,sharedAccount' WHEN e.person IS NULL THEN 'undetermined,noEmployment'
         WHEN e.n > 1 THEN 'undetermined,overlappingEmployments' END AS flaw,
    CASE WHEN c.kind = 'retailer' THEN e.side END AS side
  FROM accounts a LEFT JOIN employments e ON e.person = a.person LEFT JOIN companies c ON c.company = e.side;
CREATE TEMP TABLE spans AS
  SELECT * FROM viewers WHERE "from" IS NOT NULL
  UNION ALL SELECT * REPLACE (TIMESTAMP '0001-01-01' AS "from", TIMESTAMP '9999-12-31' AS "to")
    FROM viewers WHERE "from" IS NULL
  UNION ALL SELECT account, person, NULL, TIMESTAMP '0001-01-01', min("from"), 'undetermined,noEmployment', NULL
    FROM viewers WHERE "from" IS NOT NULL GROUP BY ALL
  UNION ALL SELECT account, person, NULL, max("to"), TIMESTAMP '9999-12-31', 'undetermined,noEmployment', NULL
    FROM viewers WHERE "from" IS NOT NULL GROUP BY ALL HAVING max("to") < TIMESTAMP '9999-12-31'""")

# Whose customer is whose.
periods = csv("supply-periods.csv", **text("supplyPoint", "contract", "supplier", "voltage"),
              **{"from": "TIMESTAMP", "to": "TIMESTAMP"})
con.execute(f"""CREATE TEMP TABLE register AS SELECT supplyPoint, contract, supplier, voltage,
    "from", coalesce("to", TIMESTAMP '9999-12-31') AS "to" FROM {periods}""")
# A row that is set aside leaves all days of its supply point open.
con.execute("""CREATE TEMP TABLE supplied AS SELECT * FROM register WHERE "to" > "from"
    UNION ALL SELECT supplyPoint, NULL, NULL, NULL, TIMESTAMP '0001-01-01', TIMESTAMP '9999-12-31'
    FROM register WHERE "to" <= "from" """)
rejected_periods = con.execute("SELECT count(*) FROM supplied WHERE supplier IS NULL").fetchone()[0]
segments("periods", "supplied", "supplyPoint", ["contract", "supplier", "voltage"])

# The views, and what the barrier says of each.
logs = " UNION ALL ".join(
    f"""SELECT {surface}::UTINYINT AS surface, try_cast(seen AS TIMESTAMP) AS seen, viewer, subject
        FROM {csv(f'views-{surface}.csv', **text('seen', 'viewer', 'subject', 'terminal'))}"""
    for surface in range(1, 9))
con.execute(f"CREATE TEMP TABLE views AS {logs}")
con.execute("""
CREATE TEMP TABLE found AS WITH known AS (
  SELECT v.surface, v.seen, v.subject, e.person, e.kind, e.side,
    CASE WHEN seen IS NULL THEN 'rejected,date'
         WHEN seen < TIMESTAMP '2022-04-01' OR seen >= TIMESTAMP '2023-02-01' THEN 'rejected,outsidePeriod'
         WHEN subject IS NULL OR length(subject) <> 22 THEN 'rejected,number'
         WHEN viewer IS NULL THEN 'rejected,viewer'
         WHEN e.account IS NULL THEN 'undetermined,unknownViewer' ELSE e.flaw END AS flaw
  FROM views v LEFT JOIN spans e ON e.account = v.viewer AND e."from" <= v.seen AND v.seen < e."to"),
judged AS (
  SELECT k.*, p.rowid AS period, coalesce(flaw,
    CASE WHEN p.supplyPoint IS NULL THEN 'undetermined,noOwner' 
         WHEN p.n > 1 OR p.supplier IS NULL THEN 'undetermined,overlappingOwners'
         WHEN p.supplier <> k.side THEN 'exposure' ELSE 'lawful' END) AS what
  FROM known k LEFT JOIN periods p ON p.supplyPoint = k.subject AND p."from" <= k.seen AND k.seen < p."to")
SELECT what, count(*) AS n, CASE WHEN what = 'exposure' THEN kind END AS kind,
  CASE WHEN what = 'exposure' THEN period END AS period, CASE WHEN what = 'exposure' THEN surface END AS surface,
  CASE WHEN what = 'exposure' THEN date_trunc('month', seen) END AS month,
  CASE WHEN what = 'exposure' THEN person END AS person FROM judged GROUP BY ALL""")
con.execute("""CREATE TEMP TABLE hits AS SELECT f.* EXCLUDE (month), strftime(month, '%Y-%m') AS month,
    p.supplier || '/' || p.contract AS contract, p.voltage, p.supplyPoint FROM found f LEFT JOIN periods p ON p.rowid = f.period""")

totals = dict(con.execute("SELECT what, sum(n)::BIGINT FROM hits GROUP BY 1").fetchall())
lines = [f"{what},{n}" for what, n in totals.items() if "," in what]
lines.append(f"rows,views,{sum(totals.values())}")
lines.append(f"rows,rejected,{sum(n for what, n in totals.items() if what.startswith('rejected'))}")
lines.append(f"rows,lawful,{totals['lawful']}")
lines.append(f"rows,rejectedPeriods,{rejected_periods}")
for name, keys in (("all", []), ("byKind", ["kind"]), ("byMonth", ["kind", "voltage", "surface", "month"])):
    columns = keys + ["sum(n)::BIGINT", "count(DISTINCT person)", "count(DISTINCT contract)",
                      "count(DISTINCT supplyPoint)"]
    grouped = f"GROUP BY {', '.join(keys)}" if keys else ""
    for row in con.execute(f"SELECT {', '.join(columns)} FROM hits WHERE what = 'exposure' {grouped}").fetchall():
        lines.append(",".join([name] + [str(value) for value in row]))
with open(counts_file, "w") as out:
    out.write("\n".join(sorted(lines)) + "\n")
