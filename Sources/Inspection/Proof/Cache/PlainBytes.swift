import Conditions

/// Values written one after the other as bytes, so that different values never give the same bytes: each text and each
/// list says first how long it is.
struct PlainBytes {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    mutating func add(_ number: Int128) {
        add(UInt64(truncatingIfNeeded: number))
        add(UInt64(truncatingIfNeeded: number >> 64))
    }

    mutating func add(_ truth: Bool) { bytes.append(truth ? 1 : 0) }

    mutating func add(_ text: String) {
        let utf8 = Array(text.utf8)
        add(utf8.count)
        bytes += utf8
    }

    mutating func add<Value>(_ value: Value?, _ write: (inout PlainBytes, Value) -> Void) {
        add(value != nil)
        if let value { write(&self, value) }
    }

    mutating func add<Value>(_ values: [Value], _ write: (inout PlainBytes, Value) -> Void) {
        add(values.count)
        for value in values { write(&self, value) }
    }

    mutating func add(_ datum: Datum) {
        switch datum {
        case .bool(let truth):
            bytes.append(0)
            add(truth)
        case .number(let number):
            bytes.append(number.isNaN ? 6 : 1)
            add(number.units)
            add(number.scale)
        case .text(let text):
            bytes.append(2)
            add(text.string)
        case .date(let moment):
            bytes.append(3)
            add(Int(moment.microseconds))
        case .timestamp(let moment):
            bytes.append(4)
            add(Int(moment.microseconds))
        case .interval(let span):
            bytes.append(5)
            add(span.months)
            add(span.days)
            add(Int(span.microseconds))
        }
    }
}

/// Reads what ``PlainBytes`` has written; nil where it is anything else.
struct PlainBytesReader {
    private let bytes: ArraySlice<UInt8>
    private var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func byte() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        position += 1
        return bytes[position - 1]
    }

    mutating func slice(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.endIndex - position else { return nil }
        position += count
        return bytes[position - count..<position]
    }

    mutating func word() -> UInt64? {
        guard let bytes = slice(8) else { return nil }
        return bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func number() -> Int? { word().map { Int(Int64(bitPattern: $0)) } }

    mutating func long() -> Int128? {
        guard let low = word(), let high = word() else { return nil }
        return Int128(Int64(bitPattern: high)) << 64 | Int128(low)
    }

    mutating func truth() -> Bool? {
        switch byte() {
        case 0: false
        case 1: true
        default: nil
        }
    }

    mutating func text() -> String? {
        guard let count = number(), let bytes = slice(count) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The outer nil is bytes of another form.
    mutating func optional<Value>(_ read: (inout PlainBytesReader) -> Value?) -> Value?? {
        guard let isThere = truth() else { return nil }
        guard isThere else { return .some(nil) }
        guard let value = read(&self) else { return nil }
        return .some(value)
    }

    mutating func list<Value>(_ read: (inout PlainBytesReader) -> Value?) -> [Value]? {
        guard let count = number(), count >= 0, count <= bytes.endIndex - position else { return nil }
        var values: [Value] = []
        for _ in 0..<count {
            guard let value = read(&self) else { return nil }
            values.append(value)
        }
        return values
    }

    mutating func datum() -> Datum? {
        switch byte() {
        case 0: truth().map { .bool($0) }
        case 1:
            if let units = long(), let scale = number(), (0...Number.mostDigits).contains(scale) {
                Number(units: units, scale: scale).map { .number($0) }
            } else {
                nil
            }
        case 2: text().map { .text(Text($0)) }
        case 3: number().map { .date(Datum.Moment(microseconds: Int64($0))) }
        case 4: number().map { .timestamp(Datum.Moment(microseconds: Int64($0))) }
        case 5:
            if let months = number(), let days = number(), let rest = number() {
                .interval(Datum.Span(months: months, days: days, microseconds: Int64(rest)))
            } else {
                nil
            }
        case 6: long() == 0 && number() == 0 ? .number(.nan) : nil
        default: nil
        }
    }
}
