package import Intake

/// What a scenario file says, key by key. `scenario.schema.json` explains each.
package struct ScenarioFile: Decodable, Sendable {
    package var id: String
    package var title: BilingualText
    package var notice: BilingualText
    package var seed: Int
    package var period: Days
    package var refreshWindow: Int
    package var policies: [String]
    package var world: World
    package var lawfulPerExposure: Int
    package var traps: Traps?
    package var studies: [Study]
    package var hearings: Hearings?
    package var inspection: Inspection?
    package var findings: [Finding]?

    /// A half-open span of days, ISO 8601.
    package struct Days: Decodable, Sendable {
        package var from: String
        package var to: String
    }

    /// How large the world is.
    package struct World: Decodable, Sendable {
        package var networkOperator: BilingualText
        package var investigated: BilingualText
        package var retailers: Int
        package var contractors: Int
        package var networkStaff: Int
        package var departments: [Labelled]
        package var supplyPoints: Int
        package var facilities: Int
    }

    /// A short name and what it is called.
    package struct Labelled: Decodable, Sendable {
        package var id: String
        package var ja: String
        package var en: String
    }

    /// How many of each trap the data hold.
    package struct Traps: Decodable, Sendable {
        package var refreshPercent: Int?
        package var foldedPercent: Int?
        package var unknownViewers: Int?
        package var sharedAccounts: Int?
        package var afterLeaving: Int?
        package var contradictingEmployments: Int?
        package var unknownSubjects: Int?
        package var vacantSpells: Int?
        package var overlappingPeriods: Int?
        package var impossibleDates: Int?
        package var outsidePeriod: Int?
        package var linesCutShort: Int?
        package var networkSales: Int?
        package var emergencyViews: Int?
    }

    /// Surfaces that are counted, asked about and reported together, and the margins of their tables.
    package struct Study: Decodable, Sendable {
        package var id: String
        package var title: BilingualText
        package var period: Days
        package var surfaces: [Surface]
        package var viewers: Split
        package var contracts: [String: Int]
        package var views: Int
        package var questionnaire: Questionnaire?
    }

    /// One screen, report, feed or extract.
    package struct Surface: Decodable, Sendable {
        package var id: String
        package var kind: String
        package var title: BilingualText
        package var system: BilingualText?
        package var subject: String?
        package var fields: [String]
        package var share: Int?
        package var log: Log?

        /// What one view of it is about.
        package var isFacility: Bool { subject == "facility" }
    }

    /// How a system writes its log of views.
    package struct Log: Decodable, Sendable {
        package var files: String
        package var format: String
        package var encoding: TextEncoding?
        package var byteOrderMark: Bool?
        package var dates: DateDialect?
        package var timeZone: String?
        package var columns: [String: String]?
        package var remark: String?
        package var period: Days?
        package var gaps: Int?
    }

    /// A number for employees and one for contractors' people.
    package struct Split: Decodable, Sendable {
        package var employee: Int
        package var contractor: Int
    }

    /// What the viewers were asked, and how many gave which answer.
    package struct Questionnaire: Decodable, Sendable {
        package var title: BilingualText
        package var fielded: [Days]
        package var respondents: Split
        package var interviewPercent: Int?
        package var setAside: SetAside?
        package var questions: [Question]
    }

    /// Answers that must not count.
    package struct SetAside: Decodable, Sendable {
        package var draft: Int?
        package var double: Int?
        package var early: Int?
        package var late: Int?
        package var outsidePopulation: Int?
        package var notAsked: Int?
        package var unreadable: Int?
    }

    /// One question.
    package struct Question: Decodable, Sendable {
        package var id: String
        package var kind: String
        package var text: BilingualText
        package var askedIf: Condition?
        package var options: [Option]?
        package var noAnswer: Split?
        package var samples: [String]?
    }

    /// Who is asked: those who chose one of these options of an earlier question.
    package struct Condition: Decodable, Sendable {
        package var question: String
        package var options: [String]

        enum CodingKeys: String, CodingKey {
            case question
            case options = "in"
        }
    }

    /// An option, and how many chose it.
    package struct Option: Decodable, Sendable {
        package var id: String
        package var ja: String
        package var en: String
        package var employee: Int
        package var contractor: Int
    }

    /// Whom was spoken with, and how many said what.
    package struct Hearings: Decodable, Sendable {
        package var roles: [Labelled]
        package var groups: [Group]
        package var themes: [Theme]
    }

    /// A part of the organisation that was heard.
    package struct Group: Decodable, Sendable {
        package var id: String
        package var ja: String
        package var en: String
        package var department: String
        package var population: Population?
        package var heard: [Heard]
    }

    /// Which viewers belong to a group: those of its department.
    package struct Population: Decodable, Sendable {
        package var study: String
        package var period: Days
        package var kind: String
    }

    /// How many were heard in one role.
    package struct Heard: Decodable, Sendable {
        package var role: String
        package var count: Int
        package var inSupervisorPosition: Int?
        package var alsoViewers: Int?
    }

    /// What was asked about, and how many statements were coded in each way.
    package struct Theme: Decodable, Sendable {
        package var id: String
        package var ja: String
        package var en: String
        package var kind: String
        package var roles: [String]?
        package var groups: [String]?
        package var codes: [Code]?
        package var samples: [String]?
    }

    /// A code, and by how many people of each role it was said.
    package struct Code: Decodable, Sendable {
        package var id: String
        package var ja: String
        package var en: String
        package var counts: [String: Int]
    }

    /// The catalogues of the systems, relative to the scenario's file.
    package struct Inspection: Decodable, Sendable {
        package var before: String
        package var after: String?
    }

    /// A finding of the inspection, as the findings file has it.
    package struct Finding: Decodable, Sendable {
        package var id: String
        package var item: BilingualText
        package var surface: String?
        package var surfaceKind: String?
        package var causeKind: String?
        package var cause: BilingualText
        package var records: String?
        package var fields: [String]?
        package var fieldsNote: BilingualText?
        package var corrected: String?
        package var salesUse: String
        package var remark: BilingualText?
    }
}
