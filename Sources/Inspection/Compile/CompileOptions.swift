/// How the barrier is to be made of the database's own means.
public struct CompileOptions: Hashable, Sendable {
    /// The schema in which everything that is made lies.
    public var schema = "sekisho"
    /// The schema of the tables whose names in the catalogue have none.
    public var tableSchema = "public"
    /// The role that may read the views; nobody where it is nil. The role must be there already.
    public var reader: String?
    /// The time zone whose date is today's, by its name in the database.
    public var timeZone = "Asia/Tokyo"
    /// Whether the rule book's answers can depend on the surface: on its kind, its id or its purpose. A session has to
    /// name its surface then. Only where no policy reads any of them may this be false.
    public var readsSurface = true
    /// How columns are masked, by table and column, where it is not to be by what they tell.
    public var masks: [String: [String: CatalogueFile.Mask]] = [:]
    /// How wide the bands of numbers are, by table and column; 1 or more.
    public var bandWidths: [String: [String: Int]] = [:]
    /// How wide all other bands are; 1 or more.
    public var bandWidth = 10

    /// The usual ones.
    public init() {}
}
