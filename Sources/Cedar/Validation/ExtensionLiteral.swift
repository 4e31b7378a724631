/// Whether the text of `decimal("…")` and the like is one.
enum ExtensionLiteral {
    /// What is wrong with a text, and what would be right; or nil.
    static func fault(_ function: String, _ text: String) -> String? {
        let bytes = Array(text.utf8)
        let quoted = Value.quoted(text)
        switch function {
        case "decimal":
            return isDecimal(bytes)
                ? nil : "\(quoted) is no decimal; one looks like \"12.5\", with up to four digits behind the point"
        case "ip":
            return isAddress(text)
                ? nil : "\(quoted) is no address; one looks like \"192.168.0.1\", \"10.0.0.0/8\" or \"::1\""
        case "datetime":
            return isInstant(bytes)
                ? nil : "\(quoted) is no instant; one looks like \"2026-04-01\" or \"2026-04-01T09:30:00Z\""
        case "duration":
            return isDuration(bytes) ? nil : "\(quoted) is no length of time; one looks like \"1d12h\" or \"-30m\""
        default: return nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        digits.isEmpty || !digits.allSatisfy(isDigit) ? nil : Int(String(decoding: digits, as: UTF8.self))
    }

    // MARK: Decimals

    private static func isDecimal(_ text: [UInt8]) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty, parts[1].count <= 4, parts[1].allSatisfy(isDigit) else {
            return false
        }
        let digits = parts[0].first == UInt8(ascii: "-") ? parts[0].dropFirst() : parts[0]
        guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return false }
        // In ten-thousandths it must fit 64 bits.
        let fraction = Array(parts[1]) + Array(repeating: 0x30, count: 4 - parts[1].count)
        return Int64(String(decoding: Array(parts[0]) + fraction, as: UTF8.self)) != nil
    }

    // MARK: Times

    private static func isDuration(_ text: [UInt8]) -> Bool {
        let isNegative = text.first == UInt8(ascii: "-")
        var rest = isNegative ? text.dropFirst() : text[...]
        var total: Int64 = 0
        var sawPart = false
        var amounts: [Int64] = []
        for (unit, milliseconds) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
            as [(String, Int64)]
        {
            let digits = rest.prefix(while: isDigit)
            let behind = rest.dropFirst(digits.count)
            let end = behind.prefix { !isDigit($0) }
            guard !digits.isEmpty, end.elementsEqual(unit.utf8) else { continue }
            guard var amount = Int64((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)) else {
                return false
            }
            let (product, overflow) = amount.multipliedReportingOverflow(by: milliseconds)
            if overflow { return false }
            amount = product
            amounts.append(amount)
            sawPart = true
            rest = behind.dropFirst(end.count)
        }
        for amount in amounts {
            let (sum, overflow) = total.addingReportingOverflow(amount)
            if overflow { return false }
            total = sum
        }
        return sawPart && rest.isEmpty
    }

    private static func isInstant(_ text: [UInt8]) -> Bool {
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text[0..<4]), let month = number(text[5..<7]), let day = number(text[8..<10]),
            (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return false }
        if text.count == 10 { return true }
        guard text.count >= 20, text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
            text[16] == UInt8(ascii: ":"),
            let hour = number(text[11..<13]), let minute = number(text[14..<16]), let second = number(text[17..<19]),
            hour < 24, minute < 60, second < 60
        else { return false }
        var rest = text[19...]
        if rest.first == UInt8(ascii: ".") {
            guard rest.count >= 4, number(rest.dropFirst().prefix(3)) != nil else { return false }
            rest = rest.dropFirst(4)
        }
        if rest.elementsEqual("Z".utf8) { return true }
        guard rest.count == 5, rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-"),
            let hours = number(rest.dropFirst().prefix(2)), let minutes = number(rest.suffix(2))
        else { return false }
        return hours < 24 && minutes < 60
    }

    // MARK: Addresses

    private static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count <= 43 else { return false }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        let address = Array(parts[0])
        let isFour = isFourBytes(address)
        guard isFour || isEightGroups(address) else { return false }
        guard parts.count == 2 else { return true }
        let prefix = parts[1]
        guard prefix.count <= (isFour ? 2 : 3), let length = number(prefix), prefix.count == 1 || prefix.first != 0x30
        else { return false }
        return length <= (isFour ? 32 : 128)
    }

    private static func isFourBytes(_ text: [UInt8]) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard part.count <= 3, let value = number(part) else { return false }
                return value < 256 && (part.count == 1 || part.first != 0x30)
            }
    }

    private static func isEightGroups(_ text: [UInt8]) -> Bool {
        let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        func isGroup(_ part: some Collection<UInt8>) -> Bool {
            (1...4).contains(part.count)
                && part.allSatisfy {
                    isDigit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
                }
        }
        guard let gap = zip(text, text.dropFirst()).enumerated().first(where: { $1.0 == 0x3A && $1.1 == 0x3A })?.offset
        else { return parts.count == 8 && parts.allSatisfy(isGroup) }
        // `::` stands for one group of zeros or more, once.
        func groups(_ half: ArraySlice<UInt8>) -> Int? {
            if half.isEmpty { return 0 }
            let parts = half.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            return parts.allSatisfy(isGroup) ? parts.count : nil
        }
        guard let before = groups(text[..<gap]), let behind = groups(text[(gap + 2)...]) else { return false }
        return before + behind <= 7
    }
}
