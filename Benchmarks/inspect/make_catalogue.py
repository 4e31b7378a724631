"""Draws a catalogue of surfaces, and the same questions for the peers.

    make_catalogue.py FOLDER [--surfaces N] [--kind usual|stress] [--seed N] [--no-questions]

FOLDER gets catalogue.yaml, and questions/NUMBER.smt2 for each surface: whether it leaks, whether it is always empty,
and whether its condition lets every row through. For replay.py there is the same in SQL: tables.sql with all that the
catalogue takes for granted, and questions/NUMBER.sql, which counts the rows that leak. The barrier is that of Examples/inspection, and is known here by its
meaning: a retailer's side may see its own customers, the network operator's side all whose owner is known.
"""
import argparse, json, pathlib, random
from conditions import *

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("--surfaces", type=int, default=200)
parser.add_argument("--tables", type=int, default=20)
parser.add_argument("--kind", choices=["usual", "stress"], default="usual")
parser.add_argument("--seed", type=int, default=20230419)
parser.add_argument("--no-questions", action="store_true")
arguments = parser.parse_args()
draw = random.Random(f"{arguments.kind} {arguments.seed}")

RETAILERS = [("kita-power", "KP01")] + [(f"retailer-{n:02}", f"R{n:03}") for n in range(1, 51)]
CONTRACTORS = [(f"contractor-{n}", f"SW{n:02}") for n in range(1, 9)]
GRID = ("kita-grid", "NW00")
CODES = [GRID[1]] + [code for _, code in RETAILERS] + [code for _, code in CONTRACTORS]
CODE_OF = dict([GRID, *RETAILERS, *CONTRACTORS])


# ---- Tables


def contracts(number):
    """A table of contracts, with the owner in a column."""
    codes = CODES if number % 3 == 0 else None
    return Table(f"contracts_{number}", [
        Column("facility_id", "varchar(10)", "text", null=False, most=10, tells="facilityID", pool=["A123456789", "B0"]),
        Column("owner_code", "varchar(4)", "text", null=number % 2 == 0, most=4, values=codes, tells="supplier", pool=CODES),
        Column("former_code", "varchar(4)", "text", most=4, tells="nothing", pool=CODES),
        Column("purchase_kind", "varchar(1)", "text", null=False, most=1, values=["1", "2", "3", "4"], tells="purchaseKind",
               pool=["1", "2", "3", "4"]),
        Column("status", "varchar(2)", "text", null=False, most=2, tells="nothing", pool=["00", "10", "11", "20", "99"]),
        Column("office", "varchar(4)", "text", most=4, tells="nothing", pool=["1010", "1020", "2010", "3010", "3020"]),
        Column("destination", "varchar(4)", "text", null=False, most=4, tells="nothing", pool=CODES),
        Column("receipt_start", "date", "date", null=False, tells="supplyReceiptStart"),
        Column("purchase_end", "date", "date", tells="purchaseEnd"),
        Column("maximum_output", "numeric(7, 2)", "number", null=False, scale=2, least_value=0, most_value=9_999_999,
               tells="maximumOutput"),
        Column("monthly_kwh", "integer", "number", least_value=-2_147_483_648, most_value=2_147_483_647, tells="usage"),
        Column("power_factor", "smallint", "number", least_value=0, most_value=100, tells="powerFactor"),
        Column("holder", "text", "text", null=False, tells="contractHolder", pool=["青木 一郎", "石井 花子", "株式会社北浜"]),
        Column("address", "text", "text", tells="contactAddress", pool=["北区一番町 1-1", "南区", "中央区"]),
        Column("phone", "varchar(20)", "text", most=20, tells="phone", pool=["06-0000-0001", "075-", "06-"]),
        Column("is_closed", "boolean", "bool", tells="nothing"),
    ], owner="owner_code")


PERIODS = Table("supply_periods", [
    Column("point", "varchar(22)", "text", null=False, most=22, tells="supplyPointNumber", pool=["0611000000000000000001"]),
    Column("supplier_code", "varchar(4)", "text", null=False, most=4, tells="supplier", pool=CODES),
    Column("contracted_power", "numeric(8, 1)", "number", null=False, scale=1, least_value=0, most_value=99_999_999,
           tells="contractedPower"),
    Column("contract_holder", "text", "text", null=False, tells="contractHolder", pool=["上田 次郎", "江川"]),
    Column("valid_from", "date", "date", null=False, tells="supplyStart"),
    Column("valid_to", "date", "date", tells="nothing"),
], owner="supplier_code")


