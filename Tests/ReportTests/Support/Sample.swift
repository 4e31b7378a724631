import Report

/// A made report in the shape of a real one: the margins are those of Kansai Electric's report of 19 April 2023,
/// names and labels are our own.
enum Sample {
    static let logs = (4...12).map {
        InputDigest(name: "logs/low-01/2022-\($0 < 10 ? "0" : "")\($0).csv", sha256: digest($0))
    }
    static let answers = [
        InputDigest(name: "answers/low-web.csv", sha256: digest(40)),
        InputDigest(name: "answers/low-interview.csv", sha256: digest(41)),
        InputDigest(name: "questionnaires/low.yaml", sha256: digest(42)),
    ]

    /// Something that looks like a digest.
    static func digest(_ seed: Int) -> String {
        var state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        return String(
            (0..<64).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return "0123456789abcdef"[
                    "0123456789abcdef".index("0123456789abcdef".startIndex, offsetBy: Int(state >> 60))]
            })
    }

    static func phrase(_ ja: String, _ en: String) -> Phrase { Phrase(ja: ja, en: en) }

    static let three: [Heading] = [.employee, .contractor, .total]

    static let simulated = phrase(
        "この報告書は模擬データによる。実在の会社・人物・契約とは関係がない。",
        "This report is made from simulated data. It is about no real company, person or contract.")

    /// A table of counts by option and by employee and contractor, with its totals and their checks.
    static func crossTable(
        _ id: String, _ title: Phrase, base: Phrase, stub: Phrase? = phrase("回答", "Answer"), notes: [Phrase] = [],
        _ options: [(id: String, label: Phrase, employee: Int, contractor: Int)]
    ) -> Table {
        let counts = Dictionary(uniqueKeysWithValues: options.map { ($0.id, ($0.employee, $0.contractor)) })
        return Table(
            id: id, title: title, stub: stub, columns: three,
            rows: options.map { Heading($0.id, $0.label) } + [.total], totalRows: ["total"], base: base, notes: notes,
            checks: [
                .rowTotal(parts: ["employee", "contractor"], total: "total"),
                .columnTotal(parts: options.map(\.id), total: "total"), .baseStates(row: "total", column: "total"),
            ]
        ) { row, column in
            let (employee, contractor) =
                counts[row] ?? options.reduce((0, 0)) { ($0.0 + $1.employee, $0.1 + $1.contractor) }
            let number = column == "employee" ? employee : column == "contractor" ? contractor : employee + contractor
            let filter = (row == "total" ? "" : "[\(id)=\(row)]") + (column == "total" ? "" : "[kind=\(column)]")
            return .count(
                number, .people, Provenance(query: "answers\(filter).distinct(person)", inputs: answers + logs))
        }
    }

    static func population(_ study: String, population: (Int, Int), respondents: (Int, Int)) -> Table {
        func value(_ pair: (Int, Int), _ column: String) -> Int {
            column == "employee" ? pair.0 : column == "contractor" ? pair.1 : pair.0 + pair.1
        }
        return Table(
            id: "study.\(study).population", title: phrase("調査対象と回答率", "Population and response"),
            stub: phrase("区分", "Group"), columns: three,
            rows: [
                Heading("population", phrase("閲覧者", "Viewers")),
                Heading("respondents", phrase("回答者", "Respondents")),
                Heading("rate", phrase("回答率", "Response rate")),
            ],
            checks: [
                .rowTotal(parts: ["employee", "contractor"], total: "total"),
                .rateRow(rate: "rate", numerator: "respondents", denominator: "population"),
            ]
        ) { row, column in
            let (part, whole) = (value(respondents, column), value(population, column))
            let kind = column == "total" ? "" : "[kind=\(column)]"
            switch row {
            case "population":
                return .count(
                    whole, .people, Provenance(query: "exposures[study=\(study)].distinct(viewer)\(kind)", inputs: logs)
                )
            case "respondents":
                return .count(
                    part, .people, Provenance(query: "answers[study=\(study)].distinct(person)\(kind)", inputs: answers)
                )
            default:
                return .rate(
                    part, of: whole,
                    Provenance(query: "respondents / population [study=\(study)]\(kind)", inputs: answers + logs))
            }
        }
    }

    static let low = population("low", population: (511, 1_095), respondents: (456, 833))

    static let purpose = crossTable(
        "study.low.q.purpose", phrase("閲覧の目的", "Purpose of the views"),
        base: phrase("回答者1,289名", "1,289 respondents"),
        notes: [phrase("回答のなかった317名は含まない。", "The 317 who did not answer are not included.")],
        [
            ("customer", phrase("お客さまのお申し出への対応", "To respond to a customer's request"), 394, 833),
            ("sales", phrase("提案活動", "For a sales approach"), 62, 0),
        ])

    static let route = crossTable(
        "study.low.q.route", phrase("閲覧方法を知った経路", "How they learned of the screens"),
        base: phrase("回答者1,289名", "1,289 respondents"),
        [
            ("colleague", phrase("同僚・部下から", "From a colleague"), 255, 225),
            ("superior", phrase("上司から", "From a superior"), 4, 264),
            ("other-department", phrase("他部署の社員から", "From another department"), 15, 6),
            ("self", phrase("業務で使ううちに気づいた", "Noticed it at work"), 33, 28),
            ("before", phrase("小売全面自由化の前から知っていた", "Knew it since before the retail market opened"), 113, 84),
            ("other", phrase("その他", "Other"), 36, 226),
        ])

    static let surfaces = Table(
        id: "surfaces", title: phrase("閲覧可能であった画面・帳票", "Screens and reports that were open"),
        stub: phrase("種別", "Kind"),
        columns: [
            Heading("total", phrase("合計", "Total")), Heading("withViews", phrase("閲覧実績あり", "With views")),
            Heading("withoutViews", phrase("閲覧実績なし", "Without views")),
            Heading("withoutHistory", phrase("閲覧履歴なし", "No history kept")),
        ],
        rows: [
            Heading("high.screen", phrase("特別高圧・高圧の画面", "Screens, extra-high and high voltage")),
            Heading("high.report", phrase("特別高圧・高圧の帳票", "Reports, extra-high and high voltage")),
            Heading("low.screen", phrase("低圧の画面", "Screens, low voltage")),
        ],
        notes: [
            phrase("「閲覧履歴なし」は、閲覧の有無が分からないことをいう。", "Where no history was kept, nobody can say whether there were views.")
        ],
        checks: [.rowTotal(parts: ["withViews", "withoutViews", "withoutHistory"], total: "total")]
    ) { row, column in
        let numbers = ["high.screen": [13, 9, 0, 4], "high.report": [2, 1, 0, 1], "low.screen": [4, 4, 0, 0]][row]!
        let place = ["total", "withViews", "withoutViews", "withoutHistory"].firstIndex(of: column)!
        return .count(
            numbers[place], row.hasSuffix("report") ? .reports : .screens,
            Provenance(query: "coverage[\(row)].count(surface)[\(column)]", inputs: logs))
    }

    static let coverage = Table(
        id: "coverage", title: phrase("閲覧履歴の収集状況（日数）", "Coverage of the view logs, in days"),
        stub: phrase("画面・帳票", "Surface"),
        columns: [
            Heading("views", phrase("閲覧あり", "Views")), Heading("noViews", phrase("閲覧なし", "No views")),
            Heading("noLog", phrase("履歴なし", "No log")),
        ],
        rows: (1...4).map { Heading("low-0\($0)", phrase("低圧画面 \($0)", "Low-voltage screen \($0)")) }
            + [Heading("hv-report-02", phrase("高圧帳票 2", "High-voltage report 2"))]
    ) { row, column in
        let numbers = [
            "low-01": [900, 250, 7], "low-02": [700, 457, 0], "low-03": [34, 1_100, 23], "low-04": [1, 1_156, 0],
        ][row]
        guard let numbers else { return Cell(.notObserved) }
        return .count(
            numbers[["views", "noViews", "noLog"].firstIndex(of: column)!], .days,
            Provenance(query: "coverage[surface=\(row)].days[\(column)]", inputs: logs))
    }

    static let findings = Table(
        id: "findings", title: phrase("総点検で判明した事案", "Findings of the inspection"), stub: phrase("番号", "No."),
        columns: [
            Heading("item", phrase("案件", "Item")), Heading("fields", phrase("閲覧可能であった項目", "Fields that could be seen")),
            Heading("corrected", phrase("是正措置", "Corrected")), Heading("salesUse", phrase("営業利用", "Sales use")),
        ],
        rows: [
            TableRow(
                id: "1", label: phrase("1", "1"),
                cells: [
                    .text(
                        phrase(
                            "データ連携の条件の誤りによる他社の受給契約の抽出",
                            "Other companies' purchase contracts in a feed, by a wrong condition")),
                    .text(phrase("受給開始日、最大受給電力、購入種類", "Supply-receipt start, maximum output, purchase kind")),
                    Cell(.day(PrintedDay(year: 2023, month: 3, day: 23))), .text(phrase("なし", "None found")),
                ]),
            TableRow(
                id: "2", label: phrase("2", "2"),
                cells: [
                    .text(
                        phrase(
                            "電子帳票の仕分け先の誤りによる他社の受給契約の閲覧",
                            "Other companies' purchase contracts in a report, by wrong routing")),
                    .text(phrase("契約名義、連絡先住所、電話番号ほか", "Contract holder, contact address, phone and others")),
                    Cell(.day(PrintedDay(year: 2023, month: 3, day: 3))), .text(phrase("なし", "None found")),
                ]),
        ])

    static var document: ReportDocument {
        ReportDocument(
            id: "report-2023",
            title: phrase("他社顧客情報の閲覧に関する調査報告", "Report on views of other retailers' customer information"),
            subtitle: phrase(
                "閲覧記録の照合、アンケートおよびシステム総点検の結果", "Results of the look-back, the questionnaires and the inspection"),
            issuer: phrase("北浜電力株式会社", "Kitahama Electric Power Co."), simulatedNotice: simulated,
            facts: [
                DocumentFact(
                    phrase("調査期間", "Period"), phrase("2019年11月1日から2023年1月31日まで", "1 November 2019 to 31 January 2023")),
                DocumentFact(
                    phrase("調査対象の会社", "Company investigated"),
                    phrase("北浜電力株式会社およびその委託会社", "Kitahama Electric Power Co. and its contractors")),
                DocumentFact(phrase("閲覧記録", "View records"), phrase("9ファイル、4,812,204行", "9 files, 4,812,204 rows")),
            ],
            sections: [
                Section(
                    id: "summary", title: phrase("調査の概要", "Summary"),
                    blocks: [
                        .keyFigures([
                            KeyFigure(
                                phrase("低圧の閲覧者", "Viewers, low voltage"), low.reference("population", "total"),
                                note: phrase("2019年11月～2022年12月", "November 2019 to December 2022")),
                            KeyFigure(phrase("回答率", "Response rate"), low.reference("rate", "total")),
                            KeyFigure(
                                phrase("提案活動を目的とした閲覧", "Viewed for a sales approach"),
                                purpose.reference("sales", "total"), note: phrase("回答者のうち", "of the respondents")),
                        ]),
                        .sentence(.response(in: low)!),
                        .notice(
                            .caution,
                            phrase(
                                "0名とは、回答者の中にいなかったことをいい、いなかったことの証明ではない。",
                                "“0 people” speaks of those who answered. It does not prove that there was no one.")),
                        .table(surfaces), .table(coverage),
                        .chart(Chart(.shares, of: coverage, columns: ["views", "noViews", "noLog"])),
                    ]),
                Section(
                    id: "low", title: phrase("低圧の閲覧に関するアンケート", "Questionnaire on low-voltage views"),
                    blocks: [.table(low)],
                    subsections: [
                        Section(
                            id: "low.purpose", title: phrase("閲覧の目的", "Purpose"),
                            blocks: [
                                .sentence(.part("sales", in: purpose)!), .table(purpose),
                                .chart(Chart(of: purpose, columns: ["employee", "contractor"])),
                            ]),
                        Section(
                            id: "low.route", title: phrase("閲覧方法を知った経路", "How they learned of it"),
                            blocks: [
                                .sentence(.ranking(in: route)), .table(route),
                                .chart(Chart(.stackedBars, of: route, columns: ["employee", "contractor"])),
                            ]),
                    ]),
                Section(
                    id: "findings", title: phrase("システム総点検", "Inspection of the systems"),
                    blocks: [
                        .paragraph(phrase("総点検の結果、次の事案が判明した。", "The inspection found the following.")),
                        .table(findings),
                        .list([
                            phrase("いずれも是正済みである。", "All have been corrected."),
                            phrase("監督官庁に報告した。", "They were reported to the authorities."),
                        ]),
                    ]),
            ],
            notes: [phrase("件数は、単位の異なるものを合算していない。", "Counts of different units are never added up.")],
            inputs: logs + answers,
            checks: [
                .equal(cell: low.reference("respondents", "total"), to: purpose.reference("total", "total")),
                .equal(cell: low.reference("respondents", "employee"), to: route.reference("total", "employee")),
            ])
    }
}
