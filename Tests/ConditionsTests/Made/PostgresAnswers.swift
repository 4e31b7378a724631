import Conditions
import Intake

/// What PostgreSQL says that expressions and queries are, on the rows of ``MadeRows``.
enum PostgresAnswers {
    /// What it says of one row.
    enum Answer: Hashable {
        /// A value as PostgreSQL writes it; nil is NULL.
        case value(String?)
        /// How it ends, where it ends with an error.
        case error(String)

        /// A text as the functions below write it: `=` and the bytes in hexadecimal, `!` and those of an error, or `-`.
        init(_ text: Substring) {
            let digits = text.dropFirst().utf8.map { UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x57) }
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
            let said = String(decoding: bytes, as: UTF8.self)
            self = text.first == "-" ? .value(nil) : text.first == "=" ? .value(said) : .error(said)
        }
    }

    /// Two functions: one tries an expression on all rows of `hostile` at once, and row by row where that ends with an
    /// error; the other gives the rows of a query.
    private static let functions = """
        SET jit = off;
        CREATE FUNCTION hex(value text) RETURNS text LANGUAGE sql AS
            $body$ SELECT coalesce('=' || encode(convert_to(value, 'UTF8'), 'hex'), '-') $body$;
        CREATE FUNCTION hex_error(value text) RETURNS text LANGUAGE sql AS
            $body$ SELECT '!' || encode(convert_to(value, 'UTF8'), 'hex') $body$;
        CREATE FUNCTION answers(expression text) RETURNS text LANGUAGE plpgsql AS $body$
        DECLARE
            result text;
            parts text[] := '{}';
            place bigint;
        BEGIN
            BEGIN
                EXECUTE 'SELECT string_agg(hex((' || expression || ')::text), '','' ORDER BY h.id) FROM hostile AS h'
                    INTO result;
                RETURN result;
            EXCEPTION WHEN OTHERS THEN
                NULL;
            END;
            FOR place IN SELECT id FROM hostile ORDER BY id LOOP
                BEGIN
                    EXECUTE 'SELECT hex((' || expression || ')::text) FROM hostile AS h WHERE h.id = ' || place
                        INTO result;
                    parts := parts || result;
                EXCEPTION WHEN OTHERS THEN
                    parts := parts || hex_error(SQLSTATE || ' ' || SQLERRM);
                END;
            END LOOP;
            RETURN array_to_string(parts, ',');
        END $body$;
        CREATE FUNCTION rows_of(query text) RETURNS text LANGUAGE plpgsql AS $body$
        DECLARE result text;
        BEGIN
            EXECUTE 'SELECT coalesce(string_agg(hex(a::text) || '','' || hex(b::text) || '','' || hex(v::text), '';''), ''.'')'
                || ' FROM (' || query || ') AS q(a, b, v)' INTO result;
            RETURN result;
        EXCEPTION WHEN OTHERS THEN
            RETURN hex_error(SQLSTATE || ' ' || SQLERRM);
        END $body$;

        """

    /// The answers of each expression, on each row of `hostile`.
    static func expressions(_ expressions: [String], _ rows: MadeRows) async throws -> [[Answer]] {
        let asked = expressions.map { "SELECT answers(\(MadeExpression.quoted($0)));\n" }
        return try await ask(asked.joined(), rows).map { $0.split(separator: ",").map { Answer($0) } }
    }

    /// The rows of each query, which shows three things; or one error.
    static func queries(_ queries: [String], _ rows: MadeRows) async throws -> [Result<[[String?]], Failure>] {
        let asked = queries.map { "SELECT rows_of(\(MadeExpression.quoted($0)));\n" }
        return try await ask(asked.joined(), rows).map { line in
            if line == "." { return .success([]) }
            if line.first == "!", case .error(let error) = Answer(line) { return .failure(Failure(description: error)) }
            return .success(
                line.split(separator: ";").map { row in
                    row.split(separator: ",").map { if case .value(let text) = Answer($0) { text } else { nil } }
                })
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private static func ask(_ questions: String, _ rows: MadeRows) async throws -> [Substring] {
        // Literals, too, are compared by their bytes.
        let database = "CREATE DATABASE made TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8';\n\\c made\n"
        return try await PostgresRun.lines(database + functions + rows.script + "ANALYZE;\nBEGIN;\n" + questions)
    }
}

extension Datum {
    /// The value as PostgreSQL writes it when it is of a type.
    func postgresText(_ type: ValueType) -> String {
        switch self {
        case .bool(let truth): truth ? "true" : "false"
        case .date(let moment) where type == .timestamp: Datum.timestamp(moment).postgresText(type)
        case .date(let moment), .timestamp(let moment):
            if !moment.isFinite || Moment.finite.contains(moment.microseconds) {
                SQLPrinter.text(self)
            } else {
                Self.distant(moment, type)
            }
        default: SQLPrinter.text(self)
        }
    }

    /// A time outside of years 1 to 9999; before them there is no year 0.
    private static func distant(_ moment: Moment, _ type: ValueType) -> String {
        // The calendar is the same every 400 years.
        let cycle: Int64 = 146_097 * Moment.day
        var (years, near) = (0, moment.microseconds)
        while near < Moment.finite.lowerBound { (years, near) = (years - 400, near + cycle) }
        while near > Moment.finite.upperBound { (years, near) = (years + 400, near - cycle) }
        let (text, day) = (
            SQLPrinter.text(.timestamp(Moment(microseconds: near))), Moment(microseconds: near).calendarDay
        )
        let year = day.year + years
        let number = String(year > 0 ? year : 1 - year)
        let rest = (type == .date ? day.iso : text).dropFirst(4)
        return String(repeating: "0", count: max(0, 4 - number.count)) + number + rest + (year > 0 ? "" : " BC")
    }

    /// Whether PostgreSQL's text says this value of a type.
    func isWritten(_ text: String?, _ type: ValueType) -> Bool {
        guard let text else { return false }
        if case .number(let number) = self, type == .number {
            guard number.isFinite else { return text == number.description }
            // Zeros at the end may be too many to be read.
            var digits = text[...]
            if digits.contains(".") { while digits.last == "0" { digits.removeLast() } }
            return Number(parsing: digits) == number
        }
        return text.utf8.elementsEqual(postgresText(type).utf8)
    }
}
