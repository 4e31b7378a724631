import Foundation
import Inspection
import Testing

@Suite("damaged files")
struct CanaryFuzzTests {
    static let limits = CanaryLimits(fileBytes: 4 << 20, allBytes: 8 << 20, members: 500, depth: 4)

    static func files() throws -> [String: [UInt8]] {
        var files = try PythonFiles.made(phone: "06-1234-5678", name: "鵜殿沢 麟太郎", point: "0312345678901256789012")
        files = files.filter { !$0.key.hasPrefix("bomb") }
        for name in ["openpyxl.xlsx", "shared.xlsx"] { files[name] = try CanaryContainerTests.golden(name) }
        return files
    }

    @Test func `cut off anywhere, a container is never called clean and in full`() throws {
        let search = try CanarySearch(marks: [CanaryContainerTests.phone], limits: Self.limits)
        let files = try Self.files()
        for name in ["outer.zip", "streamed.zip", "shared.xlsx", "members.csv.gz", "archive.tar.gz"] {
            let bytes = try #require(files[name])
            var dice = Dice(seed: 5)
            for _ in 0..<40 {
                // Four bytes tell a container.
                let length = dice.number(4...bytes.count - 1)
                let found = search.search(Array(bytes[..<length]), name: name)
                #expect(!found.notes.isEmpty, "\(name) cut to \(length): \(found.hits)")
            }
        }
    }

    @Test func `changed at random, no file stops the search`() throws {
        let search = try CanarySearch(
            marks: [CanaryContainerTests.phone, CanaryContainerTests.name], limits: Self.limits)
        let files = try Self.files()
        var searched = 0
        for (index, name) in files.keys.sorted().enumerated() {
            let original = try #require(files[name])
            var dice = Dice(seed: UInt64(index))
            for _ in 0..<15 {
                var bytes = original
                for _ in 0..<dice.number(1...12) where !bytes.isEmpty {
                    let at = dice.number(0...bytes.count - 1)
                    switch dice.number(0...4) {
                    case 0: bytes[at] = UInt8(dice.number(0...255))
                    case 1: bytes.removeSubrange(at..<min(bytes.count, at + dice.number(1...40)))
                    case 2:
                        bytes.insert(
                            contentsOf: (0..<dice.number(1...20)).map { _ in UInt8(dice.number(0...255)) }, at: at)
                    case 3: for next in at..<min(bytes.count, at + 4) { bytes[next] = 0xFF }
                    default: bytes[at] ^= 1 << UInt8(dice.number(0...7))
                    }
                }
                let found = search.search(bytes, name: name)
                searched += found.files
                for hit in found.hits { #expect(!hit.found.isEmpty, "\(name)") }
            }
        }
        #expect(searched > 300)
    }

    @Test func `a changed byte in packed content is noted`() throws {
        let search = try CanarySearch(marks: [CanaryContainerTests.phone], limits: Self.limits)
        let bytes = try #require(try Self.files()["long.zip"])
        for at in 70..<110 {
            var changed = bytes
            changed[at] ^= 0x10
            #expect(!search.search(changed, name: "l.zip").notes.isEmpty, "byte \(at)")
        }
    }
}
