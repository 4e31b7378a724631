/// A sentence whose numbers are those of cells, and that says which: ``DocumentChecks`` compares them.
public struct Sentence: Codable, Hashable, Sendable {
    /// The words.
    public var phrase: Phrase
    /// The cells whose numbers the words state.
    public var cells: [CellReference]

    /// A sentence that states the numbers of some cells.
    public init(_ phrase: Phrase, cells: [CellReference]) {
        self.phrase = phrase
        self.cells = cells
    }
}
