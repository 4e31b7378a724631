/// Finds placeholders in SQL, and passes over what is quoted.
struct StatementScanner {
    private let source: [UInt8]
    private var index = 0
    /// The statement so far, with `?1` for `$1`.
    private(set) var sqlite: [UInt8] = []
    /// The numbers of its placeholders.
    private(set) var used: Set<Int> = []
    /// The first word that is not quoted, in capitals.
    private(set) var firstWord: String?

    init(_ source: [UInt8]) {
        self.source = source
        sqlite.reserveCapacity(source.count)
    }

    mutating func scan() throws(StoreError) {
        while index < source.count {
            let byte = source[index]
            switch byte {
            case 0: throw StoreError(.misuse, "the statement has a NUL; take it out")
            case UInt8(ascii: "'"), UInt8(ascii: "\""): try quoted(byte)
            case UInt8(ascii: "-") where next(1) == UInt8(ascii: "-"):
                while index < source.count, source[index] != UInt8(ascii: "\n") { try take() }
            case UInt8(ascii: "/") where next(1) == UInt8(ascii: "*"): try comment()
            case UInt8(ascii: "$"): try placeholder()
            case UInt8(ascii: "?"):
                throw StoreError(.misuse, "the statement has a `?`; write placeholders as $1, $2, …")
            case _ where Self.isWord(byte):
                let start = index
                defer {
                    if firstWord == nil {
                        firstWord = String(decoding: source[start..<index], as: UTF8.self).uppercased()
                    }
                }
                while index < source.count, Self.isWord(source[index]) || source[index] == UInt8(ascii: "$") {
                    try take()
                }
            default: try take()
            }
        }
    }

    private func next(_ distance: Int) -> UInt8? {
        index + distance < source.count ? source[index + distance] : nil
    }

    private mutating func take() throws(StoreError) {
        if source[index] == 0 { throw StoreError(.misuse, "the statement has a NUL; take it out") }
        sqlite.append(source[index])
        index += 1
    }

    private mutating func quoted(_ mark: UInt8) throws(StoreError) {
        try take()
        while index < source.count {
            // A doubled mark is an end and a beginning.
            let isEnd = source[index] == mark
            try take()
            if isEnd { return }
        }
        throw StoreError(.misuse, "a quote in the statement does not end")
    }

    private mutating func comment() throws(StoreError) {
        try take()
        try take()
        while index < source.count {
            if source[index] == UInt8(ascii: "*"), next(1) == UInt8(ascii: "/") {
                try take()
                return try take()
            }
            if source[index] == UInt8(ascii: "/"), next(1) == UInt8(ascii: "*") {
                throw StoreError(
                    .misuse, "the statement has a comment inside a comment, which databases read differently")
            }
            try take()
        }
        throw StoreError(.misuse, "a comment in the statement does not end")
    }

    private mutating func placeholder() throws(StoreError) {
        var digits = index + 1
        var number = 0
        while digits < source.count, case let digit = source[digits], (48...57).contains(digit) {
            number = min(number * 10 + Int(digit - 48), StoreStatement.mostValues + 1)
            digits += 1
        }
        guard digits > index + 1 else {
            throw StoreError(.misuse, "the statement has a `$` without a number; dollar quotes are PostgreSQL's alone")
        }
        guard (1...StoreStatement.mostValues).contains(number) else {
            throw StoreError(.misuse, "a placeholder's number is not 1 to \(StoreStatement.mostValues)")
        }
        if digits < source.count, Self.isWord(source[digits]) || source[digits] == UInt8(ascii: "$") {
            throw StoreError(.misuse, "the placeholder `$\(number)` runs into what follows; put a space between")
        }
        used.insert(number)
        sqlite.append(UInt8(ascii: "?"))
        sqlite.append(contentsOf: String(number).utf8)
        index = digits
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }
}
