/// A position in the text of a date.
struct DateCursor {
    var position = 0
    var end: Int

    init(end: Int) {
        self.end = end
    }

    var isAtEnd: Bool { position == end }

    mutating func skipSpaces(_ text: Span<UInt8>) {
        while position < end, text[position] == UInt8(ascii: " ") { position += 1 }
    }

    mutating func take(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
        guard position < end, text[position] == byte else { return false }
        position += 1
        return true
    }

    /// A number of so many digits; one with more is no such number.
    mutating func number(_ text: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
        var value = 0
        var count = 0
        var ahead = position
        while ahead < end, count < digits.upperBound {
            let digit = text[ahead] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            value = value * 10 + Int(digit)
            ahead += 1
            count += 1
        }
        guard count >= digits.lowerBound else { return nil }
        position = ahead
        return value
    }

    /// `h:mm`, `hh:mm:ss`, `hh:mm:ss.123`; the fraction is passed over, since moments are kept to the second.
    mutating func time(_ text: Span<UInt8>) -> (hour: Int, minute: Int, second: Int)? {
        guard let hour = number(text, digits: 1...2), take(text, UInt8(ascii: ":")),
            let minute = number(text, digits: 2...2)
        else { return nil }
        guard take(text, UInt8(ascii: ":")) else { return (hour, minute, 0) }
        guard let second = number(text, digits: 2...2) else { return nil }
        if take(text, UInt8(ascii: ".")) || take(text, UInt8(ascii: ",")) {
            guard number(text, digits: 1...9) != nil else { return nil }
        }
        return (hour, minute, second)
    }

    /// `Z`, `+09:00`, `+0900`, `+09`, `JST`, `UTC`, `GMT`; where the text ends, `other`; nil for anything else.
    mutating func zone(_ text: Span<UInt8>, or other: ZoneOffset) -> ZoneOffset? {
        skipSpaces(text)
        guard position < end else { return other }
        let byte = text[position]
        if byte == UInt8(ascii: "Z") {
            position += 1
            return .utc
        }
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
            position += 1
            guard let hours = number(text, digits: 2...2) else { return nil }
            let hasColon = take(text, UInt8(ascii: ":"))
            let minutes = hasColon || position < end ? number(text, digits: 2...2) : 0
            guard let minutes, hours <= 18, minutes < 60 else { return nil }
            let size = Int32(hours * 3600 + minutes * 60)
            return ZoneOffset(seconds: byte == UInt8(ascii: "-") ? -size : size)
        }
        for (name, zone) in [("JST", ZoneOffset.japan), ("UTC", .utc), ("GMT", .utc)] where end - position == 3 {
            if name.utf8.enumerated().allSatisfy({ text[position + $0.offset] == $0.element }) {
                position = end
                return zone
            }
        }
        return nil
    }

    mutating func monthName(_ text: Span<UInt8>) -> Int? {
        guard end - position >= 3 else { return nil }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        for (index, name) in names.enumerated() {
            if name.utf8.enumerated().allSatisfy({ text[position + $0.offset] == $0.element }) {
                position += 3
                return index + 1
            }
        }
        return nil
    }
}
