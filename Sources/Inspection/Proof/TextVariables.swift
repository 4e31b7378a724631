import Conditions

/// The texts of a proof. Each is a number for the solver: every way in which a text can stand to the conditions is a
/// range of numbers, and two texts are the same where their numbers are.
///
/// Which ways there are is worked out exactly, with automata, once all conditions are known.
final class TextVariables {
    private let solver: Solver
    private var variables: [Variable] = []
    /// Which variables are compared with each other: each points to one of its group.
    private var group: [Int] = []

    private struct Variable {
        var number: Solver.Term
        /// What it is asked for, and the truth that stands for the answer.
        var questions: [TextLanguage: Solver.Term] = [:]
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
        if let known = variables[variable].questions[language] { return known }
        if let known = variables[variable].questions[language.complement] { return solver.not(known) }
        let truth = solver.newTruth()
        variables[variable].questions[language] = truth
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
            guard language != .all, places.updateValue(languages.count, forKey: language) == nil else { return }
            languages.append(language)
        }
        for member in members {
            for language in variables[member].questions.keys where places[language] == nil { place(language) }
            if places[variables[member].domain] == nil { place(variables[member].domain) }
        }
        let width = members.count
        let partition = try TextPartition(languages, countingTo: width)
        regions[root] = Regions(
            width: width, languages: languages, partition: partition,
            examples: members.flatMap { variables[$0].examples })
        for member in members {
            let number = variables[member].number
            func within(_ holds: (TextPartition.Cell) -> Bool) -> Solver.Term {
                var ranges: [ClosedRange<Int>] = []
                for (index, cell) in partition.cells.enumerated() where holds(cell) {
                    let range = index * width...index * width + cell.count - 1
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
            let domain = places[variables[member].domain]
            solver.assert(within { cell in domain.map { cell.holds[$0] } ?? true })
            for (language, truth) in variables[member].questions {
                guard let place = places[language] else { continue }
                solver.assert(solver.same(truth, within { $0.holds[place] }))
            }
        }
    }

    /// The text that a variable is in the solver's last model.
    func text(_ variable: Int) -> String? {
        guard let regions = regions[root(variable)], let number = solver.number(variables[variable].number),
            let value = Int(exactly: number), value >= 0, value / regions.width < regions.partition.cells.count
        else { return nil }
        let texts = regions.texts(of: value / regions.width)
        let place = value % regions.width
        return place < texts.count ? texts[place] : nil
    }
}
