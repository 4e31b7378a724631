public import Intake

/// Who is who: companies, departments, people, their user ids and their employments over time.
///
/// A directory is read from the registers (``DirectoryReading``). Everything in it refers to everything else by dense
/// index, so that an engine can keep tables of its own beside it; ids from outside are looked up in their normalised
/// form (`Identifiers.normalised`).
public struct Directory: Sendable {
    /// One stretch of time during which a user id belonged to somebody. Days since 1970; half-open.
    struct AccountPeriod: Hashable, Sendable {
        /// Whom the id belonged to; nil when it was shared.
        var person: PersonIndex?
        var from: Int32
        var to: Int32
    }

    /// All companies, by ``CompanyIndex``.
    public let companies: [Company]
    /// All departments, by ``DepartmentIndex``.
    public let departments: [Department]
    /// All people, by ``PersonIndex``.
    public let people: [Person]
    /// All employments, by ``EmploymentIndex``: grouped by person, and by first day for each person.
    public let employments: [Employment]

    private let companyByID: [String: CompanyIndex]
    private let departmentByID: [String: DepartmentIndex]
    private let personByID: [String: PersonIndex]
    private let accountByID: [String: AccountIndex]
    private let accountIDs: [String]
    private let accountPeriods: [[AccountPeriod]]
    /// Days on which a person may have worked for somebody else: a row of the register says so, and cannot be read.
    private let unreadable: [PersonIndex: [Range<Int32>]]
    /// Where each person's employments begin in `employments`; one more entry than there are people.
    private let firstEmployment: [Int]

    /// A directory of values that refer to each other correctly; the reader of the registers sees to that.
    ///
    /// - Parameter accounts: user ids with the periods of their holders; nil when there is no table of accounts, and
    ///   each person's id is their user id at all times.
    /// - Parameter unreadable: days on which a row that cannot be read has something to say of a person.
    init(
        companies: [Company], departments: [Department], people: [Person],
        accounts: [(id: String, periods: [AccountPeriod])]?, employments: [Employment],
        unreadable: [PersonIndex: [Range<Int32>]] = [:]
    ) {
        self.unreadable = unreadable
        self.companies = companies
        self.departments = departments
        self.people = people
        self.employments = employments.sorted { ($0.person, $0.from) < ($1.person, $1.from) }
        companyByID = Self.indexed(companies.map(\.id)) { CompanyIndex(rawValue: UInt16($0)) }
        departmentByID = Self.indexed(departments.map(\.id)) { DepartmentIndex(rawValue: UInt16($0)) }
        personByID = Self.indexed(people.map(\.id)) { PersonIndex(rawValue: UInt32($0)) }
        let accounts =
            accounts
            ?? people.enumerated().map { position, person in
                let everyDay = AccountPeriod(person: PersonIndex(rawValue: UInt32(position)), from: .min, to: .max)
                return (id: person.id, periods: [everyDay])
            }
        accountIDs = accounts.map(\.id)
        accountPeriods = accounts.map(\.periods)
        accountByID = Self.indexed(accounts.map(\.id)) { AccountIndex(rawValue: UInt32($0)) }
        var first = [Int](repeating: 0, count: people.count + 1)
        for employment in employments { first[Int(employment.person.rawValue) + 1] += 1 }
        for person in people.indices { first[person + 1] += first[person] }
        firstEmployment = first
    }

    /// A directory of companies alone, for who judges what companies may see, whoever their people are.
    ///
    /// - Parameter companies: companies with ids of their own, and affiliates that lie among them; at most 65,535.
    package init(companies: [Company]) {
        self.init(companies: companies, departments: [], people: [], accounts: nil, employments: [])
    }

    private static func indexed<Index>(_ ids: [String], _ index: (Int) -> Index) -> [String: Index] {
        var positions: [String: Index] = [:]
        positions.reserveCapacity(ids.count)
        for (position, id) in ids.enumerated() where positions[id] == nil { positions[id] = index(position) }
        return positions
    }

    // MARK: By index

    /// The company at an index of this directory.
    public subscript(company: CompanyIndex) -> Company { companies[Int(company.rawValue)] }

    /// The department at an index of this directory.
    public subscript(department: DepartmentIndex) -> Department { departments[Int(department.rawValue)] }

    /// The person at an index of this directory.
    public subscript(person: PersonIndex) -> Person { people[Int(person.rawValue)] }

    /// The employment at an index of this directory.
    public subscript(employment: EmploymentIndex) -> Employment { employments[Int(employment.rawValue)] }

    // MARK: By id

    /// The company with an id, if the register has it.
    public func company(_ id: String) -> CompanyIndex? { companyByID[id] }

