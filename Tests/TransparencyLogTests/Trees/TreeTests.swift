import Testing

@testable import TransparencyLog

struct TreeTests {
    @Test func `a frontier and a tree in memory have the root of the naive tree at every size to 600`() throws {
        let leaves = NaiveTree.leaves(600)
        var frontier = TreeFrontier()
        var tree = MerkleTree()
        #expect(frontier.root == NaiveTree.root([]))
        for (index, leaf) in leaves.enumerated() {
            frontier.append(leafHash: leaf)
            tree.append(leafHash: leaf)
            let root = NaiveTree.root(leaves[...index])
            #expect(frontier.root == root)
            #expect(tree.root == root)
            #expect(tree.frontier == frontier)
            #expect(try TreeFrontier(size: frontier.size, peaks: frontier.peaks) == frontier)
        }
    }

    @Test func `a range of leaves has the root of the naive tree over it`() throws {
        let leaves = NaiveTree.leaves(48)
        var tree = MerkleTree(leafHashes: leaves)
        for start in 0...48 {
            for end in start...48 {
                #expect(try tree.hash(of: UInt64(start)..<UInt64(end)) == NaiveTree.root(leaves[start..<end]))
            }
        }
        #expect(throws: ProofMakingError<Never>.tree(.outside(size: 48, start: 3, end: 49))) {
            _ = try tree.hash(of: 3..<49)
        }
    }

    @Test func `peaks that do not fit a size are refused`() {
        #expect(throws: TreeError.wrongPeakCount(size: 3, expected: 2, found: 1)) {
            _ = try TreeFrontier(size: 3, peaks: [.empty])
        }
        #expect(throws: TreeError.sizeTooLarge(1 << 63)) { _ = try TreeFrontier(size: 1 << 63, peaks: [.empty]) }
    }

    @Test func `a frontier near the largest size appends without overflow`() throws {
        let size = TreeSize.largest - 1
        var frontier = try TreeFrontier(
            size: size, peaks: (0..<size.nonzeroBitCount).map { .leaf([UInt8($0)]) })
        frontier.append([1])
        #expect(frontier.size == TreeSize.largest)
        #expect(frontier.peaks.count == 63)
    }

    @Test func `leaves and nodes are hashed apart, and hashes go through bytes and base64 unchanged`() throws {
        let left = TreeHash.leaf([1, 2, 3])
        let right = TreeHash.leaf([])
        #expect(TreeHash.node(left, right) != .node(right, left))
        #expect(TreeHash.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(right.base64 == "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=")
        #expect(TreeHash(left.bytes) == left)
        #expect(TreeHash(base64: left.base64) == left)
        #expect(TreeHash([UInt8](repeating: 0, count: 31)) == nil)
        #expect(TreeHash(base64: "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0") == nil)
        // The last letter's two lowest bits are of no byte: only 0 is taken.
        #expect(TreeHash(base64: "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB1=") == nil)
    }

    @Test func `every sequence of bytes has one base64 and no other text is read`() {
        var generator = SeededGenerator(seed: 64)
        for count in 0..<70 {
            let bytes = generator.bytes(count)
            let text = Base64.encode(bytes)
            #expect(Base64.decode(Array(text.utf8)) == bytes)
            for place in text.utf8.indices.indices.map({ text.utf8.distance(from: text.startIndex, to: $0) }) {
                for letter in [UInt8(ascii: "="), UInt8(ascii: "\n"), UInt8(ascii: "-"), UInt8(ascii: "B")] {
                    var changed = Array(text.utf8)
                    guard changed[place] != letter else { continue }
                    changed[place] = letter
                    if let read = Base64.decode(changed) { #expect(Array(Base64.encode(read).utf8) == changed) }
                }
            }
        }
    }
}
