/// Calls of the extensions' functions and methods with values at hand.
enum ExtensionCall {
    /// Why a call has no value.
    struct Failure: Error {
        var kind: EvaluationError.Kind
        var message: String
    }

    /// The value of a call; a method's receiver is the first argument.
    static func value(_ name: String, _ arguments: [Value]) throws(Failure) -> Value {
        guard let signature = ExtensionSignature.all[name] else {
            throw Failure(kind: .unsupported, message: "there is no function `\(name)`")
        }
        guard arguments.count == signature.arguments.count else {
            let expected = signature.arguments.count == 1 ? "one argument" : "\(signature.arguments.count) arguments"
            throw Failure(kind: .type, message: "`\(name)` takes \(expected), not \(arguments.count)")
        }
        if signature.isConstructor {
            guard case .string(let text) = arguments[0] else { throw mismatch("string", arguments[0]) }
            guard let made = ExtensionValue(function: name, text: text) else {
                throw Failure(kind: .extensionText, message: ExtensionLiteral.fault(name, text) ?? "`\(name)` failed")
            }
            return .extended(made)
        }
        // Every argument must be of its type before the first is looked at.
        var values: [ExtensionValue] = []
        for (argument, type) in zip(arguments, signature.arguments) {
            guard case .extended(let value) = argument, type.description == value.typeName else {
                throw mismatch(type.description, argument)
            }
            values.append(value)
        }
        return try method(name, values)
    }

    private static func mismatch(_ expected: String, _ found: Value) -> Failure {
        Failure(
            kind: .type, message: "expected a value of type \(expected), found one of type \(found.typeName)")
    }

    private static func method(_ name: String, _ values: [ExtensionValue]) throws(Failure) -> Value {
        switch values[0] {
        case .decimal(let left):
            guard case .decimal(let right)? = values.last else { break }
            switch name {
            case "lessThan": return .bool(left < right)
            case "lessThanOrEqual": return .bool(left <= right)
            case "greaterThan": return .bool(left > right)
            default: return .bool(left >= right)
            }
        case .address(let address):
            switch name {
            case "isIpv4": return .bool(!address.isVersion6)
            case "isIpv6": return .bool(address.isVersion6)
            case "isLoopback": return .bool(address.isLoopback)
            case "isMulticast": return .bool(address.isMulticast)
            default:
                guard case .address(let range)? = values.last else { break }
                return .bool(address.isInRange(range))
            }
        case .datetime(let instant):
            switch (name, values.last) {
            case ("offset", .duration(let length)):
                return .extended(.datetime(milliseconds: try exact(instant.addingReportingOverflow(length), name)))
            case ("durationSince", .datetime(let other)):
                return .extended(.duration(milliseconds: try exact(instant.subtractingReportingOverflow(other), name)))
            case ("toDate", _):
                let time = timeOfDay(instant)
                return .extended(.datetime(milliseconds: try exact(instant.subtractingReportingOverflow(time), name)))
            default: return .extended(.duration(milliseconds: timeOfDay(instant)))
            }
        case .duration(let length):
            let units: [String: Int64] = [
                "toMilliseconds": 1, "toSeconds": 1_000, "toMinutes": 60_000, "toHours": 3_600_000,
            ]
            return .long(length / (units[name] ?? InstantText.day))
        }
        throw Failure(kind: .unsupported, message: "there is no function `\(name)`")
    }

    /// Milliseconds since the last midnight of UTC, before 1970 too.
    static func timeOfDay(_ instant: Int64) -> Int64 {
        let rest = instant % InstantText.day
        return rest < 0 ? rest + InstantText.day : rest
    }

    private static func exact(
        _ result: (partialValue: Int64, overflow: Bool), _ name: String
    ) throws(Failure) -> Int64 {
        guard !result.overflow else { throw Failure(kind: .overflow, message: "`\(name)` leaves 64 bits") }
        return result.partialValue
    }
}
