import Intake

/// Everybody who may look, and who is to be seen looking in which study.
package struct Workforce: Sendable {
    package private(set) var workers: [Worker] = []
    /// By study.
    package private(set) var viewers: [[PlannedViewer]] = []
    package private(set) var statements: [PlannedStatement] = []
    /// People of the investigated side for lawful views, and the network operator's.
    package private(set) var salesStaff: [Int] = []
    package private(set) var networkStaff: [Int] = []
    /// People who have left, each with the days after.
    package private(set) var leavers: [(worker: Int, after: Int32)] = []
    /// People whose employments contradict each other.
    package private(set) var contradicting: [Int] = []

    private let scenario: ScenarioFile
    private let market: Market
    private let studyDays: [Days]
    private let whole: Days
    /// When people change sides: well inside of every study's days.
    private let changes: Days
    private var generator: SeededGenerator
    private var numbers: [Int]
    /// Departments that a group of the hearings claims: nobody is in them by chance.
    private let claimed: Set<Int>

    init(_ scenario: Scenario, _ market: Market) throws(IntakeError) {
        self.scenario = scenario.file
        self.market = market
        whole = Days(scenario.period)
        studyDays = scenario.file.studies.map { Days(Scenario.days($0.period)) }
        let shared = studyDays.reduce(Optional(whole)) { $0?.common($1) } ?? whole
        let quarter = Int32(shared.count / 4)
        changes = shared.lowerBound + quarter..<shared.upperBound - quarter
        generator = SeededGenerator(seed: scenario.seed, part: "workforce")
        numbers = []
        claimed = Set(
            (scenario.file.hearings?.groups ?? []).filter { $0.population != nil }.compactMap { group in
                scenario.file.world.departments.firstIndex { $0.id == group.department }
            })
        hireForTraps()
        for study in scenario.file.studies.indices { planViewers(study) }
        try planHearings()
        // People who only ever look at what they may.
        for number in 0..<10 { _ = hireSales(isEmployee: number < 5) }
        for _ in 0..<max(2, scenario.file.world.networkStaff) { networkStaff.append(hireNetwork()) }
    }

    // MARK: Hiring

    private mutating func hire(_ jobs: [Job], accounts: [Days]? = nil) -> Int {
        let number = workers.count
        let text = String(1_000_000 + number * 7 % 1_000_000).dropFirst()
        let days = accounts ?? [Int32.min..<Int32.max]
        workers.append(
            Worker(
                id: "P\(text)",
                name: generator.pick(Self.families) + "　" + generator.pick(Self.givens),
                jobs: jobs,
                accounts: days.enumerated().map { index, days in ("\(index == 0 ? "U" : "V")\(text)", days) }))
        return number
    }

    private mutating func start() -> Int32 { whole.lowerBound - 200 - Int32(generator.below(4000)) }

    private mutating func department() -> Int? {
        let free = scenario.world.departments.indices.filter { !claimed.contains($0) }
        return free.isEmpty ? nil : generator.pick(free)
    }

    private func job(
        _ company: Int, for side: Int, _ isEmployee: Bool, _ days: Days, department: Int? = nil,
        position: String = "staff"
    ) -> Job {
        Job(
            company: company, side: side, isEmployee: isEmployee, department: department, position: position,
            days: days)
    }

    private mutating func hireSales(isEmployee: Bool) -> Int {
        let company = isEmployee ? Market.investigated : generator.pick(market.salesContractors)
        let worker = hire([
            job(company, for: Market.investigated, isEmployee, start()..<Int32.max, department: department())
        ])
        salesStaff.append(worker)
        return worker
    }

    private mutating func hireNetwork() -> Int {
        let isEmployee = generator.percent(70)
        let company = isEmployee ? Market.networkOperator : generator.pick(market.networkContractors)
        return hire([job(company, for: Market.networkOperator, isEmployee, start()..<Int32.max)])
    }

    private mutating func changeDay() -> Int32 { changes.lowerBound + Int32(generator.below(max(1, changes.count))) }

    /// From a contractor's people to the employees.
    private mutating func hireConverted() -> Int {
        let day = changeDay()
        let contractor = generator.pick(market.salesContractors)
        return hire([
            job(contractor, for: Market.investigated, false, start()..<day, department: department()),
            job(Market.investigated, for: Market.investigated, true, day..<Int32.max, department: department()),
        ])
    }

    /// From the network operator to the retailer, or back; with a new user id in the one case and the old in the other.
    private mutating func hireTransferred(toRetailer: Bool) -> Int {
        let day = changeDay()
        let sides =
            toRetailer
            ? (Market.networkOperator, Market.investigated) : (Market.investigated, Market.networkOperator)
        let own = department()
        let worker = hire(
            [
                job(sides.0, for: sides.0, true, start()..<day, department: toRetailer ? nil : own),
                job(sides.1, for: sides.1, true, day..<Int32.max, department: toRetailer ? own : nil),
            ], accounts: toRetailer ? [Int32.min..<day, day..<Int32.max] : nil)
        networkStaff.append(worker)
        return worker
    }

    private mutating func hireForTraps() {
        let traps = scenario.traps
        for _ in 0..<min(40, traps?.afterLeaving ?? 0) {
            let day = changeDay()
            let worker = hire([
                job(Market.investigated, for: Market.investigated, true, start()..<day, department: department())
            ])
            leavers.append((worker, day))
        }
        for _ in 0..<min(5, traps?.contradictingEmployments ?? 0) {
            let first = start()
            contradicting.append(
                hire([
                    job(Market.investigated, for: Market.investigated, true, first..<Int32.max),
                    job(Market.networkOperator, for: Market.networkOperator, true, first + 90..<Int32.max),
                ]))
        }
    }

    // MARK: Viewers

    private mutating func planViewers(_ study: Int) {
        let wanted = scenario.studies[study].viewers
        var planned: [PlannedViewer] = []
        for (isEmployee, count) in [(true, wanted.employee), (false, wanted.contractor)] {
            var chosen: [PlannedViewer] = []
            for index in 0..<count / 25 {
                let worker =
                    isEmployee && index % 3 != 0 ? hireTransferred(toRetailer: index % 3 == 1) : hireConverted()
                if let viewer = plan(worker, isEmployee, study) { chosen.append(viewer) }
            }
            for worker in generator.shuffled(salesStaff) where chosen.count < count {
                guard workers[worker].jobs[0].isEmployee == isEmployee, generator.percent(60),
                    let viewer = plan(worker, isEmployee, study)
                else { continue }
                chosen.append(viewer)
            }
            while chosen.count < count {
                let worker = hireSales(isEmployee: isEmployee)
                if let viewer = plan(worker, isEmployee, study) { chosen.append(viewer) }
            }
            planned += chosen
        }
        viewers.append(planned)
    }

    /// When somebody may be seen in a study so that the last time is as employee, or as a contractor's.
    private func plan(_ worker: Int, _ isEmployee: Bool, _ study: Int) -> PlannedViewer? {
        let person = workers[worker]
        let days = studyDays[study]
        let own = person.days(on: Market.investigated, isEmployee: isEmployee).compactMap { $0.common(days) }
        guard let needed = own.max(by: { $0.count < $1.count }), needed.count >= 10 else { return nil }
        let earlier =
            isEmployee ? person.days(on: Market.investigated, isEmployee: false).compactMap { $0.common(days) } : []
        return PlannedViewer(worker: worker, isEmployee: isEmployee, allowed: earlier + own, needed: needed)
    }

    // MARK: Hearings

    private mutating func planHearings() throws(IntakeError) {
        var taken: Set<Int> = []
        for group in scenario.hearings?.groups ?? [] {
            let department = scenario.world.departments.firstIndex { $0.id == group.department }
            let heard = group.heard.first { $0.role == "viewer" }
            if let population = group.population, let heard {
                try planPopulation(group, population, heard, department, &taken)
            }
            for entry in group.heard where entry.role != "viewer" || group.population == nil {
                let both = statements.filter { $0.group == group.id && $0.role == "viewer" }.prefix(
                    entry.alsoViewers ?? 0)
                for statement in both {
                    statements.append(
                        PlannedStatement(
                            worker: statement.worker, group: group.id, role: entry.role, isSupervisor: true))
                    workers[statement.worker].jobs[0].position = "supervisor"
                }
                for number in both.count..<max(both.count, entry.count) {
                    let isSupervisor = entry.role != "viewer" || number < entry.inSupervisorPosition ?? 0
                    let position = entry.role == "viewer" ? (isSupervisor ? "supervisor" : "staff") : entry.role
                    let worker = hire([
                        job(
                            Market.investigated, for: Market.investigated, true, start()..<Int32.max,
                            department: department, position: position)
                    ])
                    statements.append(
                        PlannedStatement(
                            worker: worker, group: group.id, role: entry.role, isSupervisor: isSupervisor))
                }
            }
        }
    }

    /// Makes exactly as many viewers belong to a group as were heard: some more are in the department, and looked
    /// at other times.
    private mutating func planPopulation(
        _ group: ScenarioFile.Group, _ population: ScenarioFile.Population, _ heard: ScenarioFile.Heard,
        _ department: Int?, _ taken: inout Set<Int>
    ) throws(IntakeError) {
        guard let study = scenario.studies.firstIndex(where: { $0.id == population.study }) else { return }
        let days = Days(Scenario.days(population.period))
        let isEmployee = population.kind == "employee"
        func isPlain(_ viewer: PlannedViewer) -> Bool {
            viewer.isEmployee == isEmployee && workers[viewer.worker].jobs.count == 1 && !taken.contains(viewer.worker)
        }
        let candidates = generator.shuffled(viewers[study].indices.filter { isPlain(viewers[study][$0]) })
        guard candidates.count >= heard.count else {
            throw IntakeError(
                ja: "聞き取りの対象 `\(group.id)` の閲覧者 \(heard.count) 名を、study `\(population.study)` の閲覧者から選べません",
                en: "`\(population.study)` has too few viewers for the \(heard.count) heard in group `\(group.id)`")
        }
        for (number, place) in candidates.prefix(heard.count).enumerated() {
            guard let needed = viewers[study][place].needed.common(days) else { continue }
            viewers[study][place].needed = needed
            let worker = viewers[study][place].worker
            taken.insert(worker)
            let isSupervisor = number < heard.inSupervisorPosition ?? 0
            workers[worker].jobs[0].department = department
            if isSupervisor { workers[worker].jobs[0].position = "supervisor" }
            statements.append(
                PlannedStatement(worker: worker, group: group.id, role: "viewer", isSupervisor: isSupervisor))
        }
        for place in candidates.dropFirst(heard.count).prefix(heard.count / 10 + 1) {
            let viewer = viewers[study][place]
            let allowed = viewer.allowed.flatMap { $0.without(days) }
            guard let needed = allowed.max(by: { $0.count < $1.count }), needed.count >= 20 else { continue }
            viewers[study][place].allowed = allowed
            viewers[study][place].needed = needed
            taken.insert(viewer.worker)
            workers[viewer.worker].jobs[0].department = department
        }
    }

    private static let families = [
        "青葉", "石動", "卯月", "江波", "大楠", "風間", "木更", "久遠", "小鳥遊", "榊原", "時雨", "諏訪", "瀬戸", "空知", "髙瀬", "月岡",
        "手越", "常盤", "名取", "新渡", "布施", "野分", "浜﨑", "氷室", "古河", "星合", "真砂", "水無瀬", "室生", "最上", "八雲", "雪村",
    ]
    private static let givens = [
        "あおい", "いつき", "うた", "かおる", "きよし", "けい", "さくら", "しん", "すみれ", "そら", "たまき", "ちはる", "つばさ", "とおる", "なつみ",
        "のぞみ", "はるか", "ひびき", "ふみ", "まこと", "みお", "ゆう", "よしの", "れい",
    ]
}

extension Days {
    /// The days of a period that has an end.
    init(_ period: DayPeriod) {
        self = period.from.daysSince1970..<(period.to?.daysSince1970 ?? Int32.max)
    }
}
