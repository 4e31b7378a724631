"""The thirty users: they ask nginx and PostgreSQL for records, and write down what they asked for.

Python's standard library only; PostgreSQL is spoken to through libpq itself, so that parameters are really bound.
"""

import base64
import csv
import ctypes
import ctypes.util
import datetime
import http.client
import json
import os
import random
import sys
import threading
import time

JAPAN = datetime.timezone(datetime.timedelta(hours=9))


class Truth:
    """What was asked for, by whom, and when by the servers' clock."""

    HEADER = ["channel", "account", "person", "address", "from", "to", "supplyPoint", "kind", "request", "answer"]

    def __init__(self, offset):
        self.offset = offset
        self.rows = []
        self.lock = threading.Lock()

    def now(self):
        return time.time() + self.offset

    def add(self, channel, user, account, start, point, kind, request, answer):
        def iso(seconds):
            moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
            return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

        row = [channel, account, user["person"], user["address"], iso(start), iso(self.now()), point, kind, request, answer]
        with self.lock:
            self.rows.append(row)


# --- nginx -----------------------------------------------------------------------------------------------------------


def quote_digits(point, rng):
    return "".join(f"%{ord(c):02x}" if rng.random() < 0.3 else c for c in point)


AGENTS = [
    "made-client/1.0",
    'Mozilla/5.0 ("quoted", with \\ and \\x22)',
    "[31/Mar/2022:00:00:00 +0900] \"GET /api/customers/0600000000000000000000 HTTP/1.1\" 200 1",
    "ブラウザ/1.0",
]


