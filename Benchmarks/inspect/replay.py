#!/usr/bin/env python3
"""Tries out on PostgreSQL the rows that a peer says would leak.

    Scripts/with-postgres Benchmarks/inspect/replay.py FOLDER RESULT [--only NUMBER,…]

RESULT is what peer.py wrote with --models. The values of each `sat` become rows of tables that refuse what the catalogue
says they never hold, and PostgreSQL counts those that leak. Where there are none, or the rows are refused, the questions
to the peers are wrong, and it ends with status 1; where there are some, and Sekisho says that none leak, Sekisho is.
"""
import argparse, datetime, json, pathlib, re, subprocess, sys

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("result", type=pathlib.Path)
parser.add_argument("--only", help="surfaces by their numbers; RESULT has these and no others")
arguments = parser.parse_args()
tables = json.loads((arguments.folder / "tables.json").read_text())
models = json.loads(arguments.result.read_text())["models"]
INFINITY = 1_000_000_000_000
FILLERS = {"text": "'x'", "number": "0", "date": "'2023-04-01'", "bool": "false"}


def value(column, term):
    """A value of SMT-LIB as SQL."""
    if column["type"] == "bool":
        return term
    if column["type"] == "text":
        text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda m: chr(int(m[1], 16)), term[1:-1].replace('""', '"'))
        return "'" + text.replace("'", "''") + "'"
    number = int(term.replace("(- ", "-").replace(")", ""))
    if column["type"] == "date":
        if abs(number) >= INFINITY:
            return "'infinity'" if number > 0 else "'-infinity'"
        return f"'{datetime.date(1970, 1, 1) + datetime.timedelta(days=number)}'"
    return f"{number}e-{column['scale']}"


def row(alias, table, model):
    cells = []
    for column in tables[table]:
        name = f"{alias}.{column['name']}"
        if name not in model:
            filler = f"'{column['values'][0]}'" if column["values"] else FILLERS[column["type"]]
            cells.append("NULL" if column["null"] else "'1'" if column["type"] == "text" and not column["values"] else filler)
        else:
            cells.append(value(column, model[name]) if model.get(name + ".known", "true") == "true" else "NULL")
    return f"INSERT INTO {table} VALUES ({', '.join(cells)});"


OVERLAP = """SELECT count(*) FROM supply_periods a JOIN supply_periods b ON a.point = b.point AND a.ctid <> b.ctid
WHERE a.valid_from < coalesce(b.valid_to, 'infinity') AND b.valid_from < coalesce(a.valid_to, 'infinity')
  AND a.valid_from < coalesce(a.valid_to, 'infinity') AND b.valid_from < coalesce(b.valid_to, 'infinity');"""
numbers = arguments.only.split(",") if arguments.only else range(len(models))
script = ["\\set QUIET on", "\\pset tuples_only on", "\\pset format unaligned", "SET client_min_messages = error;",
          (arguments.folder / "tables.sql").read_text()]
asked = 0
for number, answers in zip(numbers, models):
    if not answers[0]:
        continue
    asked += 1
    question = (arguments.folder / "questions" / f"{int(number):05}.sql").read_text()
    aliases = json.loads(question.split("\n")[0][3:])
    if answers[0].get("p.there") == "true":
        aliases["p"] = "supply_periods"
    rows = list(dict.fromkeys(row(alias, table, answers[0]) for alias, table in aliases.items()))
    script += ["BEGIN;", *rows, f"\\echo overlaps {number}", OVERLAP, f"\\echo leaks {number}", question + ";", "ROLLBACK;"]
run = subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=0"], input="\n".join(script), text=True, capture_output=True)
found = dict(re.findall(r"^leaks (\d+)\n(\d+)$", run.stdout, re.M))
overlaps = [number for number, count in re.findall(r"^overlaps (\d+)\n(\d+)$", run.stdout, re.M) if count != "0"]
clean = [number for number, count in found.items() if count == "0"]
print(f"{asked} models, {len(found) - len(clean)} leak on PostgreSQL; none leaks: {clean or 'none'}; "
      f"overlapping periods: {overlaps or 'none'}; refused: {asked - len(found)}")
if run.stderr:
    print(run.stderr[:2000], file=sys.stderr)
sys.exit(bool(clean or overlaps or asked != len(found) or run.stderr))
