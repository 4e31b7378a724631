import Foundation
import Testing

@testable import TransparencyLog

@Suite(.enabled(if: TlogVectors.folder != nil, "no conformance folder beside the repository"))
struct LogVectorTests {
    struct Note: Decodable {
        let file: String?
        let vkey: String?
        let vkey_valid: String?
        let signature_only: String?
        let timestamp: UInt64?
    }

    /// Tessera's log; its tiles lie in a folder.
    struct Files: TileReading {
        func tile(at coordinate: TileCoordinate) throws(TileUnavailable) -> [UInt8] {
            guard let bytes = try? TlogVectors.bytes("tessera-log/\(coordinate.path)") else {
                throw TileUnavailable(coordinate, reason: "there is no such file")
            }
            return bytes
        }
    }

    @Test func `the notes of other makers verify, and with any byte of the text changed they do not`() throws {
        var notes = 0
        var flips = 0
        for vector in try vectors() {
            guard let file = vector.file, let text = vector.vkey else { continue }
            let key = try VerifierKey(text)
            #expect(key.description == text)
            let bytes = try TlogVectors.bytes("note/\(file)")
            let note = try SignedNote(bytes)
            #expect(note.bytes == bytes)
            #expect(try note.signers(among: [key]) == [key])
            notes += 1
            for place in note.textBytes.indices {
                var changed = bytes
                changed[place] ^= 1
                #expect(throws: NoteError.self) { _ = try SignedNote(changed).verifiedText(by: [key]) }
                flips += 1
            }
        }
        print("notes: \(notes) verify, \(flips) with a changed byte do not")
        #expect(notes == 3)
    }

    @Test func `keys and cosignatures of other makers are read`() throws {
        for vector in try vectors() {
            if let text = vector.vkey_valid { #expect(try VerifierKey(text).description == text) }
            if let base64 = vector.signature_only, let timestamp = vector.timestamp {
                let line = "— remora.n621.de \(base64)\n"
                let signature = try #require(try NoteSignature.parse(lines: Array(line.utf8)).first)
                #expect(signature.line == line)
                #expect(signature.signature.count == 72)
                #expect(signature.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } == timestamp)
            }
        }
    }

    @Test func `the checksum database's checkpoint is one, under another name than its key's`() throws {
        let bytes = try TlogVectors.bytes("note/sum.golang.org-35225469.note")
        let key = try VerifierKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
        let checkpoint = try UnverifiedCheckpoint(bytes)
        #expect(throws: CheckpointError.self) { try checkpoint.verified(by: key) }
        #expect(try checkpoint.verified(by: key, origin: "go.sum database tree").size == 35_225_469)
    }

    @Test func `every checkpoint of Tessera's log verifies with its tiles and entries`() throws {
        let key = try VerifierKey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx")
        var checkpoints: [VerifiedCheckpoint] = []
        for size in UInt64(0)...15 {
            let checkpoint = try UnverifiedCheckpoint(TlogVectors.bytes("tessera-log/checkpoint.\(size)"))
                .verified(by: key)
            #expect(checkpoint.size == size)
            var reader = try TileHashReader(Files(), checkpoint: checkpoint)
            if let coordinate = BundleCoordinate(index: 0, inLogOf: size) {
                let bytes = try TlogVectors.bytes("tessera-log/\(coordinate.path)")
                let bundle = try EntryBundle(coordinate, bytes: bytes)
                #expect(try reader.verify(bundle, at: 0).count == Int(size))
                #expect(try EntryBundle(bundle.entries).bytes == bytes)
                // The log made again from its entries has the same tiles, byte for byte.
                var appender = TileAppender()
                let tiles = appender.append(bundle.leafHashes)
                #expect(tiles.map(\.coordinate) == TileCoordinate.edge(ofTreeOf: size))
                for tile in tiles { #expect(try tile.bytes == Files().tile(at: tile.coordinate)) }
                #expect(appender.root == checkpoint.root)
            }
            for older in checkpoints where older.size > 0 {
                let proof = try reader.consistencyProof(from: older.size, to: size)
                try proof.verify(oldRoot: older.root, newRoot: checkpoint.root)
            }
            checkpoints.append(checkpoint)
        }
        print("tessera-log: \(checkpoints.count) checkpoints verify, and so do the proofs between them")
    }

    private func vectors() throws -> [Note] {
        try JSONDecoder().decode([Note].self, from: Data(TlogVectors.bytes("note/vectors.json")))
    }
}
