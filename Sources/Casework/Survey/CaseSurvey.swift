public import Intake

/// What a case would read, and everything that is wrong with it that can be told without reading all of it.
///
/// The small files are read whole: registers of people, policies, questionnaires, codebook, catalogues, findings. Of the
/// large ones, view logs and registers of contracts, only the headings are; and nothing is proved of the catalogues.
public struct CaseSurvey: Sendable {
    /// Something that the case names.
    public struct Input: Codable, Sendable {
        /// What it is for: `registry.people`, `policies`, `surface.hv-01`, `study.low.answers`, …
        public var role: String
        /// `csv`, `tsv`, `combined`, `jsonLines`, `pgaudit`, `yaml` or `cedar`.
        public var format: String
        /// The encoding as the case names it.
        public var encoding: TextEncoding
        /// The files, by name.
        public var files: [File]
        /// The columns that are read; none for what is no table.
        public var columns: [Column]
        /// Headings of the first file that are not read.
        public var unread: [String]

        /// The size of all its files.
        public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
    }

    /// One file.
    public struct File: Codable, Sendable {
        /// Its path, as the case would name it.
        public var path: String
        /// Its size.
        public var bytes: Int
        /// The first day that its name says it covers, ISO 8601; absent where the name says nothing.
        public var from: String?
        /// The day after the last.
        public var to: String?
    }

    /// A column that is read.
    public struct Column: Codable, Sendable {
        /// Our name for it.
        public var name: String
        /// The heading in the file.
        public var heading: String
    }

    /// Everything that the case names, in the order of its file.
    public internal(set) var inputs: [Input] = []
    /// What is wrong; empty when the case can be investigated.
    public internal(set) var problems: [BilingualText] = []
    var isOnlyMissing = true

    /// Looks at everything that a case names.
    public init(_ loaded: LoadedCase) {
        surveyRegisters(loaded)
        surveyPolicies(loaded)
        surveySources(loaded)
        surveyInquiries(loaded)
        surveyReferences(loaded)
    }

    /// What is wrong as an error, nil where nothing is.
    public var error: CaseworkError? {
        problems.isEmpty ? nil : CaseworkError(isOnlyMissing ? .missingInput : .badInput, problems: problems)
    }

    /// Does something, and keeps what was wrong.
    mutating func keeping<Value>(_ work: () throws(CaseworkError) -> Value) -> Value? {
        do throws(CaseworkError) {
            return try work()
        } catch {
            note(error)
            return nil
        }
    }

    /// Keeps what is wrong.
    mutating func note(_ error: CaseworkError) {
        problems += error.problems.filter { !problems.contains($0) }
        if error.kind != .missingInput { isOnlyMissing = false }
    }
}
