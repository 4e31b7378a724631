/// What the checks of a document came to.
public struct CheckResult: Hashable, Sendable {
    /// How many comparisons were made.
    public var performed: Int
    /// What does not hold, in the order of the document.
    public var failures: [CheckFailure]
}

/// The checks that a document must pass before it is published.
///
/// Besides what its tables and the document ask for (``Check``), these hold for every document: rows are as long as
/// the columns, ids are unique and lead somewhere, counts are not below zero, shares lie between zero and one, every
/// number has a birth certificate, and sentences, key figures and charts say what their cells say.
public enum DocumentChecks {
    /// What does not hold in a document; empty if everything does.
    public static func run(_ document: ReportDocument) -> [CheckFailure] {
        result(of: document).failures
    }

    /// Runs all checks, and also says how many there were.
    public static func result(of document: ReportDocument) -> CheckResult {
        let examination = Examination(document)
        examination.examine(document)
        return CheckResult(performed: examination.performed, failures: examination.failures)
    }

    /// What every renderer asks first.
    ///
    /// - Throws: the failures, if there are any and the document carries no override.
    public static func clear(_ document: ReportDocument) throws(ReportBlocked) -> CheckResult {
        let result = result(of: document)
        if !result.failures.isEmpty && document.override == nil {
            throw ReportBlocked(failures: result.failures)
        }
        return result
    }
}

/// One run over one document.
final class Examination {
    private(set) var performed = 0
    private(set) var failures: [CheckFailure] = []
    private let tables: [String: Table]

    init(_ document: ReportDocument) {
        tables = Dictionary(document.tables.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func examine(_ document: ReportDocument) {
        examineStructure(of: document)
        for section in document.allSections {
            for block in section.blocks {
                switch block {
                case .table(let table):
                    examineStructure(of: table)
                    for check in table.checks { examine(check, in: table) }
                case .chart(let chart): examine(chart)
                case .sentence(let sentence): examine(sentence, at: section.id)
                case .keyFigures(let figures): for figure in figures { examine(figure, at: section.id) }
                case .paragraph, .list, .notice: break
                }
            }
        }
        for check in document.checks { examine(check, in: nil, place: document.id) }
    }

    /// Counts one comparison, and notes the failure if it does not hold.
    func require(
        _ holds: Bool, _ kind: CheckFailure.Kind, _ place: String, _ sentence: @autoclosure () -> Phrase
    ) {
        performed += 1
        if !holds { failures.append(CheckFailure(kind: kind, place: place, sentence: sentence())) }
    }

    func table(_ id: String) -> Table? { tables[id] }

    func cell(_ reference: CellReference) -> Cell? {
        tables[reference.table]?[reference.row, reference.column]
    }
}
