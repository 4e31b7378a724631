import Testing

@testable import TransparencyLog

struct KeyTests {
    // Published in the tests of Go's note package.
    static let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    @Test func `Go's test key is read, and makes the signature that Go's tests have`() throws {
        let key = try SigningKey(Self.secret)
        #expect(key.verifierKey.description == Self.verifier)
        #expect(key.secretText == Self.secret)
        let text =
            "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n"
        let line =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        #expect(try key.sign(text).line == line)
    }

    @Test func `keys made here go through their text unchanged, and log and witness keys are not confused`() throws {
        let log = try SigningKey(generatedFor: "example.com/log")
        let witness = try CosigningKey(generatedFor: "example.com/witness")
        #expect(try SigningKey(log.secretText).verifierKey == log.verifierKey)
        #expect(try CosigningKey(witness.secretText).verifierKey == witness.verifierKey)
        #expect(try VerifierKey(log.verifierKey.description) == log.verifierKey)
        #expect(try VerifierKey(witness.verifierKey.description).algorithm == .cosignature)
        #expect(throws: NoteError.wrongAlgorithm(name: "example.com/log", type: 1)) {
            _ = try CosigningKey(log.secretText)
        }
        #expect(throws: NoteError.wrongAlgorithm(name: "example.com/witness", type: 4)) {
            _ = try SigningKey(witness.secretText)
        }
    }

    @Test func `a key with any letter changed is refused`() throws {
        for place in Self.verifier.utf8.indices {
            for letter in ["A", "+", "0", " ", "z"] {
                var changed = Self.verifier
                changed.replaceSubrange(place...place, with: letter)
                guard changed != Self.verifier else { continue }
                #expect(throws: NoteError.self, "\(changed)") { _ = try VerifierKey(changed) }
            }
        }
        for count in 0..<Self.verifier.count {
            #expect(throws: NoteError.self) { _ = try VerifierKey(String(Self.verifier.prefix(count))) }
            #expect(throws: NoteError.self) { _ = try SigningKey(String(Self.secret.prefix(count))) }
        }
        // ML-DSA-44, of which this library knows only that it exists.
        #expect(throws: NoteError.unknownAlgorithm(name: "a", type: 6)) { _ = try VerifierKey("a+00000000+BgAA") }
    }

    @Test func `an error about a private key does not repeat it`() {
        for text in [Self.secret + "x", Self.secret.replacing("c74f20a3", with: "c74f20a4"), "PRIVATE+KEY+AYEKFALV"] {
            let error = #expect(throws: NoteError.self) { _ = try SigningKey(text) }
            #expect(error?.description.contains("AYEKFALV") == false)
            let mistaken = #expect(throws: NoteError.self) { _ = try VerifierKey(text) }
            #expect(mistaken?.description.contains("AYEKFALV") == false)
            let policy = #expect(throws: PolicyError.self) { _ = try TrustPolicy("log \(text)\nquorum none\n") }
            #expect(policy?.description.contains("AYEKFALV") == false)
        }
    }

    @Test func `a cosignature is over the time, the text and nothing else`() throws {
        let tree = MerkleTree([[1]])
        let checkpoint = try Figures.checkpoint(tree)
        let key = Figures.witnessKeys[0]
        let signature = try key.cosign(checkpoint.checkpoint, at: 1_679_315_147)
        let message = "cosignature/v1\ntime 1679315147\nexample.com/log\n1\n\(tree.root.base64)\n"
        #expect(key.verifierKey.verifies(signature.signature.dropFirst(8), of: Array(message.utf8)))
        #expect(signature.signature.prefix(8) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        #expect(throws: NoteError.timeOutside(1 << 63)) { _ = try key.cosign(checkpoint.checkpoint, at: 1 << 63) }
        let cosigned = try checkpoint.adding([signature], of: [key.verifierKey])
        #expect(cosigned.cosignatures.map(\.time) == [1_679_315_147])
        // Another time under the same signature.
        var earlier = signature.signature
        earlier[7] -= 1
        let forged = try NoteSignature(name: signature.name, keyID: signature.keyID, signature: earlier)
        #expect(throws: CheckpointError.note(.falseSignature(name: "witness.example/w0"))) {
            _ = try checkpoint.adding([forged], of: [key.verifierKey])
        }
    }

    @Test func `a cosignature of a time that cannot be is false, however well it is signed`() throws {
        let checkpoint = try Figures.checkpoint(MerkleTree([[1]]))
        let key = try NotePrivateKey(name: "w.example", algorithm: .cosignature, seed: [UInt8](repeating: 7, count: 32))
        for (time, expected) in [((1 << 63) - 1, true), (1 << 63, false), (.max, false)] as [(UInt64, Bool)] {
            let signature = try NoteSignature(
                name: "w.example", keyID: key.verifierKey.keyID,
                signature: NoteForm.bigEndian(time)
                    + key.signature(of: Cosignature.message(of: checkpoint.checkpoint.textBytes, at: time)))
            let cosigned = try? checkpoint.adding([signature], of: [key.verifierKey])
            #expect((cosigned?.cosignatures.map(\.time) == [time]) == expected)
        }
    }
}
