import Foundation
import TransparencyLog

/// The parser under test, and what must hold of all that it takes.
enum Parser: String {
    case note
    case bundle
    case tile
    case proof
    case request
    case policy
    case path

    static let chosen: Parser = {
        let name = ProcessInfo.processInfo.environment["SEKISHO_FUZZ_PARSER"] ?? "note"
        // Scripts/fuzz-logs asks for the note that the fixed keys sign, for the corpus.
        if name == "seed" {
            FileHandle.standardOutput.write(Data(Keys.checkpoint.bytes))
            exit(0)
        }
        if let parser = Parser(rawValue: name) { return parser }
        FileHandle.standardError.write(Data("there is no parser `\(name)`; see Scripts/fuzz-logs\n".utf8))
        exit(64)
    }()

    func run(_ bytes: [UInt8]) {
        switch self {
        case .note:
            if let lines = try? NoteSignature.parse(lines: bytes) {
                guard Array(lines.map(\.line).joined().utf8) == bytes else { broken("lines are written otherwise") }
            }
            guard let note = try? SignedNote(bytes) else { return }
            guard note.bytes == bytes else { broken("a note is written otherwise") }
            if let checkpoint = try? UnverifiedCheckpoint(note) {
                guard checkpoint.claim.text == note.text else { broken("a checkpoint is written otherwise") }
                let verified = try? checkpoint.verified(
                    by: Keys.log.verifierKey, witnesses: [Keys.witness.verifierKey])
                guard verified == nil || note.text == Keys.checkpoint.checkpoint.text else {
                    broken("a checkpoint that nobody signed verifies")
                }
            }
        case .bundle:
            for width in [1, 2, 3, 255, 256] {
                guard let coordinate = try? BundleCoordinate(index: 0, width: width),
                    let bundle = try? EntryBundle(coordinate, bytes: bytes)
                else { continue }
                guard bundle.bytes == bytes, (try? EntryBundle(bundle.entries))?.bytes == bytes,
                    bundle.leafHashes == bundle.entries.map({ .leaf($0) })
                else { broken("a bundle is written otherwise") }
            }
        case .tile: readTiles(bytes)
        case .proof:
            guard let proof = try? LogProof(bytes) else { return }
            guard proof.bytes == bytes else { broken("a proof is written otherwise") }
            _ = try? InclusionProof(
                leafIndex: proof.index, treeSize: proof.checkpoint.claim.size, hashes: proof.hashes
            ).computedRoot(leafHash: .empty)
        case .request:
            guard let request = try? AddCheckpointRequest(bytes) else { return }
            guard request.bytes == bytes else { broken("a request is written otherwise") }
            let record = try? Keys.judge.judge(request, after: nil, at: 1)
            guard record == nil || record?.root == Keys.checkpoint.root else {
                broken("what nobody signed is cosigned")
            }
        case .policy:
            guard let policy = try? TrustPolicy(bytes) else { return }
            guard policy.quorum.isReached(by: Set(policy.witnesses.map(\.key))) else {
                broken("all witnesses together are not enough")
            }
            guard policy.quorum == .none || !policy.quorum.isReached(by: []) else { broken("nobody is enough") }
        case .path:
            let text = String(decoding: bytes, as: UTF8.self)
            if let tile = try? TileCoordinate(path: text), tile.path != text { broken("a path is written otherwise") }
            if let bundle = try? BundleCoordinate(path: text), bundle.path != text {
                broken("a path is written otherwise")
            }
            if let key = try? VerifierKey(text), key.description != text { broken("a key is written otherwise") }
        }
    }

    /// A log whose every tile is cut from the input: no hash may come out of it that is not under the root.
    private func readTiles(_ bytes: [UInt8]) {
        struct Cut: TileReading {
            let bytes: [UInt8]

            func tile(at coordinate: TileCoordinate) throws(TileUnavailable) -> [UInt8] {
                if bytes.count % 3 == 1, coordinate.isPartial { throw TileUnavailable(coordinate, reason: "cut") }
                return Array(bytes.prefix(coordinate.width * TreeHash.byteCount))
            }
        }
        let size = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } >> 1
        let source = Cut(bytes: Array(bytes.dropFirst(8)))
        // A tree of one leaf has its root for its tile: libFuzzer may find that, and is right.
        guard size != 1, var reader = try? TileHashReader(source, size: size, root: .leaf([1])) else { return }
        guard (try? reader.inclusionProof(ofLeaf: size / 2, inTreeOf: size)) == nil else {
            broken("tiles that are not under the root make a proof")
        }
    }
}

/// The keys of the one log and the one witness that are known; the corpus has a checkpoint that both signed.
enum Keys {
    static let log = made { try SigningKey(name: "example.com/log", seed: [UInt8](repeating: 1, count: 32)) }
    static let witness = made { try CosigningKey(name: "witness.example", seed: [UInt8](repeating: 2, count: 32)) }
    static let judge = made { try Witness(keys: [witness], logKeys: [log.verifierKey]) }
    /// All that they ever signed.
    static let checkpoint = made {
        try VerifiedCheckpoint(
            signing: Checkpoint(origin: "example.com/log", size: 1, root: .leaf([1])), with: log)
    }

    private static func made<Value>(_ make: () throws -> Value) -> Value {
        guard let value = try? make() else { broken("the fixed keys cannot be made") }
        return value
    }
}

/// Tells libFuzzer of a law that an input breaks.
func broken(_ law: String) -> Never {
    // INVARIANT: a trap is how libFuzzer learns of a finding and keeps its input; this program does nothing else.
    fatalError(law)
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // INVARIANT: libFuzzer owns `count` bytes from `start` until this returns, and they are copied here.
    Parser.chosen.run(Array(unsafe UnsafeBufferPointer(start: start, count: count)))
    return 0
}
