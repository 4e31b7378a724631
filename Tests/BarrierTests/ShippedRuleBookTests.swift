import Barrier
import Intake
import Registry
import Testing

@Suite("The rule book of the scenarios")
struct ShippedRuleBookTests {
    /// The rule book once more, in Swift, by someone who read only its sentences.
    private static func restated(_ situation: Situation, _ directory: Directory) -> (allowed: Bool, reasons: [String]) {
        let side = situation.side.map { directory[$0] }
        let owner = situation.owner.map { directory[$0] }
        let isOperator = side?.kind == .networkOperator
        let isRetailer = side?.kind == .retailer
        let isOwn = situation.owner != nil && situation.owner == situation.side
        let isAffiliate = side?.affiliates.contains { directory[$0].kind == .networkOperator } ?? false
        let isRestoration = situation.emergency != nil && situation.purpose == "restoration" && isAffiliate

        var forbids: [String] = []
        if isRetailer && !isRestoration {
            if let owner, !isOwn, owner.kind != .networkOperator { forbids.append("affiliate-barrier") }
            if owner?.kind == .networkOperator { forbids.append("last-resort-barrier") }
        }
        if isOperator && situation.purpose == "sales" { forbids.append("no-network-data-for-sales") }
        if owner == nil { forbids.append("unknown-owner") }
        if situation.company == nil || situation.side == nil { forbids.append("unregistered-company") }
        guard forbids.isEmpty else { return (false, forbids) }

        var permits: [String] = []
        if isOwn { permits.append("own-customers") }
        if isOperator && owner != nil { permits.append("network-operator-business") }
        if isRetailer && isRestoration && owner != nil { permits.append("emergency") }
        return permits.isEmpty ? (false, [Verdict.defaultDeny]) : (true, permits)
    }

    @Test("it says what its sentences say, in every situation of a small world")
    func everySituation() throws {
        typealias World = BarrierWorld
        let directory = try World.directory()
        let book = try World.ruleBook([try World.shippedPolicies()])
        let catalogue = try World.catalogue()
        var answers: [[String]: Int] = [:]
        for company in [nil, World.network, World.affiliate, World.rival, World.contractor] {
            for side in [nil, World.network, World.affiliate, World.rival, World.contractor] {
                for owner in [nil, World.network, World.affiliate, World.rival, World.otherRival] {
                    for purpose in [nil, "sales", "restoration", "inquiry"] {
                        for emergency in [nil, "E-2022-09"] {
                            for surface in [UInt16(0), 1] {
                                let situation = World.situation(
                                    company: company, side: side, owner: owner, surface: surface, purpose: purpose,
                                    emergency: emergency)
                                let verdict = book.decide(situation)
                                let expected = Self.restated(situation, directory)
                                let classes: FieldClassSet = expected.allowed ? .all : []
                                #expect(verdict.allowedView == classes, "\(situation)")
                                #expect(verdict.allowedMask == classes, "\(situation)")
                                #expect(verdict.policies == expected.reasons, "\(situation)")
                                #expect(verdict.failures.isEmpty, "\(situation)")
                                let shown = catalogue[SurfaceIndex(rawValue: surface)]
                                #expect(verdict.bars(shown) == !expected.allowed, "\(situation)")
                                #expect(verdict.reasonIDs(for: shown) == (expected.allowed ? [] : expected.reasons))
                                answers[expected.reasons, default: 0] += 1
                            }
                        }
                    }
                }
            }
        }
        let named = Set(answers.keys.flatMap { $0 })
        #expect(
            named == [
                "own-customers", "network-operator-business", "emergency", "affiliate-barrier", "last-resort-barrier",
                "no-network-data-for-sales", "unknown-owner", "unregistered-company", Verdict.defaultDeny,
            ], "each rule decides something")
    }

    @Test("the reason is precise, and said in both languages")
    func sentences() throws {
        typealias World = BarrierWorld
        let book = try World.ruleBook([try World.shippedPolicies()])
        let rival = book.decide(World.situation(owner: World.rival))
        #expect(rival.policies == ["affiliate-barrier"])
        #expect(rival.sentence.ja == "小売側の者は、他社のお客さまの情報を見てはならない。")
        #expect(rival.sentence.en == "nobody on a retailer's side may see another company's customers")
        let lastResort = book.decide(World.situation(owner: World.network))
        #expect(lastResort.policies == ["last-resort-barrier"])
        #expect(lastResort.sentence.ja.hasPrefix("最終保障供給"))
        let desk = book.decide(World.situation(company: World.contractor, owner: World.rival, kind: .contractor))
        #expect(desk.policies == ["affiliate-barrier"], "a contractor's people stand on the side that engages them")
        let unknown = book.decide(World.situation(owner: nil))
        #expect(unknown.policies == ["unknown-owner"])
        let screen = try World.catalogue().surfaces[0]
        #expect(unknown.sentence(for: screen) == unknown.sentence)
        let own = book.decide(World.situation(owner: World.affiliate))
        #expect(!own.bars(screen) && own.reasonIDs(for: screen).isEmpty && own.sentence(for: screen).ja.isEmpty)
    }

    @Test("it reads only the facts that it names, so that few situations are ever decided")
    func facts() throws {
        let book = try BarrierWorld.ruleBook([try BarrierWorld.shippedPolicies()])
        #expect(book.facts == [.company, .side, .owner, .record, .purpose, .emergency])
        #expect(
            book.readAttributes == [
                "affiliateKinds", "emergency", "kind", "owner", "purpose", "side",
            ])
    }
}
