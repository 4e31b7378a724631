public import Intake

/// What a person writes to have a case investigated: `case.yaml`, the one file at the root of a case folder.
///
/// The shape is published as `case.schema.json`; every path in it is relative to the case folder.
public struct CaseFile: Decodable, Sendable {
    /// Version of this format; 1 today.
    public var sekisho: Int
    /// A short name for the case, used in file names and provenance.
    public var id: String
    /// The case's name, as the report prints it.
    public var title: BilingualText
    /// Said on every page when the data are made up; absent for real data.
    public var simulated: BilingualText?
    /// Zone of times that name none: `Asia/Tokyo`, `UTC` or `±hh:mm`. Japan's when absent.
    public var timeZone: String?
    /// The days under investigation, half-open; a view outside them is rejected as such.
    public var period: DaySpan
    /// Id of the company whose side is investigated: its employees, and the people of contractors it engages.
    public var investigated: String
    /// Seconds within which the same person's view of the same record on the same surface counts as a refresh.
    public var refreshWindow: Int?
    /// The registers: who is who, and whose customer is whose.
    public var registry: Registers
    /// Cedar files that state the barrier; `*` is a wildcard.
    public var policies: [String]
    /// Every screen, report, feed and extract under investigation, with or without a log.
    public var surfaces: [SurfaceEntry]
    /// Where the views were logged, and in which dialect.
    public var sources: [SourceEntry]
    /// The groups of surfaces that are counted, asked about and reported together.
    public var studies: [StudyEntry]?
    /// Records of the hearings, with the codebook that explains their codes.
    public var hearings: HearingsEntry?
    /// File of the inspection's findings.
    public var findings: String?
    /// The catalogues of the systems that are inspected.
    public var inspection: InspectionEntry?

    /// A half-open span of days, [from, to), written as ISO dates.
    public struct DaySpan: Decodable, Sendable {
        /// First day, such as `2022-04-01`.
        public var from: String
        /// The day after the last.
        public var to: String
    }

    /// The registers, each a table of its own; what is absent is treated as empty.
    public struct Registers: Decodable, Sendable {
        /// Companies: network operator, retailers, contractors.
        public var companies: TableEntry
        /// Departments, for hearings and counts.
        public var departments: TableEntry?
        /// People.
        public var people: TableEntry
        /// Accounts by which systems know people; without it an account is the person's own id.
        public var accounts: TableEntry?
        /// Who worked where, as what, for whom, when.
        public var employments: TableEntry
        /// Supply points known to the network operator.
        public var supplyPoints: TableEntry?
        /// Who supplied each point, under which contract, when.
        public var supplyPeriods: TableEntry
        /// Details of contracts.
        public var contracts: TableEntry?
        /// Contracts by which power is bought from customers.
        public var purchaseContracts: TableEntry?
        /// Contacts that customers made with a company.
        public var contacts: TableEntry?
        /// Applications to switch supplier.
        public var switches: TableEntry?
    }

    /// One table in a file of delimited text.
    public struct TableEntry: Decodable, Sendable {
        /// Path of the file.
        public var file: String
        /// Encoding of the file; UTF-8 when absent.
        public var encoding: TextEncoding?
        /// One character; a comma when absent.
        public var delimiter: String?
        /// Canonical name of a column → heading in the file, where they differ.
        public var columns: [String: String]?
        /// How dates are written; ISO 8601 when absent.
        public var dates: DateDialect?
    }

    /// One surface of the catalogue.
    public struct SurfaceEntry: Decodable, Sendable {
        /// Short name, unique in the case.
        public var id: String
        /// `screen`, `report`, `feed` or `extract`.
        public var kind: String
        /// Name, as the report prints it.
        public var title: BilingualText
        /// The system to which it belongs.
        public var system: BilingualText?
        /// What one view is about: `supplyPoint` (when absent) or `facility`.
        public var subject: String?
        /// The fields that it shows.
        public var fields: [String]
        /// `kept` (when absent), or `none` where no log of views was ever kept.
        public var history: String?
    }

    /// Files in which views of one surface were logged.
    public struct SourceEntry: Decodable, Sendable {
        /// Id of the surface.
        public var surface: String
        /// Path pattern: `{yyyy}`, `{MM}`, `{dd}` say which days a file covers; `*` is a wildcard.
        public var files: String
        /// `csv`, `tsv`, `combined`, `jsonLines` or `pgaudit`.
        public var format: String
        /// Encoding; UTF-8 when absent.
        public var encoding: TextEncoding?
        /// Canonical name (`at`, `viewer`, `subject`, `terminal`, `purpose`, `emergency`) → heading in the file.
        public var columns: [String: String]?
        /// How times are written; ISO 8601 when absent.
        public var dates: DateDialect?
        /// Zone of times that name none; the case's when absent.
        public var timeZone: String?
        /// Days that this source should cover; the case's when absent.
        public var period: DaySpan?
        /// Web logs: which requests are views, such as `/api/customers/{subject}`.
        public var urlPattern: String?
        /// Web logs: the methods that are views; `GET` when absent.
        public var methods: [String]?
        /// Web logs: the statuses with which a record was shown; `2xx` and `304` when absent.
        public var statuses: [String]?
        /// JSON lines: canonical name → key.
        public var fields: [String: String]?
        /// pgAudit: the relation whose reading is a view.
        public var object: String?
        /// pgAudit: how a statement names the record, such as `supply_point = {subject}`.
        public var statementPattern: String?
        /// pgAudit: which bound parameter names the record, from 1.
        public var parameter: Int?
        /// pgAudit: who the viewer is, `user` (when absent) or `applicationName`.
        public var viewer: String?
    }

    /// One group of surfaces that is counted, asked about and reported together.
    public struct StudyEntry: Decodable, Sendable {
        /// Short name, unique in the case.
        public var id: String
        /// Name, as the report prints it.
        public var title: BilingualText
        /// Ids of its surfaces.
        public var surfaces: [String]
        /// Days of the views that count, half-open.
        public var period: DaySpan
        /// What the viewers were asked.
        public var questionnaire: QuestionnaireEntry?
    }

    /// A questionnaire and the files of its answers.
    public struct QuestionnaireEntry: Decodable, Sendable {
        /// Path of the questionnaire.
        public var file: String
        /// Answers, in the order in which ties are broken.
        public var answers: [AnswersEntry]
        /// Days on which answers were accepted; half-open spans.
        public var fielded: [DaySpan]
    }

    /// Answers collected in one way.
    public struct AnswersEntry: Decodable, Sendable {
        /// Path of the file.
        public var file: String
        /// How they were collected: `web` or `interview`.
        public var mode: String
        /// Encoding; UTF-8 when absent.
        public var encoding: TextEncoding?
    }

    /// Files of the hearings.
    public struct HearingsEntry: Decodable, Sendable {
        /// Path of the records.
        public var records: String
        /// Path of the codebook.
        public var codebook: String
        /// Encoding of the records; UTF-8 when absent.
        public var encoding: TextEncoding?
    }
    /// Catalogues of the same systems at two times.
    public struct InspectionEntry: Decodable, Sendable {
        /// Path of the catalogue of the systems as they were.
        public var before: String
        /// Path of the catalogue of the systems as they are now.
        public var after: String?
    }
}
