public import Barrier
public import Intake

/// Where views of one surface were logged, and in which dialect.
public struct ViewSource: Sendable {
    /// The columns of a view log.
    public enum Column: String, CaseIterable, Sendable {
        /// When: needed.
        case at
        /// By which account: needed.
        case viewer
        /// Whose record, a supply point's number or a facility's id: needed.
        case subject
        /// At which terminal.
        case terminal
        /// For which purpose.
        case purpose
        /// Under which declared emergency.
        case emergency
        /// The line of the original file, for views that were taken out of a server's log.
        case line

        /// Whether a log without it is refused.
        public var isRequired: Bool { [.at, .viewer, .subject].contains(self) }
    }

    /// One file of the log.
    public struct File: Sendable {
        /// Where its bytes are.
        public var source: any ByteSource
        /// The days that its name says it covers; where it says nothing, from its first view to its last.
        public var days: DayPeriod?

        /// One file of the log.
        public init(source: any ByteSource, days: DayPeriod?) {
            self.source = source
            self.days = days
        }
    }

    /// The surface that was viewed.
    public var surface: SurfaceIndex
    /// The files, in order.
    public var files: [File]
    /// Encoding and delimiter.
    public var format: TableFormat
    /// The file's headings, where they differ from the canonical names. `terminal`, `purpose` and `emergency` are
    /// read only where they are named here.
    public var columns: [Column: String]
    /// How times are written.
    public var dates: DateDialect
    /// The zone of times that name none.
    public var zone: ZoneOffset
    /// The days that the log should cover: one that no file covers is `noLog`.
    public var period: DayPeriod

    /// Where views of one surface were logged.
    public init(
        surface: SurfaceIndex, files: [File], format: TableFormat = TableFormat(), columns: [Column: String] = [:],
        dates: DateDialect = .iso, zone: ZoneOffset = .japan, period: DayPeriod
    ) {
        self.surface = surface
        self.files = files
        self.format = format
        self.columns = columns
        self.dates = dates
        self.zone = zone
        self.period = period
    }
}
