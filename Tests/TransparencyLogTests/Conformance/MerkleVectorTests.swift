import Foundation
import Testing

@testable import TransparencyLog

@Suite(.enabled(if: TlogVectors.folder != nil, "no conformance folder beside the repository"))
struct MerkleVectorTests {
    struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64?
        let start: UInt64?
        let end: UInt64?
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
    }

    struct Consistency: Decodable {
        let size1: UInt64?
        let size2: UInt64?
        let start: UInt64?
        let end: UInt64?
        let size: UInt64?
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
    }

    @Test func `every good inclusion proof verifies, and no bad one does`() throws {
        try expect("merkle/inclusion", as: Inclusion.self, wantErr: \.wantErr, least: 90) { vector in
            let size = try #require(vector.treeSize)
            return try? verifyInclusion(vector, leaf: vector.leafIdx, size: size)
        }
    }

    @Test func `every good subtree inclusion proof verifies, and no bad one does`() throws {
        try expect("merkle/subtreeinclusion", as: Inclusion.self, wantErr: \.wantErr, least: 190) { vector in
            let start = try #require(vector.start)
            let end = try #require(vector.end)
            guard TreeShape.isSubtree(start: start, end: end), vector.leafIdx >= start else { return nil }
            return try? verifyInclusion(vector, leaf: vector.leafIdx - start, size: end - start)
        }
    }

    @Test func `every good consistency proof verifies, and no bad one does`() throws {
        try expect("merkle/consistency", as: Consistency.self, wantErr: \.wantErr, least: 90) { vector in
            let old = try #require(vector.size1)
            let new = try #require(vector.size2)
            guard let oldRoot = TlogVectors.hash(vector.root1), let newRoot = TlogVectors.hash(vector.root2),
                let hashes = TlogVectors.hashes(vector.proof)
            else { return nil }
            return try? ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
                .verify(oldRoot: oldRoot, newRoot: newRoot)
        }
    }

    @Test func `every good subtree consistency proof verifies, and no bad one does`() throws {
        try expect("merkle/subtreeconsistency", as: Consistency.self, wantErr: \.wantErr, least: 110) { vector in
            let start = try #require(vector.start)
            let end = try #require(vector.end)
            let size = try #require(vector.size)
            guard let subtree = TlogVectors.hash(vector.root1), let root = TlogVectors.hash(vector.root2),
                let hashes = TlogVectors.hashes(vector.proof)
            else { return nil }
            return try? SubtreeProof(start: start, end: end, treeSize: size, hashes: hashes)
                .verify(subtree: subtree, root: root)
        }
    }

    @Test func `the tree of eight leaves has the roots and proofs of its vectors`() throws {
        let bytes = try TlogVectors.bytes("rfc6962/eight-leaves.json")
        let object = try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        let leaves = try #require(object["leaves_hex"] as? [String]).map(unhex)
        let roots = try #require(object["roots_hex_by_size"] as? [String]).map(unhex)
        var frontier = TreeFrontier()
        #expect(roots.count == leaves.count + 1)
        #expect(frontier.root.bytes == roots[0])
        for (leaf, root) in zip(leaves, roots.dropFirst()) {
            frontier.append(leaf)
            #expect(frontier.root.bytes == root)
            #expect(MerkleTree(leaves.prefix(Int(frontier.size))).root.bytes == root)
        }
    }

    private func verifyInclusion(_ vector: Inclusion, leaf: UInt64, size: UInt64) throws -> Void? {
        guard let root = TlogVectors.hash(vector.root), let leafHash = TlogVectors.hash(vector.leafHash),
            let hashes = TlogVectors.hashes(vector.proof)
        else { return nil }
        return try? InclusionProof(leafIndex: leaf, treeSize: size, hashes: hashes)
            .verify(leafHash: leafHash, root: root)
    }

    private func expect<Case: Decodable>(
        _ path: String, as type: Case.Type, wantErr: KeyPath<Case, Bool>, least: Int, verify: (Case) throws -> Void?
    ) throws {
        let cases = try TlogVectors.cases(path, as: type)
        var good = 0
        for (name, vector) in cases {
            let verified = try verify(vector) != nil
            #expect(verified == !vector[keyPath: wantErr], "\(name)")
            if verified { good += 1 }
        }
        print("\(path): \(cases.count) vectors, \(good) good")
        #expect(cases.count >= least)
        #expect(good > 0)
    }

    private func unhex(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}
