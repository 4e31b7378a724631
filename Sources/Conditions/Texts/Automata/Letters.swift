/// The characters that PostgreSQL's texts are made of, numbered without gaps in the order of collation `C`.
///
/// They are the Unicode scalars but U+0000, which PostgreSQL refuses. Surrogates are no scalars.
enum Letters {
    /// How many there are: letters are below this.
    static let count: UInt32 = 0x11_0000 - 0x800 - 1

    /// The number of a scalar; nil for U+0000.
    static func number(_ scalar: Unicode.Scalar) -> UInt32? {
        let value = scalar.value
        if value == 0 { return nil }
        return value < 0xD800 ? value - 1 : value - 0x801
    }

    /// The scalar of a number that is below ``count``.
    static func scalar(_ letter: UInt32) -> Unicode.Scalar {
        let value = letter < 0xD7FF ? letter + 1 : letter + 0x801
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// The letters of a text.
    ///
    /// - Throws: ``TextLanguageError/zeroCharacter``.
    static func of(_ text: String) throws(TextLanguageError) -> [UInt32] {
        guard let letters = known(text) else { throw .zeroCharacter }
        return letters
    }

    /// The letters of a text; nil when it has U+0000.
    static func known(_ text: String) -> [UInt32]? {
        var letters: [UInt32] = []
        letters.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let letter = number(scalar) else { return nil }
            letters.append(letter)
        }
        return letters
    }

    /// The text of letters.
    static func text(_ letters: some Sequence<UInt32>) -> String {
        var scalars = String.UnicodeScalarView()
        for letter in letters { scalars.append(scalar(letter)) }
        return String(scalars)
    }
}
