import Testing

@testable import TransparencyLog

struct NoteTests {
    @Test func `a note signed here verifies here, and goes through its bytes unchanged`() throws {
        let text = "Hello,\n\nempty lines are a part of the text.\n"
        let note = try SignedNote(text: text, signatures: [Figures.logKey.sign(text)])
        #expect(try SignedNote(note.bytes) == note)
        #expect(try note.verifiedText(by: [Figures.logKey.verifierKey]) == text)
        #expect(throws: NoteError.missingSignature(names: ["witness.example/w0"])) {
            _ = try note.verifiedText(by: Figures.witnesses.prefix(1).map { $0 })
        }
        // The same name, but another key: not this key's signature, and ignored.
        #expect(throws: NoteError.missingSignature(names: ["example.com/log"])) {
            _ = try note.verifiedText(by: [Figures.otherLogKey.verifierKey])
        }
    }

    @Test func `signatures of unknown keys are kept and ignored, false ones of known keys refuse the note`() throws {
        let text = "text\n"
        let true_ = try Figures.logKey.sign(text)
        let unknown = try NoteSignature(name: "someone.example", keyID: 7, signature: [1, 2, 3])
        let note = try SignedNote(text: text, signatures: [unknown, true_])
        #expect(try SignedNote(note.bytes).signatures == [unknown, true_])
        #expect(try note.signers(among: [Figures.logKey.verifierKey]) == [Figures.logKey.verifierKey])
        let false_ = try Figures.logKey.sign("another text\n")
        for signatures in [[true_, false_], [false_, true_], [false_]] {
            #expect(throws: NoteError.falseSignature(name: "example.com/log")) {
                _ = try SignedNote(text: text, signatures: signatures).signers(among: [Figures.logKey.verifierKey])
            }
        }
    }

    @Test func `no byte of a note can change without its refusal`() throws {
        let checkpoint = try Figures.cosigned(MerkleTree([[1], [2], [3]]), by: 2)
        let policy = try TrustPolicy(
            logs: [Figures.logKey.verifierKey], quorum: Quorum(atLeast: 2, of: Array(Figures.witnesses.prefix(2))))
        #expect(try UnverifiedCheckpoint(checkpoint.bytes).verified(by: policy).size == 3)
        var refused = 0
        for place in checkpoint.bytes.indices {
            for bit in 0..<8 {
                var changed = checkpoint.bytes
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: CheckpointError.self, "bit \(bit) of byte \(place)") {
                    _ = try UnverifiedCheckpoint(changed).verified(by: policy)
                }
                refused += 1
            }
            #expect(throws: CheckpointError.self, "without byte \(place)") {
                var changed = checkpoint.bytes
                changed.remove(at: place)
                _ = try UnverifiedCheckpoint(changed).verified(by: policy)
            }
        }
        #expect(refused == checkpoint.bytes.count * 8)
    }

    @Test(arguments: [
        "", "\n", "text", "text\n", "text\n\n", "text\n\n\n", "text\n\n— a b\n", "text\n\n— a AAAA\n",
        "text\n\n— a AAAAAA==\n", "text\n\n— a AAAAAAA=", "text\n\n- a AAAAAAA=\n", "text\n\n— AAAAAAA=\n",
        "text\n\n— a  AAAAAAA=\n", "text\n\n—  AAAAAAA=\n", "text\n\n— a+b AAAAAAA=\n",
        "text\n\n— a\u{3000}b AAAAAAA=\n",
        "text\n\n— a AAAAAAA= \n", "text\n\n— a AAAAAAA=\n\n", "text\n— a AAAAAAA=\n", "te\txt\n\n— a AAAAAAA=\n",
        "text\r\n\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=\nx\n", "text\n\n— a AAAAAAB=\n",
        "text\n\n— a\u{A0} AAAAAAA=\n",
    ])
    func `what is not quite a note is refused`(text: String) {
        #expect(throws: NoteError.self) { _ = try SignedNote(Array(text.utf8)) }
    }

    @Test func `bytes that are not UTF-8 are refused, and so are too many signatures and too many bytes`() throws {
        let line = "— a AAAAAAA=\n"
        #expect(throws: Never.self) { _ = try SignedNote(Array("text\n\n\(line)".utf8)) }
        #expect(throws: NoteError.notUTF8) { _ = try SignedNote([0xFF] + Array("\n\n\(line)".utf8)) }
        let most = "text\n\n" + String(repeating: line, count: SignedNote.mostSignatures)
        #expect(try SignedNote(Array(most.utf8)).signatures.count == SignedNote.mostSignatures)
        #expect(throws: NoteError.tooManySignatures(101)) { _ = try SignedNote(Array((most + line).utf8)) }
        #expect(throws: NoteError.tooLong(1_000_001)) { _ = try SignedNote([UInt8](repeating: 10, count: 1_000_001)) }
    }

    @Test func `names that look alike but are other bytes are other names`() throws {
        // é as one letter and as two: Swift's strings compare them equal.
        let seed = [UInt8](repeating: 5, count: 32)
        let one = try SigningKey(name: "caf\u{E9}", seed: seed)
        let two = try SigningKey(name: "cafe\u{301}", seed: seed)
        let note = try SignedNote(text: "text\n", signatures: [one.sign("text\n")])
        #expect(try note.signers(among: [one.verifierKey]).count == 1)
        #expect(try note.signers(among: [two.verifierKey]).isEmpty)
        let checkpoint = try VerifiedCheckpoint(
            signing: Checkpoint(origin: "cafe\u{301}", size: 0, root: .empty), with: one)
        #expect(throws: CheckpointError.self) {
            _ = try UnverifiedCheckpoint(checkpoint).verified(by: one.verifierKey)
        }
    }
}
