import Testing

@testable import TransparencyLog

struct CheckpointTests {
    @Test func `a checkpoint has the text of the standard, and reads its own text`() throws {
        let root = try #require(TreeHash(base64: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="))
        let checkpoint = try Checkpoint(origin: "example.com/behind-the-sofa", size: 20_852_163, root: root)
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        #expect(checkpoint.text == text)
        let extended = try Checkpoint(origin: "a b", size: 1, root: root, extensions: ["x", "y z"])
        #expect(try Checkpoint(textBytes: extended.textBytes) == extended)
    }

    @Test(arguments: [
        "", "\n", "a\n", "a\n1\n", "a\n1\nROOT", "\n1\nROOT\n", "a\n01\nROOT\n", "a\n+1\nROOT\n", "a\n-1\nROOT\n",
        "a\n 1\nROOT\n", "a\n\nROOT\n", "a\n9223372036854775808\nROOT\n", "a\n99999999999999999999\nROOT\n",
        "a\n1\nROOT\n\n", "a\n1\nROOT\n\nx\n", "a\n1\nROOT=\n", "a\n1\nAAAA\n", "a\n1\n\n", "a\n١\nROOT\n",
        "a\n1\nROOT\nx",
    ])
    func `what is not quite a checkpoint is refused`(text: String) {
        let text = text.replacing("ROOT", with: "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(throws: CheckpointError.self) { _ = try Checkpoint(textBytes: Array(text.utf8)) }
    }

    @Test func `a checkpoint that cannot be is not made`() {
        let root = TreeHash.leaf([])
        #expect(throws: CheckpointError.malformedOrigin) { _ = try Checkpoint(origin: "", size: 1, root: root) }
        #expect(throws: CheckpointError.malformedOrigin) { _ = try Checkpoint(origin: "a\nb", size: 1, root: root) }
        #expect(throws: CheckpointError.malformedSize) { _ = try Checkpoint(origin: "a", size: 1 << 63, root: root) }
        #expect(throws: CheckpointError.rootOfEmptyTree(root)) { _ = try Checkpoint(origin: "a", size: 0, root: root) }
        #expect(throws: CheckpointError.malformedExtension(line: 2)) {
            _ = try Checkpoint(origin: "a", size: 1, root: root, extensions: ["x", ""])
        }
    }

    @Test func `a checkpoint of another log, of no log's key, or by a witness's key alone is not verified`() throws {
        let checkpoint = try UnverifiedCheckpoint(Figures.cosigned(MerkleTree([[1]]), by: 1))
        let log = Figures.logKey.verifierKey
        #expect(try checkpoint.verified(by: log).cosignatures.isEmpty)
        #expect(try checkpoint.verified(by: log, witnesses: Figures.witnesses).cosignatures.count == 1)
        #expect(throws: CheckpointError.wrongOrigin(expected: ["other"], found: "example.com/log")) {
            _ = try checkpoint.verified(by: log, origin: "other")
        }
        #expect(throws: CheckpointError.note(.missingSignature(names: ["example.com/log"]))) {
            _ = try checkpoint.verified(by: Figures.otherLogKey.verifierKey)
        }
        #expect(throws: CheckpointError.self) { _ = try checkpoint.verified(by: []) }
        #expect(throws: CheckpointError.note(.wrongAlgorithm(name: "witness.example/w0", type: 4))) {
            _ = try checkpoint.verified(by: Figures.witnesses[0], origin: "example.com/log")
        }
        #expect(throws: CheckpointError.note(.wrongAlgorithm(name: "example.com/log", type: 1))) {
            _ = try checkpoint.verified(by: log, witnesses: [log])
        }
    }

    @Test func `while a log changes its key both sign, and either key verifies`() throws {
        let checkpoint = try VerifiedCheckpoint(
            signing: Checkpoint(origin: "example.com/log", size: 0, root: .empty), with: Figures.logKey,
            Figures.otherLogKey)
        for key in [Figures.logKey, Figures.otherLogKey] {
            #expect(try UnverifiedCheckpoint(checkpoint.bytes).verified(by: key.verifierKey).size == 0)
        }
    }

    @Test func `a checkpoint of no entries with another root than theirs is not believed, however well it signs`()
        throws
    {
        let text = "example.com/log\n0\n\(TreeHash.leaf([]).base64)\n"
        let note = try SignedNote(text: text, signatures: [Figures.logKey.sign(text)])
        #expect(throws: CheckpointError.rootOfEmptyTree(.leaf([]))) {
            _ = try UnverifiedCheckpoint(note).verified(by: Figures.logKey.verifierKey)
        }
    }
}
