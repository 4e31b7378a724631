import Inspection
import Intake
import Testing

@Suite("forms of canaries")
struct CanaryFormTests {
    static let point = CanaryMark(id: "R1", field: "supplyPoint", value: "0312345678901256789012")
    static let phone = CanaryMark(id: "R1", field: "phone", value: "06-1234-5678")
    static let name = CanaryMark(id: "R1", field: "name", value: "鵜殿沢 麟太郎")
    static let reading = CanaryMark(id: "R1", field: "reading", value: "ウドノサワ リンタロウ")
    static let company = CanaryMark(id: "R2", field: "contractHolder", value: "株式会社玄武岩電機")
    static let old = CanaryMark(id: "R2", field: "person", value: "髙﨑 朔耶")
    static let latin = CanaryMark(id: "R2", field: "latin", value: "Udonosawa Rintaro")
    static let marks = [point, phone, name, reading, company, old, latin]

    static let search = Result { try CanarySearch(marks: marks) }

    static func hits(_ text: String) throws -> [CanaryHit] {
        try search.get().search(Array(text.utf8), name: "a.txt").hits
    }

    @Test(arguments: [
        ("tel=06-1234-5678", phone, [CanaryForm]()), ("０６－１２３４－５６７８", phone, [.width]),
        ("(06) 1234 5678", phone, [.separators]),
        ("（０６）１２３４・５６７８", phone, [.width, .separators]), ("0612345678", phone, [.separators]),
        ("612345678", phone, [.withoutLeadingZeros]), ("+81-6-1234-5678", phone, [.countryCode, .separators]),
        ("+81 (0)6-1234-5678", phone, [.separators]), ("06ー1234ー5678", phone, [.separators]),
        ("03-1234-5678-9012-5678-9012", point, [.separators]),
        ("03,1234,5678,9012,5678,9012", point, [.separators, .split]),
        ("312,345,678,901,256,789,012", point, [.withoutLeadingZeros, .separators]),
        ("3.1234567890126E+20", point, [.rounded(digits: 14)]),
        ("312345678901256800000", point, [.rounded(digits: 15)]),
        ("3.123456789012568e20", point, [.rounded(digits: 15)]),
        ("312345678901256000000", point, [.rounded(digits: 15)]),
        ("鵜殿沢麟太郎", name, [.separators]), ("鵜殿沢\u{3000}麟太郎様", name, [.width]), ("麟太郎 鵜殿沢", name, [.turned]),
        ("\"鵜殿沢\",\"麟太郎\"", name, [.separators, .split]),
        ("<td>鵜殿沢</td>\n<td>麟太郎</td>", name, [.tagged, .separators, .split]),
        ("<ruby>鵜殿沢<rt>うどのさわ</rt></ruby>", name, []), ("ｳﾄﾞﾉｻﾜ ﾘﾝﾀﾛｳ", reading, [.width]),
        ("うどのさわりんたろう", reading, [.kana, .separators]),
        ("ウト\u{3099}ノサワ リンタロウ", reading, [.composition]), ("㈱玄武岩電機", company, [.legalForm, .width]),
        ("（株）玄武岩電機", company, [.legalForm, .separators]), ("玄武岩電機", company, [.legalForm]),
        ("高崎朔耶", old, [.kanji, .separators]),
        ("UDONOSAWA_RINTARO", latin, [.letterCase, .separators]),
        ("rintaro.udonosawa@", latin, [.turned, .letterCase, .separators]),
        ("\\u9d5c\\u6bbf\\u6ca2 \\u9e9f\\u592a\\u90ce", name, [.escaped]),
        ("\\\\u9d5c\\\\u6bbf\\\\u6ca2 \\\\u9e9f\\\\u592a\\\\u90ce", name, [.escaped]),
        ("&#x9d5c;&#27583;沢&nbsp;麟太郎", name, [.escaped]),
        ("%E9%B5%9C%E6%AE%BF%E6%B2%A2+%E9%BA%9F%E5%A4%AA%E9%83%8E", name, [.escaped, .separators]),
        ("%8D%82%8D%E8%20%8D%F1%96%EB", old, [.escaped, .encoding(.cp932), .kanji]),
        ("\"\"06-1234-5678\"\"", phone, []),
        ("99990612345678", phone, [.separators, .insideLonger]),
        ("999903123456789012567890129999", point, [.insideLonger]),
    ])
    func `each form is told`(_ text: String, _ mark: CanaryMark, _ forms: [CanaryForm]) throws {
        let hits = try Self.hits("x,\(text),y").filter { $0.mark == mark }
        // Only the short form of the ruby example holds nothing.
        if text.hasPrefix("<ruby>") {
            #expect(hits.isEmpty)
            return
        }
        #expect(hits.map(\.forms) == [forms], "\(text): \(hits)")
    }

