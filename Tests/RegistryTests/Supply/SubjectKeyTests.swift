import Intake
import Testing

@testable import Registry

@Suite("numbers of supply points and facilities")
struct SubjectKeyTests {
    static let point = "0212345678901234567890"

    @Test(
        "one number in the ways that people write it",
        arguments: [
            point, " \(point) ", "０２１２３４５６７８９０１２３４５６７８９０", "02-1234-5678-9012-3456-7890",
            "02 1234 5678 9012 3456 7890", "02－1234－5678－9012－3456－7890", "02‐1234‑5678‒9012–3456—7890",
            "02―1234−5678ー9012ｰ3456-7890", "０２　１２３４　５６７８　９０１２　３４５６　７８９０", "\u{3000}\(point)\t",
        ])
    func spellings(_ text: String) throws {
        let key = try #require(SubjectKey(text), "\(text)")
        #expect(key.text == Self.point)
        #expect(!key.isFacility && key.hasKnownArea)
    }

    @Test(
        "what is no number",
        arguments: [
            "", " ", "021234567890123456789", "02123456789012345678901", "02123456789012345678X0",
            "+212345678901234567890",
            "02,1234567890123456789", "A12345678", "A1234567890", "１A23456789", "AB12345678", "Ａ12345678X",
            "é123456789",
            "[123456789", "@123456789", "0123456789", "٠٢١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩٠",
        ])
    func refused(_ text: String) {
        #expect(SubjectKey(text) == nil, "\(text)")
    }

    @Test("a facility is a letter and nine digits, in either case and any width")
    func facilities() throws {
        for text in ["A000123456", "a000123456", "Ａ０００１２３４５６", "ａ000-123-456", " A000 123456"] {
            let key = try #require(SubjectKey(text), "\(text)")
            #expect(key.text == "A000123456" && key.isFacility && key.hasKnownArea)
        }
        #expect(SubjectKey("A000000000") != SubjectKey("B000000000"))
    }

    @Test("the area is one of ten")
    func areas() throws {
        for area in 0...99 {
            let key = try #require(SubjectKey((area < 10 ? "0\(area)" : "\(area)") + "00000000000000000000"))
            #expect(key.hasKnownArea == (1...10).contains(area), "area \(area)")
        }
    }

    @Test("keys are equal only if the digits are, and give them back", arguments: [1, 2, 3] as [UInt64])
    func exact(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<2000 {
            var digits = (0..<22).map { _ in dice.pick([0, 0, 1, 9, dice.number(0...9)]) }
            let text = digits.map(String.init).joined()
            let key = try #require(SubjectKey(text), "\(text), seed \(seed)")
            #expect(key.text == text, "seed \(seed)")
            let plain = Array(text.utf8) + Array(repeating: 0x39, count: RowScanner.padding)
            let atOnce = unsafe plain.withUnsafeBufferPointer { unsafe SubjectKey(plain: $0.baseAddress!, count: 22) }
            #expect(atOnce == key, "seed \(seed)")
            digits[dice.number(0...21)] = dice.number(0...9)
            let other = digits.map(String.init).joined()
            #expect((SubjectKey(other) == key) == (other == text), "\(text) and \(other), seed \(seed)")
        }
    }

    @Test("plain bytes are read at once only if all 22 are digits")
    func plainBytes() {
        for place in 0..<22 {
            for byte in UInt8.min...UInt8.max {
                var bytes = Array(Self.point.utf8) + Array(repeating: 0x30, count: RowScanner.padding)
                bytes[place] = byte
                let key = unsafe bytes.withUnsafeBufferPointer { unsafe SubjectKey(plain: $0.baseAddress!, count: 22) }
                #expect((key != nil) == (0x30...0x39).contains(byte), "byte \(byte) at \(place)")
            }
        }
    }
}
