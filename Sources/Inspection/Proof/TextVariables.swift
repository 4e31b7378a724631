import Conditions

/// The texts of a proof. Texts that are compared with each other are numbers for the solver: every way in which a text
/// can stand to the conditions is a range of numbers, and two texts are the same where their numbers are. A text that is
/// compared with no other is nothing but the truths about it, of which not all can hold at once.
///
/// Which ways there are is worked out exactly, with automata, once all conditions are known.
final class TextVariables {
    private let solver: Solver
    private var variables: [Variable] = []
    /// Which variables are compared with each other: each points to one of its group.
    private var group: [Int] = []

    private struct Variable {
        var number: Solver.Term
        /// What it is asked for, in the order of asking, and the truth that stands for the answer.
        var questions: [(language: TextLanguage, truth: Solver.Term)] = []
        /// The questions' places.
        var places: [TextLanguage: Int] = [:]
        /// What it always is.
        var domain: TextLanguage
        var examples: [String]
    }

    /// The ways in which the texts of a group can stand to its conditions.
    private struct Regions {
        /// How many numbers each has: as many as there are variables, so that each can have a text of its own.
        var width: Int
        var languages: [TextLanguage]
        var partition: TextPartition
        /// Whether the variable is a number; if not, its truths tell the way.
        var isNumbered: Bool
        /// Texts that occur, from the catalogue.
        var examples: [String]

        /// Texts of a way, those that occur before others.
        func texts(of cell: Int) -> [String] {
            let holds = partition.cells[cell].holds
            var seen: Set<Text> = []
            var found = examples.filter { example in
                zip(languages, holds).allSatisfy { $0.contains(example) == $1 } && seen.insert(Text(example)).inserted
            }
            if found.count < width {
                for text in partition.witnesses(of: cell, width + found.count) where seen.insert(Text(text)).inserted {
                    found.append(text)
                }
            }
            return Array(found.prefix(width))
        }
    }

    private var regions: [Int: Regions] = [:]

    init(_ solver: Solver) { self.solver = solver }

    /// A text of which nothing is known but that it is in a language.
    func new(in domain: TextLanguage, examples: [String]) -> Int {
        variables.append(Variable(number: solver.newNumber(), domain: domain, examples: examples))
        group.append(variables.count - 1)
        return variables.count - 1
    }

    /// Whether a text is in a language.
    func isIn(_ variable: Int, _ language: TextLanguage) -> Solver.Term {
        if language == .all { return solver.yes }
        if language == .none { return solver.no }
        if let place = variables[variable].places[language] { return variables[variable].questions[place].truth }
        if let place = variables[variable].places[language.complement] {
            return solver.not(variables[variable].questions[place].truth)
        }
        let truth = solver.newTruth()
        variables[variable].places[language] = variables[variable].questions.count
        variables[variable].questions.append((language, truth))
        return truth
    }

    /// Whether two texts are the same.
    func areSame(_ one: Int, _ other: Int) -> Solver.Term {
        guard one != other else { return solver.yes }
        group[root(one)] = root(other)
        return solver.same(variables[one].number, variables[other].number)
    }

    private func root(_ variable: Int) -> Int {
        var place = variable
        while group[place] != place { place = group[place] }
        return place
    }

    /// Says what the truths have to do with the texts. To be called once, after all questions.
    func settle() throws(TextLanguageError) {
        let groups = Dictionary(grouping: variables.indices) { root($0) }
        for (root, members) in groups.sorted(by: { $0.key < $1.key }) { try settle(root, members) }
    }

