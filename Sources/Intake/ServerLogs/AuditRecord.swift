/// One line of pgAudit (its README, "Format"): `AUDIT: SESSION,33,1,READ,SELECT,TABLE,public.account,"select …",<none>`.
///
/// - AUDIT_TYPE, STATEMENT_ID, SUBSTATEMENT_ID, CLASS, COMMAND, OBJECT_TYPE, OBJECT_NAME, STATEMENT, PARAMETER, and with
///   `pgaudit.log_rows` the number of rows. The parameters are a row of their own inside of one field.
struct AuditRecord {
    let statement: [UInt8]
    let objectName: [UInt8]
    let parameters: [[UInt8]]
    /// Whether there were parameters that pgAudit was not asked to write.
    let parametersAreMissing: Bool
    /// Statement and substatement: the same on all lines about one reading of one session.
    let statementKey: [UInt8]
    /// Whether rows were read: `PREPARE` and `COPY` are of class READ too, and a SELECT follows each.
    let isSelect: Bool

    init?(message: [UInt8]) {
        let fields = CSVLogRecords.fields(of: Array(message.dropFirst("AUDIT: ".utf8.count)))
        guard fields.count >= 8, fields[0] == Array("SESSION".utf8) || fields[0] == Array("OBJECT".utf8),
            !fields[1].isEmpty, fields[1].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        statementKey = fields[1] + [0x2C] + fields[2]
        isSelect = fields[3] == Array("READ".utf8) && fields[4] == Array("SELECT".utf8)
        objectName = fields[6]
        statement = fields[7]
        let written = fields.count > 8 ? fields[8] : []
        switch String(decoding: written, as: UTF8.self) {
        case "", "<none>", "<previously logged>": (parameters, parametersAreMissing) = ([], false)
        case "<not logged>":
            parameters = []
            parametersAreMissing = SQLTokens(statement).tokens.contains {
                if case .parameter = $0 { true } else { false }
            }
        default: (parameters, parametersAreMissing) = (CSVLogRecords.fields(of: written), false)
        }
    }
}
