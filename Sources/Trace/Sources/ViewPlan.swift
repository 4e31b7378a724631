import Intake

/// The work laid out: every piece of every file, in order.
struct ViewPlan: Sendable {
    struct File: Sendable {
        var source: Int
        var file: DelimitedFile
        var days: DayPeriod?
        var wanted: [Int?]
    }

    struct Piece: Sendable {
        var file: Int
        var piece: Int
    }

    let sources: [ViewSource]
    private(set) var files: [File] = []
    private(set) var pieces: [Piece] = []

    /// - Parameters:
    ///   - carefully: numbers of files that have to be read in one piece.
    ///   - stride: bytes that one piece covers.
    /// - Throws: an error of a whole file: it cannot be read, lacks a column, is in another encoding.
    init(_ sources: [ViewSource], carefully: Set<Int>, stride: Int) throws(IntakeError) {
        self.sources = sources
        for (number, source) in sources.enumerated() {
            for entry in source.files {
                let file = try DelimitedFile(
                    source: entry.source, format: source.format, carefully: carefully.contains(files.count),
                    stride: stride)
                var wanted: [Int?] = []
                for column in ViewSource.Column.allCases {
                    let heading = source.columns[column]
                    if column.isRequired {
                        wanted.append(try file.column(heading ?? column.rawValue))
                    } else {
                        var found: Int?
                        if let heading { found = try file.column(heading) }
                        wanted.append(found)
                    }
                }
                for piece in 0..<file.pieceCount { pieces.append(Piece(file: files.count, piece: piece)) }
                files.append(File(source: number, file: file, days: entry.days, wanted: wanted))
            }
        }
    }
}