    private func settle(_ root: Int, _ members: [Int]) throws(TextLanguageError) {
        var places: [TextLanguage: Int] = [:]
        var languages: [TextLanguage] = []
        func place(_ language: TextLanguage) {
            guard language != .all, places[language] == nil else { return }
            places[language] = languages.count
            languages.append(language)
        }
        for member in members {
            for question in variables[member].questions { place(question.language) }
            place(variables[member].domain)
        }
        let width = members.count
        let partition = try TextPartition(languages, countingTo: width)
        var regions = Regions(
            width: width, languages: languages, partition: partition, isNumbered: true,
            examples: members.flatMap { variables[$0].examples })
        for member in members {
            let domain = places[variables[member].domain]
            let possible = partition.cells.indices.filter { cell in
                domain.map { partition.cells[cell].holds[$0] } ?? true
            }
            let truths = variables[member].questions.map { (truth: $0.truth, place: places[$0.language]) }
            if width == 1, truths.count * possible.count <= Self.mostSigns {
                regions.isNumbered = false
                let signs = possible.map { cell in
                    truths.map { $0.place.map { partition.cells[cell].holds[$0] } ?? true }
                }
                refuse(truths.map(\.truth), Array(Set(signs)), [])
            } else {
                number(member, partition, width, possible, truths)
            }
        }
        self.regions[root] = regions
    }

    /// The most signs of questions that are told one by one.
    private static let mostSigns = 200

    /// Asserts of some truths that together they are as one of the rows of signs says.
    private func refuse(_ truths: [Solver.Term], _ rows: [[Bool]], _ before: [Solver.Term]) {
        if rows.isEmpty { return solver.assert(solver.or(before.map { solver.not($0) })) }
        let place = before.count
        // Where there is every row that could be, there is nothing to say.
        guard place < truths.count, truths.count - place >= 62 || rows.count < 1 << (truths.count - place) else {
            return
        }
        refuse(truths, rows.filter { $0[place] }, before + [truths[place]])
        refuse(truths, rows.filter { !$0[place] }, before + [solver.not(truths[place])])
    }

    /// Asserts what the number of a variable has to do with its truths.
    private func number(
        _ member: Int, _ partition: TextPartition, _ width: Int, _ possible: [Int],
        _ truths: [(truth: Solver.Term, place: Int?)]
    ) {
        let number = variables[member].number
        func within(_ cells: [Int]) -> Solver.Term {
            var ranges: [ClosedRange<Int>] = []
            for cell in cells {
                let range = cell * width...cell * width + partition.cells[cell].count - 1
                if let last = ranges.last, last.upperBound + 1 == range.lowerBound {
                    ranges[ranges.count - 1] = last.lowerBound...range.upperBound
                } else {
                    ranges.append(range)
                }
            }
            return solver.or(
                ranges.map { range in
                    if range.count == 1 { return solver.same(number, solver.number(Int128(range.lowerBound))) }
                    return solver.and([
                        solver.lessOrSame(solver.number(Int128(range.lowerBound)), number),
                        solver.lessOrSame(number, solver.number(Int128(range.upperBound))),
                    ])
                })
        }
        solver.assert(within(possible))
        for (truth, place) in truths {
            guard let place else { continue }
            solver.assert(solver.same(truth, within(possible.filter { partition.cells[$0].holds[place] })))
        }
    }

    /// The text that a variable is in the solver's last model.
    func text(_ variable: Int) -> String? {
        guard let regions = regions[root(variable)] else { return nil }
        let (cell, place): (Int, Int)
        if regions.isNumbered {
            guard let number = solver.number(variables[variable].number), let value = Int(exactly: number), value >= 0,
                value / regions.width < regions.partition.cells.count
            else { return nil }
            (cell, place) = (value / regions.width, value % regions.width)
        } else {
            let places = Dictionary(regions.languages.enumerated().map { ($1, $0) }) { first, _ in first }
            let told = variables[variable].questions.compactMap { question in
                places[question.language].map { (place: $0, isTrue: solver.isTrue(question.truth)) }
            }
            let domain = places[variables[variable].domain]
            let found = regions.partition.cells.indices.first { cell in
                let holds = regions.partition.cells[cell].holds
                return (domain.map { holds[$0] } ?? true) && told.allSatisfy { holds[$0.place] == $0.isTrue }
            }
            guard let found else { return nil }
            (cell, place) = (found, 0)
        }
        let texts = regions.texts(of: cell)
        return place < texts.count ? texts[place] : nil
    }
}