    @Test(arguments: [
        "06-****-5678", "下4桁 5678", "061234●●●●", "鵜殿沢 ***", "鵜殿", "鵜●沢 麟太郎", "0312345678901256789013",
        "031234567890****789012",
        "06-1234-5679", "1.2345678901226E+20", "3.1234567890226E+20", "3.1234567890126E+18", "ウトノサワリンタロウ", "うどのさわりんたろゔ",
        "玄武岩", "06123456",
    ])
    func `what is masked or different is no hit`(_ text: String) throws {
        #expect(try Self.hits("x,\(text),y").isEmpty)
    }

    @Test func `what chance can bring about is not called certain`() throws {
        for (text, isCertain) in [
            ("06-1234-5678", true), ("９９06-1234-5678", false), ("06,1234,5678", false), ("3.1234567890126E+20", false),
            ("鵜殿沢,麟太郎", true), ("3,123,456,789,012", true),
        ] {
            for hit in try Self.hits(text) { #expect(hit.isCertain == isCertain, "\(hit)") }
        }
        #expect(try Self.hits("９９06-1234-5678").count == 1)
        #expect(try Self.hits("06,1234,5678").count == 1)
    }

    @Test func `a short number is not found in pieces or in longer numbers`() throws {
        let search = try CanarySearch(marks: [CanaryMark(id: "R", field: "meter", value: "482913")])
        for (text, count) in [
            ("482913", 1), ("4829-13", 1), ("1482913", 0), ("4829130", 0), ("482,913", 1), ("4,8,2,9,1,3", 0),
            ("48.2913", 0),
            ("48\n2913", 0), ("A482913", 1), ("４８２９１３", 1),
        ] {
            #expect(search.search(Array(text.utf8), name: "a").hits.count == count, "\(text)")
        }
    }

    @Test func `marks that cannot be told apart are refused, each with its reason`() {
        let marks = [
            CanaryMark(id: "A", field: "code", value: "12-345"), CanaryMark(id: "A", field: "name", value: "山田"),
            CanaryMark(id: "A", field: "phone", value: "000-0000-0001"),
            CanaryMark(id: "A", field: "name", value: "鵜殿沢"),
            CanaryMark(id: "A", field: "tel", value: "06-1234-5678"),
            CanaryMark(id: "A", field: "fax", value: "0612345678"),
            CanaryMark(id: "B", field: "tel", value: "０６１２３４５６７８"),
        ]
        #expect {
            try CanarySearch(marks: marks)
        } throws: { error in
            (error as? CanaryMarkError)?.faults.map(\.reason) == [
                .tooShort(weight: 5, least: 6), .tooShort(weight: 4, least: 6), .tooUniform, .sameAs(marks[4]),
            ]
        }
    }

    @Test func `all that is hit in a line is told in order, and the file's name too`() throws {
        let search = try Self.search.get()
        let text = "a\r\nb,鵜殿沢麟太郎,06-1234-5678\r鵜殿沢麟太郎"
        let found = search.search(Array(text.utf8), name: "報告_0612345678.csv")
        #expect(
            found.hits.map(\.place.description) == [
                "報告_0612345678.csv: (name)", "報告_0612345678.csv:2:3", "報告_0612345678.csv:2:10", "報告_0612345678.csv:3:1",
            ])
        #expect(found.hits.map(\.found) == ["0612345678", "鵜殿沢麟太郎", "06-1234-5678", "鵜殿沢麟太郎"])
    }

    @Test func `e-mail in ISO-2022-JP is read`() throws {
        let search = try Self.search.get()
        // 鵜殿沢 麟太郎 in JIS X 0208 by EUC-JP less the high bits.
        let euc = try #require(TextEncoding.eucJP.encode("鵜殿沢　麟太郎"))
        let bytes =
            Array("Subject: ".utf8) + [0x1B, 0x24, 0x42] + euc.map { $0 & 0x7F } + [0x1B, 0x28, 0x42]
            + Array(" sama\n".utf8)
        let hits = search.search(bytes, name: "mail.eml").hits
        #expect(hits.map(\.forms) == [[.iso2022JP, .width]])
        #expect(hits.map(\.place.description) == ["mail.eml:1:10"])
    }

    @Test func `a file that is text only in part is searched and noted`() throws {
        let search = try Self.search.get()
        let bytes = Array("鵜殿沢麟太郎,\n".utf8) + [0xFF, 0x80, 0xFF, 0x0A] + Array("0612345678".utf8)
        let found = search.search(bytes, name: "a.csv")
        #expect(found.hits.map(\.mark) == [Self.name, Self.phone])
        #expect(found.notes.count == 1 && !found.isClean)
    }
}
