import Barrier
public import Inspection
public import Intake

/// What an inspection came to, in the shape that scripts read.
public struct InspectionOutcome: Encodable, Sendable {
    /// One surface.
    public struct SurfaceEntry: Encodable, Sendable {
        /// Its id.
        public var id: String
        /// `screen`, `report`, `feed` or `extract`.
        public var kind: String
        /// Its name.
        public var title: BilingualText
        /// `proved`, `leaks` or `undecided`.
        public var status: String
        /// The tables of which it is taken for granted that periods do not overlap.
        public var assumptions: [String]
    }

    /// Something found.
    public struct Finding: Encodable, Sendable {
        /// What kind of thing it is.
        public var kind: String
        /// `error`, `warning` or `note`.
        public var severity: String
        /// The surface, where it is about one.
        public var surface: String?
        /// What is shown that it is about.
        public var shown: [String]
        /// The fields of a customer's record that it is about.
        public var fields: [String]
        /// The file.
        public var file: String?
        /// The line, from 1.
        public var line: Int?
        /// The column, from 1.
        public var column: Int?
        /// What it is.
        public var message: BilingualText
        /// Rows that show it.
        public var example: Example?
        /// The smallest change that closes it.
        public var repair: RepairEntry?
        /// The records of the database that it shows; absent where no database was asked.
        public var exposed: [Exposed]?
        /// Since when; absent where no history was asked, or where no version in it leaks.
        public var since: Since?
    }

    /// Records of one table that a leak shows.
    public struct Exposed: Encodable, Sendable {
        /// The table.
        public var table: String
        /// How many records.
        public var records: Int
    }

    /// Since when a surface leaks.
    public struct Since: Encodable, Sendable {
        /// The day.
        public var day: String
        /// The version of the catalogue.
        public var version: String
        /// Whether nothing older could be read.
        public var isOldest: Bool
    }

    /// Rows that show a finding.
    public struct Example: Encodable, Sendable {
        /// The rows of one table.
        public struct Rows: Encodable, Sendable {
            /// The table.
            public var table: String
            /// The columns.
            public var columns: [String]
            /// The rows; null is NULL.
            public var rows: [[String?]]
        }

        /// The tables' rows.
        public var tables: [Rows]
        /// When the query runs, where that matters.
        public var today: String?
        /// Something that is given out.
        public struct Output: Encodable, Sendable {
            /// Its name.
            public var name: String
            /// Its value; null is NULL.
            public var value: String?
        }

        /// What the surface gives out.
        public var output: [Output]
        /// Who gets it; absent where that is not the question.
        public var recipient: String?
        /// Whose customer it is; absent where nobody knows.
        public var owner: String?
        /// The rules that forbid it.
        public var rules: [String]
    }

    /// A change that closes a leak.
    public struct RepairEntry: Encodable, Sendable {
        /// What to change.
        public var message: BilingualText
        /// The part as it is; empty where something is added.
        public var before: String
        /// The part as it should be.
        public var after: String
    }

    /// The catalogue's file.
    public var catalogue: String
    /// How many surfaces are proved closed.
    public var proved: Int
    /// How many leak.
    public var leaks: Int
    /// Of how many nobody knows.
    public var undecided: Int
    /// The surfaces.
    public var surfaces: [SurfaceEntry]
    /// The findings.
    public var findings: [Finding]

    /// What a report says.
    public init(_ report: InspectionReport, catalogue: String) {
        self.catalogue = catalogue
        proved = report.count(.proved)
        leaks = report.count(.leaks)
        undecided = report.count(.undecided)
        surfaces = report.surfaces.map {
            SurfaceEntry(
                id: $0.id, kind: $0.kind.rawValue, title: $0.title, status: $0.status.rawValue,
                assumptions: $0.assumptions)
        }
        findings = report.findings.map(Finding.init)
    }
}

extension InspectionOutcome.Finding {
    init(_ finding: InspectionFinding) {
        self.init(
            kind: finding.kind.rawValue, severity: finding.severity.rawValue, surface: finding.surface,
            shown: finding.shown, fields: finding.fields.map(\.rawValue), file: finding.place?.file,
            line: finding.place?.line, column: finding.place?.column, message: finding.message,
            example: finding.example.map { example in
                InspectionOutcome.Example(
                    tables: example.tables.map {
                        InspectionOutcome.Example.Rows(table: $0.table, columns: $0.columns, rows: $0.rows)
                    }, today: example.today,
                    output: example.output.map { InspectionOutcome.Example.Output(name: $0.name, value: $0.value) },
                    recipient: example.recipient, owner: example.owner,
                    rules: example.rules)
            },
            repair: finding.repair.map {
                InspectionOutcome.RepairEntry(message: $0.message, before: $0.before, after: $0.after)
            },
            exposed: finding.exposure.records.map { records in
                records.map { InspectionOutcome.Exposed(table: $0.table, records: $0.count) }
            },
            since: finding.exposure.since.map {
                InspectionOutcome.Since(day: $0.day, version: $0.version, isOldest: $0.isOldest)
            })
    }
}
