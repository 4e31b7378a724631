import Testing

@testable import TransparencyLog

struct LogProofTests {
    private let leaves = NaiveTree.leaves(75)
    private var tree: MerkleTree { MerkleTree(leafHashes: leaves) }
    private let policy: TrustPolicy

    init() throws {
        policy = try TrustPolicy(
            logs: [Figures.logKey.verifierKey], quorum: Quorum(atLeast: 2, of: Array(Figures.witnesses.prefix(2))))
    }

    private func proof(_ leaf: UInt64, extra: [UInt8]? = nil) throws -> LogProof {
        var tree = tree
        return try LogProof(
            tree.inclusionProof(ofLeaf: leaf, inTreeOf: 75), checkpoint: Figures.cosigned(tree, by: 2), extra: extra)
    }

    @Test func `a proof goes through its file unchanged and verifies for its leaf alone`() throws {
        for leaf in 0..<75 {
            let proof = try proof(UInt64(leaf), extra: leaf % 2 == 0 ? nil : [UInt8(leaf)])
            #expect(try LogProof(proof.bytes) == proof)
            #expect(try proof.verify(leafHash: leaves[leaf], policy: policy).size == 75)
            #expect(throws: LogProofError.self) { try proof.verify(leafHash: leaves[(leaf + 1) % 75], policy: policy) }
        }
    }

    @Test func `the file has the form of the standard`() throws {
        let proof = try proof(74, extra: Array("page".utf8))
        let lines = String(decoding: proof.bytes, as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[..<3] == ["c2sp.org/tlog-proof@v1", "extra cGFnZQ==", "index 74"])
        #expect(lines[3..<(3 + proof.hashes.count)].allSatisfy { $0.utf8.count == 44 })
        #expect(lines[3 + proof.hashes.count].isEmpty)
        #expect(lines[4 + proof.hashes.count] == "example.com/log")
    }

    @Test func `no byte of a proof can change, be lost or be added without its refusal`() throws {
        let bytes = try proof(37).bytes
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: LogProofError.self, "bit \(bit) of byte \(place)") {
                    try LogProof(changed).verify(leafHash: leaves[37], policy: policy)
                }
            }
            var shorter = bytes
            shorter.remove(at: place)
            var longer = bytes
            longer.insert(bytes[place], at: place)
            for changed in [shorter, longer, Array(bytes[..<place])] {
                #expect(throws: LogProofError.self, "byte \(place) lost, doubled, or the last") {
                    try LogProof(changed).verify(leafHash: leaves[37], policy: policy)
                }
            }
        }
    }

    @Test func `lines that are missing, doubled or in another order are refused`() throws {
        let text = String(decoding: try proof(37, extra: [1]).bytes, as: UTF8.self)
        let index = "index 37\n"
        let extra = "extra AQ==\n"
        for changed in [
            text.replacing(index, with: ""), text.replacing(index, with: index + index),
            text.replacing(extra + index, with: index + extra), text.replacing(extra, with: extra + extra),
            text.replacing(extra, with: "extra \n"), text.replacing(extra, with: "extra\n"),
            text.replacing("@v1", with: "@v2"), text.replacing(index, with: "index 037\n"),
            text.replacing(index, with: "index 18446744073709551616\n"), text.replacing("\n\n", with: "\n"),
            text.replacing("\n", with: "\r\n"), text + "\n", "\n" + text,
        ] {
            #expect(throws: LogProofError.self, "\(changed)") { _ = try LogProof(Array(changed.utf8)) }
        }
    }

    @Test func `a proof for another size than its checkpoint's is not made`() throws {
        var tree = tree
        #expect(throws: LogProofError.wrongSize(proof: 70, checkpoint: 75)) {
            _ = try LogProof(tree.inclusionProof(ofLeaf: 1, inTreeOf: 70), checkpoint: Figures.cosigned(tree, by: 2))
        }
    }

    @Test func `too few cosignatures refuse a proof that is otherwise right`() throws {
        var tree = tree
        let proof = try LogProof(
            tree.inclusionProof(ofLeaf: 1, inTreeOf: 75), checkpoint: Figures.cosigned(tree, by: 1))
        #expect(throws: LogProofError.self) { try proof.verify(leafHash: leaves[1], policy: policy) }
        let alone = try TrustPolicy(logs: [Figures.logKey.verifierKey], quorum: .none)
        #expect(try proof.verify(leafHash: leaves[1], policy: alone).origin == "example.com/log")
    }
}