def usage(number):
    """A table of readings, whose owner the supply periods say."""
    return Table(f"usage_{number}", [
        Column("point", "varchar(22)", "text", null=False, most=22, tells="supplyPointNumber", pool=["0611000000000000000001"]),
        Column("day", "date", "date", null=False, tells="nothing"),
        Column("kwh", "numeric(9, 1)", "number", null=False, scale=1, least_value=0, most_value=999_999_999, tells="usage"),
        Column("power_factor", "smallint", "number", least_value=0, most_value=100, tells="powerFactor"),
        Column("meter_number", "varchar(12)", "text", null=False, most=12, tells="meterNumber", pool=["M1000", "M2"]),
        Column("status", "varchar(2)", "text", null=False, most=2, tells="nothing", pool=["00", "10", "11", "20", "99"]),
        Column("reading_kind", "varchar(1)", "text", most=1, values=["1", "2", "3"], tells="nothing", pool=["1", "2", "3"]),
        Column("area", "varchar(3)", "text", null=False, most=3, tells="nothing", pool=["101", "102", "201", "300"]),
        Column("route", "text", "text", tells="nothing", pool=["R-1", "R-20", "S-"]),
        Column("read_on", "date", "date", tells="nothing"),
        Column("is_estimated", "boolean", "bool", tells="nothing"),
    ], periods="supply_periods")


TABLES = [PERIODS] + [usage(n) if n % 4 == 3 else contracts(n) for n in range(arguments.tables)]


# ---- Conditions


def day(first="2015-01-01", length=4000):
    return (datetime.date.fromisoformat(first) + datetime.timedelta(days=draw.randrange(length))).isoformat()


def few(items, most):
    return draw.sample(items, min(len(items), draw.randint(1, most)))


