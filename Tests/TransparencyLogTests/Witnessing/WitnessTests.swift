import Testing

@testable import TransparencyLog

struct WitnessTests {
    private let leaves = NaiveTree.leaves(40)
    private let witness: Witness
    private let state = MemoryWitnessState()

    init() throws {
        witness = try Witness(keys: [Figures.witnessKeys[0]], logKeys: [Figures.logKey.verifierKey])
    }

    @Test func `a log that grows is cosigned at each step, and the record is what monitors need`() async throws {
        var client = WitnessClient(witnesses: witness.verifierKeys)
        for (step, size) in [1, 2, 3, 3, 8, 21, 40].enumerated() {
            var tree = MerkleTree(leafHashes: leaves.prefix(size))
            let checkpoint = try Figures.checkpoint(tree)
            let request = try client.request(for: checkpoint, from: &tree)
            let response = await witness.respond(to: request.bytes, at: UInt64(1000 + step), state: state)
            #expect(response.status == 200)
            guard case .cosigned(let cosigned) = try client.outcome(of: response, for: checkpoint) else {
                Issue.record("not cosigned at size \(size)")
                return
            }
            #expect(cosigned.cosignatures.map(\.time) == [UInt64(1000 + step)])
            let record = try #require(await state.record(ofLog: "example.com/log"))
            #expect(record.size == UInt64(size))
            #expect(record.bytes == cosigned.bytes)
            #expect(try witness.record(restoring: record.bytes) == record)
        }
    }

    @Test func `a client that knows nothing hears where to go on from, and one that lost entries hears that`()
        async throws
    {
        try await cosign(21)
        var client = WitnessClient(witnesses: witness.verifierKeys)
        var tree = MerkleTree(leafHashes: leaves)
        let checkpoint = try Figures.checkpoint(tree)
        var response = await witness.respond(
            to: try client.request(for: checkpoint, from: &tree).bytes, at: 1, state: state)
        #expect(response.contentType == "text/x.tlog.size")
        #expect(response.body == Array("21\n".utf8))
        #expect(try client.outcome(of: response, for: checkpoint) == .askAgain(from: 21))
        response = await witness.respond(
            to: try client.request(for: checkpoint, from: &tree).bytes, at: 2, state: state)
        #expect(response.status == 200)
        // The log is restored from an old backup.
        var restored = MerkleTree(leafHashes: leaves.prefix(30))
        let old = try Figures.checkpoint(restored)
        var afterRestore = WitnessClient(witnesses: witness.verifierKeys)
        response = await witness.respond(
            to: try afterRestore.request(for: old, from: &restored).bytes, at: 3, state: state)
        #expect(try afterRestore.outcome(of: response, for: old) == .ahead(size: 40))
        #expect(try afterRestore.request(for: old, from: &restored).oldSize == 0)
    }

    @Test func `each fault has the status that the standard gives it`() async throws {
        try await cosign(8)
        var tree = MerkleTree(leafHashes: leaves)
        let checkpoint = try Figures.checkpoint(tree)
        let good = AddCheckpointRequest(proof: try tree.consistencyProof(from: 8, to: 40), checkpoint: checkpoint)
        let text = String(decoding: good.bytes, as: UTF8.self)
        let other = try VerifiedCheckpoint(
            signing: Checkpoint(origin: "elsewhere.example", size: 0, root: .empty),
            with: Figures.key("elsewhere.example", 9))
        let body = { (old: UInt64, hashes: [TreeHash], checkpoint: VerifiedCheckpoint) in
            AddCheckpointRequest(
                proof: ConsistencyProof(oldSize: old, newSize: checkpoint.size, hashes: hashes), checkpoint: checkpoint
            ).bytes
        }
        var altered = good.proof
        altered[0] = .empty
        let forked = MerkleTree(leafHashes: leaves.prefix(7) + [.empty])
        let empty = "example.com/log\n0\n\(TreeHash.leaf([]).base64)\n"
        let emptyNote = try SignedNote(text: empty, signatures: [Figures.logKey.sign(empty)])
        let falseNote = try SignedNote(
            text: checkpoint.checkpoint.text,
            signatures: [Figures.logKey.sign(checkpoint.checkpoint.text), Figures.logKey.sign("x\n")])
        let cases: [(Int, [UInt8])] = [
            (400, []), (400, Array(text.dropLast().utf8)), (400, Array("old 08\n\n".utf8)),
            (400, Array(text.replacing("old 8", with: "old -8").utf8)),
            (400, Array(text.replacing("\n40\n", with: "\n040\n").utf8)),
            (400, body(8, [TreeHash](repeating: .empty, count: 64), checkpoint)), (400, body(41, [], checkpoint)),
            (404, body(0, [], other)),
            (403, body(8, good.proof, try Figures.checkpoint(tree, by: Figures.otherLogKey))),
            (403, Array("old 8\n\n".utf8) + falseNote.bytes), (409, body(7, good.proof, checkpoint)),
            (409, body(0, [], checkpoint)), (422, body(8, altered, checkpoint)),
            (422, body(8, good.proof + [.empty], checkpoint)), (422, body(8, [], checkpoint)),
            (422, body(8, [], try Figures.checkpoint(forked))),
        ]
        let before = await state.record(ofLog: "example.com/log")
        for (index, (status, body)) in cases.enumerated() {
            let response = await witness.respond(to: body, at: 5, state: state)
            #expect(response.status == status, "case \(index): \(String(decoding: response.body, as: UTF8.self))")
            #expect(await state.record(ofLog: "example.com/log") == before)
        }
        let fresh = MemoryWitnessState()
        #expect(await witness.respond(to: Array("old 0\n\n".utf8) + emptyNote.bytes, at: 5, state: fresh).status == 422)
        #expect(await witness.respond(to: body(0, [.empty], checkpoint), at: 5, state: fresh).status == 422)
        #expect(await witness.respond(to: good.bytes, at: 5, state: state).status == 200)
    }

