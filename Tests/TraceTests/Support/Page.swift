import Intake

/// A file being written, with the line and column of everything in it.
struct Page {
    enum Cell {
        case text(String)
        /// A field whose quote is never closed.
        case open(String)
        case raw([UInt8])

        var isEmpty: Bool {
            if case .text("") = self { true } else { false }
        }

        var isOpen: Bool {
            if case .open = self { true } else { false }
        }

        /// In quotes, where it is not already.
        var quoted: Cell {
            if case .text(let text) = self, !text.contains("\"") { .text("\"\(text)\"") } else { self }
        }
    }

    let name: String
    let dialect: Dialect
    private(set) var bytes: [UInt8]
    private var line = 1
    private var column = 1

    init(name: String, dialect: Dialect) {
        self.name = name
        self.dialect = dialect
        bytes = dialect.hasMark ? dialect.encoding.encode("\u{FEFF}") ?? [] : []
    }

    /// Adds a row, and tells its line and the places of its fields.
    @discardableResult
    mutating func add(_ cells: [Cell], end: String) -> (line: Int, places: [Place]) {
        let first = line
        var places: [Place] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { write(String(dialect.delimiter)) }
            places.append(Place(file: name, line: line, column: column))
            switch cell {
            case .text(let text), .open(let text): write(text)
            case .raw(let field):
                bytes += field
                column += field.count
            }
        }
        write(end)
        return (first, places)
    }

    private mutating func write(_ text: String) {
        precondition(dialect.encoding.encode(text) != nil, "a test wrote `\(text)`, which \(dialect.encoding) lacks")
        bytes += dialect.encoding.encode(text) ?? []
        for scalar in text.unicodeScalars {
            column += 1
            // Every line end here is an LF, with or without a CR before it.
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
    }
}
