/// The words of libpq and of the server, as this house writes them.
enum ErrorText {
    /// One line that begins in lower case and has no full stop, without the severity in front.
    static func tidy(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline).map { line in
            lowered(withoutSeverity(trimmed(line)))
        }
        var joined = lines.filter { !$0.isEmpty }.joined(separator: "; ")
        while joined.last == "." { joined.removeLast() }
        return joined
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var line = line.drop(while: \.isWhitespace)
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }

    /// libpq puts the server's severity in front of the server's words, but its own words in front of that.
    private static func withoutSeverity(_ line: Substring) -> Substring {
        for severity in ["ERROR:", "FATAL:", "PANIC:"] {
            if line.hasPrefix(severity) { return trimmed(line.dropFirst(severity.count)) }
            let inner = "failed: \(severity) "
            if let place = line.firstRange(of: inner) {
                return line[..<place.lowerBound] + "failed: " + trimmed(line[place.upperBound...])
            }
        }
        return line
    }

    /// With a small first letter, unless the first word is all capitals, as SQL's words are.
    private static func lowered(_ line: Substring) -> String {
        guard let first = line.first, first.isUppercase else { return String(line) }
        let next = line.dropFirst().first
        guard next == nil || next?.isLowercase == true || next == " " else { return String(line) }
        return first.lowercased() + line.dropFirst()
    }
}
