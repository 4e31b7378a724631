// Counts of distinct things: one may fall into several parts, so that the parts bound the whole instead of adding up.

extension Examination {
    func examineUnion(of parts: [CellReference], _ whole: CellReference, at place: String) {
        guard let total = cell(whole)?.value.asCount else {
            // Where nobody recorded a thing, nothing is said of any part of it.
            let isSilent =
                cell(whole)?.value == .notObserved && parts.allSatisfy { cell($0)?.value == .notObserved }
            return require(isSilent, .structure, place, noCount(at: whole))
        }
        var largest = 0
        var sum = Int128(0)
        var isKnown = true
        for part in parts {
            guard let value = cell(part)?.value else {
                require(false, .structure, place, noCount(at: part))
                return
            }
            switch value {
            case .empty: break
            case .notObserved: isKnown = false
            default:
                guard let count = value.asCount, count.unit.isComparable(with: total.unit) else {
                    require(false, .structure, place, noCount(at: part))
                    return
                }
                largest = max(largest, count.number)
                sum += Int128(count.number)
            }
        }
        let name = name(of: whole)
        require(
            total.number >= largest, .union, place,
            Phrase(
                ja: "\(name.ja)の\(total.number.grouped)は、区分の一つ（\(largest.grouped)）より少ない数です",
                en: "\(name.en) is \(total.number.grouped), fewer than one of its parts (\(largest.grouped))"))
        require(
            !isKnown || Int128(total.number) <= sum, .union, place,
            Phrase(
                ja: "\(name.ja)の\(total.number.grouped)は、区分の和（\(Int(clamping: sum).grouped)）を超えています",
                en: "\(name.en) is \(total.number.grouped), more than all its parts (\(Int(clamping: sum).grouped))"))
    }
}
