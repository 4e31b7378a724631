/// The symbols of every scalar for one automaton.
struct SymbolTable: Sendable {
    /// For each scalar below U+10000 the first symbol in the low half and the second, or none, in the high half; or
    /// `many` in the low half and an index into `longer` in the high half.
    let plain: [UInt32]
    /// The symbols of scalars that give more than two.
    let longer: [[UInt16]]
    /// The symbol of each unit that has one.
    private let symbols: [UInt32: UInt16]

    /// Stands where a scalar gives more than two symbols.
    static let many: UInt16 = .max

    /// The table for an automaton.
    init(_ automaton: MarkAutomaton) {
        let units = FoldTable.units
        let starts = FoldTable.starts
        var plain = [UInt32](repeating: 0, count: 0x10000)
        var longer: [[UInt16]] = []
        var numbers: [[UInt16]: Int] = [:]
        for value in 0..<0x10000 where starts[value] < starts[value + 1] {
            let range = Int(starts[value])..<Int(starts[value + 1])
            func symbol(_ offset: Int) -> UInt32 {
                UInt32(automaton.symbols[units[range.lowerBound + offset]] ?? MarkAutomaton.foreign)
            }
            switch range.count {
            case 1: plain[value] = symbol(0)
            case 2: plain[value] = symbol(0) | symbol(1) << 16
            default:
                let all = (0..<range.count).map { UInt16(symbol($0)) }
                if all.allSatisfy({ $0 == MarkAutomaton.foreign }) {
                    plain[value] = UInt32(MarkAutomaton.foreign)
                } else {
                    let number = numbers[all] ?? longer.count
                    if number == longer.count {
                        longer.append(all)
                        numbers[all] = number
                    }
                    plain[value] = UInt32(Self.many) | UInt32(number) << 16
                }
            }
        }
        self.plain = plain
        self.longer = longer
        self.symbols = automaton.symbols
    }

    /// The symbols of a scalar from U+10000 on.
    func symbols(ofRare value: UInt32) -> [UInt16] {
        guard let scalar = Unicode.Scalar(value) else { return [MarkAutomaton.foreign] }
        return Folding.all.units(of: scalar).map { symbols[$0] ?? MarkAutomaton.foreign }
    }
}
