@testable import TransparencyLog

/// A log, witnesses and their keys, made from fixed seeds.
enum Figures {
    static let logKey = key("example.com/log", 1)
    static let otherLogKey = key("example.com/log", 2)
    static let witnessKeys = (0..<3).map { cosigner("witness.example/w\($0)", UInt8(10 + $0)) }
    static var witnesses: [VerifierKey] { witnessKeys.map(\.verifierKey) }

    static func key(_ name: String, _ seed: UInt8) -> SigningKey {
        guard let key = try? SigningKey(name: name, seed: [UInt8](repeating: seed, count: 32)) else {
            preconditionFailure("a seed of 32 bytes is a key")
        }
        return key
    }

    static func cosigner(_ name: String, _ seed: UInt8) -> CosigningKey {
        guard let key = try? CosigningKey(name: name, seed: [UInt8](repeating: seed, count: 32)) else {
            preconditionFailure("a seed of 32 bytes is a key")
        }
        return key
    }

    /// The signed checkpoint of a tree.
    static func checkpoint(_ tree: MerkleTree, by key: SigningKey = logKey) throws -> VerifiedCheckpoint {
        try VerifiedCheckpoint(
            signing: Checkpoint(origin: "example.com/log", size: tree.size, root: tree.root), with: key)
    }

    /// The checkpoint with the cosignatures of the first witnesses.
    static func cosigned(_ tree: MerkleTree, by count: Int) throws -> VerifiedCheckpoint {
        var checkpoint = try checkpoint(tree)
        for key in witnessKeys.prefix(count) {
            checkpoint = try checkpoint.adding(
                [key.cosign(checkpoint.checkpoint, at: 1_700_000_000)], of: [key.verifierKey])
        }
        return checkpoint
    }
}
