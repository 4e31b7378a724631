@testable import TransparencyLog

/// RFC 6962, 2.1, as written: recursive, on arrays, without any memory of what was computed. The oracle of all trees.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        if leaves.isEmpty { return .empty }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let middle = leaves.startIndex + split(leaves.count)
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    static func path(_ leaf: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        if leaves.count == 1 { return [] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        return leaf < half
            ? path(leaf, leaves[..<middle]) + [root(leaves[middle...])]
            : path(leaf - half, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func consistency(_ old: Int, _ leaves: ArraySlice<TreeHash>) -> [TreeHash] {
        subtree(0, old, leaves, true)
    }

    /// SUBTREE_SUBPROOF of Merkle Tree Certificates, 4.4.1; with a start of 0, SUBPROOF of RFC 6962, 2.1.2.
    static func subtree(_ start: Int, _ end: Int, _ leaves: ArraySlice<TreeHash>, _ known: Bool) -> [TreeHash] {
        if start == 0, end == leaves.count { return known ? [] : [root(leaves)] }
        let half = split(leaves.count)
        let middle = leaves.startIndex + half
        if end <= half { return subtree(start, end, leaves[..<middle], known) + [root(leaves[middle...])] }
        if start >= half {
            return subtree(start - half, end - half, leaves[middle...], known) + [root(leaves[..<middle])]
        }
        return subtree(0, end - half, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }

    /// The hashes of made-up leaves; every one differs.
    static func leaves(_ count: Int) -> [TreeHash] {
        (0..<count).map { .leaf(Array("leaf \($0)".utf8)) }
    }
}
