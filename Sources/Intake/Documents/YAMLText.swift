extension YAMLComposer {
    /// The text of the file, or the place of the first byte that YAML 1.2.2, section 5.1, does not allow.
    func decode(_ bytes: [UInt8]) throws(IntakeError) -> String {
        guard bytes.count <= limits.bytes else {
            throw fault(
                nil, en: "the file has \(bytes.count) bytes, more than the \(limits.bytes) that are read",
                ja: "ファイルが\(bytes.count)バイトあり、読める上限の\(limits.bytes)バイトを超えています")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw fault(
                start, en: "the file is UTF-16; save it as UTF-8",
                ja: "UTF-16のファイルです。UTF-8で保存してください")
        }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            throw fault(
                endPlace(of: validPrefix(of: body)), en: "a byte that is not UTF-8; save the file as UTF-8",
                ja: "UTF-8ではないバイトがあります。UTF-8で保存してください")
        }
        if let bad = text.unicodeScalars.firstIndex(where: { !Self.isPrintable($0) }) {
            let code = String(text.unicodeScalars[bad].value, radix: 16, uppercase: true)
            throw fault(
                endPlace(of: text.unicodeScalars[..<bad]),
                en: "the control character U+\(code) cannot stand in YAML; remove it",
                ja: "制御文字 U+\(code) はYAMLに書けません。取り除いてください")
        }
        return text
    }

    private func validPrefix(of bytes: ArraySlice<UInt8>) -> Substring.UnicodeScalarView {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var text = ""
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.unicodeScalars.append(scalar) }
        return Substring(text).unicodeScalars
    }

    private func endPlace(of prefix: Substring.UnicodeScalarView) -> Place {
        var line = 1
        var column = 1
        for scalar in prefix {
            if scalar == "\n" {
                (line, column) = (line + 1, 1)
            } else {
                column += 1
            }
        }
        return Place(file: file, line: line, column: column)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    /// Refuses, before Yams sees it, a document in which an alias may stand inside a key: Yams hashes keys with all
    /// that they hold, and a few lines of aliases to aliases make that endless. Nobody writes such keys by hand.
    func refuseKeysBuiltFromAliases(_ text: String) throws(IntakeError) {
        let bytes = Array(text.utf8)
        var previous = UInt8(ascii: "\n")
        var hasAlias = false
        var suspect: Int?
        for (offset, byte) in bytes.enumerated() {
            let next = offset + 1 < bytes.count ? bytes[offset + 1] : 0x0A
            switch byte {
            case UInt8(ascii: "*") where Self.opens.contains(previous) && !Self.blanks.contains(next):
                hasAlias = true
                let end = bytes[offset...].firstIndex { Self.blanks.contains($0) || Self.closes.contains($0) }
                if isKeyEnd(bytes[(end ?? bytes.endIndex)...]) { suspect = suspect ?? offset }
            case UInt8(ascii: "?") where Self.opens.contains(previous) && Self.blanks.contains(next):
                suspect = suspect ?? offset
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if isKeyEnd(bytes[(offset + 1)...]) { suspect = suspect ?? offset }
            default: break
            }
            previous = byte
        }
        guard hasAlias, let suspect else { return }
        throw fault(
            endPlace(of: Substring(decoding: bytes[..<suspect], as: UTF8.self).unicodeScalars),
            en: "a key must be plain text, not an alias, a list or a mapping",
            ja: "項目名にエイリアス・リスト・マッピングは使えません。文字列で書いてください")
    }

    private static let opens = Set(" \t\n\r[{,:-?".utf8)
    private static let blanks = Set(" \t\n\r".utf8)
    private static let closes = Set("]},".utf8)

    private func isKeyEnd(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: ":")
    }
}
