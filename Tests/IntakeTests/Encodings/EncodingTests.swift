import Foundation
import Intake
import Testing

@Suite("encodings")
struct EncodingTests {
    /// Every pair of bytes that CP932 could have, with what the C library makes of it.
    private static let pairs: [(bytes: [UInt8], text: String?)] = (UInt8(0x81)...0xFC).flatMap { lead in
        (UInt8(0x30)...0xFF).map { trail in
            let utf8 =
                (0xA0...0xDF).contains(lead) ? nil : SystemIconv.convert([lead, trail], from: "CP932", to: "UTF-8")
            return ([lead, trail], utf8.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private static func isPrivate(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) }
    }

    @Test("CP932 is Windows' own, pair by pair, both ways")
    func windows() throws {
        var count = 0
        for (bytes, text) in Self.pairs where !(0xA0...0xDF).contains(bytes[0]) {
            guard let text, text.unicodeScalars.count == 1, !Self.isPrivate(text) else {
                #expect(throws: EncodingFault(encoding: .cp932, offset: 0), "\(bytes)") {
                    try TextEncoding.cp932.decode(bytes)
                }
                continue
            }
            count += 1
            #expect(try TextEncoding.cp932.decode(bytes) == text, "\(bytes)")
            // Some characters stand in two or three places; all agree which of them is written.
            let written = SystemIconv.convert(Array(text.utf8), from: "UTF-8", to: "CP932")
            #expect(TextEncoding.cp932.encode(text) == written, "\(text)")
        }
        // JIS X 0208 has 6,879 characters, NEC's row 13 has 83, IBM's additions stand twice: 374 and 388.
        #expect(count == 6879 + 83 + 374 + 388)
    }

    @Test("what Shift_JIS lacks survives, and what other systems write otherwise is understood")
    func survivors() throws {
        for (text, bytes) in [
            ("①", [0x87, 0x40]), ("㈱", [0x87, 0x8A]), ("髙", [0xFB, 0xFC]), ("～", [0x81, 0x60]), ("－", [0x81, 0x7C]),
            ("﨑", [0xFA, 0xB1]), ("Ⅰ", [0x87, 0x54]), ("ⅰ", [0xFA, 0x40]), ("￢", [0x81, 0xCA]), ("∵", [0x81, 0xE6]),
            ("№", [0x87, 0x82]), ("ｱ", [0xB1]), ("\\", [0x5C]), ("表", [0x95, 0x5C]), ("ポ", [0x83, 0x7C]),
        ] as [(String, [UInt8])] {
            #expect(TextEncoding.cp932.encode(text) == bytes, "\(text)")
            #expect(try TextEncoding.cp932.decode(bytes) == text, "\(text)")
        }
        for (twin, text) in [
            ("〜", "～"), ("−", "－"), ("—", "―"), ("‖", "∥"), ("¢", "￠"), ("£", "￡"), ("¬", "￢"), ("¦", "￤"), ("¥", "\\"),
        ] {
            #expect(TextEncoding.cp932.encode(twin) == TextEncoding.cp932.encode(text), "\(twin)")
            #expect(TextEncoding.cp932.encode(twin) != nil, "\(twin)")
        }
        for text in ["한", "é", "😀", "\u{E000}", "\u{80}", "㎡\u{301}"] {
            #expect(TextEncoding.cp932.encode(text) == nil, "\(text)")
        }
    }

    @Test("EUC-JP is JIS X 0208 by its rows and cells, and half-width katakana")
    func eucJP() throws {
        var count = 0
        for (bytes, text) in Self.pairs {
            guard let text, bytes[0] < 0xEB, bytes[0] != 0x87, bytes[0] < 0x85 || bytes[0] > 0x87 else { continue }
            // From Shift_JIS to rows and cells: JIS X 0208:1997, annex 1.
            let lead = Int(bytes[0]) - (bytes[0] >= 0xE0 ? 0xC1 : 0x81)
            let trail = Int(bytes[1])
            let row = lead * 2 + (trail >= 0x9F ? 2 : 1)
            let cell = trail >= 0x9F ? trail - 0x9E : trail - 0x3F - (trail >= 0x80 ? 1 : 0)
            let euc = [UInt8(row + 0xA0), UInt8(cell + 0xA0)]
            // Seven signs have other codes there; the rest are the same characters.
            let others = ["～": "〜", "∥": "‖", "－": "−", "￠": "¢", "￡": "£", "￢": "¬", "―": "—", "＼": "\\"]
            let found = try TextEncoding.eucJP.decode(euc)
            #expect(found == text || found == others[text], "\(euc) \(text) \(found)")
            #expect(TextEncoding.eucJP.encode(found).map { $0 == euc || found == "\\" } == true, "\(found)")
            count += 1
        }
        #expect(count == 6879)
        for value in UInt8(0xA1)...0xDF {
            let text = String(UnicodeScalar(UInt32(value) - 0xA1 + 0xFF61) ?? "?")
            #expect(try TextEncoding.eucJP.decode([0x8E, value]) == text)
            #expect(TextEncoding.eucJP.encode(text) == [0x8E, value])
        }
    }

