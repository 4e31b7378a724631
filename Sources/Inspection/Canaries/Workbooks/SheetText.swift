/// The cells of a sheet as one text: a line for each row, a tab between cells.
struct SheetText {
    /// The text, in UTF-8.
    var text: [UInt8] = []
    /// What of the XML became part of it.
    var parts: [Range<Int>] = []
    /// The shared strings that its cells use, by their index.
    var used: Set<Int> = []
    /// Whether a cell uses a shared string that is not there.
    var isDamaged = false
    /// Whether the text would have more bytes than the limit.
    var isTooLarge = false
    private var starts: [Int] = []
    private var names: [String] = []

    /// The cells in the XML of a sheet.
    init(_ xml: [UInt8], _ strings: SharedStrings, limit: Int) {
        var scanner = MarkupScanner(xml)
        var (row, column) = (0, 0)
        var kind = ""
        var (inValue, inText, inCell) = (false, false, false)
        while let token = scanner.next() {
            switch token {
            case .start("row", let attributes, _):
                row = scanner.attribute("r", in: attributes).flatMap { Int($0) } ?? row &+ 1
                column = 0
                text.append(0x0A)
            case .start("c", let attributes, let isEmpty):
                column += 1
                kind = scanner.attribute("t", in: attributes) ?? "n"
                let name = scanner.attribute("r", in: attributes) ?? Self.letters(column) + String(row)
                column = Self.column(of: name) ?? column
                guard !isEmpty else { continue }
                inCell = true
                text.append(0x09)
                starts.append(text.count)
                names.append(name)
            case .end("c"): (inCell, inValue, inText) = (false, false, false)
            case .start("v", _, let isEmpty): inValue = inCell && !isEmpty
            case .end("v"): inValue = false
            case .start("t", _, let isEmpty): inText = inCell && !isEmpty
            case .end("t"): inText = false
            case .text(let range) where inText:
                text += xml[range]
                parts.append(range)
            case .text(let range) where inValue && kind != "s":
                text += xml[range]
                parts.append(range)
            case .text(let range) where inValue:
                guard let index = Int(String(decoding: xml[range], as: UTF8.self)),
                    strings.entries.indices.contains(index)
                else {
                    isDamaged = true
                    continue
                }
                text += strings.entries[index].text
                parts.append(range)
                used.insert(index)
            default: continue
            }
            if text.count > limit {
                isTooLarge = true
                return
            }
        }
    }

    /// The cell in which a byte of the text stands.
    func cell(at offset: Int) -> String {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? names[low - 1] : "A1"
    }

    /// The letters of a column, from 1.
    static func letters(_ column: Int) -> String {
        var rest = column
        var letters: [UInt8] = []
        while rest > 0 {
            rest -= 1
            letters.append(UInt8(0x41 + rest % 26))
            rest /= 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }

    /// The column of a cell's name, from 1; nil where it has none.
    private static func column(of name: String) -> Int? {
        let letters = name.utf8.prefix { (0x41...0x5A).contains($0) }
        guard (1...3).contains(letters.count) else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1 - 0x40) }
    }
}

extension [UInt8] {
    /// The same bytes with spaces in some places.
    func blanked(_ ranges: some Sequence<Range<Int>>) -> [UInt8] {
        var bytes = self
        for range in ranges {
            for index in range where bytes[index] != 0x0A { bytes[index] = 0x20 }
        }
        return bytes
    }
}
