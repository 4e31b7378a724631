import Barrier
import Conditions
import Foundation
import Inspection
import Intake
import Testing

/// A made-up system whose names and codes are of the nastiest, and its tables in the database.
struct MadeSystem {
    /// A column, and how it is masked where it may be shown masked only.
    struct Column {
        var name: String
        var type: String
        var tells: String?
        var mask: CatalogueFile.Mask
        /// How wide a band is.
        var band: Int

        init(
            _ name: String, _ type: String, _ tells: String?, _ mask: CatalogueFile.Mask = .withhold, band: Int = 10
        ) {
            self.band = band
            self.name = name
            self.type = type
            self.tells = tells
            self.mask = mask
        }
    }

    struct Table {
        var name: String
        var meaning: String
        var columns: [Column]

        /// The name as SQL writes it; the schema's where the catalogue leaves it out.
        var sql: String {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            return (parts.count == 2 ? parts : ["public"] + parts)
                .map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ".")
        }
    }

    static let companies = [
        "{id: net, kind: networkOperator, codes: [NW00], affiliates: [aff]}",
        #"{id: aff, kind: retailer, codes: ["a%", "a_f", "\\", "it's"]}"#,
        #"{id: "o'ther", kind: retailer, codes: ["café", "𠮷"]}"#,
        "{id: third, kind: retailer, codes: [T1]}",
        "{id: works, kind: contractor, codes: [W9]}",
    ]

    /// Codes as rows have them: of companies, of nobody, and those that are almost somebody's.
    static let codes: [String?] = [
        "NW00", "a%", "a_f", "\\", "it's", "caf\u{E9}", "𠮷", "T1", "W9", nil, "", "cafe\u{301}", "aXf", "axx", "nw00",
        "T1 ", " T1", "%", "_", "'", "XX", "😀",
    ]

    static let tables = [
        Table(
            name: "billing.Con\"tracts",
            meaning:
                #"record: {subject: facility, owner: owner, voltage: volt, voltages: {"1": low, "%": high, "t.\"v": extraHigh}}"#,
            columns: [
                Column("row_id", "integer", "nothing"), Column("owner", "varchar(8)", "supplier"),
                Column("volt", "text", "voltage"), Column("number", "text", "contractNumber", .lastFour),
                Column("Hol\"der", "text", "contractHolder", .initial),
                Column("phone", "varchar(20)", "phone", .keyedHash),
                Column("address", "text", "contactAddress", .initial),
                Column("kwh", "numeric(9, 1)", "usage", .band, band: 7),
                Column("kw", "bigint", "contractedPower", .band),
                Column("factor", "smallint", "powerFactor", .band, band: 25),
                Column("start", "date", "supplyStart", .yearOnly),
                Column("made", "timestamp", "supplyReceiptStart", .yearOnly),
                Column("flag", "boolean", "purchaseKind"), Column("kind", "text", "purchaseKind"),
                Column("meter", "text", "meterNumber", .keyedHash), Column("note", "text", nil),
                Column("memo", "text", "nothing"),
            ]),
        Table(
            name: "supply periods", meaning: "periods: {by: [area, point], from: from, to: to, owner: supplier}",
            columns: [
                Column("row_id", "integer", "nothing"), Column("area", "integer", "nothing"),
                Column("point", "varchar(30)", "supplyPointNumber", .lastFour), Column("supplier", "text", "supplier"),
                Column("holder", "text", "contractHolder", .initial), Column("from", "date", "supplyStart", .yearOnly),
                Column("to", "date", "nothing"),
            ]),
        Table(
            name: "times", meaning: "periods: {by: [point], from: began, to: ended, owner: buyer}",
            columns: [
                Column("row_id", "integer", "nothing"), Column("point", "text", "facilityID", .lastFour),
                Column("buyer", "varchar(8)", "supplier"), Column("began", "timestamp", "supplyStart", .yearOnly),
                Column("ended", "timestamp", "purchaseEnd", .yearOnly),
            ]),
        Table(
            name: "usage",
            meaning: "record: {periods: \"supply periods\", by: [zone, point], on: day, voltage: volt}",
            columns: [
                Column("row_id", "integer", "nothing"), Column("zone", "bigint", "nothing"),
                Column("point", "text", "supplyPointNumber", .lastFour), Column("day", "date", "nothing"),
                Column("volt", "varchar(10)", "voltage"), Column("kwh", "numeric(9, 1)", "usage", .band),
            ]),
        Table(
            name: "readings", meaning: "record: {subject: facility, periods: times, by: [point], on: at}",
            columns: [
                Column("row_id", "integer", "nothing"), Column("point", "text", "facilityID", .lastFour),
                Column("at", "timestamp", "nothing"), Column("p", "numeric(9, 1)", "usage", .band),
            ]),
        Table(
            name: "present", meaning: "record: {periods: \"supply periods\", by: [area, point], on: today}",
            columns: [
                Column("row_id", "integer", "nothing"), Column("area", "smallint", "nothing"),
                Column("point", "varchar(30)", "supplyPointNumber", .lastFour),
                Column("holder", "text", "contractHolder", .initial),
            ]),
        Table(
            name: "customers", meaning: "",
            columns: [Column("row_id", "integer", "nothing"), Column("holder", "text", "contractHolder")]),
        Table(
            name: "routes", meaning: "",
            columns: [Column("row_id", "integer", "nothing"), Column("office", "text", nil)]),
    ]

    /// Those of which rows are seen.
    static let guarded = tables.filter { !$0.meaning.isEmpty }

    private static let surfaces = """
        - {id: feed, kind: feed, title: {ja: あ, en: a}, purpose: settlement, audience: [{company: aff}], from: routes, shows: [{name: office}]}
        - {id: "scr'een", kind: screen, title: {ja: あ, en: a}, purpose: sales, audience: [{company: net}], from: routes, shows: [{name: office}]}
        - {id: extract, kind: extract, title: {ja: あ, en: a}, audience: [{company: works, actingFor: aff}, {company: works, actingFor: net}], from: routes, shows: [{name: office}]}
        """

    /// The catalogue's file.
    static var yaml: String {
        func quoted(_ text: String) -> String {
            "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
        }
        var lines = ["sekisho: 1", "id: made", "policies: [x.cedar]", "companies:"]
        lines += companies.map { "  - " + $0 }
        lines.append("tables:")
        for table in tables {
            lines.append("  - name: \(quoted(table.name))")
            if !table.meaning.isEmpty { lines.append("    " + table.meaning) }
            lines.append("    columns:")
            for column in table.columns {
                let tells = column.tells.map { ", tells: \($0)" } ?? ""
                lines.append("      - {name: \(quoted(column.name)), type: \(quoted(column.type))\(tells)}")
            }
        }
        lines.append("surfaces:")
        return (lines + [surfaces]).joined(separator: "\n") + "\n"
    }

    static func catalogue() throws -> SystemCatalogue {
        let file = try CatalogueDocument.file(Array(yaml.utf8), named: "catalogue.yaml")
        let reading = CatalogueReading(file, text: yaml)
        try #require(reading.problems == [])
        return reading.catalogue
    }

    /// What makes the tables.
    static var create: String {
        "CREATE SCHEMA billing;\n"
            + tables.map { table in
                let columns = table.columns.map {
                    "\"\($0.name.replacingOccurrences(of: "\"", with: "\"\""))\" \($0.type)"
                }
                return "CREATE TABLE \(table.sql) (\(columns.joined(separator: ", ")));"
            }.joined(separator: "\n")
    }

    /// The options of the compiler that go with ``Column/mask``: those that are not the usual ones.
    static func options(reader: String?) -> CompileOptions {
        var options = CompileOptions()
        options.reader = reader
        options.masks["billing.Con\"tracts"] = ["phone": .keyedHash, "meter": .keyedHash]
        options.bandWidths["billing.Con\"tracts"] = ["kwh": 7, "factor": 25]
        return options
    }
}
