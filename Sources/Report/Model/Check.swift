/// Something that must hold between cells, or the report blocks itself.
///
/// Sums and comparisons hold only between counts of comparable units. A part that is ``CellValue/empty`` adds nothing;
/// one that is ``CellValue/notObserved`` makes a sum unprovable, which is a failure. Rows and columns of shares and
/// words are passed over.
public enum Check: Codable, Hashable, Sendable {
    /// In each row of the table, the cells of the columns `parts` add up to the cell of the column `total`.
    case rowTotal(parts: [String], total: String)
    /// In each column of the table, the cells of the rows `parts` add up to the cell of the row `total`.
    case columnTotal(parts: [String], total: String)
    /// In each column of the table, no cell of the rows `parts` is above the cell of the row `whole`: what holds
    /// instead of a column total where a respondent may choose several answers.
    case columnAtMost(parts: [String], whole: String)
    /// In each column of the table, the share in the row `rate` is the row `numerator` over the row `denominator`.
    case rateRow(rate: String, numerator: String, denominator: String)
    /// In each row of the table, the share in the column `rate` is the column `numerator` over the column
    /// `denominator`.
    case rateColumn(rate: String, numerator: String, denominator: String)
    /// The counts of two cells, of one table or of two, are equal.
    case equal(cell: CellReference, to: CellReference)
    /// The counts of some cells, anywhere in the document, add up to that of another.
    case sum(of: [CellReference], equals: CellReference)
    /// The counts of some cells are of distinct things, and another counts the things of all of them once: it is no less
    /// than the largest of them, and no more than all together. A part that is ``CellValue/notObserved`` may hold any
    /// number.
    case union(of: [CellReference], whole: CellReference)
    /// The base printed with the table states the count of this cell of the table, in both languages.
    case baseStates(row: String, column: String)
}
