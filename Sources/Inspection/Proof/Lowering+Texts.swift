import Conditions
import Intake

extension Lowering {
    /// Where a text is in a language, or where it is not; in both cases it is known.
    func member(
        _ text: SQLExpression, _ condition: SQLExpression, _ wanted: Bool,
        _ make: () throws(TextLanguageError) -> TextLanguage
    ) throws(Undecided) -> Term {
        let language: TextLanguage
        do throws(TextLanguageError) { language = try make() } catch { throw Undecided(condition, error) }
        return solver.and([try isKnown(text), try isIn(text, wanted ? language : language.complement)])
    }

    /// Where a text that is known is in a language.
    func isIn(_ text: SQLExpression, _ language: TextLanguage) throws(Undecided) -> Term {
        switch text.form {
        case .literal(.text(let literal)?): return solver.truth(language.contains(literal.string))
        case .literal: return solver.no
        case .column(let column):
            guard let variable = try cell(column, text).text else { return try undecided(text, "text") }
            return model.texts.isIn(variable, language)
        case .choice(let branches, let otherwise):
            return try chosen(branches, otherwise, try isIn(otherwise, language)) { part throws(Undecided) in
                try isIn(part, language)
            }
        case .coalesce(let parts):
            var result = solver.no
            for part in parts.reversed() { result = solver.choose(try isKnown(part), try isIn(part, language), result) }
            return result
        case .nullIf(let left, _): return try isIn(left, language)
        case .cast(let part): return try written(text, part, language)
        case .call(.toChar, let parts): return try written(text, parts[0], language)
        case .call(.concatenate, let parts): return try joined(text, parts, language)
        case .call(let function, let parts):
            let inner: TextLanguage?
            do throws(TextLanguageError) {
                inner = try Self.preimage(language, function, parts.dropFirst().map(\.form))
            } catch {
                throw Undecided(text, error)
            }
            guard let inner else { return try undecided(text, function.rawValue) }
            return try isIn(parts[0], inner)
        default: return try undecided(text, "text")
        }
    }

    private func isWord(_ text: SQLExpression, _ word: Text) throws(Undecided) -> Term {
        let language: TextLanguage
        do throws(TextLanguageError) { language = try .exactly(word.string) } catch { throw Undecided(text, error) }
        return try isIn(text, language)
    }

    /// The texts of which a function makes one of a language; nil where its other arguments do not stand there.
    private static func preimage(
        _ language: TextLanguage, _ function: SQLExpression.Function, _ arguments: [SQLExpression.Form]
    ) throws(TextLanguageError) -> TextLanguage? {
        var numbers: [Int] = []
        var texts: [String] = []
        for argument in arguments {
            switch argument {
            case .literal(.number(let number)?): numbers.append(Int(clamping: number.floor))
            case .literal(.text(let text)?): texts.append(text.string)
            default: return nil
            }
        }
        switch function {
        case .lower: return try language.preimage(ofMapping: .asciiLower)
        case .upper: return try language.preimage(ofMapping: .asciiUpper)
        case .substring:
            return try language.preimage(ofSubstringFrom: numbers[0], length: numbers.count > 1 ? numbers[1] : nil)
        case .left: return try language.preimage(ofLeft: numbers[0])
        // At the least number of 32 bits the releases of PostgreSQL differ.
        case .right where numbers[0] == Int32.min: return nil
        case .right: return try language.preimage(ofRight: numbers[0])
        case .trim: return try language.preimage(ofTrimming: .both, characters: texts.first ?? " ")
        case .trimStart: return try language.preimage(ofTrimming: .leading, characters: texts.first ?? " ")
        case .trimEnd: return try language.preimage(ofTrimming: .trailing, characters: texts.first ?? " ")
        case .replace: return try language.preimage(ofReplacing: texts[0], with: texts[1])
        default: return nil
        }
    }

    /// One text after the other: where the first ends, the second goes on.
    private func joined(_ text: SQLExpression, _ parts: [SQLExpression], _ language: TextLanguage) throws(Undecided)
        -> Term
    {
        let splits: [(TextLanguage, TextLanguage)]
        do throws(TextLanguageError) {
            if case .literal(.text(let end)?) = parts[1].form {
                splits = [(try language.preimage(ofAppending: end.string), .all)]
            } else if case .literal(.text(let start)?) = parts[0].form {
                splits = [(.all, try language.preimage(ofPrepending: start.string))]
            } else {
                splits = try language.splits().map { ($0.first, $0.second) }
            }
        } catch {
            throw Undecided(text, error)
        }
        var terms: [Term] = []
        for (first, second) in splits {
            terms.append(solver.and([try isIn(parts[0], first), try isIn(parts[1], second)]))
        }
        return solver.or(terms)
    }

    /// A day or a number written as a text, where few texts come into question.
    private func written(_ text: SQLExpression, _ part: SQLExpression, _ language: TextLanguage) throws(Undecided)
        -> Term
    {
        let isNegated = !language.isFinite
        let words = isNegated ? language.complement : language
        guard words.isFinite, words.count(upTo: 400) < 400 else { return try undecided(text, "to_char") }
        let quantity = try number(part)
        var terms: [Term] = []
        let value =
            part.type == .timestamp && !quantity.isDays
            ? solver.quotient(quantity.value, RowModel.microsecondsOfDay) : quantity.value
        for word in words.first(400) {
            for form in WrittenForms.forms(word, of: text) {
                switch form {
                case .range(let range): terms.append(model.within(value, range))
                case .each(let month, let day):
                    let date = civil(value)
                    var parts = [isFinite(value, .date)]
                    if let month { parts.append(solver.same(date.month, solver.number(Int128(month)))) }
                    if let day { parts.append(solver.same(date.day, solver.number(Int128(day)))) }
                    terms.append(solver.and(parts))
                }
            }
        }
        let found = solver.or(terms)
        return isNegated ? solver.not(found) : found
    }

