"""Conditions of SQL that are drawn, written as SQL, and said once more to the peers in SMT-LIB.

The SMT-LIB is made here, of the drawn conditions, and not of what Sekisho reads in the SQL: where both come to the same
answer, the reading and the proof agree with somebody else's. A condition has two terms, where it is true and where it is
false; where neither holds, it is NULL. Texts are of the theory of strings; numbers are whole, in units of their scale;
days count from 1970-01-01.
"""
import datetime, re
from dataclasses import dataclass, field

INFINITY = 1_000_000_000_000
FIRST_DAY, LAST_DAY = -719_162, 2_932_896


def days(text):
    return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days


def literal(text):
    return '"' + "".join(
        c if " " <= c <= "~" and c not in '"\\' else '""' if c == '"' else f"\\u{{{ord(c):x}}}" for c in text) + '"'


def number(value):
    return str(value) if value >= 0 else f"(- {-value})"


def both(operator, terms, empty):
    terms = [term for term in terms if term != empty]
    other = "false" if empty == "true" else "true"
    if other in terms:
        return other
    if not terms:
        return empty
    return terms[0] if len(terms) == 1 else f"({operator} {' '.join(terms)})"


def all_of(*terms):
    return both("and", terms, "true")


def any_of(*terms):
    return both("or", terms, "false")


def no(term):
    return {"true": "false", "false": "true"}.get(term) or f"(not {term})"


# ---- Tables


@dataclass
class Column:
    """A column of a table. `type` is text, number, date or bool."""
    name: str
    sql: str
    type: str
    null: bool = True
    scale: int = 0
    most: int = 0  # characters; 0 is any
    least_value: int = 0
    most_value: int = 0
    values: list = None
    tells: str = "nothing"
    pool: list = field(default_factory=list)  # constants for conditions


@dataclass
class Table:
    name: str
    columns: list
    owner: str = None  # a column
    periods: str = None  # or a table of periods, by `point` on `day`

    def column(self, name):
        return next(column for column in self.columns if column.name == name)


class Row:
    """A row of a table in SMT-LIB: two constants a column, declared when first asked for."""

    def __init__(self, question, table, name, there="true"):
        self.question, self.table, self.name, self.there = question, table, name, there
        self.known = {}

    def cell(self, name):
        if name in self.known:
            return self.known[name]
        column = self.table.column(name)
        value, known = f"{self.name}.{name}", "true"
        sort = {"text": "String", "bool": "Bool"}.get(column.type, "Int")
        self.question.declare(value, sort)
        if column.null:
            known = value + ".known"
            self.question.declare(known, "Bool")
        if column.values is not None:
            self.question.require(any_of(*(f"(= {value} {constant(column, v)})" for v in column.values)))
        elif column.type == "text" and 0 < column.most <= 40:
            self.question.require(f"(<= (str.len {value}) {column.most})")
        elif column.type == "number":
            self.question.require(
                f"(and (<= {number(column.least_value)} {value}) (<= {value} {number(column.most_value)}))")
        elif column.type == "date":
            self.question.require(any_of(
                f"(and (<= {number(FIRST_DAY)} {value}) (<= {value} {number(LAST_DAY)}))",
                f"(= {value} {number(INFINITY)})", f"(= {value} {number(-INFINITY)})"))
        self.known[name] = (known, value)
        return self.known[name]


class Question:
    """What the peers are asked of one surface."""

    def __init__(self):
        self.lines = ["(set-logic ALL)"]
        self.names = 0

    def declare(self, name, sort):
        self.lines.append(f"(declare-const {name} {sort})")

    def new(self, sort):
        self.names += 1
        self.declare(f"fresh.{self.names}", sort)
        return f"fresh.{self.names}"

    def require(self, term):
        if term != "true":
            self.lines.append(f"(assert {term})")

    def check(self, term):
        self.lines += ["(push 1)", f"(assert {term})", "(check-sat)", "(pop 1)"]

    def text(self):
        return "\n".join(self.lines) + "\n"


def constant(column, value):
    if column.type == "text":
        return literal(value)
    if column.type == "date":
        return number(days(value))
    return number(value)


def written(column, value):
    """A constant as SQL."""
    if column.type == "text":
        return "'" + value.replace("'", "''") + "'"
    if column.type == "date":
        return f"DATE '{value}'"
    return number_text(value, column.scale)


def number_text(value, scale):
    if scale == 0:
        return str(value)
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(scale + 1, "0")
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}"


