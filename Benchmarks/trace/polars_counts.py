"""Polars' runner: the same registers, views and rules as ours, in the form that was fastest of those tried
(lazy scans collected in one go, inner joins, what is left out counted by subtraction).

    polars_counts.py FOLDER COUNTS-FILE
"""
import os
import sys

os.environ["POLARS_MAX_THREADS"] = "2"
import polars as pl

folder, out = sys.argv[1:3]
never = pl.date(9999, 12, 31)
always = pl.date(1, 1, 1)
col = pl.col


def text(file, columns):
    """A file read as text: nothing is guessed, and identifiers keep their zeros."""
    return pl.scan_csv(f"{folder}/{file}", infer_schema=False, quote_char=None).select(columns)


def day(column):
    return col(column).str.to_date("%Y-%m-%d")


def segments(table, key):
    """Periods that overlap no other, and of those that do one row for each stretch, with how many cover it."""
    table = table.sort(key, "from", "to")
    doubtful = (
        table.with_columns(before=col("to").cum_max().over(key).shift(1), former=col(key).shift(1))
        .filter((col("former") == col(key)) & (col("before") > col("from"))).select(key).unique())
    plain = table.join(doubtful, on=key, how="anti").with_columns(n=pl.lit(1, pl.UInt32))
    odd = table.join(doubtful, on=key, how="semi")
    cuts = (
        pl.concat([odd.select(key, cut="from"), odd.select(key, cut="to")]).unique().sort(key, "cut")
        .with_columns(end=col("cut").shift(-1).over(key)).filter(col("end").is_not_null()))
    kept = [column for column in table.columns if column not in (key, "from", "to")]
    pieces = (
        cuts.join(odd, on=key).filter((col("from") <= col("cut")) & (col("end") <= col("to")))
        .group_by(key, "cut", "end").agg(*[col(column).first() for column in kept], n=pl.len())
        .rename({"cut": "from", "end": "to"}).select(plain.columns))
    return pl.concat([plain, pieces])


companies = text("companies.csv", ["company", "kind"]).collect()
accounts = text("accounts.csv", ["account", "person", "shared"]).collect()
employments = (
    text("employments.csv", ["person", "company", "kind", "engagedBy", "from", "to"])
    .with_columns(day("from"), day("to").fill_null(never), side=pl.coalesce("engagedBy", "company"))
    .drop("company", "engagedBy").collect())
employments = (
    segments(employments, "person").join(companies.select(side="company", sideKind="kind"), on="side", how="left")
    .with_columns(side=pl.when(col("sideKind") == "retailer").then("side")).drop("sideKind"))
joined = accounts.join(employments, on="person", how="left")
employed = joined.filter(col("from").is_not_null())
# Days before, after and without any employment, so that an inner join finds each account on each day.
rest = pl.concat([
    employed.group_by("account", "person", "shared").agg(to=col("from").min()).with_columns(**{"from": always}),
    employed.group_by("account", "person", "shared").agg(**{"from": col("to").max()}).filter(col("from") < never)
    .with_columns(to=never),
    joined.filter(col("from").is_null()).select("account", "person", "shared")
    .with_columns(**{"from": always, "to": never}),
], how="diagonal").with_columns(n=pl.lit(0, pl.UInt32))
spans = pl.concat([employed, rest], how="diagonal_relaxed").with_columns(
    flaw=pl.when(col("shared") == "yes").then(pl.lit("undetermined,sharedAccount"))
    .when(col("n") == 0).then(pl.lit("undetermined,noEmployment"))
    .when(col("n") > 1).then(pl.lit("undetermined,overlappingEmployments"))
).select(viewer="account", person="person", kind="kind", side="side", actsFrom="from", actsTo="to", viewerFlaw="flaw")

read = (
    text("supply-periods.csv", ["supplyPoint", "contract", "supplier", "voltage", "from", "to"])
    .with_columns(day("from"), day("to").fill_null(never)).collect())
valid = read.filter(col("to") > col("from"))
# A row that is set aside leaves all days of its supply point open.
doubts = read.filter(~(col("to") > col("from"))).select("supplyPoint").with_columns(**{"from": always, "to": never})
periods = segments(pl.concat([valid, doubts], how="diagonal_relaxed"), "supplyPoint").rename({"supplyPoint": "subject"})
periods = periods.with_columns(n=pl.when(col("supplier").is_null()).then(pl.lit(2)).otherwise(col("n")))

at = col("at").str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="us")
flaw = (
    pl.when(col("at").is_null()).then(pl.lit("rejected,date"))
    .when((col("at") < pl.datetime(2022, 4, 1)) | (col("at") >= pl.datetime(2023, 2, 1)))
    .then(pl.lit("rejected,outsidePeriod"))
    .when(col("subject").is_null() | (col("subject").str.len_bytes() != 22)).then(pl.lit("rejected,number"))
    .when(col("viewer").is_null()).then(pl.lit("rejected,viewer")))
views = pl.concat([
    text(f"views-{number}.csv", ["at", "viewer", "subject"]).with_columns(surface=pl.lit(number, pl.UInt8), at=at)
    for number in range(1, 9)
]).with_columns(flaw=flaw, day=col("at").dt.date())
known = (
    views.filter(col("flaw").is_null()).join(spans.lazy(), on="viewer", how="inner")
    .filter((col("actsFrom") <= col("day")) & (col("day") < col("actsTo"))))
owned = (
    known.filter(col("viewerFlaw").is_null())
    .join(periods.lazy(), on="subject", how="inner")
    .filter((col("from") <= col("day")) & (col("day") < col("to"))))
exposed = (col("supplier") != col("side")) & (col("n") == 1)
by_flaw, by_viewer, by_owner, hits = pl.collect_all([
    views.group_by("flaw").len(), known.group_by("viewerFlaw").len(), owned.group_by(col("n") > 1).len(),
    owned.filter(exposed).select("kind", "surface", "at", "person", "subject", "voltage",
                                 contract=col("supplier") + "/" + col("contract")),
], engine="streaming")

totals, viewers, owners = (dict(table.iter_rows()) for table in (by_flaw, by_viewer, by_owner))
lines = [f"{what},{count}" for what, count in [*totals.items(), *viewers.items()] if what] + [
    f"undetermined,unknownViewer,{totals[None] - sum(viewers.values())}",
    f"undetermined,noOwner,{viewers[None] - sum(owners.values())}",
    f"undetermined,overlappingOwners,{owners[True]}", f"rows,views,{sum(totals.values())}",
    f"rows,rejected,{sum(count for what, count in totals.items() if what)}",
    f"rows,lawful,{owners[False] - len(hits)}", f"rows,rejectedPeriods,{len(read) - len(valid)}",
]
hits = hits.with_columns(month=col("at").dt.strftime("%Y-%m"))
counts = [pl.len().alias("views")] + [
    col(column).n_unique().alias(f"{column}s") for column in ("person", "contract", "subject")]
for name, columns in {"all": [], "byKind": ["kind"], "byMonth": ["kind", "voltage", "surface", "month"]}.items():
    table = hits.group_by(columns).agg(counts) if columns else hits.select(counts)
    lines += [",".join([name] + [str(value) for value in row]) for row in table.iter_rows()]
with open(out, "w") as file:
    file.write("\n".join(sorted(lines)) + "\n")