def web_user(user, world, settings, truth, rng, count):
    """GETs on /api/customers (logged in combined format) and /api/contracts (logged as JSON)."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", settings["nginx"], timeout=60, source_address=(user["address"], 0))
    token = base64.b64encode(f"{user['web']}:{user['password']}".encode()).decode()
    tags = {}

    def ask(channel, method, path, point, view, password=None, **headers):
        given = base64.b64encode(f"{user['web']}:{password}".encode()).decode() if password else token
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers["Authorization"] = "Basic " + given
        headers["User-Agent"] = rng.choice(AGENTS).encode()
        start = truth.now()
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        response.read()
        shown = view and (200 <= response.status < 300 or response.status == 304)
        truth.add(
            channel, user, user["web"], start, point, "view" if shown else "other", f"{method} {path}", response.status)
        if method == "GET" and response.status == 200 and response.getheader("ETag"):
            tags[path] = response.getheader("ETag")
        return response.status

    favourites = rng.sample(world["served"], 40)
    for _ in range(count):
        channel, base = ("nginx", "/api/customers/") if rng.random() < 0.7 else ("nginxJSON", "/api/contracts/")
        point = rng.choice(favourites if rng.random() < 0.7 else world["served"])
        chance = rng.random()
        path = base + point
        if chance < 0.62:
            if path in tags and rng.random() < 0.5:
                ask(channel, "GET", path, point, True, If_None_Match=tags[path])  # 304: the browser shows what it has
            else:
                ask(channel, "GET", path, point, True)
        elif chance < 0.68:
            ask(channel, "GET", path + "?tab=usage&back=%2Flist%3Fpage%3D2", point, True, Referer=f"http://x/?q=\"{point}\"")
        elif chance < 0.73:
            ask(channel, "GET", base + quote_digits(point, rng), point, True)
        elif chance < 0.76:
            odd = rng.choice(["/" + path, "/nothing/.." + path, path.replace("/api", "/api/."), f"http://127.0.0.1{path}"])
            ask(channel, "GET", odd, point, True)
        elif chance < 0.79:
            ask(channel, "GET", path, point, True, Range="bytes=0-9")
        elif chance < 0.82:
            for _ in range(3):  # impatient
                ask(channel, "GET", path, point, True)
        elif chance < 0.85:
            ask(channel, "HEAD", path, point, False)
        elif chance < 0.88:
            ask(channel, "POST", path, point, False)
        elif chance < 0.91:
            ask(channel, "GET", base + rng.choice(world["unserved"]), "", True)  # 404: nothing was shown
        elif chance < 0.94:
            ask(channel, "GET", path, point, False, password="wrong")
        elif chance < 0.97:
            ask(channel, "GET", rng.choice(["/api/health", "/", "/favicon.ico", base]), "", False)
        else:
            ask(channel, "GET", path + "/history", "", False)
    connection.close()


# --- PostgreSQL ------------------------------------------------------------------------------------------------------


class Libpq:
    """The few functions of libpq that are needed."""

    TUPLES, COMMAND, COPY_OUT = 2, 1, 3

    def __init__(self):
        lib = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
        pointer, text = ctypes.c_void_p, ctypes.c_char_p
        strings = ctypes.POINTER(ctypes.c_char_p)

        def function(name, result, *arguments):
            found = getattr(lib, name)
            found.restype, found.argtypes = result, arguments
            return found

        self.connect = function("PQconnectdb", pointer, text)
        self.status = function("PQstatus", ctypes.c_int, pointer)
        self.message = function("PQerrorMessage", text, pointer)
        self.exec = function("PQexec", pointer, pointer, text)
        self.exec_params = function(
            "PQexecParams", pointer, pointer, text, ctypes.c_int, pointer, strings, pointer, pointer, ctypes.c_int)
        self.prepare = function("PQprepare", pointer, pointer, text, text, ctypes.c_int, pointer)
        self.exec_prepared = function(
            "PQexecPrepared", pointer, pointer, text, ctypes.c_int, strings, pointer, pointer, ctypes.c_int)
        self.result_status = function("PQresultStatus", ctypes.c_int, pointer)
        self.rows = function("PQntuples", ctypes.c_int, pointer)
        self.clear = function("PQclear", None, pointer)
        self.finish = function("PQfinish", None, pointer)
        self.get_copy = function("PQgetCopyData", ctypes.c_int, pointer, ctypes.POINTER(pointer), ctypes.c_int)
        self.get_result = function("PQgetResult", pointer, pointer)
        self.free = function("PQfreemem", None, pointer)


LIBPQ = None


class Session:
    def __init__(self, user, settings, application):
        def word(text):
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

        parts = {
            "host": "127.0.0.1", "port": str(settings["postgres"]), "dbname": "register", "user": user["database"],
            "password": user["password"], "application_name": application, "connect_timeout": "60",
        }
        self.handle = LIBPQ.connect(" ".join(f"{k}={word(v)}" for k, v in parts.items()).encode())
        if LIBPQ.status(self.handle) != 0:
            raise RuntimeError(LIBPQ.message(self.handle).decode())
        self.take(LIBPQ.prepare(
            self.handle, b"card", b"SELECT * FROM public.customers c WHERE c.supply_point = $1 AND c.holder <> $2", 0, None))

    def take(self, result):
        status = LIBPQ.result_status(result)
        rows = LIBPQ.rows(result)
        LIBPQ.clear(result)
        if status == Libpq.COPY_OUT:
            buffer = ctypes.c_void_p()
            rows = 0
            while LIBPQ.get_copy(self.handle, ctypes.byref(buffer), 0) > 0:
                rows += 1
                LIBPQ.free(buffer)
            while rest := LIBPQ.get_result(self.handle):
                LIBPQ.clear(rest)
            return f"{rows} rows"
        return f"{rows} rows" if status == Libpq.TUPLES else "done" if status == Libpq.COMMAND else "error"

    def simple(self, statement):
        return self.take(LIBPQ.exec(self.handle, statement.encode()))

    def bound(self, statement, *values):
        array = (ctypes.c_char_p * len(values))(*[v.encode() for v in values])
        return self.take(LIBPQ.exec_params(self.handle, statement.encode(), len(values), None, array, None, None, 0))

    def prepared(self, name, *values):
        array = (ctypes.c_char_p * len(values))(*[v.encode() for v in values])
        return self.take(LIBPQ.exec_prepared(self.handle, name.encode(), len(values), array, None, None, 0))

    def close(self):
        LIBPQ.finish(self.handle)


def database_user(user, world, settings, truth, rng, count):
    session = Session(user, settings, "made client, \"quoted\"")
    session.simple("PREPARE by_hand(text) AS SELECT holder, phone FROM customers WHERE supply_point = $1")
    relations = settings["relations"]

    def ask(kind, point, name, run):
        start = truth.now()
        answer = run()
        truth.add("postgresql", user, user["database"], start, point, "other" if answer == "error" else kind, name, answer)

    favourites = rng.sample(world["served"], 40)
    for _ in range(count):
        point = rng.choice(favourites if rng.random() < 0.7 else world["served"])
        chance = rng.random()
        if chance < 0.30:
            ask("view", point, "bound", lambda: session.bound("SELECT * FROM customers WHERE supply_point = $1", point))
        elif chance < 0.55:
            odd = rng.choice(["", 'a"b,c', "改行\nあり", "NULL", "<none>"])
            ask("view", point, "prepared", lambda: session.prepared("card", point, odd))
        elif chance < 0.65:
            ask("view", point, "literal", lambda: session.simple(
                f"select holder, 'x,\"y\"' as \"q\"\n  from Public.Customers -- the card\n where SUPPLY_POINT='{point}'\n;"))
        elif chance < 0.72:
            ask("view", point, "EXECUTE", lambda: session.simple(f"EXECUTE by_hand('{point}')"))
        elif chance < 0.76:
            ask("view", point, "second parameter", lambda: session.bound(
                "SELECT c.phone FROM area a JOIN customers c USING (area) WHERE a.area = $1 AND c.supply_point = $2::text",
                "06", point))
        elif chance < 0.79:
            ask("view", point, "COPY", lambda: session.simple(
                f"COPY (SELECT * FROM customers WHERE supply_point = '{point}') TO STDOUT"))
        elif chance < 0.81 and relations:
            # Only pgaudit.log_relation tells that a view shows the table behind it.
            ask("view", point, "through a view", lambda: session.bound(
                "SELECT * FROM customer_card WHERE supply_point = $1", point))
        elif chance < 0.85:
            ask("unattributable", "", "several", lambda: session.bound(
                "SELECT * FROM customers WHERE supply_point IN ($1, $2)", point, rng.choice(favourites)))
        elif chance < 0.87:
            ask("unattributable", "", "all", lambda: session.simple("SELECT count(*) FROM customers WHERE holder LIKE '見本%'"))
        elif chance < 0.90:
            ask("other", "", "another table", lambda: session.bound("SELECT * FROM area WHERE area = $1", "06"))
        elif chance < 0.93:
            ask("other", point, "refused", lambda: session.simple(
                f"SELECT * FROM private.customers WHERE supply_point = '{point}'"))
        elif chance < 0.96:
            ask("other", point, "mistaken", lambda: session.simple(f"SELECT * FROM customers WHERE supply_pint = '{point}'"))
        else:
            ask("other", point, "said, not read", lambda: session.simple(
                f"SELECT 'SELECT * FROM customers WHERE supply_point = ''{point}'''"))
    session.close()


def main():
    global LIBPQ
    with open(sys.argv[1], encoding="utf-8") as file:
        settings = json.load(file)
    world = settings["world"]
    LIBPQ = Libpq()
    truth = Truth(settings["offset"])
    faults = []

    def run(work, user, seed, count):
        try:
            work(user, world, settings, truth, random.Random(seed), count)
        except Exception as fault:  # a user who fails must fail the run
            faults.append(f"{user['person']}: {fault!r}")

    threads = []
    for number, user in enumerate(world["users"]):
        seed = f"{settings['phase']}/{number}"
        threads.append(threading.Thread(target=run, args=(web_user, user, "w" + seed, settings["web"])))
        threads.append(threading.Thread(target=run, args=(database_user, user, "d" + seed, settings["database"])))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit("\n".join(faults))
    if truth.now() >= settings["deadline"]:
        sys.exit("this machine was too slow: the requests of one phase ran past its end; try again")
    new = not os.path.exists(settings["truth"])
    with open(settings["truth"], "a", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        if new:
            table.writerow(Truth.HEADER)
        table.writerows(sorted(truth.rows, key=lambda row: (row[4], row[0], row[1])))


main()
