import Foundation

@testable import Simulation

/// Scenarios that nobody wrote: other margins, other categories, other surfaces, other dialects.
struct RandomScenario {
    private var random: SeededGenerator
    private let first: Int
    private let length: Int

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        first = 16_800 + random.below(2200)
        length = 120 + random.below(600)
    }

    static func bytes(seed: UInt64) throws -> [UInt8] {
        var scenario = RandomScenario(seed: seed)
        return [UInt8](
            try JSONSerialization.data(withJSONObject: scenario.file(seed), options: [.sortedKeys, .prettyPrinted]))
    }

    private mutating func file(_ seed: UInt64) -> [String: Any] {
        let studies = (0..<1 + random.below(3)).map { study($0) }
        var file: [String: Any] = [
            "id": "random", "title": text("調査"), "notice": text("架空"), "seed": Int(seed % 1_000_000),
            "period": days(first, first + length), "refreshWindow": random.below(30), "policies": ["barrier.cedar"],
            "world": [
                "networkOperator": text("送配電"), "investigated": text("小売"), "retailers": 1 + random.below(70),
                "contractors": 1 + random.below(9), "networkStaff": 2 + random.below(20),
                "departments": ["D1", "D2", "D3"].map { ["id": $0, "ja": "部署\($0)", "en": "department \($0)"] },
                "supplyPoints": random.below(300), "facilities": random.below(100),
            ] as [String: Any],
            "lawfulPerExposure": random.below(4), "traps": traps(), "studies": studies,
        ]
        if random.percent(80) { file["hearings"] = hearings(studies) }
        if random.percent(60) { file["findings"] = (0..<random.below(4)).map { finding($0) } }
        if random.percent(40) { inspect(&file) }
        return file
    }

    private func text(_ text: String) -> [String: String] { ["ja": "\(text)、「他」㈱髙", "en": "\(text): a, b & \"c\""] }

    private func days(_ from: Int, _ to: Int) -> [String: String] {
        func iso(_ day: Int) -> String {
            Date(timeIntervalSince1970: Double(day) * 86_400).formatted(.iso8601.year().month().day())
        }
        return ["from": iso(from), "to": iso(to)]
    }

    private mutating func traps() -> [String: Int] {
        var traps = ["refreshPercent": random.below(20), "foldedPercent": random.below(30)]
        for name in [
            "unknownViewers", "sharedAccounts", "afterLeaving", "contradictingEmployments", "unknownSubjects",
            "vacantSpells", "overlappingPeriods", "impossibleDates", "outsidePeriod", "linesCutShort", "networkSales",
            "emergencyViews",
        ] where random.percent(70) { traps[name] = random.below(8) }
        return traps
    }

    // MARK: Studies

    private mutating func study(_ number: Int) -> [String: Any] {
        let isPurchase = random.percent(25)
        let from = first + random.below(length / 3)
        let to = first + length - random.below(length / 3)
        let surfaces = (0..<1 + random.below(5)).map { surface(number, $0, isPurchase) }
        let viewers = (random.below(40), 1 + random.below(60))
        var contracts: [String: Int] = [:]
        if isPurchase {
            contracts["purchase"] = 1 + random.below(120)
        } else {
            for grade in ["extraHigh", "high", "low"] where random.percent(60) { contracts[grade] = random.below(100) }
            if contracts.isEmpty { contracts["low"] = 1 + random.below(100) }
        }
        if contracts.values.reduce(0, +) == 0 { contracts[contracts.keys.sorted()[0]] = 3 }
        let needed = max(viewers.0 + viewers.1, contracts.values.reduce(0, +))
        var study: [String: Any] = [
            "id": "study\(number)", "title": text("研究\(number)"), "period": days(from, to), "surfaces": surfaces,
            "viewers": ["employee": viewers.0, "contractor": viewers.1], "contracts": contracts,
            "views": needed + random.below(needed * 2),
        ]
        if random.percent(75) { study["questionnaire"] = questionnaire(viewers) }
        return study
    }

    private mutating func surface(_ study: Int, _ number: Int, _ isPurchase: Bool) -> [String: Any] {
        let id = "s\(study)-\(number)"
        let kinds = ["screen", "report", "feed", "extract"]
        var surface: [String: Any] = [
            "id": id, "kind": kinds[random.below(4)], "title": text("画面\(id)"), "fields": ["contractHolder", "usage"],
        ]
        if isPurchase { surface["subject"] = "facility" }
        // The first shows something; of the others some keep no log, and some have nothing to show.
        if number > 0, random.percent(25) { return surface }
        if number == 0 || random.percent(70) { surface["share"] = 1 + random.below(9) }
        surface["log"] = log(id)
        return surface
    }

    private mutating func log(_ id: String) -> [String: Any] {
        let encodings = ["utf-8", "utf-16le", "utf-16be", "cp932", "euc-jp"]
        let dialects = [
            "iso", "slash", "japaneseEra", "compact", "epochSeconds", "epochMilliseconds", "httpLog", "postgres",
        ]
        let patterns = [
            "logs/\(id)/{yyyy}-{MM}.csv", "logs/\(id)/{yyyy}/{MM}/{dd}.csv", "logs/\(id)-{yyyy}{MM}{dd}.csv",
            "logs/\(id)/{yyyy}.csv",
        ]
        let encoding = encodings[random.below(5)]
        var columns = ["at": "日時", "viewer": "利用者", "subject": "番号"]
        if random.percent(60) { columns["terminal"] = "端末" }
        if random.percent(30) { columns["purpose"] = "目的"; columns["emergency"] = "非常災害" }
        var log: [String: Any] = [
            "files": patterns[random.below(4)], "format": random.percent(70) ? "csv" : "tsv", "encoding": encoding,
            "dates": dialects[random.below(8)], "columns": columns, "gaps": random.below(3),
        ]
        if encoding.hasPrefix("utf"), random.percent(50) { log["byteOrderMark"] = true }
        if log["dates"] as? String == "iso", random.percent(40) { log["timeZone"] = "UTC" }
        if random.percent(40) { log["remark"] = "備考" }
        return log
    }

    // MARK: Questionnaires

    /// A number cut into so many parts.
    private mutating func parts(_ whole: Int, _ count: Int) -> [Int] {
        var parts = [Int](repeating: 0, count: count)
        for _ in 0..<whole { parts[random.below(count)] += 1 }
        return parts
    }

    private mutating func questionnaire(_ viewers: (Int, Int)) -> [String: Any] {
        let respondents = [random.below(viewers.0 + 1), random.below(viewers.1 + 1)]
        var asked: [String: [String: [Int]]] = [:]
        var questions: [[String: Any]] = []
        for number in 0..<1 + random.below(6) {
            let id = "q\(number)"
            var base = respondents
            var question: [String: Any] = ["id": id, "text": text("質問\(number)")]
            if let earlier = asked.keys.sorted().last, random.percent(50), let counts = asked[earlier] {
                let chosen = counts.keys.sorted().prefix(1 + random.below(counts.count))
                base = (0...1).map { kind in chosen.reduce(0) { $0 + counts[$1, default: [0, 0]][kind] } }
                question["askedIf"] = ["question": earlier, "in": Array(chosen)] as [String: Any]
            }
            if random.percent(12) {
                question["kind"] = "text"
                question["samples"] = ["ある、いや", "ない"].map { $0.replacing("、", with: "") }
                questions.append(question)
                continue
            }
            let isSingle = random.percent(70)
            question["kind"] = isSingle ? "single" : "multiple"
            let silent = base.map { random.percent(40) ? random.below($0 / 3 + 1) : 0 }
            question["noAnswer"] = ["employee": silent[0], "contractor": silent[1]]
            let count = 1 + random.below(5)
            let answering = [base[0] - silent[0], base[1] - silent[1]]
            let counts = answering.map { whole in
                isSingle
                    ? parts(whole, count)
                    : (0..<count).map { $0 == 0 ? whole : random.below(whole + 1) }
            }
            let options = (0..<count).map { option in
                [
                    "id": "o\(option)", "ja": "選択肢\(option)", "en": "option \(option)", "employee": counts[0][option],
                    "contractor": counts[1][option],
                ] as [String: Any]
            }
            question["options"] = options
            if isSingle {
                asked[id] = Dictionary(
                    uniqueKeysWithValues: (0..<count).map { ("o\($0)", [counts[0][$0], counts[1][$0]]) })
            }
            questions.append(question)
        }
        var setAside: [String: Int] = [:]
        for reason in ["draft", "double", "early", "late", "outsidePopulation", "notAsked", "unreadable"] {
            setAside[reason] = random.below(5)
        }
        let start = first + length + 30
        return [
            "title": text("アンケート"), "fielded": [days(start, start + 4), days(start + 10, start + 12)],
            "respondents": ["employee": respondents[0], "contractor": respondents[1]],
            "interviewPercent": random.below(60), "setAside": setAside, "questions": questions,
        ]
    }

    // MARK: Hearings and findings

    private mutating func hearings(_ studies: [[String: Any]]) -> [String: Any] {
        let roles = ["viewer", "supervisor", "manager", "officer"]
        let viewers = studies[0]["viewers"] as? [String: Int] ?? [:]
        let kind = random.percent(50) ? "employee" : "contractor"
        // Of the people who changed sides or kind nobody is heard: at most one in twenty-five.
        let most = (viewers[kind] ?? 0) * 4 / 10
        let count = random.below(most + 1)
        let period = studies[0]["period"] as? [String: String] ?? [:]
        var first: [String: Any] = [
            "id": "g0", "ja": "部門", "en": "part", "department": "D2",
            "heard": [
                ["role": "viewer", "count": count, "inSupervisorPosition": min(count, random.below(3))],
                ["role": "supervisor", "count": 2 + random.below(5), "alsoViewers": min(count, random.below(3))],
            ],
        ]
        if random.percent(80) {
            first["population"] = ["study": "study0", "period": period, "kind": kind] as [String: Any]
        }
        let second: [String: Any] = [
            "id": "g1", "ja": "本店", "en": "head office", "department": "D3",
            "heard": [
                ["role": "manager", "count": 1 + random.below(9)], ["role": "officer", "count": random.below(4)],
            ],
        ]
        func heard(_ group: [String: Any], _ role: String) -> Int {
            (group["heard"] as? [[String: Any]] ?? []).first { $0["role"] as? String == role }?["count"] as? Int ?? 0
        }
        let themes = (0..<1 + random.below(4)).map { number -> [String: Any] in
            let isSingle = random.percent(50)
            let codes = 1 + random.below(4)
            var counts: [String: [Int]] = [:]
            for role in roles {
                let whole = heard(first, role) + heard(second, role)
                counts[role] =
                    isSingle
                    ? Array(parts(whole, codes + 1).prefix(codes)) : (0..<codes).map { _ in random.below(whole + 1) }
            }
            return [
                "id": "t\(number)", "ja": "テーマ", "en": "theme", "kind": isSingle ? "single" : "multiple",
                "codes": (0..<codes).map { code in
                    [
                        "id": "c\(code)", "ja": "コード", "en": "code",
                        "counts": counts.mapValues { $0[code] },
                    ] as [String: Any]
                },
            ]
        }
        return [
            "roles": roles.map { ["id": $0, "ja": $0, "en": $0] }, "groups": [first, second], "themes": themes,
        ]
    }

    /// The systems of the shipped scenario, of which four surfaces leaked: in any order, corrected or not, with what the
    /// inspection knows typed or not.
    private mutating func inspect(_ file: inout [String: Any]) {
        file["inspection"] = [
            "before": "inspection/before/catalogue.yaml", "after": "inspection/after/catalogue.yaml",
        ].filter { $0.key == "before" || random.percent(70) }
        let surfaces = [
            ("purchase-feed", "feed", "purchase"), ("usage-feed", "feed", "supply"),
            ("expiry-extract", "extract", "purchase"), ("purchase-report", "report", "purchase"),
        ]
        var findings = file["findings"] as? [[String: Any]] ?? []
        for (surface, kind, records) in random.shuffled(surfaces) {
            var finding = finding(findings.count)
            for key in ["surfaceKind", "causeKind", "records", "fields"] { finding[key] = nil }
            finding["surface"] = surface
            if random.percent(50) { finding["surfaceKind"] = kind }
            if random.percent(50) { finding["records"] = records }
            if random.percent(50) { finding["corrected"] = "2023-03-0\(findings.count % 9 + 1)" }
            findings.append(finding)
        }
        file["findings"] = findings
    }

    private mutating func finding(_ number: Int) -> [String: Any] {
        [
            "id": "F\(number)", "item": text("事案"), "surfaceKind": "feed", "causeKind": "wrongCondition",
            "cause": text("条件"), "records": "supply", "fields": ["usage"], "salesUse": "unknown",
        ]
    }
}
