/// Looks for marks of canaries in what feeds and reports have written, however it is written there.
public struct CanarySearch: Sendable {
    /// The marks that are looked for.
    public let marks: [CanaryMark]
    /// How far the search goes.
    public let limits: CanaryLimits
    /// All forms of all marks.
    let patterns: [MarkPattern]
    /// Finds the patterns in text.
    let matcher: TextMatcher
    /// Finds rounded numbers.
    let rounded: RoundedNumbers

    /// A search for marks. It is made once and can be used for any number of files, on any thread.
    ///
    /// - Throws: the marks that cannot be told apart from other text, or from each other.
    public init(marks: [CanaryMark], limits: CanaryLimits = CanaryLimits()) throws(CanaryMarkError) {
        let faults = Self.faults(of: marks)
        guard faults.isEmpty else { throw CanaryMarkError(faults: faults) }
        self.marks = marks
        self.limits = limits
        patterns = marks.enumerated().flatMap { MarkPattern.all(of: $1.value, mark: $0) }
        matcher = TextMatcher(rows: patterns.map(\.units))
        rounded = RoundedNumbers(patterns.filter { $0.form == nil }.map { ($0.mark, $0.units) })
    }

    /// The marks among these that cannot be told apart from other text, or from each other, and why: to leave them out.
    public static func faults(of marks: [CanaryMark]) -> [CanaryMarkError.Fault] {
        var faults: [CanaryMarkError.Fault] = []
        var seen: [[UInt32]: CanaryMark] = [:]
        for mark in marks {
            let units = Folding.all.units(mark.value)
            let weight = Folding.weight(units)
            if weight < MarkPattern.leastWeight {
                faults.append(.init(mark: mark, reason: .tooShort(weight: weight, least: MarkPattern.leastWeight)))
            } else if Set(units).count < 3 {
                faults.append(.init(mark: mark, reason: .tooUniform))
            } else if let other = seen[units] {
                if other.id != mark.id { faults.append(.init(mark: mark, reason: .sameAs(other))) }
            } else {
                seen[units] = mark
            }
        }
        return faults
    }

    /// The marks in a file, and what of it could not be looked into.
    ///
    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: its name, by which the findings tell it; the name is searched as well.
    public func search(_ bytes: [UInt8], name: String) -> CanaryFindings {
        var run = SearchRun(self)
        run.searchName(name, of: name)
        run.search(bytes, name, depth: 0)
        return run.findings
    }
}
