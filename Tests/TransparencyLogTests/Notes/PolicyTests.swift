import Testing

@testable import TransparencyLog

struct PolicyTests {
    private let log = Figures.logKey.verifierKey
    private let keys = (0..<6).map { Figures.cosigner("w\($0).example", UInt8(100 + $0)).verifierKey }

    @Test func `k of n is reached by k or more of the n, and by nobody else`() throws {
        for threshold in 1...3 {
            let quorum = try Quorum(atLeast: threshold, of: Array(keys.prefix(3)))
            for chosen in 0..<64 {
                let cosigners = Set((0..<6).filter { chosen >> $0 & 1 == 1 }.map { keys[$0] })
                #expect(quorum.isReached(by: cosigners) == ((chosen & 7).nonzeroBitCount >= threshold))
            }
        }
        #expect(Quorum.none.isReached(by: []))
        #expect(try Quorum(atLeast: 2, of: Array(keys.prefix(2))).description == "2 of (`w0.example`, `w1.example`)")
    }

    @Test func `thresholds that mean nothing and witnesses that count twice are refused`() throws {
        #expect(throws: PolicyError.thresholdOutside(0, members: 2)) {
            _ = try Quorum(atLeast: 0, of: [keys[0], keys[1]])
        }
        #expect(throws: PolicyError.thresholdOutside(3, members: 2)) {
            _ = try Quorum(atLeast: 3, of: [keys[0], keys[1]])
        }
        #expect(throws: PolicyError.thresholdOutside(1, members: 0)) { _ = try Quorum(atLeast: 1, of: [VerifierKey]()) }
        #expect(throws: PolicyError.repeatedKey(name: "w0.example")) {
            _ = try Quorum(atLeast: 1, of: [keys[0], keys[0]])
        }
        #expect(throws: PolicyError.noneInGroup) { _ = try Quorum(atLeast: 1, of: [Quorum.none]) }
        #expect(throws: PolicyError.notAWitness(name: "example.com/log")) { _ = try Quorum(witness: log) }
        let inner = try Quorum(atLeast: 1, of: [keys[0], keys[1]])
        #expect(throws: PolicyError.repeatedKey(name: "w1.example")) {
            _ = try Quorum(atLeast: 2, of: [inner, Quorum(witness: keys[1])])
        }
    }

    @Test func `the standard's example is read, and asks for what it says`() throws {
        let policy = try TrustPolicy(
            """
            # a comment
            log \(log) https://log.example/

            \twitness X1 \(keys[0])
            witness X2   \(keys[1]) https://w1.example
            witness X3 \(keys[2])\u{20}
            group X-witnesses 2 X1 X2 X3

            witness Y1 \(keys[3])
            witness Y2 \(keys[4])
            witness Y3 \(keys[5])
            group Y-witnesses any Y1 Y2 Y3

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """)
        #expect(policy.logs.map(\.address) == ["https://log.example/"])
        #expect(policy.witnesses.map(\.name) == ["X1", "X2", "X3", "Y1", "Y2", "Y3"])
        #expect(policy.witnesses[1].address == "https://w1.example")
        for chosen in 0..<64 {
            let cosigners = Set((0..<6).filter { chosen >> $0 & 1 == 1 }.map { keys[$0] })
            let reached = (chosen & 7).nonzeroBitCount >= 2 && chosen >> 3 != 0
            #expect(policy.quorum.isReached(by: cosigners) == reached)
        }
    }

    @Test func `what a policy cannot say is refused with its line`() throws {
        let w = keys.prefix(3).enumerated().map { "witness w\($0.offset) \($0.element)" }
        let cases: [(String, PolicyError)] = [
            ("", .noLastNewline), ("quorum none", .noLastNewline), ("\n", .noQuorum),
            ("log \(log)\n", .noQuorum), ("quorum none\nquorum none\n", .line(2, .repeatedQuorum)),
            ("quorum w0\n\(w[0])\n", .line(1, .unknownName("w0"))),
            ("\(w[0])\n\(w[0])\n", .line(2, .repeatedKey(name: "w0.example"))),
            ("\(w[0])\nwitness w0 \(keys[1])\n", .line(2, .repeatedName("w0"))),
            ("witness none \(keys[1])\n", .line(1, .repeatedName("none"))),
            ("witness w \(log)\n", .line(1, .notAWitness(name: "example.com/log"))),
            ("log \(keys[0])\n", .line(1, .notALog(name: "w0.example"))),
            ("log \(log)\nlog \(log)\n", .line(2, .repeatedKey(name: "example.com/log"))),
            ("\(w[0])\ngroup g 2 w0\n", .line(2, .thresholdOutside(2, members: 1))),
            ("\(w[0])\ngroup g 0 w0\n", .line(2, .thresholdOutside(0, members: 1))),
            ("\(w[0])\ngroup g 01 w0\n", .line(2, .malformedLine)),
            ("\(w[0])\ngroup g any\n", .line(2, .malformedLine)),
            ("\(w[0])\ngroup g any w0 w0\n", .line(2, .repeatedMember("w0"))),
            ("\(w[0])\ngroup g any w0\ngroup h any w0\n", .line(3, .repeatedMember("w0"))),
            ("\(w[0])\ngroup g any g\n", .line(2, .unknownName("g"))),
            ("\(w[0])\ngroup g any none\n", .line(2, .unknownName("none"))),
            ("\(w[0])\ngroup w0 any w0\n", .line(2, .repeatedName("w0"))),
            ("hello\n", .line(1, .malformedLine)), ("quorum none # no\n", .line(1, .malformedLine)),
            ("quorum none\r\n", .line(1, .controlCharacter)), ("quorum\u{7F} none\n", .line(1, .controlCharacter)),
            ("witness \u{212A} \(keys[0])\nquorum K\n", .line(2, .unknownName("K"))),
        ]
        for (text, expected) in cases {
            #expect(throws: expected, "\(text)") { _ = try TrustPolicy(text) }
        }
        #expect(throws: PolicyError.self) { _ = try TrustPolicy("log PeterNeumann+c74f20a4+ARpc\nquorum none\n") }
    }

    @Test func `a checkpoint is believed under a policy when its log and enough witnesses signed`() throws {
        let tree = MerkleTree([[1], [2]])
        let quorum = try Quorum(atLeast: 2, of: Figures.witnesses)
        let policy = try TrustPolicy(logs: [log], quorum: quorum)
        for count in 0...3 {
            let checkpoint = try UnverifiedCheckpoint(Figures.cosigned(tree, by: count))
            if count >= 2 {
                #expect(try checkpoint.verified(by: policy).cosignatures.count == count)
                #expect(try checkpoint.verified(by: [log], quorum: quorum).size == 2)
            } else {
                #expect(throws: CheckpointError.self) { _ = try checkpoint.verified(by: policy) }
                #expect(throws: CheckpointError.self) { _ = try checkpoint.verified(by: [log], quorum: quorum) }
            }
        }
        let nobody = try TrustPolicy("quorum none\n")
        #expect(throws: CheckpointError.self) {
            _ = try UnverifiedCheckpoint(Figures.cosigned(tree, by: 3)).verified(by: nobody)
        }
    }

    @Test func `one witness that signs many times counts once`() throws {
        var checkpoint = try Figures.checkpoint(MerkleTree([[1]]))
        for time in UInt64(1)...5 {
            checkpoint = try checkpoint.adding(
                [Figures.witnessKeys[0].cosign(checkpoint.checkpoint, at: time)], of: Figures.witnesses)
        }
        #expect(checkpoint.cosignatures.count == 5)
        let policy = try TrustPolicy(logs: [log], quorum: Quorum(atLeast: 2, of: Figures.witnesses))
        #expect(throws: CheckpointError.self) { _ = try UnverifiedCheckpoint(checkpoint).verified(by: policy) }
    }
}
