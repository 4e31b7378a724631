public import Intake

/// Whom was spoken with, and what their statements are coded by.
public struct Codebook: Decodable, Sendable {
    /// A name with its label.
    public struct Label: Decodable, Hashable, Sendable {
        /// Short name.
        public var id: String
        /// In Japanese.
        public var ja: String
        /// In English.
        public var en: String
    }

    /// A part of the organisation that was heard.
    public struct Group: Decodable, Sendable {
        /// Short name.
        public var id: String
        /// In Japanese.
        public var ja: String
        /// In English.
        public var en: String
        /// Which of the viewers that the look-back found belong to it.
        public var population: Population?
    }

    /// Viewers of a study, of some departments, in a part of its period.
    public struct Population: Decodable, Sendable {
        /// Days, half-open.
        public struct Days: Decodable, Sendable {
            /// The first day.
            public var from: String
            /// The day after the last.
            public var to: String
        }
        /// Id of the study.
        public var study: String
        /// Ids of departments at the time of the view; all when absent.
        public var departments: [String]?
        /// Days of the views; the study's when absent.
        public var period: Days?
        /// `employee` or `contractor`; both when absent.
        public var kind: String?
    }

    /// Something that was asked about.
    public struct Theme: Decodable, Sendable {
        /// Short name, and heading of its column in the records.
        public var id: String
        /// In Japanese.
        public var ja: String
        /// In English.
        public var en: String
        /// `single`, `multiple` or `text`.
        public var kind: Questionnaire.Kind
        /// Groups that it was asked of; all when absent.
        public var groups: [String]?
        /// Roles that it was asked of; all when absent.
        public var roles: [String]?
        /// The codes; none for a text.
        public var codes: [Label]?
    }

    /// In which capacity somebody was heard.
    public var roles: [Label]
    /// The parts of the organisation that were heard.
    public var groups: [Group]
    /// What was asked about.
    public var themes: [Theme]

    /// A codebook of a document that its schema allows.
    ///
    /// - Throws: the first thing that makes no sense, with its place.
    public init(_ document: LocatedYAML) throws(IntakeError) {
        self = try document.decode(Codebook.self)
        for (index, theme) in themes.enumerated() {
            for (number, code) in (theme.codes ?? []).enumerated() where code.id == HearingTables.baseRow {
                throw IntakeError(
                    at: document.place(of: ["themes", .index(index), "codes", .index(number)]),
                    ja: "符号 `\(code.id)` は表の行の名前です。別の ID にしてください",
                    en: "`\(code.id)` is what a row of the tables is called; give the code another id")
            }
            for (key, names, known) in [
                ("groups", theme.groups, groups.map(\.id)), ("roles", theme.roles, roles.map(\.id)),
            ] {
                for (number, name) in (names ?? []).enumerated() where !known.contains(name) {
                    let there = known.map { "`\($0)`" }.joined(separator: ", ")
                    throw IntakeError(
                        at: document.place(of: ["themes", .index(index), .key(key), .index(number)]),
                        ja: "`\(name)` はありません。あるのは \(there) です", en: "there is no `\(name)`, only \(there)")
                }
            }
        }
    }
}