    @Test(
        "UTF-8 is valid where the standard library says so, and the fault is where the valid part ends",
        arguments: 1...6 as ClosedRange<UInt64>)
    func utf8(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        var faults = 0
        for _ in 0..<400 {
            var bytes = Array(dice.scalars(upTo: 12).utf8)
            if !dice.oneIn(3) { bytes = dice.mutate(bytes + [0xE3, 0x81, 0x82, 0xED, 0x9F, 0xBF]) }
            // A byte order mark is not text, and is taken off.
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { continue }
            if let text = String(validating: bytes, as: UTF8.self) {
                #expect(try TextEncoding.utf8.decode(bytes).utf8.elementsEqual(text.utf8), "\(bytes), seed \(seed)")
            } else {
                faults += 1
                let valid = (0..<bytes.count).last { String(validating: bytes[..<$0], as: UTF8.self) != nil }
                #expect(throws: EncodingFault(encoding: .utf8, offset: valid ?? 0), "\(bytes), seed \(seed)") {
                    try TextEncoding.utf8.decode(bytes)
                }
            }
        }
        #expect((50..<350).contains(faults), "seed \(seed)")
    }

    @Test(
        "UTF-16 is what Foundation reads, in both byte orders, and half a pair is a fault",
        arguments: 1...6 as ClosedRange<UInt64>)
    func utf16(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        for (encoding, theirs) in [
            (TextEncoding.utf16le, String.Encoding.utf16LittleEndian), (.utf16be, .utf16BigEndian),
        ] {
            for _ in 0..<150 {
                let text = dice.scalars(upTo: 12)
                guard !text.unicodeScalars.contains(where: { [0xFEFF, 0xFFFE].contains($0.value) }) else { continue }
                let bytes = try #require(encoding.encode(text))
                #expect(bytes == text.data(using: theirs).map(Array.init), "seed \(seed)")
                #expect(try encoding.decode(bytes).unicodeScalars.elementsEqual(text.unicodeScalars), "seed \(seed)")
                let marked = try #require(encoding.encode("\u{FEFF}" + text))
                #expect(try encoding.decode(marked).unicodeScalars.elementsEqual(text.unicodeScalars), "seed \(seed)")
                let units = (0..<dice.number(1...6)).map { _ in
                    UInt16(dice.pick([0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0x41, dice.number(0x3040...0x30FF)]))
                }
                let mixed = units.flatMap { unit in
                    let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
                    return encoding == .utf16le ? [low, high] : [high, low]
                }
                let valid = String(validating: units, as: UTF16.self)
                #expect((try? encoding.decode(mixed)) == valid, "\(units), seed \(seed)")
                #expect(throws: EncodingFault.self, "an odd byte") { try encoding.decode(bytes + [0x41]) }
            }
        }
    }

    @Test("what cannot be read is told by its place")
    func faults() {
        for (encoding, bytes, offset) in [
            (.cp932, [0x41, 0x80], 1), (.cp932, [0x41, 0xA0], 1), (.cp932, [0x83, 0x7C, 0x83], 2),
            (.cp932, [0x83, 0x0A], 0),
            (.cp932, [0xFF], 0), (.cp932, [0xF0, 0x40], 0), (.eucJP, [0x41, 0xFF], 1), (.eucJP, [0xA4], 0),
            (.eucJP, [0xA4, 0xA2, 0xA4, 0x41], 2), (.utf8, [0x41, 0xC0, 0x80], 1), (.utf8, [0xE3, 0x81], 0),
            (.utf16le, [0x00, 0xDC], 0), (.utf16be, [0x00, 0x41, 0xD8, 0x00], 2), (.utf16le, [0xFE, 0xFF], 0),
        ] as [(TextEncoding, [UInt8], Int)] {
            #expect(throws: EncodingFault(encoding: encoding, offset: offset), "\(encoding) \(bytes)") {
                try encoding.decode(bytes)
            }
        }
    }

    @Test(
        "text that an encoding can write comes back the same, and commas stay commas",
        arguments: 1...6 as ClosedRange<UInt64>)
    func roundTrips(seed: UInt64) throws {
        var dice = Mutations(seed: seed)
        let pieces = [
            "a", "\\", "|", "~", "表", "ソ", "能", "ｶﾞ", "髙", "㈱", "①", "ー", "供給地点", "\n", ",", "\"", "\0", "é", "한",
        ]
        for encoding in TextEncoding.allCases {
            var written = 0
            for _ in 0..<60 {
                let text = dice.text(pieces, upTo: 8)
                guard let bytes = encoding.encode(text) else { continue }
                written += 1
                #expect(try encoding.decode(bytes) == text, "\(encoding), seed \(seed)")
                if encoding.splitsAsASCII {
                    for byte in [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n")] {
                        #expect(
                            bytes.count { $0 == byte } == text.utf8.count { $0 == byte },
                            "\(encoding) \(text), seed \(seed)")
                    }
                }
            }
            #expect(written > 5, "\(encoding), seed \(seed)")
        }
    }

    @Test("random bytes are read or refused, with a place inside them", arguments: TextEncoding.allCases)
    func fuzz(encoding: TextEncoding) {
        for seed in 1...4 as ClosedRange<UInt64> {
            var dice = Mutations(seed: seed)
            for _ in 0..<200 {
                let bytes = (0..<dice.number(0...24)).map { _ in UInt8(dice.number(0...255)) }
                do {
                    #expect(try encoding.decode(bytes).utf8.count <= bytes.count * 3, "\(bytes)")
                } catch {
                    #expect(
                        bytes.indices.contains(error.offset),
                        "\(bytes), seed \(seed)")
                }
            }
        }
    }
}
