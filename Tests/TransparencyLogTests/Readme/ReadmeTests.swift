import Foundation
import Testing
import TransparencyLog

struct ReadmeTests {
    @Test func `the worked example of the README does what it says`() async throws {
        // The README's lines, as they stand there.
        let logKey = try SigningKey(generatedFor: "log.example/views")
        var log = TileAppender()
        var served = MemoryTiles()
        let entries = (0..<1000).map { Array("entry \($0)".utf8) }
        for tile in log.append(entries.map { TreeHash.leaf($0) }) {
            served.store(tile)  // a file at tile.coordinate.path
        }
        let checkpoint = try VerifiedCheckpoint(
            signing: Checkpoint(origin: "log.example/views", size: log.size, root: log.root), with: logKey)

        let witnessKey = try CosigningKey(generatedFor: "witness.example")
        let witness = try Witness(keys: [witnessKey], logKeys: [logKey.verifierKey])
        let state = MemoryWitnessState()  // yours is a database with compare-and-swap

        var reader = try TileHashReader(served, checkpoint: checkpoint)
        var client = WitnessClient(witnesses: [witnessKey.verifierKey])
        let request = try client.request(for: checkpoint, from: &reader)
        let response = await witness.respond(to: request.bytes, at: 1_700_000_000, state: state)
        guard case .cosigned(let cosigned) = try client.outcome(of: response, for: checkpoint) else { return }

        let proof = try LogProof(
            reader.inclusionProof(ofLeaf: 421, inTreeOf: cosigned.size), checkpoint: cosigned)
        let file = proof.bytes

        let policy = try TrustPolicy(
            """
            log \(logKey.verifierKey)
            witness w \(witnessKey.verifierKey)
            quorum w

            """)
        let seen = try LogProof(file).verify(leafHash: .leaf(Array("entry 421".utf8)), policy: policy)
        // The end of the README's lines.
        #expect(response.status == 200)
        #expect(seen.size == 1000)
        #expect(seen.cosignatures.map(\.witness) == [witnessKey.verifierKey])
        #expect(throws: LogProofError.self) {
            try LogProof(file).verify(leafHash: .leaf(Array("entry 422".utf8)), policy: policy)
        }
    }

    @Test func `the README's code is this test's`() throws {
        // Tests/TransparencyLogTests/Readme/ReadmeTests.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(
            contentsOf: root.appendingPathComponent("Sources/TransparencyLog/README.md"), encoding: .utf8)
        let test = try String(contentsOfFile: #filePath, encoding: .utf8)
        let trimmed = { (text: Substring) in text.drop { $0 == " " } }
        var code = false
        var lines: [Substring] = []
        for line in readme.split(separator: "\n") {
            if line.hasPrefix("```") { code = line == "```swift" } else if code { lines.append(trimmed(line)) }
        }
        let begin = try #require(test.range(of: "// The README's lines, as they stand there.\n"))
        let end = try #require(test.range(of: "// The end of the README's lines.\n"))
        let tested = test[begin.upperBound..<end.lowerBound].split(separator: "\n").map(trimmed).filter { !$0.isEmpty }
        #expect(lines.count > 25)
        #expect(lines == tested)
    }
}
