import Foundation
import Inspection
import Intake
import Testing

@Suite("canaries in text")
struct CanaryPropertyTests {
    /// A text with a mark in it, and where that begins.
    struct Sample {
        var mark: CanaryMark
        var bytes: [UInt8]
        var line: Int
        var column: Int
        var what: String
    }

    static let encodings: [(String, TextEncoding, [UInt8])] = [
        ("utf-8", .utf8, []), ("utf-8 with mark", .utf8, [0xEF, 0xBB, 0xBF]), ("utf-16le", .utf16le, [0xFF, 0xFE]),
        ("utf-16be", .utf16be, [0xFE, 0xFF]), ("utf-16le bare", .utf16le, []), ("utf-16be bare", .utf16be, []),
        ("cp932", .cp932, []), ("euc-jp", .eucJP, []),
    ]

    static func sample(_ seed: UInt64) -> Sample? {
        var made = MadeMarks(seed: seed)
        let mark = made.mark(Int(seed))
        guard CanarySearch.faults(of: [mark]).isEmpty else { return nil }
        let form = made.form(of: mark)
        let writing = made.dice.pick(Writing.allCases)
        var lines = made.lines(made.dice.number(1...12))
        let at = made.dice.number(0...lines.count - 1)
        // In half of the texts a sign stands right before it.
        let left = lines[at].isEmpty || made.dice.oneIn(2) ? lines[at] + "," : lines[at] + "「"
        lines[at] = left + form + made.dice.pick([",", "", "」", "\t", " 様"])
        let (name, encoding, byteOrderMark) = made.dice.pick(Self.encodings)
        guard let bytes = encoding.encode(writing(lines.joined(separator: "\n"))) else { return nil }
        return Sample(
            mark: mark, bytes: byteOrderMark + bytes, line: at + 1, column: writing(left).unicodeScalars.count + 1,
            what: "seed \(seed): `\(form)` \(writing) in \(name)")
    }

    @Test func `a mark is found however it is written, in every encoding, and where it stands`() throws {
        var count = 0
        for batch in 0..<15 {
            let samples = (1...200).compactMap { Self.sample(UInt64(batch * 200 + $0)) }
            let search = try CanarySearch(marks: samples.map(\.mark))
            for sample in samples {
                count += 1
                let found = search.search(sample.bytes, name: "made.csv")
                let place = CanaryPlace(
                    file: "made.csv", position: .text(line: sample.line, column: sample.column))
                #expect(found.hits.map(\.place) == [place], "\(sample.what): \(found.hits)")
                #expect(found.hits.map(\.mark) == [sample.mark], "\(sample.what)")
                #expect(found.notes.isEmpty, "\(sample.what): \(found.notes)")
            }
        }
        #expect(count > 2_000)
    }

    @Test func `text without the marks is clean`() throws {
        for seed in UInt64(1)...20 {
            var made = MadeMarks(seed: 70_000 + seed)
            var marks = (0..<40).map { made.mark($0) }
            let faults = Set(CanarySearch.faults(of: marks).map(\.mark))
            marks.removeAll { faults.contains($0) }
            let search = try CanarySearch(marks: marks)
            let text = made.dice.pick(Writing.allCases)(made.lines(200).joined(separator: "\n"))
            let found = search.search(Array(text.utf8), name: "other.csv")
            #expect(found.isClean, "seed \(seed): \(found.hits) \(found.notes)")
        }
    }

    @Test func `a mark in base64 or hexadecimal digits is found at any place of the groups`() throws {
        let marks = (UInt64(1)...300).map { seed in
            var made = MadeMarks(seed: 90_000 + seed)
            return made.mark(Int(seed))
        }
        let faults = Set(CanarySearch.faults(of: marks).map(\.mark))
        let search = try CanarySearch(marks: marks.filter { !faults.contains($0) })
        for (seed, mark) in marks.enumerated() where !faults.contains(mark) {
            var made = MadeMarks(seed: 91_000 + UInt64(seed))
            let inner = made.dice.text(made.dice.number(0...9), of: "xyz,;山 ") + "," + made.form(of: mark) + ",ok"
            let data = Data(inner.utf8)
            let hex = data.map { String(format: "%02x", $0) }.joined()
            for (form, text) in [
                (CanaryForm.base64, data.base64EncodedString()),
                (.base64, data.base64EncodedString(options: .lineLength64Characters)),
                (.base64, "x" + data.base64EncodedString().trimmingCharacters(in: ["="])),
                (.base64, data.base64EncodedString().replacing("/", with: "\\/")),
                (.hexadecimal, hex), (.hexadecimal, "a" + hex.uppercased()),
            ] {
                let found = search.search(Array("first\nkey: \(text)\nlast".utf8), name: "made.txt")
                #expect(found.hits.count == 1, "seed \(seed): \(text)")
                #expect(found.hits.first?.forms.contains(form) == true, "seed \(seed): \(found.hits)")
                guard case .text(let line, _)? = found.hits.first?.place.position else { continue }
                #expect(text.contains("\n") ? line >= 2 : line == 2, "seed \(seed)")
            }
        }
    }
}
