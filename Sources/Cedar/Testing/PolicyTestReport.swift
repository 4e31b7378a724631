/// What cases came to, and what they touched of the policies.
public struct PolicyTestReport: Codable, Hashable, Sendable {
    /// A case that was decided otherwise than it says.
    public struct Failure: Codable, Hashable, Sendable {
        /// The case's name.
        public var name: String
        /// Where it stands in its file: the line, from 1.
        public var line: Int
        /// The column, from 1.
        public var column: Int
        /// What differs: `decision`, `reasons` or `errors`.
        public var subject: String
        /// What the case says.
        public var expected: String
        /// What was found.
        public var found: String
    }

    /// What the cases touched of one policy.
    public struct Coverage: Codable, Hashable, Sendable {
        /// The policy's `@id`, or its number.
        public var policy: String
        /// In how many cases it applied.
        public var applied: Int
        /// Its conditions.
        public var branches: [Branch]
    }

    /// A `when` or `unless`, or one side of `&&` or `||` in it.
    public struct Branch: Codable, Hashable, Sendable {
        /// The line on which it begins, from 1.
        public var line: Int
        /// The column, from 1.
        public var column: Int
        /// In how many cases it was true.
        public var holding: Int
        /// In how many cases it was false.
        public var failing: Int
    }

    /// How many cases there are.
    public var cases = 0
    /// Those that failed, in the order of the file.
    public var failures: [Failure] = []
    /// Every policy, in the order of the files.
    public var coverage: [Coverage] = []

    /// Policies that applied in no case.
    public var untouched: [String] { coverage.filter { $0.applied == 0 }.map(\.policy) }
    /// Sides of branches that were seen, of all that there are.
    public var sides: (seen: Int, all: Int) {
        let branches = coverage.flatMap(\.branches)
        return (branches.reduce(0) { $0 + ($1.holding > 0 ? 1 : 0) + ($1.failing > 0 ? 1 : 0) }, branches.count * 2)
    }
}

extension PolicyTests {
    /// Decides every case.
    public func run() -> PolicyTestReport {
        let authorizer = Authorizer(policies)
        var report = PolicyTestReport()
        let active = policies.active
        var counts = active.map { PolicyTestReport.Coverage($0, name: name(of: $0)) }
        for one in cases {
            report.cases += 1
            let response = authorizer.decide(one.request, entities)
            let reasons = Set(response.reasons.map(name))
            let errors = Set(response.errors.map { name($0.policy) })
            func compare(_ subject: String, _ expected: String, _ found: String) {
                guard expected != found else { return }
                report.failures.append(
                    PolicyTestReport.Failure(
                        name: one.name, line: one.place.line, column: one.place.column, subject: subject,
                        expected: expected, found: found))
            }
            func list(_ names: Set<String>) -> String {
                names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
            }
            compare("decision", one.decision, response.decision.rawValue)
            if let expected = one.reasons { compare("reasons", list(expected), list(reasons)) }
            // An error that nobody expects is a failure even where nobody asks.
            compare("errors", list(one.errors ?? []), list(errors))
            let evaluator = Evaluator(request: one.request, entities: entities)
            for (index, policy) in active.enumerated() { counts[index].note(policy, evaluator) }
        }
        report.coverage = counts
        return report
    }

    private func name(_ id: String) -> String { policies[id].map { name(of: $0) } ?? id }

    private func name(of policy: Policy) -> String {
        let stated = policy.annotations["id"] ?? ""
        return stated.isEmpty ? policy.id : stated
    }
}

extension PolicyTestReport.Coverage {
    fileprivate init(_ policy: Policy, name: String) {
        self.init(
            policy: name, applied: 0,
            branches: Self.parts(of: policy).map {
                PolicyTestReport.Branch(
                    line: $0.range.start.line, column: $0.range.start.column, holding: 0, failing: 0)
            })
    }

    /// Notes what a request touches of the policy: nothing, where its head does not fit.
    fileprivate mutating func note(_ policy: Policy, _ evaluator: Evaluator) {
        var head = policy
        head.conditions = []
        guard (try? Authorizer.applies(head, evaluator)) == true else { return }
        if (try? Authorizer.applies(policy, evaluator)) == true { applied += 1 }
        for (index, part) in Self.parts(of: policy).enumerated() {
            switch try? evaluator.bool(part) {
            case true?: branches[index].holding += 1
            case false?: branches[index].failing += 1
            case nil: break
            }
        }
    }

    /// The conditions, and where one is made of `&&` or `||`, its sides.
    private static func parts(of policy: Policy) -> [Expression] {
        func parts(_ expression: Expression) -> [Expression] {
            switch expression.form {
            case .and(let sides), .or(let sides): sides.flatMap(parts)
            default: [expression]
            }
        }
        return policy.conditions.flatMap { parts($0.body) }
    }
}
