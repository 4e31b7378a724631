import Intake

/// The registers that hold periods: user ids and employments.
extension DirectoryReader {
    // MARK: Accounts

    mutating func readAccounts(_ source: RegisterSource) throws(IntakeError) {
        struct Entry: Hashable {
            var account: Int
            var period: Directory.AccountPeriod
        }
        var rows = try RegisterRows<AccountColumn>(source)
        var accounts: [(id: String, periods: [Directory.AccountPeriod])] = []
        var accountByID: [String: Int] = [:]
        var seen: Set<Entry> = []
        while let row = rows.next() {
            let id = row.identifier(.account)
            guard !id.isEmpty else {
                rows.reject(row.reject(.emptyIdentifier, .account))
                continue
            }
            let holder: PersonIndex?
            switch sharing(row[.shared]) {
            case nil:
                rows.reject(row.reject(.badValue, .shared))
                continue
            case true?:
                holder = nil
            case false?:
                let person = row.identifier(.person)
                guard let index = personByID[person] else {
                    rows.reject(row.reject(person.isEmpty ? .emptyIdentifier : .unknownReference, .person))
                    continue
                }
                holder = index
            }
            let period: Directory.AccountPeriod
            switch Self.period(row, from: .from, to: .to, in: source) {
            case .failure(let reject):
                rows.reject(reject)
                continue
            case .period(let from, let to):
                period = Directory.AccountPeriod(
                    person: holder, from: from?.daysSince1970 ?? .min, to: to?.daysSince1970 ?? .max)
            }
            let account = accountByID[id] ?? accounts.count
            guard seen.insert(Entry(account: account, period: period)).inserted else {
                rows.repeats()
                continue
            }
            if account == accounts.count {
                accountByID[id] = account
                accounts.append((id: id, periods: []))
            }
            warnOfSharing(id, period, besides: accounts[account].periods, file: source.file, line: row.line)
            accounts[account].periods.append(period)
            rows.use()
        }
        accountPeriods = accounts
        close(rows)
    }

    private mutating func warnOfSharing(
        _ id: String, _ period: Directory.AccountPeriod, besides earlier: [Directory.AccountPeriod], file: String,
        line: Int
    ) {
        if period.person == nil {
            warn(
                .sharedAccount, file: file, line: line,
                ja: "利用者ID `\(id)` は共用です。その閲覧は誰によるものか分かりません",
                en: "the user id `\(id)` is shared; nobody can say whose views its views are")
        } else if let other = earlier.first(where: {
            $0.from < period.to && period.from < $0.to && $0.person != nil && $0.person != period.person
        }), let person = other.person, let second = period.person {
            let ids = (people[Int(person.rawValue)].id, people[Int(second.rawValue)].id)
            warn(
                .overlappingAccounts, file: file, line: line,
                ja: "利用者ID `\(id)` が同じ日に `\(ids.0)` と `\(ids.1)` に割り当てられています。その間は共用とみなします",
                en: "the user id `\(id)` belongs to `\(ids.0)` and `\(ids.1)` on the same days; "
                    + "it counts as shared on these")
        }
    }

    private func sharing(_ cell: String) -> Bool? {
        switch cell.lowercased() {
        case "yes", "true", "1": true
        case "", "no", "false", "0": false
        default: nil
        }
    }

    // MARK: Employments

    mutating func readEmployments(_ source: RegisterSource) throws(IntakeError) {
        var rows = try RegisterRows<EmploymentColumn>(source)
        var seen: Set<Employment> = []
        var byPerson = [[(employment: Employment, line: Int)]](repeating: [], count: people.count)
        while let row = rows.next() {
            switch employment(row, in: source) {
            case .failure(let reject):
                rows.reject(reject)
                doubt(row, in: source)
            case .employment(let employment):
                guard seen.insert(employment).inserted else {
                    rows.repeats()
                    continue
                }
                let person = Int(employment.person.rawValue)
                if let other = byPerson[person].first(where: { contradict($0.employment, employment) }) {
                    let id = people[person].id
                    warn(
                        .overlappingEmployments, file: source.file, line: row.line,
                        ja: "`\(id)` のこの所属は \(other.line) 行目の所属と期間が重なり、内容が異なります。重なる日の閲覧は判定しません",
                        en: "this employment of `\(id)` holds on the same days as that of line \(other.line) and "
                            + "differs from it; views on these days stay undetermined")
                }
                byPerson[person].append((employment, row.line))
                employments.append(employment)
                rows.use()
            }
        }
        close(rows)
    }

