public import Intake

/// A large register and how to read it: the periods of supply or of purchase, or the numbers known.
public struct OwnershipSource: Sendable {
    /// Where its bytes are.
    public var source: any ByteSource
    /// Encoding and delimiter.
    public var format: TableFormat
    /// Canonical column name to the heading that the file uses; a name that is not here is its own heading.
    public var columns: [String: String]
    /// How the file writes its dates.
    public var dates: DateDialect
    /// The zone whose calendar the file's days belong to.
    public var zone: ZoneOffset
    /// Bytes of the file that one piece of work covers.
    package var stride = BlockReader.stride

    /// A large register and how to read it.
    public init(
        source: any ByteSource, format: TableFormat = TableFormat(), columns: [String: String] = [:],
        dates: DateDialect = .iso, zone: ZoneOffset = .japan
    ) {
        self.source = source
        self.format = format
        self.columns = columns
        self.dates = dates
        self.zone = zone
    }
}

/// The registers of whose customer is whose, read.
public struct OwnershipReading: Sendable {
    /// Whose customer is whose, when.
    public let index: OwnershipIndex
    /// What became of the rows of each register.
    public let accounts: [RegisterAccount]
    /// Every row that could not be used.
    public let rejects: [Reject]

    /// Reads who supplied each point.
    ///
    /// - Parameters:
    ///   - supplyPeriods: the periods.
    ///   - supplyPoints: the points that the network operator knows, with or without a period; may be absent.
    ///   - directory: the companies.
    /// - Throws: an error of a whole file: it cannot be read, lacks a column, is in another encoding.
    public init(
        supplyPeriods: OwnershipSource, supplyPoints: OwnershipSource? = nil, directory: Directory
    ) throws(IntakeError) {
        let reader = OwnershipReader(directory: directory)
        let points = try supplyPoints.map { source throws(IntakeError) in
            try reader.read(
                source, .supplyPoints, columns: [SupplyPointColumn.supplyPoint.rawValue], hasPeriods: false)
        }
        let periods = try reader.read(
            supplyPeriods, .supplyPeriods,
            columns: [SupplyPeriodColumn.supplyPoint, .contract, .supplier, .from, .to, .voltage].map(\.rawValue),
            hasPeriods: true)
        self.init([points, periods].compactMap { $0 }, reader)
    }

    /// Reads who bought each facility's power.
    ///
    /// - Throws: an error of a whole file: it cannot be read, lacks a column, is in another encoding.
    public init(purchaseContracts: OwnershipSource, directory: Directory) throws(IntakeError) {
        let reader = OwnershipReader(directory: directory)
        let periods = try reader.read(
            purchaseContracts, .purchaseContracts,
            columns: [PurchaseContractColumn.facility, .contract, .purchaser, .from, .to].map(\.rawValue),
            hasPeriods: true)
        self.init([periods], reader)
    }

    private init(_ tables: [OwnershipReader.Table], _ reader: OwnershipReader) {
        let (index, duplicates) = OwnershipBuilder.build(
            tables.flatMap(\.rows), longContracts: reader.longContracts.texts)
        self.index = index
        rejects = tables.flatMap(\.rejects)
        accounts = tables.map { table in
            let repeated = table.hasPeriods ? duplicates : 0
            let read = table.rows.reduce(0) { $0 + $1.used }
            return RegisterAccount(
                table: table.table, file: table.file,
                rows: RowAccount(
                    rowsIn: table.rowsIn, used: read - repeated, rejected: table.rejects.count,
                    duplicates: repeated))
        }
    }
}