    // MARK: Comparisons

    func texts(
        _ comparison: SQLExpression.Comparison, _ left: SQLExpression, _ right: SQLExpression
    ) throws(Undecided) -> Term {
        if case .literal(let datum) = right.form {
            return try beside(datum, comparison, left)
        }
        if case .literal(let datum) = left.form {
            return try beside(datum, comparison.turned, right)
        }
        let known = solver.and([try isKnown(left), try isKnown(right)])
        guard comparison == .equal || comparison == .notEqual else {
            return try undecided(left, "text \(comparison.rawValue) text")
        }
        let same = try areSame(left, right)
        return solver.and([known, comparison == .equal ? same : solver.not(same)])
    }

    private func beside(
        _ datum: Datum?, _ comparison: SQLExpression.Comparison, _ text: SQLExpression
    ) throws(Undecided) -> Term {
        guard case .text(let literal)? = datum else { return solver.no }
        let word = literal.string
        return try member(text, text, true) { () throws(TextLanguageError) in
            switch comparison {
            case .equal: try TextLanguage.exactly(word)
            case .notEqual: try TextLanguage.exactly(word).complement
            case .less: try TextLanguage.less(than: word)
            case .lessOrEqual: try TextLanguage.lessOrEqual(to: word)
            case .greater: try TextLanguage.lessOrEqual(to: word).complement
            case .greaterOrEqual: try TextLanguage.less(than: word).complement
            }
        }
    }

    /// Where two texts that are known are the same.
    private func areSame(_ left: SQLExpression, _ right: SQLExpression) throws(Undecided) -> Term {
        switch (left.form, right.form) {
        case (.column(let one), .column(let other)):
            guard let first = try cell(one, left).text, let second = try cell(other, right).text else {
                return try undecided(left, "text = text")
            }
            return model.texts.areSame(first, second)
        case (.literal(.text(let word)?), _): return try isWord(right, word)
        case (_, .literal(.text(let word)?)): return try isWord(left, word)
        case (.literal, _), (_, .literal): return solver.no
        case (.choice(let branches, let otherwise), _):
            return try chosen(branches, otherwise, try areSame(otherwise, right)) { part throws(Undecided) in
                try areSame(part, right)
            }
        case (.coalesce(let parts), _):
            var result = solver.no
            for part in parts.reversed() { result = solver.choose(try isKnown(part), try areSame(part, right), result) }
            return result
        case (.nullIf(let inner, _), _): return try areSame(inner, right)
        case (_, .choice), (_, .coalesce), (_, .nullIf): return try areSame(right, left)
        default: return try undecided(left, "text = text")
        }
    }

    /// A comparison of a text's length, or of a part's place in it, with a number that stands there.
    func textNumber(
        _ comparison: SQLExpression.Comparison, _ left: SQLExpression, _ right: SQLExpression
    ) throws(Undecided) -> Term? {
        if case .call(let function, let parts) = left.form, [.length, .position].contains(function),
            case .literal(let datum) = right.form
        {
            return try textNumber(comparison, function, parts, datum, left)
        }
        if case .call(let function, let parts) = right.form, [.length, .position].contains(function),
            case .literal(let datum) = left.form
        {
            return try textNumber(comparison.turned, function, parts, datum, right)
        }
        return nil
    }

    private func textNumber(
        _ comparison: SQLExpression.Comparison, _ function: SQLExpression.Function, _ parts: [SQLExpression],
        _ datum: Datum?, _ expression: SQLExpression
    ) throws(Undecided) -> Term {
        guard case .number(let number)? = datum else { return solver.no }
        guard number.isFinite else { return try undecided(expression, number.description) }
        let part: String?
        if function == .position {
            guard case .literal(.text(let text)?) = parts[1].form else { return try undecided(expression, "strpos") }
            part = text.string
        } else {
            part = nil
        }
        let floor = Int(clamping: number.floor)
        let isWhole = number.whole != nil
        let (lists, isNegated): (ClosedRange<Int>?, Bool) =
            switch comparison {
            case .equal: (isWhole && floor >= 0 ? floor...floor : nil, false)
            case .notEqual: (isWhole && floor >= 0 ? floor...floor : nil, true)
            case .lessOrEqual: (floor >= 0 ? 0...floor : nil, false)
            case .greater: (floor >= 0 ? 0...floor : nil, true)
            case .less: Self.below(isWhole ? floor - 1 : floor, false)
            case .greaterOrEqual: Self.below(isWhole ? floor - 1 : floor, true)
            }
        return try member(parts[0], expression, true) { () throws(TextLanguageError) in
            var language = TextLanguage.none
            if let range = lists {
                language =
                    if let part { try TextLanguage.positions(of: part, in: [range]) } else {
                        try TextLanguage.lengths(in: [range])
                    }
            }
            return isNegated ? language.complement : language
        }
    }

    private static func below(_ most: Int, _ isNegated: Bool) -> (ClosedRange<Int>?, Bool) {
        (most >= 0 ? 0...most : nil, isNegated)
    }
}