    /// A row that is set aside must not make what the others say look certain.
    private mutating func doubt(_ row: RegisterRow<EmploymentColumn>, in source: RegisterSource) {
        guard let person = personByID[row.identifier(.person)] else { return }
        var days = Int32.min..<Int32.max
        if case .period(let from?, let to) = Self.period(row, from: .from, to: .to, in: source) {
            days = from.daysSince1970..<(to?.daysSince1970 ?? .max)
        }
        unreadable[person, default: []].append(days)
    }

    private enum EmploymentCell {
        case employment(Employment)
        case failure(Reject)
    }

    private func employment(_ row: RegisterRow<EmploymentColumn>, in source: RegisterSource) -> EmploymentCell {
        let personID = row.identifier(.person)
        guard let person = personByID[personID] else {
            return .failure(row.reject(personID.isEmpty ? .emptyIdentifier : .unknownReference, .person))
        }
        let companyID = row.identifier(.company)
        guard let company = companyByID[companyID] else {
            return .failure(row.reject(companyID.isEmpty ? .emptyIdentifier : .unknownReference, .company))
        }
        guard let kind = EmploymentKind(rawValue: row[.kind]) else { return .failure(row.reject(.badValue, .kind)) }
        let ofContractor = companies[Int(company.rawValue)].kind == .contractor
        // Counted as an employee, a contractor's person would stand in the wrong column of every published table.
        guard !ofContractor || kind == .contractor else { return .failure(row.reject(.badValue, .kind)) }
        let position: Position
        if row[.position].isEmpty {
            position = .staff
        } else if let stated = Position(rawValue: row[.position]) {
            position = stated
        } else {
            return .failure(row.reject(.badValue, .position))
        }
        let side: CompanyIndex
        let engagerID = row.identifier(.engagedBy)
        if engagerID.isEmpty {
            // On whose side they stand is not known, so it is not guessed.
            guard !ofContractor else { return .failure(row.reject(.emptyIdentifier, .engagedBy)) }
            side = company
        } else if let engager = companyByID[engagerID] {
            guard companies[Int(engager.rawValue)].kind != .contractor else {
                return .failure(row.reject(.badValue, .engagedBy))
            }
            side = engager
        } else {
            return .failure(row.reject(.unknownReference, .engagedBy))
        }
        var department: DepartmentIndex?
        let departmentID = row.identifier(.department)
        if !departmentID.isEmpty {
            guard let index = departmentByID[departmentID] else {
                return .failure(row.reject(.unknownReference, .department))
            }
            guard [company, side].contains(departments[Int(index.rawValue)].company) else {
                return .failure(row.reject(.badValue, .department))
            }
            department = index
        }
        switch Self.period(row, from: .from, to: .to, in: source) {
        case .failure(let reject):
            return .failure(reject)
        case .period(let from, let to):
            guard let from else { return .failure(row.reject(.unreadableDate, .from)) }
            return .employment(
                Employment(
                    person: person, company: company, department: department, position: position, kind: kind,
                    side: side, from: from, to: to))
        }
    }

    private func contradict(_ left: Employment, _ right: Employment) -> Bool {
        !left.actsAlike(right) && (right.to.map { left.from < $0 } ?? true) && (left.to.map { right.from < $0 } ?? true)
    }

    // MARK: Periods

    private enum PeriodCell {
        case period(from: CalendarDay?, to: CalendarDay?)
        case failure(Reject)
    }

    /// The half-open period of a row; a cell that is empty or says `9999-12-31` is an open end.
    private static func period<Column>(
        _ row: RegisterRow<Column>, from: Column, to: Column, in source: RegisterSource
    ) -> PeriodCell {
        let first: CalendarDay?
        switch source.day(row[from]) {
        case .open: first = nil
        case .day(let day): first = day
        case .failure(let reason): return .failure(row.reject(reason, from))
        }
        switch source.day(row[to], isEnd: true) {
        case .open: return .period(from: first, to: nil)
        case .failure(let reason): return .failure(row.reject(reason, to))
        case .day(let end):
            guard first.map({ $0 < end }) ?? true else {
                return .failure(row.reject(.badValue, to, excerpt: "\(row[from]) – \(row[to])"))
            }
            return .period(from: first, to: end)
        }
    }
}
