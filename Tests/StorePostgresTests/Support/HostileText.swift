/// Made-up text of all that a database, COPY or SQL might stumble over.
struct HostileText: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    static let pieces = [
        "'", "''", "\"", "\\", "\\\\", "\\'", "\t", "\n", "\r", "\r\n", "\\.", "\n\\.\n", "\\N", "\\n", "\\x41",
        "\\101",
        "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{7F}", "\u{80}", "\u{85}", "\u{A0}", "\u{2028}", "\u{202E}", "\u{FEFF}",
        "\u{FFFD}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "\u{D7FF}", "\u{E000}", "😀", "𠮷野家", "é", "e\u{301}", "日本語",
        "ｶﾞ", "$1", "$$", "$tag$", "--", "/*", "*/", ";", "%s", "NULL", "null", " ", "E'", "{", "}", ",", "0", "a", "Z",
    ]

    /// Text without NUL; often short, sometimes empty, seldom long.
    mutating func text(upTo longest: Int = 12) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...longest, using: &self) {
            if Int.random(in: 0..<4, using: &self) > 0 {
                text += Self.pieces.randomElement(using: &self) ?? ""
            } else if let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// A row of cells, NULL among them.
    mutating func row(_ width: Int) -> [String?] {
        (0..<width).map { _ in Int.random(in: 0..<6, using: &self) == 0 ? nil : text() }
    }
}

/// Cells for a comparison byte for byte: Swift takes two ways to write é for the same.
func bytes(_ rows: [[String?]]) -> [[[UInt8]?]] { rows.map { $0.map { $0.map { Array($0.utf8) } } } }

/// As the server's `encode(…, 'hex')` has it.
func hex(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    return String(text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
}
