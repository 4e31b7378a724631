extension Expression {
    /// The value that this has whatever the request; nil where it depends on one, or is an error.
    var constant: Value? {
        switch form {
        case .literal(let value): return value
        case .set(let items):
            var set: Set<Value> = []
            for item in items {
                guard let value = item.constant else { return nil }
                set.insert(value)
            }
            return .set(set)
        case .record(let entries):
            var record = Record()
            for entry in entries {
                guard let value = entry.value.constant else { return nil }
                record[entry.name] = value
            }
            return .record(record)
        case .call(let name, let arguments):
            guard arguments.count == 1, case .string(let text)? = arguments[0].constant else { return nil }
            return ExtensionValue(function: name, text: text).map(Value.extended)
        default: return nil
        }
    }
}
