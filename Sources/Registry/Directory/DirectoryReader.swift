import Intake

/// Reads the registers of a directory one after the other; see ``DirectoryReading`` for the rules.
struct DirectoryReader {
    var companies: [Company] = []
    var companyByID: [String: CompanyIndex] = [:]
    var departments: [Department] = []
    var departmentByID: [String: DepartmentIndex] = [:]
    var people: [Person] = []
    var personByID: [String: PersonIndex] = [:]
    /// Nil until a table of accounts is read.
    var accountPeriods: [(id: String, periods: [Directory.AccountPeriod])]?
    var employments: [Employment] = []
    /// Days for which a row says that a person worked for somebody, and cannot be read.
    var unreadable: [PersonIndex: [Range<Int32>]] = [:]

    private(set) var accounts: [RegisterAccount] = []
    private(set) var rejects: [Reject] = []
    private(set) var warnings: [RegisterWarning] = []
    /// How many warnings the registers before this one gave.
    private var warningsBefore = 0

    var directory: Directory {
        Directory(
            companies: companies, departments: departments, people: people, accounts: accountPeriods,
            employments: employments, unreadable: unreadable)
    }

    /// Takes over what a register's rows came to.
    mutating func close<Column>(_ rows: RegisterRows<Column>) {
        accounts.append(RegisterAccount(table: Column.table, file: rows.source.file, rows: rows.account))
        rejects += rows.rejects
        warnings[warningsBefore...].sort { $0.line < $1.line }
        warningsBefore = warnings.count
    }

    mutating func warn(_ kind: RegisterWarning.Kind, file: String, line: Int, ja: String, en: String) {
        warnings.append(
            RegisterWarning(kind: kind, file: file, line: line, message: BilingualText(ja: ja, en: en)))
    }

    // MARK: Companies

    mutating func readCompanies(_ source: RegisterSource) throws(IntakeError) {
        struct Pending {
            var index: Int
            var line: Int
            var affiliates: [String]
        }
        var rows = try RegisterRows<CompanyColumn>(source)
        var pending: [Pending] = []
        var seen: [String: [String]] = [:]
        while let row = rows.next() {
            let id = row.identifier(.company)
            guard !id.isEmpty else {
                rows.reject(row.reject(.emptyIdentifier, .company))
                continue
            }
            guard let kind = Company.Kind(rawValue: row[.kind]) else {
                rows.reject(row.reject(.badValue, .kind))
                continue
            }
            if let earlier = seen[id] {
                if earlier == row.fields { rows.repeats() } else { rows.reject(row.reject(.duplicateKey, .company)) }
                continue
            }
            guard companies.count <= Int(UInt16.max) else { throw tooMany("companies", "会社", source) }
            seen[id] = row.fields
            companyByID[id] = CompanyIndex(rawValue: UInt16(companies.count))
            let registration = row[.registration].isEmpty ? nil : row.identifier(.registration)
            if let registration, !isRegistration(registration) {
                warn(
                    .oddRegistration, file: source.file, line: row.line,
                    ja: "会社 `\(id)` の登録番号 `\(registration)` が英字 1 字と数字 4 字ではありません",
                    en: "the registration `\(registration)` of company `\(id)` is not a letter and four digits")
            }
            pending.append(
                Pending(
                    index: companies.count, line: row.line,
                    affiliates: row[.affiliates].split(separator: ";").map { Identifiers.normalised(String($0)) }))
            companies.append(
                Company(id: id, name: name(row[.name], row[.nameEn]), kind: kind, registration: registration))
            rows.use()
        }
        // Affiliates may stand below in the register, and affiliation works both ways.
        var groups = [Set<CompanyIndex>](repeating: [], count: companies.count)
        for company in pending {
            for id in company.affiliates where !id.isEmpty && id != companies[company.index].id {
                guard let affiliate = companyByID[id] else {
                    warn(
                        .unknownAffiliate, file: source.file, line: company.line,
                        ja: "会社 `\(companies[company.index].id)` のグループ会社 `\(id)` は登録簿にありません",
                        en: "the affiliate `\(id)` of company `\(companies[company.index].id)` is not in the register")
                    continue
                }
                groups[company.index].insert(affiliate)
                groups[Int(affiliate.rawValue)].insert(CompanyIndex(rawValue: UInt16(company.index)))
            }
        }
        for index in companies.indices { companies[index].affiliates = groups[index].sorted() }
        close(rows)
    }

    // MARK: Departments

    mutating func readDepartments(_ source: RegisterSource) throws(IntakeError) {
        var rows = try RegisterRows<DepartmentColumn>(source)
        var seen: [String: [String]] = [:]
        while let row = rows.next() {
            let id = row.identifier(.department)
            guard !id.isEmpty else {
                rows.reject(row.reject(.emptyIdentifier, .department))
                continue
            }
            guard let company = companyByID[row.identifier(.company)] else {
                rows.reject(row.reject(.unknownReference, .company))
                continue
            }
            if let earlier = seen[id] {
                if earlier == row.fields { rows.repeats() } else { rows.reject(row.reject(.duplicateKey, .department)) }
                continue
            }
            guard departments.count <= Int(UInt16.max) else { throw tooMany("departments", "部署", source) }
            seen[id] = row.fields
            departmentByID[id] = DepartmentIndex(rawValue: UInt16(departments.count))
            departments.append(Department(id: id, company: company, name: name(row[.name], row[.nameEn])))
            rows.use()
        }
        close(rows)
    }

    // MARK: People

    mutating func readPeople(_ source: RegisterSource) throws(IntakeError) {
        var rows = try RegisterRows<PersonColumn>(source)
        while let row = rows.next() {
            let id = row.identifier(.person)
            guard !id.isEmpty else {
                rows.reject(row.reject(.emptyIdentifier, .person))
                continue
            }
            let person = Person(id: id, name: row[.name])
            if let earlier = personByID[id] {
                if people[Int(earlier.rawValue)] == person {
                    rows.repeats()
                } else {
                    rows.reject(row.reject(.duplicateKey, .person))
                }
                continue
            }
            personByID[id] = PersonIndex(rawValue: UInt32(people.count))
            people.append(person)
            rows.use()
        }
        close(rows)
    }

    // MARK: What the registers share

    private func name(_ japanese: String, _ english: String) -> BilingualText {
        BilingualText(ja: japanese, en: english.isEmpty ? japanese : english)
    }

    private func isRegistration(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 5 && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[0])
            && bytes.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private func tooMany(_ what: String, _ japanese: String, _ source: RegisterSource) -> IntakeError {
        IntakeError(
            place: Place(file: source.file, line: 1, column: 1),
            message: BilingualText(
                ja: "\(japanese)が 65,536 件を超えています。登録簿を分けてください",
                en: "there are more than 65536 \(what); split the register"))
    }
}
