public import Intake

/// Why a piece of casework could not be done, in the words of its user.
public struct CaseworkError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; the command line's exit status follows from it.
    public enum Kind: Sendable {
        /// What was asked for makes no sense, whatever is in the files.
        case badCommand
        /// The case, or a file that it names, is wrong.
        case badInput
        /// A file that the case names is not there, or cannot be read.
        case missingInput
        /// The results could not be written.
        case cannotWrite
        /// Checks failed, and the report blocks itself.
        case blocked
        /// Two of our own engines differ.
        case fault
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What went wrong, where, and the mend; one entry for each problem found.
    public var problems: [BilingualText]

    /// An error with one problem.
    public init(_ kind: Kind, ja: String, en: String) {
        self.kind = kind
        problems = [BilingualText(ja: ja, en: en)]
    }

    /// An error with several problems, found in one go.
    public init(_ kind: Kind, problems: [BilingualText]) {
        self.kind = kind
        self.problems = problems
    }

    /// The problems in English, one to a line.
    public var description: String {
        problems.map(\.en).joined(separator: "\n")
    }
}

extension CaseworkError {
    /// Does what may fail as an engine says it, and says it as casework does.
    static func located<Value>(
        _ kind: Kind = .badInput, _ work: () throws(IntakeError) -> Value
    ) throws(CaseworkError) -> Value {
        do throws(IntakeError) {
            return try work()
        } catch {
            throw CaseworkError(kind, problems: [error.located])
        }
    }
}
