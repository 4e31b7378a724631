"""DuckDB's runner: the same registers, views and rules as ours, in the form that was fastest of those tried
(hash join and range filter, numbers of 22 digits as HUGEINT once their length is checked, days as timestamps).

    duckdb_counts.py FOLDER COUNTS-FILE
"""
import sys

import duckdb

folder, out = sys.argv[1:3]
con = duckdb.connect()
con.execute("SET threads=2; SET preserve_insertion_order=false;")


def csv(file, columns):
    """A file read with its columns declared: nothing is guessed, and identifiers stay text."""
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    return (f"read_csv('{folder}/{file}', header=true, delim=',', quote='', escape='', auto_detect=false, "
            f"columns={{{types}}})")


def text(*names):
    return dict.fromkeys(names, "VARCHAR")


def segments(name, source, key, payload):
    """Periods that overlap no other, and of those that do one row for each stretch, with how many cover it."""
    kept = ", ".join(repr(column) for column in payload)
    con.execute(f"""
    CREATE TEMP TABLE {name}_doubtful AS SELECT DISTINCT {key} FROM (
      SELECT {key}, "from", max("to") OVER (PARTITION BY {key} ORDER BY "from", "to"
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM {source}) WHERE before > "from";
    CREATE TEMP TABLE {name} AS
      SELECT *, 1 AS n FROM {source} WHERE {key} NOT IN (FROM {name}_doubtful)
      UNION ALL
      SELECT {key}, any_value(COLUMNS([{kept}])), s AS "from", e AS "to", count(*) AS n FROM (
        SELECT d.* EXCLUDE ("from", "to"), s, e FROM (
          SELECT {key} AS k, c AS s, lead(c) OVER (PARTITION BY {key} ORDER BY c) AS e FROM (
            SELECT {key}, "from" AS c FROM {source} WHERE {key} IN (FROM {name}_doubtful)
            UNION SELECT {key}, "to" FROM {source} WHERE {key} IN (FROM {name}_doubtful))) cuts
        JOIN {source} d ON d.{key} = cuts.k AND d."from" <= s AND e <= d."to" WHERE e IS NOT NULL)
      GROUP BY {key}, s, e;""")


companies = csv("companies.csv", text("company", "name", "nameEn", "kind", "registration", "affiliates"))
accounts = csv("accounts.csv", text("account", "person", "shared"))
employments = csv("employments.csv",
                  text("person", "company", "position", "kind", "engagedBy") | {"from": "TIMESTAMP", "to": "TIMESTAMP"})
supply = csv("supply-periods.csv", text("supplyPoint", "contract", "supplier", "voltage") | {"from": "TIMESTAMP", "to": "TIMESTAMP"})

con.execute(f"""CREATE TEMP TABLE companies AS SELECT company, kind FROM {companies};
CREATE TEMP TABLE accounts AS SELECT account, person, shared = 'yes' AS shared FROM {accounts};
CREATE TEMP TABLE employments0 AS SELECT person, e.kind, coalesce(engagedBy, e.company) AS side, "from",
  coalesce("to", TIMESTAMP '9999-12-31') AS "to" FROM {employments} e;""")
segments("employments1", "employments0", "person", ["kind", "side"])
con.execute("""CREATE TEMP TABLE employments AS SELECT e.*, c.kind = 'retailer' AS barred
FROM employments1 e JOIN companies c ON c.company = e.side""")
con.execute(f"""CREATE TEMP TABLE periods0 AS SELECT supplyPoint::HUGEINT AS supplyPoint, contract, supplier, voltage, "from",
  coalesce("to", TIMESTAMP '9999-12-31') AS "to" FROM {supply};
CREATE TEMP TABLE periods1 AS SELECT * FROM periods0 WHERE "to" > "from";""")
rejected_periods = con.execute("SELECT (SELECT count(*) FROM periods0) - (SELECT count(*) FROM periods1)").fetchone()[0]
segments("periods", "periods1", "supplyPoint", ["contract", "supplier", "voltage"])

log = text("seen", "viewer", "subject", "terminal")
views = " UNION ALL ".join(
    f"SELECT {number}::UTINYINT AS surface, try_cast(seen AS TIMESTAMP) AS seen, viewer, "
    "CASE WHEN length(subject) = 22 THEN try_cast(subject AS HUGEINT) END AS subject "
    f"FROM {csv(f'views-{number}.csv', log)}" for number in range(1, 9))
exposed = ", ".join(f"CASE WHEN what = 'exposure' THEN {value} END AS {name}" for name, value in {
    "kind": "kind", "voltage": "voltage", "surface": "surface", "month": "strftime(seen, '%Y-%m')", "person": "person",
    "contract": "contract", "subject": "subject"}.items())
con.execute(f"""CREATE TEMP TABLE hits AS
WITH views AS ({views}),
known AS (SELECT v.surface, v.seen, v.subject, a.person, e.kind, e.side, e.barred,
  CASE WHEN seen IS NULL THEN 'rejected,date'
       WHEN seen < TIMESTAMP '2022-04-01' OR seen >= TIMESTAMP '2023-02-01' THEN 'rejected,outsidePeriod'
       WHEN subject IS NULL THEN 'rejected,number' WHEN viewer IS NULL THEN 'rejected,viewer'
       WHEN a.account IS NULL THEN 'undetermined,unknownViewer' WHEN a.shared THEN 'undetermined,sharedAccount'
       WHEN e.person IS NULL THEN 'undetermined,noEmployment'
       WHEN e.n > 1 THEN 'undetermined,overlappingEmployments' END AS flaw
  FROM views v LEFT JOIN accounts a ON a.account = v.viewer
  LEFT JOIN employments e ON e.person = a.person AND e."from" <= v.seen AND v.seen < e."to"),
judged AS (SELECT k.*, p.contract, p.voltage,
  coalesce(flaw, CASE WHEN p.supplyPoint IS NULL THEN 'undetermined,noOwner'
    WHEN p.n > 1 THEN 'undetermined,overlappingOwners'
    WHEN k.barred AND p.supplier <> k.side THEN 'exposure' ELSE 'lawful' END) AS what
  FROM known k LEFT JOIN periods p ON p.supplyPoint = k.subject AND p."from" <= k.seen AND k.seen < p."to")
SELECT what, count(*) AS n, {exposed} FROM judged GROUP BY ALL""")

totals = dict(con.execute("SELECT what, sum(n)::BIGINT FROM hits GROUP BY 1").fetchall())
lines = [
    f"rows,views,{sum(totals.values())}", f"rows,rejectedPeriods,{rejected_periods}", f"rows,lawful,{totals['lawful']}",
    f"rows,rejected,{sum(count for what, count in totals.items() if what.startswith('rejected'))}",
] + [f"{what},{count}" for what, count in totals.items() if "," in what]
for name, columns in {"all": [], "byKind": ["kind"], "byMonth": ["kind", "voltage", "surface", "month"]}.items():
    chosen = "".join(column + ", " for column in columns)
    grouping = f"GROUP BY {', '.join(columns)}" if columns else ""
    rows = con.execute(f"""SELECT {chosen} sum(n)::BIGINT, count(DISTINCT person), count(DISTINCT contract),
      count(DISTINCT subject) FROM hits WHERE what = 'exposure' {grouping}""").fetchall()
    lines += [",".join([name] + [str(value) for value in row]) for row in rows]
with open(out, "w") as file:
    file.write("\n".join(sorted(lines)) + "\n")
