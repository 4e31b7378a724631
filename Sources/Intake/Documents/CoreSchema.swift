// YAML 1.2.2, section 10.3.2, "Tag Resolution" of the core schema.

extension LocatedYAML.Scalar {
    /// A scalar written without quotes or tag: the core schema decides what it means.
    init(plain text: String) {
        self.init(text: text, value: LocatedYAML.ScalarValue(plain: text))
    }
}

extension LocatedYAML.ScalarValue {
    /// What a plain scalar means.
    ///
    /// Differs from YAML 1.1: `yes`, `no`, `on`, `off` and dates are text, and `0777` is 777.
    init(plain text: String) {
        switch text {
        case "", "~", "null", "Null", "NULL": self = .null
        case "true", "True", "TRUE": self = .bool(true)
        case "false", "False", "FALSE": self = .bool(false)
        default: self = Self.number(Array(text.utf8)) ?? .string
        }
    }

    /// `[-+]?[0-9]+`, `0o[0-7]+`, `0x[0-9a-fA-F]+`, and the float forms; nil if the text is none of them.
    private static func number(_ bytes: [UInt8]) -> Self? {
        if bytes.starts(with: [0x30, 0x6F]) { return radix(bytes.dropFirst(2), 8) }  // 0o
        if bytes.starts(with: [0x30, 0x78]) { return radix(bytes.dropFirst(2), 16) }  // 0x
        let signed = bytes.first == 0x2B || bytes.first == 0x2D
        let body = signed ? bytes.dropFirst() : bytes[...]
        let text = String(decoding: bytes, as: UTF8.self)
        switch String(decoding: body, as: UTF8.self) {
        case ".inf", ".Inf", ".INF": return .number(bytes.first == 0x2D ? -.infinity : .infinity)
        case ".nan", ".NaN", ".NAN": return signed ? nil : .number(.nan)
        default: break
        }
        guard let isWhole = decimal(body) else { return nil }
        if isWhole, let integer = Int(text) { return .integer(integer) }
        return Double(text.hasPrefix("+") ? String(text.dropFirst()) : text).map { .number($0) }
    }

    private static func radix(_ digits: ArraySlice<UInt8>, _ radix: Int) -> Self? {
        guard !digits.isEmpty, digits.allSatisfy({ $0 != 0x2B && $0 != 0x2D }) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self), radix: radix).map { .integer($0) }
    }

    /// Whether the bytes are `[0-9]+` (true), or `( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?` (false).
    private static func decimal(_ bytes: ArraySlice<UInt8>) -> Bool? {
        var rest = bytes
        func digits() -> Int {
            let count = rest.prefix { (0x30...0x39).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        let whole = digits()
        if rest.isEmpty { return whole > 0 ? true : nil }
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            let fraction = digits()
            if whole == 0 && fraction == 0 { return nil }
        } else if whole == 0 {
            return nil
        }
        if rest.first == 0x65 || rest.first == 0x45 {
            rest = rest.dropFirst()
            if rest.first == 0x2B || rest.first == 0x2D { rest = rest.dropFirst() }
            if digits() == 0 { return nil }
        }
        return rest.isEmpty ? false : nil
    }
}
