/// Renders a document as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.
///
/// The page is well-formed XML, prints on A4, and can be read by ear: tables have captions and scoped headings, charts
/// a title and a description, and the headings are in order.
public struct HTMLRenderer: Sendable {
    /// The language of the page.
    public var language: Language
    /// The decimals of percentages.
    public var digits: Int

    /// A renderer for one language.
    public init(language: Language, digits: Int = 1) {
        self.language = language
        self.digits = digits
    }

    /// The page.
    ///
    /// - Throws: the failed checks, if any fail and the document carries no override.
    public func render(_ document: ReportDocument) throws(ReportBlocked) -> String {
        let result = try DocumentChecks.clear(document)
        var page = HTMLPage(document: document, result: result, language: language, digits: digits)
        return page.render()
    }
}

/// One page in the making.
struct HTMLPage {
    let document: ReportDocument
    let result: CheckResult
    let language: Language
    let digits: Int
    let tables: [String: Table]
    let provenance: ProvenanceTable
    var markup = Markup()

    init(document: ReportDocument, result: CheckResult, language: Language, digits: Int) {
        self.document = document
        self.result = result
        self.language = language
        self.digits = digits
        tables = Dictionary(document.tables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        provenance = ProvenanceTable(document)
    }

    func say(_ phrase: Phrase) -> String { phrase[language] }

    /// The id in the page for something with an id in the document: different for different ids and kinds, and plain,
    /// since ids of documents may hold anything. What is no letter, digit, `.`, `_` or `-` stands as its number.
    static func anchor(_ kind: StaticString, _ id: String) -> String {
        "\(kind)-"
            + id.unicodeScalars.map { scalar in
                let isPlain = scalar.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains(scalar)
                return isPlain ? String(scalar) : "~\(String(scalar.value, radix: 16))~"
            }.joined()
    }

    mutating func render() -> String {
        var page = Markup()
        page.element("html", Attribute("lang", language.rawValue)) { html in
            html.newline()
            html.element("head") { head in writeHead(&head) }
            html.newline()
            html.element("body") { body in
                body.element("a", .class("skip"), Attribute("href", "#content"), text: say(Words.skip))
                writeHeader(&body)
                writeContents(&body)
                body.newline()
                body.element("main", .id("content")) { main in
                    for (index, section) in document.sections.enumerated() {
                        write(section, number: "\(index + 1)", level: 2, &main)
                    }
                    writeNotes(&main)
                    writeChecks(&main)
                    writeSources(&main)
                }
                body.newline()
                body.element("footer") { footer in
                    footer.element(
                        "p",
                        text: ([document.issuer.map(say), say(document.title)].compactMap { $0 }).joined(separator: "　")
                    )
                }
            }
        }
        return "<!DOCTYPE html>\n" + page.html + "\n"
    }

    private func writeHead(_ head: inout Markup) {
        head.void("meta", Attribute("charset", "utf-8"))
        head.void(
            "meta", Attribute("http-equiv", "Content-Security-Policy"),
            Attribute("content", "default-src 'none'; style-src 'unsafe-inline'"))
        head.void(
            "meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
        head.element("title", text: say(document.title))
        var texts: [(box: StaticString, text: String)] = [("bottom-left", say(document.title))]
        if let notice = document.simulatedNotice { texts.append(("top-center", say(notice))) }
        if isOverridden { texts.append(("bottom-right", say(Words.overrideTitle))) }
        head.style(StyleSheet.css, pageTexts: texts)
    }

    // MARK: Before the sections

    var isOverridden: Bool { !result.failures.isEmpty }

    private func writeHeader(_ body: inout Markup) {
        body.element("header") { header in
            if let issuer = document.issuer { header.element("p", .class("issuer"), text: say(issuer)) }
            header.element("h1", text: say(document.title))
            if let subtitle = document.subtitle { header.element("p", .class("subtitle"), text: say(subtitle)) }
            writeSimulatedNotice(&header)
            writeOverride(&header)
            if !document.facts.isEmpty {
                header.element("dl", .class("facts")) { list in
                    for fact in document.facts {
                        list.element("div") { pair in
                            pair.element("dt", text: say(fact.label))
                            pair.element("dd", text: say(fact.value))
                        }
                    }
                }
            }
        }
    }

    func writeSimulatedNotice(_ markup: inout Markup) {
        guard let notice = document.simulatedNotice else { return }
        markup.element("p", .class("simulated")) { paragraph in
            paragraph.element("strong", text: say(Words.simulated))
            paragraph.text(" " + say(notice))
        }
    }

    private func writeOverride(_ markup: inout Markup) {
        guard isOverridden, let override = document.override else { return }
        markup.element("div", .class("override"), .role("note")) { banner in
            banner.element("p", .class("lead")) { lead in
                lead.element("strong", text: say(Words.overrideTitle))
                lead.text(" " + say(Words.checksFailed(result.failures.count, of: result.performed)))
            }
            banner.element("dl") { list in
                for (label, value) in [(Words.overrideReason, override.reason), (Words.overrideBy, override.by)] {
                    list.element("dt", text: say(label))
                    list.element("dd", text: say(value))
                }
            }
            writeFailures(&banner)
        }
    }

    private func writeFailures(_ markup: inout Markup) {
        markup.element("ul") { list in
            for failure in result.failures {
                list.element("li") { item in
                    item.element("code", text: failure.place)
                    item.text(" " + say(failure.sentence))
                }
            }
        }
    }

    private func writeContents(_ body: inout Markup) {
        body.newline()
        body.element("nav", .class("contents"), Attribute("aria-labelledby", "contents")) { nav in
            nav.element("h2", .id("contents"), text: say(Words.contents))
            writeEntries(document.sections, "", &nav, last: true)
        }
    }

    private func writeEntries(_ sections: [Section], _ prefix: String, _ markup: inout Markup, last: Bool) {
        markup.element("ol") { list in
            for (index, section) in sections.enumerated() {
                list.element("li") { item in
                    item.element("a", Attribute("href", "#" + Self.anchor("s", section.id))) { link in
                        link.element("span", .class("n"), text: prefix + "\(index + 1)")
                        link.text(" " + say(section.title))
                    }
                    if !section.subsections.isEmpty {
                        writeEntries(section.subsections, prefix + "\(index + 1).", &item, last: false)
                    }
                }
            }
            guard last else { return }
            var appendices = [("appendix-checks", Words.checks), ("appendix-sources", Words.sources)]
            if !document.notes.isEmpty { appendices.insert(("appendix-notes", Words.notes), at: 0) }
            for (id, title) in appendices {
                list.element("li") { item in
                    item.element("a", Attribute("href", "#" + id), text: say(title))
                }
            }
        }
    }

    // MARK: After the sections

    private func writeNotes(_ main: inout Markup) {
        guard !document.notes.isEmpty else { return }
        main.newline()
        main.element("section", .class("appendix"), Attribute("aria-labelledby", "appendix-notes")) { section in
            section.element("h2", .id("appendix-notes"), text: say(Words.notes))
            section.element("ul") { list in
                for note in document.notes { list.element("li", text: say(note)) }
            }
        }
    }

    private func writeChecks(_ main: inout Markup) {
        main.newline()
        main.element("section", .class("appendix"), Attribute("aria-labelledby", "appendix-checks")) { section in
            section.element("h2", .id("appendix-checks"), text: say(Words.checks))
            if isOverridden {
                section.element("p", text: say(Words.checksFailed(result.failures.count, of: result.performed)))
                writeFailures(&section)
            } else {
                section.element("p", text: say(Words.checksPassed(result.performed)))
            }
            section.element("p", text: say(Words.rateNote(digits)))
        }
    }
}
