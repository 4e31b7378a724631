import Foundation
import Inspection
import Intake
import Testing

@Suite("canaries in containers")
struct CanaryContainerTests {
    static let phone = CanaryMark(id: "R1", field: "phone", value: "06-1234-5678")
    static let name = CanaryMark(id: "R1", field: "name", value: "鵜殿沢 麟太郎")
    static let point = CanaryMark(id: "R1", field: "supplyPoint", value: "0312345678901256789012")
    static let reading = CanaryMark(id: "R1", field: "reading", value: "ウドノサワ リンタロウ")
    static let big = CanaryMark(id: "R2", field: "supplyPoint", value: "1234567890123456789012")
    static let company = CanaryMark(id: "R2", field: "holder", value: "株式会社鵜殿沢電機")

    static func search(_ limits: CanaryLimits = CanaryLimits()) throws -> CanarySearch {
        try CanarySearch(marks: [phone, name, point, reading, big, company], limits: limits)
    }

    static func places(_ findings: CanaryFindings) -> [String] {
        findings.hits.map { "\($0.mark.field) \($0.place)" }
    }

    /// Where the table that Python writes has its marks.
    static func table(_ file: String) -> [String] {
        [("supplyPoint", "2:1"), ("name", "2:24"), ("name", "4:1"), ("phone", "4:11")].map { "\($0.0) \(file):\($0.1)" }
    }

    @Test func `files that Python's libraries write are read, and all marks in them found in their places`() throws {
        let files = try PythonFiles.made(
            phone: Self.phone.value, name: Self.name.value, point: Self.point.value)
        let search = try Self.search()
        let json = ["name", "phone", "supplyPoint"]
        let expected: [String: [String]] = [
            "plain.csv": Self.table("plain.csv"), "euc.csv": Self.table("euc.csv"), "tabs.tsv": Self.table("tabs.tsv"),
            "quoted.csv": [
                "supplyPoint quoted.csv:2:2", "name quoted.csv:2:27", "name quoted.csv:4:1", "phone quoted.csv:4:11",
            ],
            "ascii.json": ["name ascii.json:4:13", "phone ascii.json:5:14", "supplyPoint ascii.json:6:14"],
            "plain.json": ["name plain.json:1:23", "phone plain.json:1:43", "supplyPoint plain.json:1:68"],
            "twice.json": ["name twice.json:1:38", "phone twice.json:1:98", "supplyPoint twice.json:1:127"],
            "query.txt": ["name query.txt:1:10", "phone query.txt:1:68"], "sjis-query.txt": ["name sjis-query.txt:1:6"],
            "page.html": ["name page.html:1:4"],
            "inner.zip": Self.table("inner.zip!表/明細.csv"),
            "outer.zip": Self.table("outer.zip!inner.zip!表/明細.csv")
                + zip(json, [23, 73, 98]).map { "\($0) outer.zip!stored.json:1:\($1)" },
            "long.zip": Self.table("long.zip!long.csv"), "streamed.zip": Self.table("streamed.zip!streamed.csv"),
            "headless.zip": Self.table("headless.zip!streamed.csv"),
            "prefixed.zip": Self.table("prefixed.zip!streamed.csv"),
            "methods.zip": Self.table("methods.zip!d.csv"), "members.csv.gz": Self.table("members.csv.gz!members.csv"),
            "deep.zip": [],
        ]
        for (file, places) in expected.sorted(by: { $0.key < $1.key }) {
            let found = search.search(try #require(files[file]), name: file)
            #expect(Self.places(found) == places, "\(file): \(found.hits)")
        }
        for file in [
            "plain.csv", "quoted.csv", "tabs.tsv", "euc.csv", "ascii.json", "twice.json", "inner.zip", "outer.zip",
            "long.zip",
            "streamed.zip", "members.csv.gz", "archive.tar.gz", "mail.eml", "jis.eml",
        ] {
            #expect(search.search(try #require(files[file]), name: file).notes.isEmpty, "\(file)")
        }
        let tar = search.search(try #require(files["archive.tar.gz"]), name: "archive.tar.gz")
        #expect(Self.places(tar).count == 7)
        #expect(tar.hits.first?.place.file.hasPrefix("archive.tar.gz!archive.tar!a/longlong") == true)
        let mail = search.search(try #require(files["mail.eml"]), name: "mail.eml")
        #expect(mail.hits.map(\.mark.field).sorted() == ["name", "name", "name", "phone", "supplyPoint"])
        #expect(
            mail.hits.contains { $0.place.file.hasPrefix("mail.eml!base64@") && $0.place.file.hasSuffix("!表/明細.csv") })
        let jis = search.search(try #require(files["jis.eml"]), name: "jis.eml")
        #expect(jis.hits.map(\.mark) == [Self.name] && jis.hits.first?.forms.first == .iso2022JP)

        func reasons(_ file: String, _ limits: CanaryLimits) throws -> [String: CanaryNote.Reason] {
            let notes = try Self.search(limits).search(#require(files[file]), name: file).notes
            return Dictionary(notes.map { ($0.file, $0.reason) }) { first, _ in first }
        }
        #expect(
            try reasons("methods.zip", CanaryLimits()) == [
                "methods.zip!b.csv": .packedOtherwise(method: 12), "methods.zip!l.csv": .packedOtherwise(method: 14),
            ])
        #expect(try reasons("headless.zip", CanaryLimits()).keys.contains("headless.zip"))
        #expect(try reasons("prefixed.zip", CanaryLimits()) == ["prefixed.zip": .outsideMembers(bytes: 15)])
        #expect(
            try reasons("bomb.zip.gz", CanaryLimits(fileBytes: 1_000_000)) == [
                "bomb.zip.gz!bomb.zip": .tooLarge(limit: 1_000_000)
            ])
        #expect(
            try reasons("bomb.zip", CanaryLimits(allBytes: 700_000)) == [
                "bomb.zip!2.txt": .tooLarge(limit: 100_000), "bomb.zip!3.txt": .tooLarge(limit: 0),
                "bomb.zip!4.txt": .tooLarge(limit: 0),
            ])
        #expect(try reasons("bomb.zip", CanaryLimits(members: 2)) == ["bomb.zip": .tooManyMembers(limit: 2)])
        let deep = "deep.zip" + String(repeating: "!n.zip", count: 6)
        #expect(try reasons("deep.zip", CanaryLimits()) == [deep: .tooDeep(limit: 6)])
        #expect(
            Self.places(try Self.search(CanaryLimits(depth: 12)).search(#require(files["deep.zip"]), name: "d")).count
                == 4)
    }

    static func golden(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        return Array(try Data(contentsOf: folder.appending(path: name)))
    }

    @Test func `cells, hidden sheets, comments, headers and titles of a workbook are read`() throws {
        let found = try Self.search().search(Self.golden("openpyxl.xlsx"), name: "b.xlsx")
        #expect(
            Set(Self.places(found)) == [
                "name b.xlsx: 一覧!B3", "phone b.xlsx: 一覧!C3", "phone b.xlsx: 一覧!D3", "supplyPoint b.xlsx: 一覧!E7",
                "supplyPoint b.xlsx: 一覧!C9", "reading b.xlsx: 一覧!AB12", "name b.xlsx!xl/worksheets/sheet2.xml:1:565",
                "phone b.xlsx!xl/comments/comment1.xml:1:185", "holder b.xlsx!xl/worksheets/sheet2.xml:1:383",
            ])
        #expect(found.notes.isEmpty, "\(found.notes)")
    }

    @Test(arguments: ["inline.xlsx", "shared.xlsx"])
    func `inline and shared strings are found in all cells that have them`(_ file: String) throws {
        let found = try Self.search().search(Self.golden(file), name: file)
        #expect(
            Self.places(found).filter { !$0.contains("core.xml") } == [
                "phone \(file): Values!B2", "name \(file): Values!C3", "phone \(file): Values!D4",
                "phone \(file): Values!E5",
                "supplyPoint \(file): Values!F6", "phone \(file): Values!G7",
            ])
        #expect(found.hits.contains { $0.place.file == "\(file)!docProps/core.xml" && $0.mark == Self.name })
        #expect(found.notes.isEmpty, "\(found.notes)")
    }

