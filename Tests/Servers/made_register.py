"""A small made register, its thirty users, and the records that the two servers serve.

Everything is drawn from one seed. Names are invented. Writes registry/*.csv in the formats of Documentation/formats, and
returns what the clients need. Python's standard library only.
"""

import csv
import os
import random

SEED = 20220401
SWITCH, SECOND = "2022-04-01", "2022-07-01"
FIRST = "2019-04-01"
OPERATOR, RETAILER, CONTRACTOR = "C01", "C02", "K01"
OTHERS = ["C03", "C04", "C05", "C06"]

COMPANIES = [
    # company, name, nameEn, kind, registration, affiliates
    (OPERATOR, "霞送配電", "Kasumi Grid", "networkOperator", "", RETAILER),
    (RETAILER, "霞電力", "Kasumi Power", "retailer", "A0001", OPERATOR),
    ("C03", "みどり電気", "Midori Denki", "retailer", "A0002", ""),
    ("C04", "港エナジー", "Minato Energy", "retailer", "A0003", ""),
    ("C05", "星のでんき", "Hoshi Electric", "retailer", "A0004", ""),
    ("C06", "大和新電力", "Yamato New Power", "retailer", "A0005", ""),
    (CONTRACTOR, "霞サービス", "Kasumi Service", "contractor", "", ""),
]
DEPARTMENTS = [
    ("D01", OPERATOR, "配電部", "Distribution"),
    ("D02", RETAILER, "営業部", "Sales"),
    ("D03", CONTRACTOR, "受付センター", "Contact centre"),
]
SURNAMES = (
    "青木 石井 上田 江口 大野 加藤 木村 工藤 小池 斎藤 佐藤 清水 杉山 関口 高橋 田中 千葉 土屋 手塚 戸田 "
    "中村 西村 沼田 野口 橋本 平野 福田 星野 松井 山本"
).split()


def employments(number):
    """The employments of the number-th user: (company, department, kind, engagedBy, from, to)."""
    sales = (RETAILER, "D02", "employee", "")
    grid = (OPERATOR, "D01", "employee", "")
    desk = (CONTRACTOR, "D03", "contractor", RETAILER)
    desk_of_grid = (CONTRACTOR, "D03", "contractor", OPERATOR)
    if number < 12:
        return [(*sales, FIRST, "")]
    if number < 17:
        return [(*desk, FIRST, "")]
    if number < 21:
        return [(*grid, FIRST, "")]
    if number < 24:  # from the wires to the shop, on the day of the switches
        return [(*grid, FIRST, SWITCH), (*sales, SWITCH, "")]
    if number < 26:  # and back
        return [(*sales, FIRST, SECOND), (*grid, SECOND, "")]
    if number < 28:  # a contractor's people who are taken on
        return [(*desk, FIRST, SECOND), (*sales, SECOND, "")]
    if number < 29:  # gone, with accounts that nobody closed
        return [(*sales, FIRST, SECOND)]
    return [(*desk_of_grid, FIRST, SWITCH), (*desk, SWITCH, "")]


def web_account(number):
    """Account names as they come: with a blank and quotes, in kanji, with a backslash, and plain."""
    return {3: 'tanaka "ken" jr', 7: "佐藤", 15: "w\\16"}.get(number, f"w{number + 1:02d}")


def database_account(number):
    return {5: "Db Six", 9: "db_佐藤", 17: "db-18,b"}.get(number, f"db{number + 1:02d}")


def periods(rng, index):
    """Who supplied the index-th point, and when: (supplier, from, to) in order."""
    anyone = [RETAILER] + OTHERS
    first, second, third = (rng.choice(anyone) for _ in range(3))
    kind = index % 10
    if kind < 4:
        return [(first, FIRST, "")]
    if kind < 6:  # one switch, on the day
        return [(first, FIRST, SWITCH), (second, SWITCH, "")]
    if kind == 6:  # away from the affiliate and back
        return [(RETAILER, FIRST, SWITCH), (second if second != RETAILER else "C03", SWITCH, SECOND), (RETAILER, SECOND, "")]
    if kind == 7:  # two switches
        return [(first, FIRST, SWITCH), (second, SWITCH, SECOND), (third, SECOND, "9999-12-31")]
    if kind == 8:  # last resort: the network operator's own customer
        return [(first, FIRST, SWITCH), (OPERATOR, SWITCH, "")]
    if index % 20 == 9:  # nobody between two suppliers
        return [(first, FIRST, SWITCH), (second, "2022-05-01", "")]
    # two at once: the register is wrong, and nobody may choose
    return [(first, FIRST, SECOND), (second, SWITCH, "")]


def write(folder, name, header, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(header)
        table.writerows(rows)


def make(out, points=300):
    rng = random.Random(SEED)
    registry = os.path.join(out, "registry")
    users, people, accounts, jobs = [], [], [], []
    for number in range(30):
        person = f"P{number + 1:03d}"
        people.append((person, f"{SURNAMES[number]} {rng.choice(['一郎', '花子', '誠', '幸子', '健'])}"))
        user = {
            "person": person,
            "web": web_account(number),
            "database": database_account(number),
            "password": f"made-{rng.getrandbits(48):012x}",
            "address": f"127.0.0.{number + 10}",
        }
        users.append(user)
        accounts.append((user["web"], person, "no", "", ""))
        accounts.append((user["database"], person, "no", "", ""))
        for company, department, kind, engaged_by, start, end in employments(number):
            jobs.append((person, company, department, "staff", kind, engaged_by, start, end))

    numbers, spans, contracts = [], [], []
    for index in range(points):
        # 22 digits that begin with the area: text, never a number.
        number = f"06{rng.randrange(10**3):03d}{index:05d}{rng.randrange(10**12):012d}"
        numbers.append(number)
        for turn, (supplier, start, end) in enumerate(periods(rng, index)):
            contract = f"K{index:05d}-{turn + 1}"
            voltage = ["low", "low", "high", "extraHigh"][index % 4]
            spans.append((number, contract, supplier, voltage, start, end))
            contracts.append((contract, f"見本商店{index:03d}", f"03-0000-{index:04d}", "架空市見本町1-1", 10 + index, 95))
    # Points that the servers know and the register does not, and the other way round.
    unregistered = [f"0600099{index:05d}{rng.randrange(10**10):010d}" for index in range(5)]
    unserved = numbers[-5:]

    write(registry, "companies.csv", ["company", "name", "nameEn", "kind", "registration", "affiliates"], COMPANIES)
    write(registry, "departments.csv", ["department", "company", "name", "nameEn"], DEPARTMENTS)
    write(registry, "people.csv", ["person", "name"], people)
    write(registry, "accounts.csv", ["account", "person", "shared", "from", "to"], accounts)
    write(
        registry, "employments.csv", ["person", "company", "department", "position", "kind", "engagedBy", "from", "to"], jobs)
    write(registry, "supply-points.csv", ["supplyPoint", "area", "address"], [(n, "06", "架空市見本町1-1") for n in numbers])
    write(registry, "supply-periods.csv", ["supplyPoint", "contract", "supplier", "voltage", "from", "to"], spans)
    write(
        registry, "contracts.csv",
        ["contract", "holder", "phone", "contactAddress", "contractedPower", "powerFactor"], contracts)
    return {
        "users": users,
        "served": [n for n in numbers if n not in unserved] + unregistered,
        "unserved": unserved,
        "registered": numbers,
    }
