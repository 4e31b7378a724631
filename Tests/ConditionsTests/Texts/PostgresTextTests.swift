import Conditions
import Testing

/// Conditions as PostgreSQL itself understands them.
struct PostgresTextTests {
    private static let hostile: [String] = [
        "", "%", "_", "\\", "'", "\"", "%_", "\\\\", "\\%", "a\\", "\\a", "%%a", " ", "  a  ", " a", "a ", "\t a\n",
        "a%b",
        "A", "a", "Ab", "aB", "AbA", "abab", "aabb", "b", "ba", "bab", "aab%", "é", "e\u{301}", "\u{301}", "a\u{301}",
        "\u{301}b", "éa", "𐐨", "𐐀", "a𐐨é", "𐐨_", "é\\_", "😀", "👩‍👩‍👧", "\u{1}", "\u{1}a", "\u{D7FF}", "\u{E000}",
        "\u{E000}a",
        "\u{FFFF}", "\u{10FFFF}", "\u{10FFFF}\u{1}", "東京", "東京都港区", "ｱｲｳ", "Ａ", "ß", "ẞ", "ı", "İ", "ſ", "K", "ς", "Σ",
        "ΑΣ", "ǅ", "ﬀ", "ᾳ", "\u{2028}", "\u{FEFF}a", "\u{A0}a\u{A0}", String(repeating: "ab", count: 5_000),
        String(repeating: " ", count: 300) + "a", String(repeating: "é", count: 1_000) + "%",
    ]

    private static func quoted(_ text: String) -> String { MadePredicate.quoted(Array(text.unicodeScalars)) }

    /// Conditions that depend on what the C library holds to be capital and small letters.
    private static func cased(
        upper: ScalarMapping, lower: ScalarMapping
    ) throws -> [(sql: String, language: TextLanguage)] {
        var conditions: [(sql: String, language: TextLanguage)] = []
        let own = "(x COLLATE \"C.utf8\")"
        for text in [
            "É", "é", "ΑΣ", "ας", "ß", "I", "i", "İ", "ı", "𐐀", "𐐨", "A", "Ａ", "k", "ǅ", "ﬀ", "S", "ᾼ", "%é%", "_́",
            "a%",
        ] {
            conditions += try [
                ("upper(\(own)) = \(quoted(text))", .exactly(text).preimage(ofMapping: upper)),
                ("lower(\(own)) = \(quoted(text))", .exactly(text).preimage(ofMapping: lower)),
                ("upper(\(own)) LIKE \(quoted(text))", .like(text).preimage(ofMapping: upper)),
                ("\(own) ILIKE \(quoted(text))", .ilike(text, lower: lower)),
                ("upper(x) LIKE \(quoted(text))", .like(text).preimage(ofMapping: .asciiUpper)),
                ("x ILIKE \(quoted(text))", .ilike(text, lower: .asciiLower)),
            ]
        }
        return conditions
    }

    @Test func `conditions hold for the same hostile texts as in PostgreSQL`() async throws {
        var made: [(sql: String, language: TextLanguage)] = []
        for seed in 0..<600 {
            var dice = Dice(seed: UInt64(seed))
            let predicate = try MadePredicate.random(
                MadePredicate.alphabets[seed % MadePredicate.alphabets.count], depth: dice.below(3), &dice)
            made.append((predicate.sql, predicate.language))
        }
        // What cannot be known beforehand comes from the server: its capital and small letters.
        var script = "CREATE TABLE texts (place serial, x text COLLATE \"C\");\nINSERT INTO texts (x) VALUES\n"
        script += Self.hostile.map { "(\(Self.quoted($0)))" }.joined(separator: ",\n") + ";\n"
        script +=
            "CREATE TEMP VIEW scalars AS SELECT i, chr(i) COLLATE \"C.utf8\" AS c FROM generate_series(1, 1114111) AS i"
        script += " WHERE i NOT BETWEEN 55296 AND 57343;\n"
        for change in ["upper", "lower"] {
            script +=
                "SELECT '\(change)', i, ascii(\(change)(c)), length(\(change)(c)) FROM scalars WHERE \(change)(c) <> c;\n"
        }
        func question(_ sql: String) -> String {
            "SELECT 'bits', string_agg(CASE WHEN \(sql) THEN '1' ELSE '0' END, '' ORDER BY place) FROM texts;\n"
        }
        script += made.map { question($0.sql) }.joined()
        let placeholders = try Self.cased(upper: .asciiUpper, lower: .asciiLower)
        script += placeholders.map { question($0.sql) }.joined()

        var changes: [Substring: [(Unicode.Scalar, Unicode.Scalar)]] = [:]
        var answers: [String] = []
        for line in try await PostgresRun.lines(script) {
            let fields = line.split(separator: "|")
            if fields[0] == "bits" {
                answers.append(String(fields[1]))
            } else {
                let from = try #require(UInt32(fields[1]).flatMap(Unicode.Scalar.init))
                let to = try #require(UInt32(fields[2]).flatMap(Unicode.Scalar.init))
                #expect(fields[3] == "1")
                changes[fields[0], default: []].append((from, to))
            }
        }
        #expect((changes["upper"]?.count ?? 0) > 1_000 && (changes["lower"]?.count ?? 0) > 1_000)
        let upper = ScalarMapping(changes["upper"] ?? [])
        let lower = ScalarMapping(changes["lower"] ?? [])
        made += try Self.cased(upper: upper, lower: lower)
        #expect(answers.count == made.count)
        var held = 0
        for ((sql, language), answer) in zip(made, answers) {
            let own = Self.hostile.map { language.contains($0) ? "1" : "0" }.joined()
            held += own.count { $0 == "1" }
            if own != answer {
                let texts = zip(Self.hostile, zip(own, answer)).filter { $0.1.0 != $0.1.1 }.map { $0.0.prefix(20) }
                Issue.record("\(sql): PostgreSQL differs for \(texts)")
            }
        }
        // Neither all nor nothing: the answers tell something.
        #expect(held > made.count && held < made.count * (Self.hostile.count - 1))
    }

    @Test func `what is refused is what PostgreSQL refuses`() async throws {
        let script = """
            CREATE FUNCTION refuses(query text) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN EXECUTE query; RETURN false; EXCEPTION WHEN OTHERS THEN RETURN true; END $$;
            SELECT refuses($$SELECT 'ab' LIKE 'a\\'$$), refuses($$SELECT 'abc' LIKE '%b\\'$$), refuses($$SELECT 'a' LIKE 'a\\'$$),
                refuses($$SELECT '%a' LIKE '%%%' ESCAPE '%'$$), refuses($$SELECT substring('abc' from 2 for -1)$$),
                refuses($$SELECT chr(0)$$), refuses($$SELECT 'a' LIKE 'a\\' ESCAPE ''$$);
            """
        // Of an unfinished pattern PostgreSQL notices the end only when a text goes on there.
        #expect(try await PostgresRun.lines(script) == ["t|t|f|t|t|t|f"])
        for (pattern, escape) in [("a\\", "\\"), ("%b\\", "\\"), ("%%%", "%")] as [(String, Unicode.Scalar)] {
            #expect(throws: TextLanguageError.unfinishedEscape(pattern: pattern)) {
                try TextLanguage.like(pattern, escape: escape)
            }
        }
        #expect(throws: TextLanguageError.negativeLength(-1)) {
            try TextLanguage.all.preimage(ofSubstringFrom: 2, length: -1)
        }
        #expect(throws: TextLanguageError.zeroCharacter) { try TextLanguage.exactly("\0") }
        #expect(try TextLanguage.like("a\\", escape: nil) == .exactly("a\\"))
    }
}