    @Test(arguments: [
        ("%PDF-1.7\nstream", "PDF"), ("\u{89}PNG\r\n", "a picture (PNG)"), ("PAR1xxxx", "Parquet"),
        ("7z\u{BC}\u{AF}", "7-Zip"),
        ("\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}", "an old or encrypted office file (OLE)"),
    ])
    func `what cannot be looked into is noted, and what is plain in it is found`(_ head: String, _ kind: String) throws
    {
        let bytes = head.unicodeScalars.map { UInt8($0.value) } + Array("\u{0}\nTitle (06-1234-5678)".utf8)
        let found = try Self.search().search(bytes, name: "x.bin")
        #expect(found.notes == [CanaryNote(file: "x.bin", reason: .unreadable(kind: kind))])
        #expect(found.hits.map(\.mark) == [Self.phone])
        #expect(!found.isClean)
    }

    @Test func `what stands before or between the members of a ZIP file is searched`() throws {
        let files = try PythonFiles.made(phone: "1", name: "2", point: "3")
        let zip = try #require(files["streamed.zip"])
        let found = try Self.search().search(Array("tel 06-1234-5678\n".utf8) + zip, name: "p.zip")
        #expect(Self.places(found) == ["phone p.zip!(outside):1:5"])
        #expect(found.notes.map(\.reason) == [.outsideMembers(bytes: 17)])
    }

    @Test func `cells beside each other make no number by chance, runs of one text do`() throws {
        let search = try CanarySearch(marks: [CanaryMark(id: "R", field: "meter", value: "482913")])
        for (text, count) in [
            ("<td>482</td><td>913</td>", 0), ("<c><v>482913</v></c>", 1),
            ("<w:r><w:t>482</w:t></w:r><w:r><w:t>913</w:t></w:r>", 1),
            ("<b>48</b>2<i>913</i>", 1), ("<x>4829<![CDATA[13]]></x>", 1),
        ] {
            #expect(search.search(Array(text.utf8), name: "a.xml").hits.count == count, "\(text)")
        }
    }

    @Test func `an encrypted member is noted`() throws {
        var zip = try #require(
            try PythonFiles.made(phone: "06-1234-5678", name: "鵜殿沢 麟太郎", point: "1")["inner.zip"])
        for at in zip.indices.dropLast(10) where zip[at] == 0x50 && zip[at + 1] == 0x4B {
            if zip[at + 2] == 3 { zip[at + 6] |= 1 }
            if zip[at + 2] == 1 { zip[at + 8] |= 1 }
        }
        let found = try Self.search().search(zip, name: "e.zip")
        #expect(found.hits.isEmpty)
        #expect(found.notes.map(\.reason) == [.encrypted, .encrypted])
    }
}
