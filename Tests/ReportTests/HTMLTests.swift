import Foundation
import Report
import Testing

@Suite("HTML")
struct HTMLTests {
    /// What a page shows of a text: characters that HTML cannot hold, or that reorder text, are replaced.
    private func shown(_ text: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where scalar != "\r" {
            let isKept = scalar == "\t" || scalar == "\n" || scalar.value >= 0x20
            let isReordering = (0x202A...0x202E).contains(scalar.value)
            shown.append(isKept && !isReordering ? scalar : "\u{FFFD}")
        }
        return String(shown)
    }

    private func pages(_ document: ReportDocument) throws -> [(Language, XMLElement)] {
        try Language.allCases.map { language in
            (language, try StrictXML.read(try HTMLRenderer(language: language).render(document)))
        }
    }

    @Test("labels that try to be markup are shown as they are written")
    func hostile() throws {
        for seed in 0..<60 as Range<UInt64> {
            var made = Made(seed: seed)
            let document = made.document()
            for (language, page) in try pages(document) {
                let says = page.all.map(\.text)
                #expect(says.contains(shown(document.title[language])), "seed \(seed)")
                // One table in the page for each of the document, with the very labels and texts in its cells.
                let tables = page.all("div").filter { $0.attributes["class"]?.hasPrefix("table") == true }
                #expect(tables.count == document.tables.count, "seed \(seed)")
                for (block, table) in zip(tables, document.tables) {
                    let rows = try #require(block.all("tbody").first).elements
                    #expect(
                        rows.map { $0.elements[0].text } == table.rows.map { shown($0.label[language]) },
                        "seed \(seed)")
                    #expect(
                        try #require(block.all("thead").first).all("th").dropFirst().map(\.text)
                            == table.columns.map { shown($0.label[language]) }, "seed \(seed)")
                    for (line, row) in zip(rows, table.rows) {
                        for (cell, value) in zip(line.elements.dropFirst(), row.cells.map(\.value)) {
                            if case .text(let text) = value {
                                #expect(cell.text == shown(text[language]), "seed \(seed)")
                            }
                        }
                    }
                }
                #expect(page.all.allSatisfy { !["script", "iframe", "img", "link", "object"].contains($0.name) })
            }
        }
    }

    @Test("another reader of XML agrees that the page is well-formed")
    func otherReader() throws {
        var made = Made(seed: 99)
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sekisho-\(UUID()).html")
        defer { try? FileManager.default.removeItem(at: file) }
        for document in [Sample.document, made.document()] {
            try HTMLRenderer(language: .ja).render(document).write(to: file, atomically: true, encoding: .utf8)
            let outcome = try Python.run(
                "import sys, xml.etree.ElementTree as t; t.parse(sys.argv[1])", file.path)
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }

    @Test("the page needs nothing from elsewhere and runs nothing")
    func selfContained() throws {
        for (_, page) in try pages(Sample.document) {
            for element in page.all {
                for (name, value) in element.attributes {
                    #expect(name != "src" && !name.hasPrefix("on") && name != "style")
                    if name == "href" { #expect(value.hasPrefix("#")) }
                    if value.contains("://") { #expect(name == "xmlns") }
                }
            }
            let style = try #require(page.all("style").first).text
            #expect(!style.contains("url(") && !style.contains("@import"))
        }
    }

    @Test("the page can be read by ear and by keyboard")
    func accessible() throws {
        for (language, page) in try pages(Sample.document) {
            #expect(page.attributes["lang"] == language.rawValue)
            #expect(page.all("title").first?.text == Sample.document.title[language])
            let ids = page.all.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            for element in page.all {
                if let target = element.attributes["href"] {
                    #expect(ids.contains(String(target.dropFirst())), "\(target)")
                }
                for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
                    #expect(ids.contains(String(id)), "\(id)")
                }
            }
            // Headings go down one level at a time.
            let levels = page.all.compactMap {
                $0.name.first == "h" && $0.name.count == 2 ? Int($0.name.suffix(1)) : nil
            }
            #expect(levels.first == 1 && levels.filter { $0 == 1 }.count == 1)
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
            for table in page.all("table") {
                #expect(table.elements.first?.name == "caption")
                #expect(table.all("th").allSatisfy { $0.attributes["scope"] != nil && !$0.text.isEmpty })
                #expect(table.all("tr").allSatisfy { $0.elements.first?.name == "th" || table.all("th").count > 3 })
            }
            let pictures = page.all("svg")
            #expect(pictures.count == 3)
            for picture in pictures {
                #expect(picture.attributes["role"] == "img")
                #expect(picture.elements.prefix(2).map(\.name) == ["title", "desc"])
                #expect(
                    picture.elements[1].text.contains("1,227")
                        || picture.elements[1].text.contains(language == .ja ? "、" : ", "))
            }
            #expect(page.all("body").first?.elements.first?.attributes["class"] == "skip")
        }
    }

    @Test("ids that resemble each other stay apart")
    func ids() throws {
        var document = Sample.document
        let names = ["a b", "a_b", "a~20~b", "checks", "-checks", "a\"b", "a)b", "x", "x-title"]
        document.sections = names.map { name in
            var table = Sample.purpose
            table.id = name
            let chart = Chart(of: table, columns: ["employee", "contractor"])
            return Section(id: name, title: Phrase(both: name), blocks: [.table(table), .chart(chart)])
        }
        document.checks = []
        for (_, page) in try pages(document) {
            let ids = page.all.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count)
            let fills = page.all("rect").compactMap { $0.attributes["fill"] }.filter { $0.hasPrefix("url(#") }
            #expect(!fills.isEmpty && fills.allSatisfy { ids.contains(String($0.dropFirst(5).dropLast())) })
        }
    }

    @Test("a chart stands beside a narrow table, and under a wide one", arguments: [1, 4, 5, 7])
    func charts(columns: Int) throws {
        let headings = (0..<columns).map { Heading("c\($0)", Phrase(both: "C\($0)")) }
        let table = Table(
            id: "t", title: Phrase(both: "T"), columns: headings, rows: [Heading("r", Phrase(both: "R"))]
        ) { _, _ in .count(1, .views, Provenance(query: "q")) }
        let chart = Chart(.stackedBars, of: table, columns: ["c0"])
        let document = ReportDocument(
            id: "d", title: Phrase(both: "D"),
            sections: [Section(id: "s", title: Phrase(both: "S"), blocks: [.table(table), .chart(chart)])])
        for (_, page) in try pages(document) {
            let pairs = page.all("div").filter { $0.attributes["class"] == "pair" }
            #expect(pairs.count == (columns <= 4 ? 1 : 0))
            #expect(page.all("figure").count == 1)
            // A chart that may be parted from its table says itself what it shows.
            #expect(page.all("figcaption").count == (columns <= 4 ? 0 : 1))
        }
    }

    @Test("every printed page and every section says that the data are made up")
    func simulated() throws {
        for (language, page) in try pages(Sample.document) {
            let notices = page.all("p").filter { $0.attributes["class"] == "simulated" }
            #expect(notices.count == 1 + Sample.document.sections.count)
            #expect(notices.allSatisfy { $0.text.hasSuffix(Sample.simulated[language]) })
            let style = try #require(page.all("style").first).text
            #expect(style.contains("@top-center{content:\""))
        }
        var real = Sample.document
        real.simulatedNotice = nil
        for (_, page) in try pages(real) {
            #expect(!page.all("p").contains { $0.attributes["class"] == "simulated" })
        }
    }

    @Test("a text in the running head cannot leave its string")
    func runningHead() throws {
        var document = Sample.document
        document.simulatedNotice = Phrase(both: "\"}</style><b>\\\n*{display:none}")
        for (_, page) in try pages(document) {
            let style = try #require(page.all("style").first).text
            #expect(
                style.hasSuffix(
                    "@page{@bottom-left{content:\"\(style.components(separatedBy: "@bottom-left{content:\"").last!.components(separatedBy: "\"")[0])\"}@top-center{content:\"\\22 \\7d \\3c \\2f style\\3e \\3c b\\3e \\5c \\a \\2a \\7b display\\3a none\\7d \"}}"
                ))
        }
    }

    @Test("where a number comes from can be looked up for every cell")
    func certificates() throws {
        let html = try HTMLRenderer(language: .en).render(Sample.document)
        let page = try StrictXML.read(html)
        let queries = Set(page.all("code").map(\.text))
        for cell in Sample.document.tables.flatMap(\.rows).flatMap(\.cells) {
            guard let provenance = cell.provenance else { continue }
            #expect(queries.contains(provenance.query))
            #expect(provenance.inputs.allSatisfy { queries.contains($0.name) && queries.contains($0.sha256) })
        }
        // What is folded away is not printed: the list of inputs stands open.
        let shut = page.all("details").filter { $0.attributes["open"] == nil }
        let hidden = Set(shut.flatMap { $0.all("code") }.map(\.text))
        #expect(Sample.logs.allSatisfy { !hidden.contains($0.sha256) })
        // A digest is printed once, however many cells rest on it.
        #expect(html.components(separatedBy: Sample.logs[0].sha256).count == 2)
    }

    /// A page as a whole, without its style sheet: what changes here changes what readers see.
    @Test("a small page, as it was agreed", arguments: Language.allCases)
    func golden(language: Language) throws {
        var document = Sample.document
        document.sections = [
            Section(
                id: "low", title: Phrase(ja: "低圧", en: "Low voltage"),
                blocks: [
                    .sentence(.part("sales", in: Sample.purpose)!), .table(Sample.purpose),
                    .chart(Chart(of: Sample.purpose, columns: ["employee", "contractor"])),
                ])
        ]
        document.checks = []
        let page = try HTMLRenderer(language: language).render(document)
        let style = try #require(page.range(of: "<style>[^<]*</style>", options: .regularExpression))
        try Golden.compare(page.replacingCharacters(in: style, with: ""), with: "page.\(language.rawValue).html")
    }
}