    /// The department with an id, if the register has it.
    public func department(_ id: String) -> DepartmentIndex? { departmentByID[id] }

    /// The person with an id, if the register has them.
    public func person(_ id: String) -> PersonIndex? { personByID[id] }

    // MARK: By day

    /// A person's employments over all time, by first day.
    public func employments(of person: PersonIndex) -> Range<Int> {
        firstEmployment[Int(person.rawValue)]..<firstEmployment[Int(person.rawValue) + 1]
    }

    /// For whom a person acted on a day (Japan's date).
    public func employment(of person: PersonIndex, on day: CalendarDay) -> EmploymentLookup {
        if unreadable[person]?.contains(where: { $0.contains(day.daysSince1970) }) == true { return .overlapping }
        // People have few employments (usually one to three), so a scan beats any index.
        var found: Int?
        for position in employments(of: person) where employments[position].contains(day) {
            if let first = found {
                guard employments[first].actsAlike(employments[position]) else { return .overlapping }
            } else {
                found = position
            }
        }
        return found.map { .one(EmploymentIndex(rawValue: UInt32($0))) } ?? .none
    }

    /// Who used a user id on a day (Japan's date).
    ///
    /// An id given to two people for the same day is answered as ``AccountLookup/shared``: nobody can say which of
    /// them it was.
    ///
    /// - Parameter id: the user id, normalised.
    public func account(_ id: String, at day: CalendarDay) -> AccountLookup {
        guard let account = accountByID[id] else { return .unknown }
        return lookUp(account, day.daysSince1970)
    }

    private func lookUp(_ account: AccountIndex, _ day: Int32) -> AccountLookup {
        var holder: PersonIndex?
        for period in accountPeriods[Int(account.rawValue)] where period.from <= day && day < period.to {
            guard let person = period.person, holder == nil || holder == person else { return .shared }
            holder = person
        }
        return holder.map { .person($0) } ?? .unknown
    }

    /// Who was behind a user id on a day, and for whom they acted.
    ///
    /// - Parameter id: the user id, normalised.
    public func viewer(_ id: String, on day: CalendarDay) -> ViewerLookup {
        guard let account = accountByID[id] else { return .unknownAccount }
        return viewer(account, on: day)
    }

    private func viewer(_ account: AccountIndex, on day: CalendarDay) -> ViewerLookup {
        switch lookUp(account, day.daysSince1970) {
        case .unknown: .unknownAccount
        case .shared: .sharedAccount
        case .person(let person):
            switch employment(of: person, on: day) {
            case .one(let employment): .acting(person, employment)
            case .none: .noEmployment(person)
            case .overlapping: .overlappingEmployments(person)
            }
        }
    }

    // MARK: Timelines

    /// How many user ids there are.
    public var accountCount: Int { accountIDs.count }

    /// The accounts, from 0.
    public var accounts: some Sequence<AccountIndex> {
        accountIDs.indices.lazy.map { AccountIndex(rawValue: UInt32($0)) }
    }

    /// The index of a user id, if the register has it.
    ///
    /// - Parameter id: the user id, normalised.
    public func accountIndex(_ id: String) -> AccountIndex? { accountByID[id] }

    /// The user id, normalised.
    public func accountID(_ account: AccountIndex) -> String { accountIDs[Int(account.rawValue)] }

    /// All that ``viewer(_:on:)`` answers for a user id, as runs of days.
    ///
    /// The spans follow each other without a gap, from `Int32.min` to `Int32.max` days since 1970, and neighbours
    /// differ. An engine that looks up millions of views builds its own table from these once.
    public func timeline(of account: AccountIndex) -> [ViewerSpan] {
        var edges: Set<Int32> = []
        for period in accountPeriods[Int(account.rawValue)] {
            edges.insert(period.from)
            edges.insert(period.to)
            guard let person = period.person else { continue }
            for employment in employments[employments(of: person)] {
                edges.insert(employment.from.daysSince1970)
                if let to = employment.to { edges.insert(to.daysSince1970) }
            }
            for days in unreadable[person] ?? [] { edges.formUnion([days.lowerBound, days.upperBound]) }
        }
        edges.subtract([.min, .max])
        var spans: [ViewerSpan] = []
        var from = Int32.min
        for to in edges.sorted() + [.max] {
            let start = CalendarDay(daysSince1970: from)
            let end = CalendarDay(daysSince1970: to)
            let who = viewer(account, on: start)
            if let last = spans.last, last.viewer == who {
                spans[spans.count - 1].to = end
            } else {
                spans.append(ViewerSpan(from: start, to: end, viewer: who))
            }
            from = to
        }
        return spans
    }
}
