import Foundation
import Intake
import Testing

@Suite("identifiers")
struct IdentifierTests {
    /// The characters with the Unicode property White_Space.
    private static let blanks =
        Array(UInt32(0x09)...0x0D) + [0x20, 0x85, 0xA0, 0x1680] + Array(UInt32(0x2000)...0x200A)
        + [0x2028, 0x2029, 0x202F, 0x205F, 0x3000]

    private static func trimmed(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
            scalar.map { blanks.contains($0.value) || $0.value < 0x20 } ?? false
        }
        while isBlank(scalars.first) { scalars.removeFirst() }
        while isBlank(scalars.last) { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test("normal forms stay as they are, and say what Unicode says", arguments: 1...8 as ClosedRange<UInt64>)
    func normalForms(seed: UInt64) {
        var dice = Mutations(seed: seed)
        let pieces = [
            "A", "1", "-", " ", "　", "\t", "\0", "\u{7F}", "\u{85}", "\u{A0}", "Ａ", "９", "－", "ｶﾞ", "ｶ", "ﾞ", "㈱", "①",
            "ー", "ﾊﾟ", "é",
            "e\u{301}", "\u{301}", "´", "㋿", "ﬁ", "Å", "\u{FEFF}", "\r\n", "髙", "\u{200B}", "가",
            "\u{1112}\u{1161}\u{11AB}", "＿", "．",
        ]
        for _ in 0..<400 {
            let text = dice.oneIn(3) ? dice.scalars(upTo: 6) : dice.text(pieces, upTo: 6)
            let normal = Identifiers.normalised(text)
            let comment: Comment = "\(text.debugDescription), seed \(seed)"
            #expect(Identifiers.normalised(normal).unicodeScalars.elementsEqual(normal.unicodeScalars), comment)
            let ends = [normal.unicodeScalars.first, normal.unicodeScalars.last].compactMap { $0 }
            #expect(!ends.contains { Self.blanks.contains($0.value) || $0.value < 0x20 }, comment)
            // A string equals another where they are canonically equivalent (NFC), which NFKC is too.
            #expect(normal == Self.trimmed(text.precomposedStringWithCompatibilityMapping), comment)
            #expect(
                Identifiers.normalised(" \(text)　") == Identifiers.normalised(Identifiers.normalised(text)), comment)
            if Identifiers.isPlain(text.utf8) { #expect(normal == text, comment) }
            let number = Identifiers.normalisedNumber(text)
            #expect(Identifiers.normalisedNumber(number) == number, comment)
            #expect(!number.contains("-") && !number.contains(" "), comment)
        }
    }

    @Test("one identifier in its many spellings")
    func spellings() {
        for text in ["AB-12", "ＡＢ－１２", " AB-12\t", "\u{3000}AB-12\r\n", "ＡＢ-12", "\0AB-12\0"] {
            #expect(Identifiers.normalised(text) == "AB-12", "\(text.debugDescription)")
        }
        // To the letter: strings are equal where only their parts differ, but bytes are not.
        for (text, normal) in [("ﾕｰｻﾞｰ１", "ユーザー1"), ("ﾊﾟﾋﾟｳﾞ", "パピヴ"), ("か\u{3099}", "が"), ("㌔", "キロ"), ("㋿", "令和")] {
            #expect(Identifiers.normalised(text).utf8.elementsEqual(normal.utf8), "\(text)")
        }
        #expect(Identifiers.normalised("a b") == "a b", "a space inside stays")
        #expect(Identifiers.normalised("") == "" && Identifiers.normalised(" 　\t") == "")
        #expect(Identifiers.normalised("A") != Identifiers.normalised("a"))
        #expect(Identifiers.normalised("001") != Identifiers.normalised("1"))
    }
}
