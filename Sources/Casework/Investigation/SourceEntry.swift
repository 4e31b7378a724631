import Intake

/// One source of the case: its files found, and how they are read.
struct SourceEntry {
    let files: [DatedFile]
    let zone: ZoneOffset
    let period: DayPeriod
    /// How its tables are written; of a server's log only the encoding counts, which is UTF-8.
    let format: TableFormat
    /// How a server's log is read; nil for a table.
    let server: ServerLogFormat?

    var isServerLog: Bool { server != nil }

    /// - Parameter index: the source's place in the case file.
    /// - Throws: `missingInput` where no file is there; `badInput` where a pattern cannot be understood.
    init(_ entry: CaseFile.SourceEntry, at index: Int, _ loaded: LoadedCase) throws(CaseworkError) {
        let path: LocatedYAML.Path = ["sources", .index(index)]
        if let text = entry.timeZone {
            zone = try CaseworkError.located { () throws(IntakeError) in try ZoneOffset(parsing: text) }
        } else {
            zone = loaded.zone
        }
        period = entry.period.map { loaded.days($0) } ?? loaded.period
        switch entry.format {
        case "combined", "jsonLines", "pgaudit":
            server = try ServerLogFormat(entry, zone, at: loaded.yaml.place(of: path))
            format = TableFormat()
        default:
            server = nil
            format = TableFormat(
                encoding: entry.encoding ?? .utf8, delimiter: UInt8(ascii: entry.format == "tsv" ? "\t" : ","))
        }
        files = try loaded.folder.files(matching: entry.files)
        guard !files.isEmpty else {
            throw CaseworkError(
                .missingInput,
                problems: [
                    IntakeError(
                        at: loaded.yaml.place(of: path.appending("files")),
                        ja: "`\(entry.files)` に合うファイルがありません。ログを置くか、パスを直してください",
                        en: "no file matches `\(entry.files)`; put the logs there, or mend the path"
                    ).located
                ])
        }
    }
}
