/// The rows of a csvlog: fields between commas, in quotes where they hold commas, quotes or line ends.
struct CSVLogRecords {
    struct Record {
        var line: Int
        var fields: [[UInt8]] = []
        /// Whether the row ends with a line end, and not with the file.
        var isWhole = true
        /// Whether its quotes are closed.
        var isClosed = true
        /// Its first bytes.
        var excerpt: ArraySlice<UInt8> = []
    }

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    /// The next row that is not empty.
    mutating func next() -> Record? {
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D {
            if bytes[index] == 0x0A { line += 1 }
            index += 1
        }
        guard index < bytes.count else { return nil }
        let start = index
        var record = Record(line: line)
        var isLast = false
        while !isLast { record.fields.append(field(&record, &isLast)) }
        record.excerpt = bytes[start..<min(index, start + 240)]
        return record
    }

    private mutating func field(_ record: inout Record, _ isLast: inout Bool) -> [UInt8] {
        var text: [UInt8] = []
        if index < bytes.count, bytes[index] == 0x22 {
            index += 1
            quote: while true {
                guard index < bytes.count else {
                    record.isClosed = false
                    break
                }
                let run = bytes[index...].prefix { $0 != 0x22 && $0 != 0x0A }
                text += run
                index += run.count
                guard index < bytes.count else { continue }
                index += 1
                if bytes[index - 1] == 0x0A {
                    line += 1
                    text.append(0x0A)
                } else if index < bytes.count, bytes[index] == 0x22 {
                    index += 1
                    text.append(0x22)
                } else {
                    break quote
                }
            }
        }
        let rest = bytes[index...].prefix { $0 != 0x2C && $0 != 0x0A }
        text += rest
        index += rest.count
        guard index < bytes.count else {
            isLast = true
            record.isWhole = false
            return text
        }
        isLast = bytes[index] == 0x0A
        if isLast {
            line += 1
            if text.last == 0x0D { text.removeLast() }
        }
        index += 1
        return text
    }
}

extension CSVLogRecords {
    /// The fields of one row inside of a field, as pgAudit writes them; a line end is only text there.
    static func fields(of text: [UInt8]) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var index = 0
        while true {
            var field: [UInt8] = []
            if index < text.count, text[index] == 0x22 {
                index += 1
                while index < text.count {
                    if text[index] == 0x22 {
                        index += 1
                        guard index < text.count, text[index] == 0x22 else { break }
                    }
                    field.append(text[index])
                    index += 1
                }
            }
            while index < text.count, text[index] != 0x2C {
                field.append(text[index])
                index += 1
            }
            fields.append(field)
            guard index < text.count else { return fields }
            index += 1
        }
    }
}
