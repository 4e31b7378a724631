import Intake
import Registry
import Testing

@Suite("Looking up who acted for whom, by day")
struct DirectoryLookupTests {
    @Test("rights end on the day of a transfer: the day before, of and after")
    func transfer() throws {
        let directory = try DirectoryWorld().read().directory
        let person = try #require(directory.person("P1"))
        func side(_ iso: String) throws -> String? {
            switch directory.employment(of: person, on: try day(iso)) {
            case .one(let index): directory[directory[index].side].id
            case .none: "none"
            case .overlapping: "overlapping"
            }
        }
        #expect(try side("2020-03-31") == "none")
        #expect(try side("2020-04-01") == "R1")
        #expect(try side("2022-03-31") == "R1")
        #expect(try side("2022-04-01") == "N1")
        #expect(try side("2022-04-02") == "N1")
        let nobody = try #require(directory.person("P3"))
        #expect(directory.employment(of: nobody, on: try day("2022-04-01")) == .none)
    }

    @Test("overlapping employments are an answer only when nothing depends on which it is")
    func overlap() throws {
        var world = DirectoryWorld()
        world.employments = """
            person,company,department,position,kind,engagedBy,from,to
            P1,R1,D-SALES,staff,employee,,2020-04-01,2022-04-01
            P1,R1,D-SALES,staff,employee,,2022-03-01,
            P2,R1,D-SALES,staff,employee,,2020-04-01,2022-04-01
            P2,R1,D-CARE,staff,employee,,2022-03-01,
            P3,R1,D-SALES,staff,employee,,2020-04-01,2022-04-01
            P3,R1,D-SALES,manager,employee,,2022-03-01,

            """
        let reading = try world.read()
        let directory = reading.directory
        let inBoth = try day("2022-03-15")
        let renewed = directory.employment(of: try #require(directory.person("P1")), on: inBoth)
        #expect(renewed == .one(EmploymentIndex(rawValue: 0)), "a renewal entered early says the same twice")
        for id in ["P2", "P3"] {
            let person = try #require(directory.person(id))
            #expect(directory.employment(of: person, on: inBoth) == .overlapping)
            #expect(directory.employment(of: person, on: try day("2022-02-28")) != .overlapping)
            #expect(directory.employment(of: person, on: try day("2022-04-01")) != .overlapping)
        }
        #expect(reading.warnings.map(\.line) == [5, 7])
    }

    @Test("an account belongs to its holder within its period only; shared and unknown are told apart")
    func accounts() throws {
        var world = DirectoryWorld()
        world.accounts = """
            account,person,shared,from,to
            u1,P1,,,2022-04-01
            u1,P2,,2022-04-01,
            u1,P3,,2022-06-01,2022-07-01
            desk,,yes,2022-01-01,2022-02-01

            """
        let directory = try world.read().directory
        let first = try #require(directory.person("P1"))
        let second = try #require(directory.person("P2"))
        #expect(directory.account("u1", at: try day("1999-01-01")) == .person(first))
        #expect(directory.account("u1", at: try day("2022-03-31")) == .person(first))
        #expect(directory.account("u1", at: try day("2022-04-01")) == .person(second))
        #expect(directory.account("u1", at: try day("2022-06-01")) == .shared)
        #expect(directory.account("u1", at: try day("2022-07-01")) == .person(second))
        #expect(directory.account("desk", at: try day("2021-12-31")) == .unknown)
        #expect(directory.account("desk", at: try day("2022-01-01")) == .shared)
        #expect(directory.account("desk", at: try day("2022-02-01")) == .unknown)
        #expect(directory.account("P1", at: try day("2022-02-01")) == .unknown, "there is a table of accounts")
    }

    @Test("without a table of accounts, a person's id is their user id")
    func withoutAccounts() throws {
        let directory = try DirectoryWorld().read().directory
        #expect(directory.accountCount == 3)
        #expect(directory.account("P2", at: try day("1990-01-01")) == .person(PersonIndex(rawValue: 1)))
        #expect(directory.account("P9", at: try day("1990-01-01")) == .unknown)
    }

    /// A random world over forty days, with gaps, overlaps, repeats, shared ids and ids given twice.
    private static func randomWorld(_ dice: inout Dice) -> DirectoryWorld {
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        func iso(_ offset: Int) -> String {
            offset < 30 ? "2022-04-\(pad(offset + 1))" : "2022-05-\(pad(offset - 29))"
        }
        func period() -> String {
            let from = Int.random(in: 0..<38, using: &dice)
            let to = Int.random(in: (from + 1)...40, using: &dice)
            return "\(iso(from)),\(Bool.random(using: &dice) ? iso(to) : "")"
        }
        var world = DirectoryWorld()
        let employers = [
            "R1,D-SALES,staff,employee,", "R1,D-CARE,staff,employee,", "N1,,manager,employee,", "K1,,,contractor,R2",
        ]
        for _ in 0..<Int.random(in: 0..<9, using: &dice) {
            let person = "P\(Int.random(in: 1...3, using: &dice))"
            world.employments += "\(person),\(employers.randomElement(using: &dice) ?? ""),\(period())\n"
        }
        var accounts = "account,person,shared,from,to\n"
        for _ in 0..<Int.random(in: 2..<9, using: &dice) {
            let person = Int.random(in: 0...3, using: &dice)
            let holder = person == 0 ? ",yes" : "P\(person),"
            let when = Int.random(in: 0..<4, using: &dice) == 0 ? "," : period()
            accounts += "u\(Int.random(in: 1...3, using: &dice)),\(holder),\(when)\n"
        }
        world.accounts = Bool.random(using: &dice) ? accounts : nil
        return world
    }

    /// The answer by the registers' own rows, read again by hand.
    private static func expected(_ account: String, _ day: String, _ world: DirectoryWorld) -> String {
        func rows(_ text: String) -> [[String]] {
            text.split(separator: "\n").dropFirst()
                .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        }
        func holds(_ from: String, _ to: String) -> Bool {
            from <= day && (to.isEmpty || to == "9999-12-31" || day < to)
        }
        var holders: Set<String> = []
        if let accounts = world.accounts {
            for row in rows(accounts) where row[0] == account && holds(row[3], row[4]) {
                holders.insert(row[2] == "yes" ? "shared" : row[1])
            }
        } else if ["P1", "P2", "P3"].contains(account) {
            holders = [account]
        }
        guard let holder = holders.first else { return "unknown" }
        if holders.count > 1 || holder == "shared" { return "shared" }
        let facts = Set(
            rows(world.employments).filter { $0[0] == holder && holds($0[6], $0[7]) }.map { row in
                "\(row[1]) \(row[2]) \(row[3].isEmpty ? "staff" : row[3]) \(row[4]) \(row[5].isEmpty ? row[1] : row[5])"
            })
        switch facts.count {
        case 0: return "\(holder) none"
        case 1: return "\(holder) \(facts.first ?? "")"
        default: return "\(holder) overlapping"
        }
    }

    private static func told(_ viewer: ViewerLookup, _ directory: Directory) -> String {
        switch viewer {
        case .unknownAccount: return "unknown"
        case .sharedAccount: return "shared"
        case .noEmployment(let person): return "\(directory[person].id) none"
        case .overlappingEmployments(let person): return "\(directory[person].id) overlapping"
        case .acting(let person, let index):
            let employment = directory[index]
            let department = employment.department.map { directory[$0].id } ?? ""
            return "\(directory[person].id) \(directory[employment.company].id) \(department) "
                + "\(employment.position.rawValue) \(employment.kind.rawValue) \(directory[employment.side].id)"
        }
    }

    @Test("every day's answer is what the rows say, and the timelines say the same", arguments: UInt64(1)...40)
    func againstTheRows(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let world = Self.randomWorld(&dice)
        let directory = try world.read().directory
        let start = try day("2022-04-01").daysSince1970
        var kinds: Set<String> = []
        for id in ["u1", "u2", "u3", "P1", "P2", "P3"] {
            let spans = directory.accountIndex(id).map { directory.timeline(of: $0) }
            for offset in -2...42 {
                let date = CalendarDay(daysSince1970: start + Int32(offset))
                let found = directory.viewer(id, on: date)
                let expected = Self.expected(id, date.iso, world)
                #expect(Self.told(found, directory) == expected, "seed \(seed), \(id) on \(date.iso)")
                kinds.insert(expected)
                guard let spans else { continue }
                let holding = spans.filter { $0.from <= date && date < $0.to }
                #expect(holding.map(\.viewer) == [found], "seed \(seed), timeline of \(id) on \(date.iso)")
            }
            guard let spans else { continue }
            #expect(spans.first?.from.daysSince1970 == .min && spans.last?.to.daysSince1970 == .max)
            for (span, next) in zip(spans, spans.dropFirst()) {
                #expect(span.to == next.from && span.viewer != next.viewer, "seed \(seed), timeline of \(id)")
            }
        }
        #expect(kinds.count > 1, "seed \(seed): the world is too dull to test anything")
    }
}