# ---- Expressions. Each has a `column`, for its type and scale, `sql()`, and `term(rows)`: (known, value).


@dataclass
class Cell:
    alias: str
    column: Column

    def sql(self):
        return f"{self.alias}.{self.column.name}"

    def term(self, rows):
        row = rows[self.alias]
        known, value = row.cell(self.column.name)
        return all_of(row.there, known), value


@dataclass
class Value:
    """A constant."""
    column: Column
    value: object

    def sql(self):
        return written(self.column, self.value)

    def term(self, rows):
        return "true", constant(self.column, self.value)


@dataclass
class Coalesce:
    part: object
    otherwise: Value

    @property
    def column(self):
        return self.part.column

    def sql(self):
        return f"COALESCE({self.part.sql()}, {self.otherwise.sql()})"

    def term(self, rows):
        known, value = self.part.term(rows)
        return "true", f"(ite {known} {value} {self.otherwise.term(rows)[1]})"


@dataclass
class Call:
    """substring, left, right, upper, lower, trim of a text, with numbers behind it."""
    name: str
    part: object
    numbers: tuple = ()

    @property
    def column(self):
        return self.part.column

    def sql(self):
        if self.name == "substring":
            return f"substring({self.part.sql()} from {self.numbers[0]} for {self.numbers[1]})"
        name = {"trim": "btrim", "trimEnd": "rtrim"}.get(self.name, self.name)
        return f"{name}({', '.join([self.part.sql(), *map(str, self.numbers)])})"

    def term(self, rows):
        known, value = self.part.term(rows)
        question = next(iter(rows.values())).question
        if self.name == "substring":
            return known, f"(str.substr {value} {self.numbers[0] - 1} {self.numbers[1]})"
        if self.name == "left":
            return known, f"(str.substr {value} 0 {self.numbers[0]})"
        if self.name == "right":
            most = self.numbers[0]
            return known, f"(ite (<= (str.len {value}) {most}) {value} (str.substr {value} (- (str.len {value}) {most}) {most}))"
        if self.name in ("upper", "lower"):
            raise ValueError("upper and lower stand only beside a constant or a pattern")
        # What is left when the spaces are taken off: a text without any at that end, with spaces about it.
        inner, start, end = (question.new("String") for _ in range(3))
        blank = '(re.* (str.to_re " "))'
        question.require(f"(= {value} (str.++ {start} {inner} {end}))")
        question.require(f'(= {start} "")' if self.name == "trimEnd" else f"(str.in_re {start} {blank})")
        question.require(f"(str.in_re {end} {blank})")
        question.require(no(f'(str.suffixof " " {inner})'))
        if self.name == "trim":
            question.require(no(f'(str.prefixof " " {inner})'))
        return known, inner


@dataclass
class Concat:
    parts: list

    @property
    def column(self):
        return Column("", "text", "text")

    def sql(self):
        return " || ".join(part.sql() for part in self.parts)

    def term(self, rows):
        terms = [part.term(rows) for part in self.parts]
        return all_of(*(known for known, _ in terms)), f"(str.++ {' '.join(value for _, value in terms)})"


@dataclass
class Length:
    part: object
    column: Column = field(default_factory=lambda: Column("", "integer", "number"))

    def sql(self):
        return f"length({self.part.sql()})"

    def term(self, rows):
        known, value = self.part.term(rows)
        return known, f"(str.len {value})"


@dataclass
class Later:
    """A day so many days later; infinity stays what it is."""
    part: object
    days: int

    @property
    def column(self):
        return self.part.column

    def sql(self):
        return f"({self.part.sql()} + {self.days})"

    def term(self, rows):
        known, value = self.part.term(rows)
        return known, f"(ite (and (< {number(-INFINITY)} {value}) (< {value} {INFINITY})) (+ {value} {self.days}) {value})"


def matches(part, pieces, rows):
    """Where a text is in a language: words, with None for any one letter and ... for any letters.

    What becomes a word by `upper` or `lower` is said letter by letter: SMT-LIB's theory of strings has neither. Under the
    collation C they change the 26 letters of ASCII only.
    """
    letters = lambda word: [f"(str.to_re {literal(word)})"] if word else []
    if isinstance(part, Call) and part.name in ("upper", "lower"):
        name, part = part.name, part.part

        def letter(c):
            if not ("a" <= c.lower() <= "z"):
                return f"(str.to_re {literal(c)})"
            if c != getattr(c, name)():
                return "re.none"
            return f"(re.union (str.to_re {literal(c.lower())}) (str.to_re {literal(c.upper())}))"

        letters = lambda word: [letter(c) for c in word]
    terms = []
    for piece in pieces:
        terms += ["re.allchar"] if piece is None else ["re.all"] if piece is ... else letters(piece)
    known, value = part.term(rows)
    language = '(str.to_re "")' if not terms else terms[0] if len(terms) == 1 else f"(re.++ {' '.join(terms)})"
    return known, f"(str.in_re {value} {language})"