    @Test func `of two requests at once one is cosigned, and the other hears of it`() async throws {
        try await cosign(8)
        // Another request is answered between this one's check and its storing.
        let racing = RacingState(state) {
            _ = try? await self.cosign(40, from: 8)
        }
        var tree = MerkleTree(leafHashes: leaves.prefix(21))
        let request = AddCheckpointRequest(
            proof: try tree.consistencyProof(from: 8, to: 21), checkpoint: try Figures.checkpoint(tree))
        let response = await witness.respond(to: request.bytes, at: 5, state: racing)
        #expect(response.status == 409)
        #expect(response.body == Array("40\n".utf8))
        #expect(await state.record(ofLog: "example.com/log")?.size == 40)
    }

    @Test func `a check of one's own keeps the witness from cosigning`() async throws {
        let tree = MerkleTree(leafHashes: leaves)
        let request = AddCheckpointRequest(
            proof: ConsistencyProof(oldSize: 0, newSize: 40, hashes: []), checkpoint: try Figures.checkpoint(tree))
        let response = await witness.respond(to: request.bytes, at: 5, state: state) { checkpoint, last in
            #expect(checkpoint.size == 40)
            #expect(last == nil)
            return "slot 7 lost an entry"
        }
        #expect(response.status == 422)
        #expect(response.body == Array("slot 7 lost an entry\n".utf8))
        #expect(await state.record(ofLog: "example.com/log") == nil)
    }

    @Test func `an answer with a false, foreign or cut signature is not taken`() async throws {
        let checkpoint = try Figures.checkpoint(MerkleTree(leafHashes: leaves))
        var client = WitnessClient(witnesses: witness.verifierKeys)
        let line = try Figures.witnessKeys[0].cosign(checkpoint.checkpoint, at: 9).line
        let foreign = try Figures.witnessKeys[1].cosign(checkpoint.checkpoint, at: 9).line
        let older = try Figures.witnessKeys[0].cosign(Figures.checkpoint(MerkleTree([[1]])).checkpoint, at: 9).line
        for body in ["", foreign, older, String(line.dropLast()), line + older, line + "x\n", "ok\n"] {
            #expect(throws: WitnessMessageError.self, "\(body)") {
                _ = try client.outcome(
                    of: AddCheckpointResponse(status: 200, body: Array(body.utf8)), for: checkpoint)
            }
        }
        guard
            case .cosigned(let cosigned) = try client.outcome(
                of: AddCheckpointResponse(status: 200, body: Array((foreign + line).utf8)), for: checkpoint)
        else {
            Issue.record("not cosigned")
            return
        }
        #expect(cosigned.note.signatures.map(\.line).last == line)
        #expect(cosigned.note.signatures.count == 2)
        for body in ["", "7", "x\n", "07\n", "7\n\n"] {
            #expect(throws: WitnessMessageError.malformedSize) {
                _ = try client.outcome(of: AddCheckpointResponse(status: 409, body: Array(body.utf8)), for: checkpoint)
            }
        }
        #expect(
            try client.outcome(of: AddCheckpointResponse(status: 404, body: Array("no\n".utf8)), for: checkpoint)
                == .refused(status: 404, reason: "no\n"))
    }

    @Test func `a record that the witness did not sign is not restored`() async throws {
        try await cosign(8)
        let record = try #require(await state.record(ofLog: "example.com/log"))
        for place in record.bytes.indices {
            var changed = record.bytes
            changed[place] ^= 4
            #expect(throws: CheckpointError.self) { _ = try witness.record(restoring: changed) }
        }
        #expect(throws: CheckpointError.self) {
            _ = try witness.record(restoring: Figures.checkpoint(MerkleTree([[1]])).bytes)
        }
        let path = Witness.monitoringPath(ofLog: "example.com/log")
        #expect(path == "4d3203c8f35cdf600e475f55fede6081a703d3d322f208865fca2ec4f0e030f8/checkpoint")
    }

    private func cosign(_ size: Int, from old: UInt64 = 0) async throws {
        var tree = MerkleTree(leafHashes: leaves.prefix(size))
        let request = AddCheckpointRequest(
            proof: try tree.consistencyProof(from: old, to: UInt64(size)), checkpoint: try Figures.checkpoint(tree))
        let response = await witness.respond(to: request.bytes, at: 1, state: state)
        try #require(response.status == 200)
    }
}

/// Lets something happen between a witness's check and its storing, once.
private actor RacingState: WitnessState {
    private let state: MemoryWitnessState
    private var between: (@Sendable () async -> Void)?

    init(_ state: MemoryWitnessState, between: @escaping @Sendable () async -> Void) {
        self.state = state
        self.between = between
    }

    func record(ofLog origin: String) async -> WitnessRecord? { await state.record(ofLog: origin) }

    func replace(_ old: WitnessRecord?, with new: WitnessRecord, ofLog origin: String) async -> Bool {
        let happening = between
        between = nil
        await happening?()
        return await state.replace(old, with: new, ofLog: origin)
    }
}
