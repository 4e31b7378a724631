import Foundation
import Inspection

/// Marks drawn by chance, and forms in which they may be written.
struct MadeMarks {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func mark(_ number: Int) -> CanaryMark {
        let id = "R\(number)"
        switch dice.number(0...4) {
        case 0: return CanaryMark(id: id, field: "supplyPoint", value: "0\(dice.number(1...9))" + dice.digits(20))
        case 1:
            return CanaryMark(
                id: id, field: "phone", value: "0\(dice.number(1...9))-\(dice.digits(3))7-\(dice.digits(3))4")
        case 2:
            return CanaryMark(
                id: id, field: "name",
                value: dice.text(dice.number(2...3), of: Reformatting.kanji) + " "
                    + dice.text(dice.number(3...4), of: Reformatting.kanji))
        case 3:
            return CanaryMark(
                id: id, field: "reading", value: dice.text(dice.number(8...12), of: Reformatting.katakana))
        default:
            return CanaryMark(
                id: id, field: "contract", value: dice.text(4, of: "ABCDEFGHJKLMN") + dice.digits(8) + "Q")
        }
    }

    /// Another way to write a mark's value.
    mutating func form(of mark: CanaryMark) -> String {
        var text = mark.value
        if dice.oneIn(2) { text = Reformatting.plain(text) }
        switch mark.field {
        case "reading":
            if dice.oneIn(3) { text = Reformatting.largeKana(text) }
            switch dice.number(0...3) {
            case 0: text = Reformatting.half(text)
            case 1: text = Reformatting.hiragana(text)
            case 2: text = text.decomposedStringWithCanonicalMapping
            default: break
            }
            return text
        case "name":
            if dice.oneIn(2) { text = Reformatting.oldKanji(text) }
            if dice.oneIn(3) { text = text.replacing(" ", with: "　　") }
        case "contract":
            if dice.oneIn(2) { text = text.lowercased() }
            if dice.oneIn(2) { text = Reformatting.grouped(text, &dice) }
        default:
            if dice.oneIn(2) { text = Reformatting.grouped(text, &dice) }
        }
        return dice.oneIn(2) ? Reformatting.wide(text) : text
    }

    /// Lines of other text, in which fields are separated by commas.
    mutating func lines(_ count: Int) -> [String] {
        (0..<count).map { _ in (0..<dice.number(0...5)).map { _ in field() }.joined(separator: ",") }
    }

    private mutating func field() -> String {
        switch dice.number(0...6) {
        case 0: return dice.digits(dice.number(1...24))
        case 1: return dice.text(dice.number(1...8), of: Reformatting.kanji + "東京都北区上下")
        case 2: return dice.text(dice.number(1...12), of: Reformatting.katakana)
        case 3: return "2023-\(dice.number(10...12))-\(dice.number(10...28)) 12:\(dice.number(10...59))"
        case 4: return "\(dice.number(0...9_999)).\(dice.digits(5))"
        case 5: return dice.text(dice.number(1...20), of: "abcdefgXYZ0123 -_=%&\\;<>/u")
        default: return "\"" + dice.text(dice.number(0...6), of: "契約 100%増、(株)・") + "\""
        }
    }
}