# ---- Conditions: `sql()`, `terms(rows)`: (where true, where false), `atoms()`: how many comparisons


class Atom:
    def atoms(self):
        return 1


OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


def related(operator, left, right):
    return no(f"(= {left} {right})") if operator == "<>" else f"({operator} {left} {right})"


@dataclass
class Compare(Atom):
    operator: str
    left: object
    right: object

    def sql(self):
        return f"{self.left.sql()} {self.operator} {self.right.sql()}"

    def terms(self, rows):
        if isinstance(self.left, Call) and self.left.name in ("upper", "lower"):
            known, found = matches(self.left, [self.right.value], rows)
            pair = all_of(known, found), all_of(known, no(found))
            return pair[::-1] if self.operator == "<>" else pair
        (one, left), (two, right) = self.left.term(rows), self.right.term(rows)
        known = all_of(one, two)
        return (all_of(known, related(self.operator, left, right)),
                all_of(known, related(OPPOSITE[self.operator], left, right)))


@dataclass
class IsIn(Atom):
    part: object
    values: list
    negated: bool = False

    def sql(self):
        items = ", ".join(written(self.part.column, value) for value in self.values)
        return f"{self.part.sql()} {'NOT ' if self.negated else ''}IN ({items})"

    def terms(self, rows):
        known, value = self.part.term(rows)
        found = any_of(*(f"(= {value} {constant(self.part.column, item)})" for item in self.values))
        pair = all_of(known, found), all_of(known, no(found))
        return pair[::-1] if self.negated else pair


@dataclass
class Between(Atom):
    part: object
    least: object
    most: object

    def sql(self):
        return f"{self.part.sql()} BETWEEN {written(self.part.column, self.least)} AND {written(self.part.column, self.most)}"

    def terms(self, rows):
        known, value = self.part.term(rows)
        inside = f"(and (<= {constant(self.part.column, self.least)} {value}) (<= {value} {constant(self.part.column, self.most)}))"
        return all_of(known, inside), all_of(known, no(inside))


@dataclass
class Like(Atom):
    part: object
    pattern: str
    negated: bool = False

    def sql(self):
        return f"{self.part.sql()} {'NOT ' if self.negated else ''}LIKE '{self.pattern}'"

    def terms(self, rows):
        pieces = [{"%": ..., "_": None}.get(piece, piece) for piece in re.split("([%_])", self.pattern)]
        known, found = matches(self.part, pieces, rows)
        pair = all_of(known, found), all_of(known, no(found))
        return pair[::-1] if self.negated else pair


@dataclass
class IsNull(Atom):
    part: object
    negated: bool = False

    def sql(self):
        return f"{self.part.sql()} IS {'NOT ' if self.negated else ''}NULL"

    def terms(self, rows):
        known, _ = self.part.term(rows)
        return (known, no(known)) if self.negated else (no(known), known)


@dataclass
class Flag(Atom):
    part: object

    def sql(self):
        return self.part.sql()

    def terms(self, rows):
        known, value = self.part.term(rows)
        return all_of(known, value), all_of(known, no(value))


@dataclass
class Not:
    part: object

    def sql(self):
        return f"NOT ({self.part.sql()})"

    def terms(self, rows):
        return self.part.terms(rows)[::-1]

    def atoms(self):
        return self.part.atoms()


@dataclass
class And:
    parts: list

    def sql(self):
        return " AND ".join(f"({part.sql()})" if isinstance(part, Or) else part.sql() for part in self.parts)

    def terms(self, rows):
        terms = [part.terms(rows) for part in self.parts]
        return all_of(*(t for t, _ in terms)), any_of(*(f for _, f in terms))

    def atoms(self):
        return sum(part.atoms() for part in self.parts)


@dataclass
class Or:
    parts: list

    def sql(self):
        return " OR ".join(part.sql() for part in self.parts)

    def terms(self, rows):
        terms = [part.terms(rows) for part in self.parts]
        return any_of(*(t for t, _ in terms)), all_of(*(f for _, f in terms))

    def atoms(self):
        return sum(part.atoms() for part in self.parts)