def atom(rows):
    """A comparison as people write it, of a column of some row."""
    alias, table = draw.choice(rows)
    column = draw.choice(table.columns)
    cell = Cell(alias, column)
    if column.null and draw.random() < 0.15:
        return IsNull(cell, negated=draw.random() < 0.6)
    if column.type == "bool":
        return Flag(cell)
    if column.type == "date":
        others = [other for other in table.columns if other.type == "date" and other is not column]
        how = draw.random()
        if how < 0.25:
            first = draw.randrange(2000)
            return Between(cell, day(length=first + 1), day("2021-01-01", first + 1))
        if how < 0.45 and others:
            return Compare(draw.choice(["<", "<=", ">"]), cell, Cell(alias, draw.choice(others)))
        if how < 0.6:
            return Compare(draw.choice(["<", ">="]), Later(cell, draw.choice([1, 30, 365])), Value(column, day()))
        return Compare(draw.choice(["<", "<=", ">", ">="]), cell, Value(column, day()))
    if column.type == "number":
        top = min(column.most_value, 10_000 * 10 ** column.scale)
        if draw.random() < 0.3:
            least = draw.randrange(top)
            return Between(cell, least // 2, least + top // 10)
        return Compare(draw.choice(["<", "<=", ">", ">=", "<>", "="]), cell, Value(column, draw.randrange(top)))
    how = draw.random()
    if how < 0.35:
        return Compare(draw.choice(["=", "<>"]), cell, Value(column, draw.choice(column.pool)))
    if how < 0.6 and len(column.pool) > 2:
        return IsIn(cell, few(column.pool, 4), negated=draw.random() < 0.4)
    word = draw.choice(column.pool)
    start = word[:draw.randint(1, len(word))]
    pattern = draw.choice([start + "%", "%" + start + "%", "%" + start, start[:-1] + "_%"])
    return Like(cell, pattern, negated=draw.random() < 0.4)


def business(rows, count):
    """What a feed asks beside whose customers they are: so many comparisons."""
    groups = []
    while count > 0:
        size = min(count, draw.choice([1, 2, 2, 3, 4]))
        parts = [atom(rows) for _ in range(size)]
        groups.append(parts[0] if size == 1 else Or(parts))
        count -= size
    return groups


def text_atom(rows):
    """A comparison with much to do for a theory of texts."""
    alias, table = draw.choice(rows)
    texts = [column for column in table.columns if column.type == "text"]
    one, other = (Cell(alias, column) for column in draw.sample(texts, 2))
    word = draw.choice(one.column.pool)
    start = word[:draw.randint(1, len(word))]
    how = draw.randrange(10)
    if how == 0:
        return Like(one, "%" + "%".join(few(["1", "0", "-", start[:1], start[-1:]], 3)) + "%", draw.random() < 0.4)
    if how == 1:
        return Like(one, "_" * draw.randint(0, 3) + start[-2:] + "%", draw.random() < 0.4)
    if how == 2:
        return Like(Concat([one, other]), start + "%" + draw.choice(other.column.pool)[-1:], draw.random() < 0.3)
    if how == 3:
        return Compare(draw.choice(["=", "<>"]), Concat([one, other]), Value(one.column, word + draw.choice(other.column.pool)))
    if how == 4:
        first, length = draw.randint(1, 3), draw.randint(1, 3)
        part = word[first - 1:first - 1 + length]
        return Compare(draw.choice(["=", "<>"]), Call("substring", one, (first, length)), Value(one.column, part))
    if how == 5:
        return Like(Call("upper", one), start.upper() + "%", draw.random() < 0.4)
    if how == 6:
        return Compare(draw.choice(["=", "<>"]), Call("lower", one), Value(one.column, word.lower()))
    if how == 7:
        return Like(Call("trim", one), start + "_%", draw.random() < 0.4)
    if how == 8:
        return IsIn(Call(draw.choice(["left", "right"]), one, (2,)), few([w[:2] for w in one.column.pool], 3), draw.random() < 0.4)
    return Compare(draw.choice(["<", ">=", "=", "<>"]), Length(one), Value(Length(one).column, draw.randint(0, 6)))


def business_texts(rows, count):
    return [Or([text_atom(rows) for _ in range(draw.choice([2, 3]))]) for _ in range(count // 2)]


def whose(cell, code, leaky):
    """A condition that names the owner, with an error where it is to leak."""
    same = Compare("=", cell, Value(cell.column, code))
    other = draw.choice([c for c in CODES if c != code])
    if arguments.kind == "stress":
        return stressed(cell, code, leaky)
    if not leaky:
        return draw.choice([
            same, IsIn(cell, [code]), Like(cell, code), Not(Compare("<>", cell, Value(cell.column, code))),
            And([Like(cell, code[:2] + "%"), same]), IsIn(cell, [code, "????"]) if cell.column.values else same])
    return draw.choice([
        IsIn(cell, [code, other]), Like(cell, code[:3] + "%"), Compare("<>", cell, Value(cell.column, other)),
        Or([same, IsNull(cell)]) if cell.column.null else IsIn(cell, [other, code]),
        Compare("=", Coalesce(cell, Value(cell.column, code)), Value(cell.column, code)) if cell.column.null
        else Like(cell, code[:2] + "%")])


def stressed(cell, code, leaky):
    word = lambda text: Value(cell.column, text)
    alias = cell.alias
    table = PERIODS if cell.column.name == "supplier_code" else TABLES[1]
    kind = Cell(alias, table.column("contracted_power" if table is PERIODS else "purchase_kind"))
    text = kind if kind.column.type == "text" else Cell(alias, PERIODS.column("point"))
    if not leaky:
        return draw.choice([
            Compare("=", Call("substring", cell, (1, 4)), word(code)),
            And([Compare("=", Call("left", cell, (2,)), word(code[:2])), Compare("=", Call("right", cell, (2,)), word(code[2:])),
                 Compare("=", Length(cell), Value(Length(cell).column, 4))]),
            Like(Concat([cell, Value(cell.column, "-"), text]), code + "-%"),
            And([Like(cell, code[0] + "%"), Like(cell, "%" + code[1:])]),
            And([Like(cell, code[0] + "%"), Like(cell, "_" + code[1] + "%"), Like(cell, "%" + code[2:])]),
            And([Compare("=", Call("upper", cell), word(code)), Like(cell, code[0] + "___"), Not(Like(cell, code[:1].lower() + "%")),
                 Compare("=", Call("lower", cell), word(code.lower())), Like(cell, code[:2] + "__")]),
            Compare("=", Call("trim", cell), word(code)),
        ])
    return draw.choice([
        Compare("=", Call("upper", cell), word(code)), Compare("=", Call("substring", cell, (1, 3)), word(code[:3])),
        And([Like(cell, code[0] + "%"), Like(cell, "%" + code[3:])]), Compare("=", Call("right", cell, (3,)), word(code[1:])),
        Like(Call("lower", cell), code[:1].lower() + "%" + code[3:].lower()),
        Like(Concat([cell, text]), code[:3] + "%"), And([Like(cell, "%" + code[1] + "%"), Like(cell, "%" + code[2] + "%")])])


# ---- Surfaces


def surface(number):
    """The text of a surface in YAML, and the question to the peers."""
    table = TABLES[1 + number % arguments.tables]
    leaky = draw.random() < 0.4
    company, code = draw.choice(RETAILERS)
    audience = f"[{{company: {company}}}]"
    if draw.random() < 0.2:
        audience = f"[{{company: {draw.choice(CONTRACTORS)[0]}, actingFor: {company}}}]"
    viewers, routed = [(code, None)], None
    question = Question()
    alias = "u" if table.periods else "c"
    rows = {alias: Row(question, table, alias)}
    shown = [(alias, column) for column in table.columns]
    source = f"{table.name} {alias}"
    join = []
    count = 25
    if table.periods:
        rows["s"] = Row(question, PERIODS, "s")
        shown += [("s", column) for column in PERIODS.columns if column.name != "point"]
        same = Compare("=", Cell("s", PERIODS.column("point")), Cell("u", table.column("point")))
        first = Compare(">=", Cell("u", table.column("day")), Cell("s", PERIODS.column("valid_from")))
        operator = "<=" if leaky and draw.random() < 0.5 else "<"
        last = Or([IsNull(Cell("s", PERIODS.column("valid_to"))),
                   Compare(operator, Cell("u", table.column("day")), Cell("s", PERIODS.column("valid_to")))])
        join = [same, first, last]
        source += "\nJOIN supply_periods s\n  ON " + And(join).sql().replace(" AND ", "\n AND ")
        owner = Cell("s", PERIODS.column("supplier_code"))
        count -= 4
        leaky = leaky and operator == "<"
    else:
        owner = Cell(alias, table.column("owner_code"))
    drawn = [(name, row.table) for name, row in rows.items()]
    rest = business if arguments.kind == "usual" else business_texts
    how = draw.random() if arguments.kind == "usual" else 1
    if how < 0.08 and not table.periods:
        # Each recipient gets the rows that name it.
        routed = Cell(alias, table.column("destination" if leaky else "owner_code"))
        condition = And(rest(drawn, count))
    elif how < 0.14:
        # The network operator's own: it may see all whose owner is known.
        audience, viewers = f"[{{company: {GRID[0]}}}]", [(GRID[1], None)]
        condition = And([IsIn(owner, CODES)] * (not leaky) + rest(drawn, count - (not leaky)))
    elif leaky and how < 0.5:
        # The error of 2023: what stands behind the OR is not held to the owner.
        before = rest(drawn, count // 2)
        condition = Or([And([whose(owner, code, False), *before]), And(rest(drawn, count - count // 2 - 1))])
    else:
        condition = And([whose(owner, code, leaky), *rest(drawn, count - 1)])
    shows = draw.sample(shown, 13) if len(shown) > 13 else shown
    # At least one column that tells something of each record.
    told = {alias for alias, column in shows if column.tells != "nothing"}
    for name in rows:
        if name not in told:
            shows[0 if name == "s" else 1] = next((a, c) for a, c in shown if a == name and c.tells != "nothing")
    ask(question, rows, alias, join, condition, viewers[0][0], routed)
    question.sql = replay_text(rows, alias, source, condition, viewers[0][0], routed)
    names = [f"{a}_{c.name}" for a, c in shows]
    lines = [
        f"  - id: feed-{number:05}", "    kind: feed",
        f"    title: {{ja: 日次連携 {number}, en: Daily feed {number}}}", "    system: 託送業務システム",
        f"    owner: 託送料金部 担当 {number % 17}", f"    test: tests/feed-{number:05}.sql", "    schedule: 毎日 2:00",
        "    purpose: settlement", f"    routing: {{by: {routed.sql()}}}" if routed else f"    audience: {audience}",
        "    from: |", *("      " + line for line in source.split("\n")),
        "    where: |", *("      " + line for line in condition.sql().replace(" AND ", "\nAND ").split("\n")), "    shows:",
        *(f"      - {{name: {name}, value: {a}.{c.name}}}" for name, (a, c) in zip(names, shows))]
    return "\n".join(lines) + "\n", question, condition.atoms() + sum(part.atoms() for part in join)


def ask(question, rows, alias, join, condition, code, routed):
    if arguments.no_questions:
        return
    joined = all_of(*(part.terms(rows)[0] for part in join))
    holds = condition.terms(rows)[0]
    passes = all_of(joined, holds)
    row = rows[alias]
    if row.table.periods:
        hidden = Row(question, PERIODS, "p", there="p.there")
        question.declare("p.there", "Bool")
        periods = [rows["s"], hidden]
        point, today = row.cell("point")[1], row.cell("day")[1]
        covers = []
        for period in periods:
            (_, first), (bounded, last) = period.cell("valid_from"), period.cell("valid_to")
            covers.append(all_of(period.there, f"(= {point} {period.cell('point')[1]})", f"(<= {first} {today})",
                                 any_of(no(bounded), f"(< {today} {last})")))
        owners = [period.cell("supplier_code")[1] for period in periods]

        def owned(codes):
            def among(value):
                return any_of(*(f"(= {value} {literal(c)})" for c in codes))
            return all_of(any_of(*covers), *(any_of(no(covers[n]), among(owners[n])) for n in range(2)),
                          any_of(no(covers[0]), no(covers[1]), f"(= {owners[0]} {owners[1]})"),), among(owners[0])

        leak = lambda codes: no(all_of(*owned(codes)))
        assume(question, *periods)
    else:
        def leak(codes):
            known, value = row.cell("owner_code")
            return no(all_of(known, any_of(*(f"(= {value} {literal(c)})" for c in codes))))
    if routed:
        known, value = routed.term(rows)
        leaks = any_of(*(all_of(known, f"(= {value} {literal(c)})", leak(CODES if c == GRID[1] else [c])) for c in CODES))
    else:
        leaks = leak(CODES if code == GRID[1] else [code])
    question.check(all_of(passes, leaks))
    question.check(passes)
    question.check(all_of(joined, no(holds)))


def assume(question, one, other):
    """Two periods of one point that begin on one day, or have a day in common, are the same row."""
    def past(day, row):
        bounded, last = row.cell("valid_to")
        return any_of(no(bounded), f"(< {day} {last})")
    first, second = one.cell("valid_from")[1], other.cell("valid_from")[1]
    point = f"(= {one.cell('point')[1]} {other.cell('point')[1]})"
    key = all_of(point, f"(= {first} {second})")
    overlap = all_of(point, past(first, other), past(second, one), past(first, one), past(second, other))
    same = []
    for name in {**one.known, **other.known}:
        (a, left), (b, right) = one.cell(name), other.cell(name)
        same.append(any_of(all_of(no(a), no(b)), all_of(a, b, f"(= {left} {right})")))
    question.require(any_of(no(other.there), no(any_of(key, overlap)), all_of(*same)))


# ---- The same in SQL, for rows that a peer has found


def replay_text(rows, alias, source, condition, code, routed):
    """Counts the rows that leak, as PostgreSQL sees it."""
    def among(codes):
        return "(" + ", ".join(f"'{code}'" for code in codes) + ")"

    codes = CODES if code == GRID[1] else [code]
    if rows[alias].table.periods:
        covering = ("FROM supply_periods p WHERE p.point = u.point AND p.valid_from <= u.day "
                    "AND (p.valid_to IS NULL OR u.day < p.valid_to)")
        leak = (f"s.supplier_code NOT IN {among(codes)} OR (SELECT count(DISTINCT p.supplier_code) {covering}) <> 1 "
                f"OR (SELECT min(p.supplier_code) {covering}) NOT IN {among(codes)}")
    elif routed:
        to, owner = routed.sql(), f"{alias}.owner_code"
        leak = (f"CASE WHEN {to} = '{GRID[1]}' THEN {owner} IS NULL OR {owner} NOT IN {among(CODES)} "
                f"WHEN {to} IN {among(CODES)} THEN {owner} IS DISTINCT FROM {to} ELSE false END")
    else:
        leak = f"{alias}.owner_code IS NULL OR {alias}.owner_code NOT IN {among(codes)}"
    names = json.dumps({name: row.table.name for name, row in rows.items()})
    return f"-- {names}\nSELECT count(*) FROM {source}\nWHERE ({condition.sql()})\n  AND ({leak})\n"


def table_sql(table):
    """A table that refuses what the catalogue says it never holds, but for periods that overlap."""
    lines = []
    for column in table.columns:
        text = f"  {column.name} {column.sql}" + (" COLLATE \"C\"" if column.type == "text" else "")
        text += "" if column.null else " NOT NULL"
        if column.values:
            text += f" CHECK ({column.name} IN (" + ", ".join(written(column, value) for value in column.values) + "))"
        if column.type == "number" and column.least_value == 0:
            text += f" CHECK ({column.name} >= 0)" + (f" CHECK ({column.name} <= 100)" if column.most_value == 100 else "")
        if column.type == "date":
            text += f" CHECK ({column.name} BETWEEN '0001-01-01' AND '9999-12-31' OR NOT isfinite({column.name}))"
        lines.append(text)
    key = "point, valid_from" if table is PERIODS else "point, day" if table.periods else "facility_id"
    return f"CREATE TABLE {table.name} (\n" + ",\n".join([*lines, f"  PRIMARY KEY ({key})"]) + "\n);\n"


# ---- The file


def table_text(table):
    lines = [f"  - name: {table.name}", "    responsible: 情報システム部"]
    if table is PERIODS:
        lines += ["    key: [point, valid_from]",
                  "    periods: {by: [point], from: valid_from, to: valid_to, owner: supplier_code, overlap: never}"]
    elif table.periods:
        lines += ["    key: [point, day]",
                  f"    record: {{subject: supplyPoint, periods: {table.periods}, by: [point], on: day}}"]
    else:
        lines += ["    key: [facility_id]", f"    record: {{subject: facility, owner: {table.owner}}}"]
    lines.append("    columns:")
    for column in table.columns:
        parts = [f"name: {column.name}", f'type: "{column.sql}"']
        if not column.null:
            parts.append("null: false")
        if column.values:
            parts.append("values: [" + ", ".join(f'"{value}"' for value in column.values) + "]")
        elif column.pool:
            parts.append("examples: [" + ", ".join(f'"{value}"' for value in column.pool[:3]) + "]")
        if column.type == "number" and column.least_value == 0:
            parts += ["min: 0"] + (["max: 100"] if column.most_value == 100 else [])
        parts.append(f"tells: {column.tells}")
        lines.append(f"      - {{{', '.join(parts)}}}")
    return "\n".join(lines) + "\n"


def company_text(name, code, kind, affiliate=None):
    group = f", affiliates: [{affiliate}]" if affiliate else ""
    return f"  - {{id: {name}, kind: {kind}, codes: [{code}]{group}, name: {{ja: 会社 {name}, en: Company {name}}}}}\n"


folder = arguments.folder
(folder / "questions").mkdir(parents=True, exist_ok=True)
text = ["# Drawn by make_catalogue.py.\nsekisho: 1\nid: drawn\nsimulated: {ja: 架空のシステムです, en: These systems are made up}\n",
        "policies: [barrier.cedar]\ncollation: C\n\ncompanies:\n", company_text(*GRID, "networkOperator", "kita-power")]
text += [company_text(*company, "retailer") for company in RETAILERS]
text += [company_text(*company, "contractor") for company in CONTRACTORS]
text.append("\ntables:\n")
text += [table_text(table) for table in TABLES]
text.append("\nsurfaces:\n")
atoms = []
for number in range(arguments.surfaces):
    yaml, question, count = surface(number)
    text.append(yaml)
    atoms.append(count)
    if not arguments.no_questions:
        (folder / "questions" / f"{number:05}.smt2").write_text(question.text())
        (folder / "questions" / f"{number:05}.sql").write_text(question.sql)
(folder / "tables.sql").write_text("".join(table_sql(table) for table in TABLES))
(folder / "tables.json").write_text(json.dumps({
    table.name: [{"name": c.name, "type": c.type, "null": c.null, "scale": c.scale, "values": c.values} for c in table.columns]
    for table in TABLES}))
(folder / "catalogue.yaml").write_text("".join(text))
(folder / "barrier.cedar").write_text(
    (pathlib.Path(__file__).resolve().parents[2] / "Examples/inspection/policies/barrier.cedar").read_text())
print(f"{arguments.surfaces} surfaces, {min(atoms)} to {max(atoms)} comparisons each, seed {arguments.seed}")
