import Barrier
import Intake
import Registry
import Testing

/// What must hold of every rule book, however it is written.
@Suite("Laws of the barrier, over random rule books")
struct BarrierLawTests {
    private static let seeds = UInt64(1)...60
    private static let situations = 6

    /// Draws rule books and situations for one seed, and hands each pair to a check.
    private func draw(_ seed: UInt64, _ check: ([RandomPolicy], Situation, inout Dice) throws -> Void) throws {
        var dice = Dice(seed: seed)
        let policies = dice.randomPolicies()
        for _ in 0..<Self.situations {
            let situation = dice.randomSituation()
            try check(policies, situation, &dice)
        }
    }

    @Test("no rule book lets a viewer see a field that a forbid covers", arguments: seeds)
    func forbidWins(seed: UInt64) throws {
        try draw(seed) { policies, situation, _ in
            let verdict = try ruleBook(policies).decide(situation)
            for policy in policies where policy.isForbid {
                // What a forbid covers is what it would permit if it stood alone and permitted.
                let covered = try ruleBook([policy.flipped]).decide(situation)
                for (fieldClass, strength) in everyRuling where covered.ruling(fieldClass, strength).isAllowed {
                    let ruling = verdict.ruling(fieldClass, strength)
                    #expect(
                        !ruling.isAllowed, "seed \(seed): \(policy.id) covers \(fieldClass)\n\(policies.map(\.text))")
                    #expect(ruling.policies.contains(policy.id), "seed \(seed): \(policy.id) is a reason")
                }
            }
        }
    }

    @Test("a field is seen only where some permit allows it by itself", arguments: seeds)
    func deniedByDefault(seed: UInt64) throws {
        try draw(seed) { policies, situation, _ in
            let verdict = try ruleBook(policies).decide(situation)
            let alone = try policies.filter { !$0.isForbid }.map { try ruleBook([$0]).decide(situation) }
            for (fieldClass, strength) in everyRuling where verdict.ruling(fieldClass, strength).isAllowed {
                #expect(alone.contains { $0.ruling(fieldClass, strength).isAllowed }, "seed \(seed)")
            }
        }
    }

    @Test("a policy that fails never widens anything, wherever it stands and whatever its effect", arguments: seeds)
    func failureNeverWidens(seed: UInt64) throws {
        try draw(seed) { policies, situation, dice in
            let before = try ruleBook(policies).decide(situation)
            let failing = RandomPolicy(
                id: "failing", isForbid: dice.oneIn(2), scope: "principal, action, resource",
                conditions: [dice.pick(["when { 9223372036854775807 + 1 > 0 }", "unless { context.surface < 3 }"])])
            var more = policies
            more.insert(failing, at: Int.random(in: 0...more.count, using: &dice))
            let after = try ruleBook(more).decide(situation)
            #expect(after.allowedView.isSubset(of: before.allowedView), "seed \(seed)")
            #expect(after.allowedMask.isSubset(of: before.allowedMask), "seed \(seed)")
            for (fieldClass, strength) in everyRuling {
                let ruling = after.ruling(fieldClass, strength)
                #expect(!ruling.isAllowed && ruling.policies.contains("failing"), "seed \(seed)")
            }
            let failure = after.failures.first { $0.policy == "failing" }
            #expect(failure != nil, "seed \(seed)")
            #expect(after.sentence.en.contains("`failing`") && after.sentence.ja.contains("`failing`"), "seed \(seed)")
        }
    }

    @Test("any policy that failed denies, and is named", arguments: seeds)
    func failuresDeny(seed: UInt64) throws {
        try draw(seed) { policies, situation, _ in
            let verdict = try ruleBook(policies).decide(situation)
            for (fieldClass, strength) in everyRuling {
                let ruling = verdict.ruling(fieldClass, strength)
                guard !ruling.failures.isEmpty else { continue }
                #expect(!ruling.isAllowed, "seed \(seed)")
                #expect(ruling.failures.allSatisfy { ruling.policies.contains($0.policy) }, "seed \(seed)")
                #expect(ruling.failures.allSatisfy { verdict.failures.contains($0) }, "seed \(seed)")
            }
        }
    }

    @Test("the reason is true: it is enough for the answer, and without it the answer is another", arguments: seeds)
    func reasonsAreTrue(seed: UInt64) throws {
        try draw(seed) { policies, situation, _ in
            let verdict = try ruleBook(policies).decide(situation)
            // Most rulings of a situation name the same policies: each choice of policies is decided once.
            var decided: [[String]: Verdict] = [:]
            func decide(by chosen: [RandomPolicy]) throws -> Verdict {
                let ids = chosen.map(\.id)
                if let known = decided[ids] { return known }
                let verdict = try ruleBook(chosen).decide(situation)
                decided[ids] = verdict
                return verdict
            }
            for (fieldClass, strength) in everyRuling {
                let ruling = verdict.ruling(fieldClass, strength)
                let named = Set(ruling.policies)
                #expect(!named.isEmpty, "seed \(seed)")
                if ruling.policies == [Verdict.defaultDeny] {
                    // Nothing forbids it: one more permit, and it is allowed.
                    let anything = RandomPolicy(
                        id: "anything", isForbid: false, scope: "principal, action, resource", conditions: [])
                    let permitted = try decide(by: policies + [anything])
                    #expect(permitted.ruling(fieldClass, strength).isAllowed, "seed \(seed)")
                    continue
                }
                #expect(named.isSubset(of: policies.map(\.id)), "seed \(seed)")
                let enough = try decide(by: policies.filter { named.contains($0.id) })
                    .ruling(fieldClass, strength)
                #expect(enough.isAllowed == ruling.isAllowed, "seed \(seed): \(named) is enough")
                #expect(enough.policies == ruling.policies, "seed \(seed): \(named) is enough")
                let without = try decide(by: policies.filter { !named.contains($0.id) })
                let other = without.ruling(fieldClass, strength)
                if ruling.isAllowed {
                    #expect(!other.isAllowed, "seed \(seed): nothing but \(named) permits")
                } else {
                    #expect(
                        other.isAllowed || other.policies == [Verdict.defaultDeny],
                        "seed \(seed): nothing but \(named) forbids")
                }
            }
        }
    }

    @Test("situations that agree in what the rule book reads get equal verdicts", arguments: seeds)
    func situationKey(seed: UInt64) throws {
        try draw(seed) { policies, situation, dice in
            let book = try ruleBook(policies)
            #expect(book.decide(book.reduced(situation)) == book.decide(situation), "seed \(seed)")
            let other = dice.altered(situation)
            if book.reduced(other) == book.reduced(situation) {
                #expect(book.decide(other) == book.decide(situation), "seed \(seed)\n\(policies.map(\.text))")
            }
            #expect(book.reduced(book.reduced(situation)) == book.reduced(situation), "seed \(seed)")
        }
    }

    @Test("the draws are worth something: all kinds of answers come up")
    func notDegenerate() throws {
        var allowed = 0
        var forbidden = 0
        var failed = 0
        var byDefault = 0
        var merged = 0
        for seed in Self.seeds {
            try draw(seed) { policies, situation, dice in
                let book = try ruleBook(policies)
                let verdict = book.decide(situation)
                for (fieldClass, strength) in everyRuling {
                    let ruling = verdict.ruling(fieldClass, strength)
                    if ruling.isAllowed {
                        allowed += 1
                    } else if !ruling.failures.isEmpty {
                        failed += 1
                    } else if ruling.policies == [Verdict.defaultDeny] {
                        byDefault += 1
                    } else {
                        forbidden += 1
                    }
                }
                let other = dice.altered(situation)
                if other != situation && book.reduced(other) == book.reduced(situation) { merged += 1 }
            }
        }
        let total = Self.situations * Self.seeds.count * everyRuling.count
        for count in [allowed, forbidden, failed, byDefault] { #expect(count * 20 > total, "of \(total): \(count)") }
        #expect(merged > 20, "situations that differ only in what is not read")
    }
}
