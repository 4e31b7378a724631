import Barrier
import Conditions
import Foundation
import Inspection
import Intake
import Testing

@testable import Inspection

/// What the compiler says, without a database.
struct CompilerTests {
    private func compiler(_ change: (inout SystemCatalogue, inout CompileOptions) -> Void = { _, _ in }) throws
        -> PostgresCompiler
    {
        var (catalogue, options) = (try MadeSystem.catalogue(), MadeSystem.options(reader: nil))
        change(&catalogue, &options)
        return PostgresCompiler(catalogue, try RuleBooks.barrier("masks", catalogue), options)
    }

    private func outcome(_ compiler: PostgresCompiler, _ table: String) throws -> CompiledTable.Outcome {
        try #require(compiler.tables.first { $0.name == table }).outcome
    }

    @Test func `every table of the catalogue has an outcome`() throws {
        let compiler = try compiler()
        #expect(compiler.tables.map(\.name) == MadeSystem.tables.map(\.name).sorted())
        for table in MadeSystem.guarded { #expect(try outcome(compiler, table.name) == .guarded) }
        guard case .closed(let reason) = try outcome(compiler, "customers"),
            case .untouched = try outcome(compiler, "routes")
        else {
            Issue.record("\(compiler.tables)")
            return
        }
        #expect(reason.en.contains("whose customers") && reason.ja.contains("record"))
        #expect(compiler.script().contains("CREATE POLICY sekisho_barrier ON \"public\".\"customers\""))
        #expect(!compiler.script().contains("\"routes\""))
    }

    @Test func `tables whose owners cannot be found are closed, with the reason`() throws {
        func reason(_ change: (inout SystemCatalogue) -> Void) throws -> String {
            let compiler = try compiler { catalogue, _ in change(&catalogue) }
            guard case .closed(let reason) = try outcome(compiler, "usage") else { return "it is not closed" }
            #expect(reason.ja != reason.en)
            #expect(
                compiler.script().contains("ON \"public\".\"usage\" AS RESTRICTIVE FOR ALL TO PUBLIC\n  USING (FALSE)"))
            return reason.en
        }
        #expect(
            try reason { $0.tables["usage"]?.owner = .periods(table: "supply periods", by: [1], on: 3) }.contains(
                "has 1 columns"))
        #expect(
            try reason { $0.tables["usage"]?.owner = .periods(table: "supply periods", by: [2, 1], on: 3) }
                .contains("cannot be the same"))
        #expect(
            try reason { $0.tables["usage"]?.owner = .periods(table: "routes", by: [1, 2], on: 3) }
                .contains("says nothing of periods"))
        #expect(
            try reason { $0.tables["usage"]?.owner = .periods(table: "supply periods", by: [1, 2], on: 2) }
                .contains("date is needed"))
        #expect(try reason { $0.tables["usage"]?.owner = .column(5) }.contains("text is needed"))
        #expect(try reason { $0.tables["usage"]?.owner = nil }.contains("whose customers"))
        #expect(try reason { $0.tables["usage"]?.subject = nil }.contains("whose customers"))
        #expect(try reason { $0.tables["usage"]?.shape.columns[1].name = "point" }.contains("two columns `point`"))
        #expect(
            try reason { catalogue in
                catalogue.tables["public.usage"] = catalogue.tables["usage"]
            }.contains("same table"))
    }

    @Test func `each column has its form`() throws {
        let compiler = try compiler()
        let table = try #require(compiler.tables.first { $0.name == "billing.Con\"tracts" })
        var forms: [String: CompiledTable.ColumnForm] = [:]
        for column in table.columns { forms[column.name] = column.form }
        #expect(table.columns.map(\.name) == MadeSystem.tables[0].columns.map(\.name))
        #expect(forms["number"] == .masked(.lastFour) && forms["Hol\"der"] == .masked(.initial))
        #expect(forms["phone"] == .masked(.keyedHash) && forms["kwh"] == .masked(.band))
        #expect(forms["start"] == .masked(.yearOnly) && forms["made"] == .masked(.yearOnly))
        #expect(forms["owner"] == .whereViewed && forms["kind"] == .whereViewed && forms["flag"] == .whereViewed)
        #expect(forms["memo"] == .shown && forms["row_id"] == .shown)
        guard case .withheld? = forms["note"] else {
            Issue.record("\(forms)")
            return
        }
        let shipped = PostgresCompiler(
            try MadeSystem.catalogue(), try RuleBooks.barrier("shipped", try MadeSystem.catalogue()))
        let plain = try #require(shipped.tables.first { $0.name == "billing.Con\"tracts" })
        #expect(plain.columns.filter { $0.form == .shown }.count == 16)
    }

    @Test func `what cannot be done is said`() throws {
        let compiler = try compiler { _, options in
            options.masks["usage"] = ["kwh": .lastFour, "kvarh": .band]
            options.masks["use"] = ["kwh": .band]
            options.bandWidths["usage"] = ["kwh": 0, "point": 3]
            options.bandWidth = 0
        }
        let words = compiler.remarks.map(\.en)
        for part in [
            "`lastFour` does not go on type `numeric`", "`kvarh` in a table `usage`", "table `use`",
            "`kwh` of `usage` cannot have bands 0 wide", "`point` of `usage` cannot have bands 3 wide",
            "cannot be 0 wide",
        ] {
            #expect(words.contains { $0.contains(part) }, "\(part)")
        }
        #expect(words.count == 6)
        let none = try self.compiler { catalogue, _ in catalogue.surfaces = [] }
        #expect(none.remarks.contains { $0.en.contains("no surface") })
    }

    @Test func `a session has to name its surface unless no policy asks for it`() throws {
        let catalogue = try MadeSystem.catalogue()
        var options = CompileOptions()
        func needs(_ book: String) throws -> Bool {
            PostgresCompiler(catalogue, try RuleBooks.barrier(book, catalogue), options).needsSurface
        }
        #expect(try needs("masks") && needs("shipped"))
        options.readsSurface = false
        #expect(try !needs("masks"))
        // It is asked for all the same where answers differ.
        #expect(try needs("shipped") && needs("surfaces"))
        let compiler = PostgresCompiler(catalogue, try RuleBooks.barrier("shipped", catalogue), options)
        #expect(compiler.remarks.contains { $0.en.contains("differ between surfaces") })
    }

    @Test func `names and texts stay what they are`() {
        #expect(Array(SQLText.text("a'\u{301}b").unicodeScalars) == Array("'a''\u{301}b'".unicodeScalars))
        #expect(Array(SQLText.name("\"\u{308}").unicodeScalars) == Array("\"\"\"\u{308}\"".unicodeScalars))
        #expect(SQLText.dollars("a $sekisho$ b $sekisho1$") == "$sekisho2$\na $sekisho$ b $sekisho1$\n$sekisho2$")
        var pool = NamePool(taken: ["seen"])
        let long = String(repeating: "表", count: 30)
        #expect(pool.take("seen") == "seen_2" && pool.take("seen") == "seen_3")
        #expect(pool.take(long).utf8.count == 63 && pool.take(long).utf8.count <= 63)
    }

    @Test func `the hash of the tests is the standard's`() {
        // FIPS 180-4's example and RFC 4231's second test case.
        #expect(
            HMAC.hex(HMAC.sha256(Array("abc".utf8)))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            HMAC.hex(Array("Jefe".utf8), "what do ya want for nothing?")
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func `the benchmark's script is what the compiler makes of the example`() throws {
        let catalogue = try Shipped.catalogue("after")
        var options = CompileOptions()
        options.reader = "feed_reader"
        let script = PostgresCompiler(catalogue, try Shipped.barrier(catalogue), options).script()
        let file = CompileServer.repository.appending(path: "Benchmarks/inspect-compile/compiled.sql")
        if ProcessInfo.processInfo.environment["SEKISHO_RECORD"] != nil { try Data(script.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == script)
    }
}
