public import Intake
import Registry

/// The records of the hearings.
public struct Hearings: Sendable {
    /// What somebody said in one capacity: all records of the same person, group and role together.
    public struct Statement: Hashable, Sendable {
        /// Who.
        public var person: String
        /// The group.
        public var group: String
        /// The capacity.
        public var role: String
        /// Whether the person was a supervisor or above at a hearing.
        public var isSupervisor: Bool
        /// Codes by theme.
        public var codes: [String: Set<String>]
    }

    /// What the codes mean.
    public let codebook: Codebook
    /// The statements, by group, role and person.
    public let statements: [Statement]
    /// Rows that cannot be used.
    public let rejects: [Reject]
    /// What became of the rows.
    public let account: RowAccount

    /// Reads records.
    ///
    /// - Throws: an error of the whole file: a wrong encoding, a missing column.
    public init(
        _ codebook: Codebook, bytes: [UInt8], file: String, format: TableFormat
    ) throws(IntakeError) {
        self.codebook = codebook
        var reader = try TableReader(bytes: bytes, file: file, format: format)
        let person = try reader.column("person")
        let group = try reader.column("group")
        let role = try reader.column("role")
        let position = reader.column(optional: "position")
        var themes: [(Codebook.Theme, Int)] = []
        for theme in codebook.themes { themes.append((theme, try reader.column(theme.id))) }
        var statements: [[String]: Statement] = [:]
        var rejects: [Reject] = []
        var used = 0
        var rowsIn = 0
        while let item = reader.next() {
            rowsIn += 1
            guard case .row(let row) = item else {
                if case .reject(let reject) = item { rejects.append(reject) }
                continue
            }
            func reject(_ column: Int, _ reason: RejectReason) {
                rejects.append(row.reject(column, in: file, name: reader.header[column], reason: reason))
            }
            let id = Identifiers.normalised(row[person])
            guard !id.isEmpty else {
                reject(person, .emptyIdentifier)
                continue
            }
            let groupID = Identifiers.normalised(row[group])
            guard codebook.groups.contains(where: { $0.id == groupID }) else {
                reject(group, .unknownReference)
                continue
            }
            let roleID = Identifiers.normalised(row[role])
            guard codebook.roles.contains(where: { $0.id == roleID }) else {
                reject(role, .unknownReference)
                continue
            }
            let rank = Identifiers.normalised(row[position])
            if let position, !rank.isEmpty, Position(rawValue: rank) == nil {
                reject(position, .badValue)
                continue
            }
            var codes: [String: Set<String>] = [:]
            var wrong: Int?
            for (theme, column) in themes where !row[column].allSatisfy(\.isWhitespace) {
                let applies = theme.groups?.contains(groupID) ?? true && theme.roles?.contains(roleID) ?? true
                let chosen = Set(row[column].split(separator: ";").map { Identifiers.normalised(String($0)) })
                let known = theme.codes?.map(\.id) ?? []
                if theme.kind == .text {
                    codes[theme.id] = [row[column]]
                } else if !applies || !chosen.isSubset(of: known) || (theme.kind == .single && chosen.count > 1) {
                    wrong = column
                    break
                } else {
                    codes[theme.id] = chosen
                }
            }
            if let wrong {
                reject(wrong, .badValue)
                continue
            }
            used += 1
            let key = [groupID, roleID, id]
            var statement =
                statements[key]
                ?? Statement(person: id, group: groupID, role: roleID, isSupervisor: false, codes: [:])
            statement.isSupervisor = statement.isSupervisor || (Position(rawValue: rank) ?? .staff) != .staff
            statement.codes.merge(codes) { $0.union($1) }
            statements[key] = statement
        }
        self.statements = statements.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        self.rejects = rejects
        account = RowAccount(rowsIn: rowsIn, used: used, rejected: rejects.count)
    }
}
