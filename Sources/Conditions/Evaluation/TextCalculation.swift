/// What functions make of texts; characters are Unicode's scalars, as PostgreSQL counts them in UTF-8.
enum TextCalculation {
    static func call(_ function: SQLExpression.Function, _ text: Text, _ arguments: [Datum])
        throws(EvaluationFault) -> Datum?
    {
        let scalars = text.scalars
        var numbers: [Int] = []
        var texts: [Text] = []
        for argument in arguments {
            if case .number(let number) = argument {
                // Places in texts are counted with 32 bits.
                guard let whole = number.whole, let place = Int32(exactly: whole) else { throw .outOfRange }
                numbers.append(Int(place))
            }
            if case .text(let text) = argument { texts.append(text) }
        }
        switch function {
        case .lower: return .text(Text(scalars.map { ScalarMapping.asciiLower($0) }))
        case .upper: return .text(Text(scalars.map { ScalarMapping.asciiUpper($0) }))
        case .length: return .integer(Int64(scalars.count))
        case .concatenate: return .text(Text(text.string + (texts.first?.string ?? "")))
        case .substring:
            return .text(Text(substring(scalars, from: numbers[0], count: numbers.count > 1 ? numbers[1] : nil)))
        case .left: return .text(Text(scalars.prefix(kept(numbers[0], of: scalars.count))))
        case .right:
            // PostgreSQL turns the sign round in 32 bits: at the least number its releases differ in what they answer.
            guard numbers[0] != Int32.min else { throw .outOfRange }
            return .text(Text(scalars.suffix(kept(numbers[0], of: scalars.count))))
        case .trim, .trimStart, .trimEnd:
            return .text(Text(trimmed(scalars, texts.first?.scalars ?? [" "], function)))
        case .position: return .integer(Int64(position(of: texts[0].scalars, in: scalars)))
        case .replace: return .text(Text(replaced(scalars, texts[0].scalars, texts[1].scalars)))
        case .startsWith: return .bool(scalars.starts(with: texts[0].scalars))
        default: return nil
        }
    }

    /// From 1; what lies before the first character counts, but is not there.
    private static func substring(_ scalars: [Unicode.Scalar], from: Int, count: Int?) -> ArraySlice<Unicode.Scalar> {
        let start = min(max(0, from - 1), scalars.count)
        guard let count else { return scalars[start...] }
        let end = min(max(start, from - 1 + count), scalars.count)
        return scalars[start..<end]
    }

    private static func kept(_ number: Int, of count: Int) -> Int {
        number >= 0 ? min(number, count) : max(0, count + number)
    }

    private static func trimmed(
        _ scalars: [Unicode.Scalar], _ characters: [Unicode.Scalar], _ function: SQLExpression.Function
    ) -> ArraySlice<Unicode.Scalar> {
        var slice = scalars[...]
        if function != .trimEnd { slice = slice.drop(while: characters.contains) }
        if function != .trimStart { while let last = slice.last, characters.contains(last) { slice.removeLast() } }
        return slice
    }

    private static func position(of part: [Unicode.Scalar], in scalars: [Unicode.Scalar]) -> Int {
        guard part.count <= scalars.count else { return 0 }
        let places = 0...(scalars.count - part.count)
        return (places.first { scalars[$0...].starts(with: part) } ?? -1) + 1
    }

    private static func replaced(
        _ scalars: [Unicode.Scalar], _ part: [Unicode.Scalar], _ other: [Unicode.Scalar]
    ) -> [Unicode.Scalar] {
        guard !part.isEmpty else { return scalars }
        var result: [Unicode.Scalar] = []
        var rest = scalars[...]
        while let first = rest.first {
            if rest.starts(with: part) {
                result += other
                rest = rest.dropFirst(part.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
