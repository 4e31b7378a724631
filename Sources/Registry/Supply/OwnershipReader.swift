import Intake
import Synchronization

/// Reads the rows of large registers, on all cores.
struct OwnershipReader: Sendable {
    /// One register's rows.
    struct Table: Sendable {
        var table: RegisterTable
        var file: String
        var hasPeriods: Bool
        var rows: [OwnershipRows]
        var rejects: [Reject]
        /// Rows met by the scanner, whatever became of them.
        var rowsIn: Int
    }

    /// Contract ids that are too long to be held in a key, numbered.
    final class LongContracts: Sendable {
        private let state = Mutex<(numbers: [String: UInt64], texts: [String])>(([:], []))

        func key(_ text: String) -> ContractKey {
            state.withLock { state in
                let number = state.numbers[text] ?? UInt64(state.texts.count)
                if Int(number) == state.texts.count {
                    state.numbers[text] = number
                    state.texts.append(text)
                }
                return ContractKey(high: ContractKey.longMark, low: number)
            }
        }

        var texts: [String] { state.withLock { $0.texts } }
    }

    let directory: Directory
    let longContracts = LongContracts()

    private struct Piece: Sendable {
        var rows = OwnershipRows()
        var rejects: [Reject] = []
        var lines = 0
        var rowsIn = 0
        var fault: ScanFault?
    }

    /// - Parameter columns: canonical names in the order of `OwnershipRowParser`'s slots.
    func read(
        _ source: OwnershipSource, _ table: RegisterTable, columns: [String], hasPeriods: Bool
    ) throws(IntakeError) -> Table {
        var file = try DelimitedFile(
            source: source.source, format: source.format, carefully: false, stride: source.stride)
        while true {
            do throws(ScanFault) {
                return try read(file, source, table, columns: columns, hasPeriods: hasPeriods)
            } catch {
                switch error {
                case .irregular: file = try DelimitedFile(source: source.source, format: source.format, carefully: true)
                case .unreadable(let error): throw error
                }
            }
        }
    }

    private func read(
        _ file: DelimitedFile, _ source: OwnershipSource, _ table: RegisterTable, columns: [String], hasPeriods: Bool
    ) throws(ScanFault) -> Table {
        var wanted: [Int?] = []
        do throws(IntakeError) {
            for column in columns { wanted.append(try file.column(source.columns[column] ?? column)) }
        } catch {
            throw .unreadable(error)
        }
        let headings = wanted.map { $0.map { file.header[$0] } ?? "" }
        let places = wanted
        let pieces = Parallel.map(file.pieceCount) {
            let parser = OwnershipRowParser(
                file: file, source: source, headings: headings, directory: directory, longContracts: longContracts,
                hasPeriods: hasPeriods)
            return (parser: parser, buffer: BlockBuffer(), batch: RowBatch(slots: places.count))
        } _: { state, index in
            var piece = Piece()
            let before = state.parser.rowsIn
            do throws(ScanFault) {
                // INVARIANT: the handler gets the bytes that the batch's places are in.
                piece.lines = unsafe try file.read(
                    index, wanted: places, buffer: state.buffer, batch: state.batch
                ) { batch, bytes in
                    unsafe state.parser.parse(batch, bytes, into: &piece.rows, &piece.rejects)
                }
            } catch {
                piece.fault = error
            }
            piece.rowsIn = state.parser.rowsIn - before
            return piece
        }
        if let fault = pieces.lazy.compactMap(\.fault).first { throw fault }
        var line = file.firstLine
        var rejects: [Reject] = []
        for piece in pieces {
            for reject in piece.rejects {
                var placed = reject
                placed.line += line
                rejects.append(placed)
            }
            line += piece.lines
        }
        return Table(
            table: table, file: file.source.name, hasPeriods: hasPeriods, rows: pieces.map(\.rows), rejects: rejects,
            rowsIn: pieces.reduce(0) { $0 + $1.rowsIn })
    }
}
