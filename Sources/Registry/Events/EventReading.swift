public import Intake

/// The registers of what customers did, read: contacts and applications to switch.
///
/// Nothing is dropped in silence: of each register, rows in = used + rejected + duplicates. A row that repeats an
/// earlier one word for word is a duplicate; one that gives the id of an earlier contact again, and says something else
/// of it, is rejected.
public struct EventReading: Sendable {
    /// The contacts, in the order of the file.
    public private(set) var contacts: [CustomerContact] = []
    /// The applications, in the order of the file.
    public private(set) var switches: [SwitchApplication] = []
    /// What became of the rows of each register.
    public private(set) var accounts: [RegisterAccount] = []
    /// Every row that could not be used.
    public private(set) var rejects: [Reject] = []

    /// Reads what customers did.
    ///
    /// - Parameters:
    ///   - contacts: the contacts; nil where the case has no such register.
    ///   - switches: the applications; nil where the case has no such register.
    ///   - directory: the companies.
    /// - Throws: when a register is no table at all, or lacks a required column.
    public init(
        contacts: RegisterSource?, switches: RegisterSource?, directory: Directory
    ) throws(IntakeError) {
        if let contacts { try readContacts(contacts, directory) }
        if let switches { try readSwitches(switches, directory) }
    }

    private mutating func readContacts(_ source: RegisterSource, _ directory: Directory) throws(IntakeError) {
        var rows = try RegisterRows<ContactColumn>(source)
        var seen: [String: [String]] = [:]
        while let row = rows.next() {
            let id = row.identifier(.contact)
            if let earlier = seen[id] {
                if earlier == row.fields { rows.repeats() } else { rows.reject(row.reject(.duplicateKey, .contact)) }
                continue
            }
            let at = source.dates.read(row[.at], zone: source.zone)
            let supplyPoint = SubjectKey(row[.supplyPoint])
            let company = directory.company(row.identifier(.company))
            let kind = CustomerContact.Kind(rawValue: row[.kind])
            guard !id.isEmpty else {
                rows.reject(row.reject(.emptyIdentifier, .contact))
                continue
            }
            guard case .instant(let at) = at else {
                rows.reject(row.reject(at == .impossible ? .impossibleDate : .unreadableDate, .at))
                continue
            }
            guard let supplyPoint, !supplyPoint.isFacility else {
                rows.reject(row.reject(.unreadableIdentifier, .supplyPoint))
                continue
            }
            guard let company else {
                rows.reject(row.reject(.unknownReference, .company))
                continue
            }
            guard let kind else {
                rows.reject(row.reject(.badValue, .kind))
                continue
            }
            seen[id] = row.fields
            contacts.append(CustomerContact(id: id, at: at, supplyPoint: supplyPoint, company: company, kind: kind))
            rows.use()
        }
        close(rows)
    }

    private mutating func readSwitches(_ source: RegisterSource, _ directory: Directory) throws(IntakeError) {
        var rows = try RegisterRows<SwitchColumn>(source)
        var seen: Set<[String]> = []
        while let row = rows.next() {
            var fault: (reason: RejectReason, column: SwitchColumn)?
            func day(_ column: SwitchColumn) -> CalendarDay? {
                switch source.day(row[column]) {
                case .day(let day): return day
                case .open: fault = (.unreadableDate, column)
                case .failure(let reason): fault = (reason, column)
                }
                return nil
            }
            guard let applied = day(.applied), let effective = day(.effective) else {
                if let fault { rows.reject(row.reject(fault.reason, fault.column)) }
                continue
            }
            guard let supplyPoint = SubjectKey(row[.supplyPoint]), !supplyPoint.isFacility else {
                rows.reject(row.reject(.unreadableIdentifier, .supplyPoint))
                continue
            }
            let from = directory.company(row.identifier(.from))
            guard from != nil || row[.from].isEmpty else {
                rows.reject(row.reject(.unknownReference, .from))
                continue
            }
            guard let to = directory.company(row.identifier(.to)) else {
                rows.reject(row.reject(.unknownReference, .to))
                continue
            }
            guard seen.insert(row.fields).inserted else {
                rows.repeats()
                continue
            }
            switches.append(
                SwitchApplication(
                    applied: applied, effective: effective, supplyPoint: supplyPoint, from: from, to: to))
            rows.use()
        }
        close(rows)
    }

    private mutating func close<Column>(_ rows: RegisterRows<Column>) {
        accounts.append(RegisterAccount(table: Column.table, file: rows.source.file, rows: rows.account))
        rejects += rows.rejects
    }
}
