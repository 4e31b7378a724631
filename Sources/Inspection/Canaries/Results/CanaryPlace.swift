/// Where a mark was found.
public struct CanaryPlace: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The file, with the members of containers that lead to it: `report.zip!2024/points.csv`.
    public var file: String
    /// Where in the file.
    public var position: Position

    /// A position in a file.
    public enum Position: Hashable, Codable, Sendable {
        /// In text, as an editor counts: lines and columns (Unicode scalars) from 1, in the file as it stands, with
        /// its escapes.
        case text(line: Int, column: Int)
        /// In a cell of a workbook: the name of the sheet and, for instance, `B3`.
        case cell(sheet: String, cell: String)
        /// In the name of the file itself.
        case name
    }

    /// A place.
    public init(file: String, position: Position) {
        self.file = file
        self.position = position
    }

    /// `file:line:column`, `file: sheet!cell`, or `file: (name)`.
    public var description: String {
        switch position {
        case .text(let line, let column): "\(file):\(line):\(column)"
        case .cell(let sheet, let cell): "\(file): \(sheet)!\(cell)"
        case .name: "\(file): (name)"
        }
    }
}
