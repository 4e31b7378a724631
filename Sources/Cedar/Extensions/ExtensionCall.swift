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
        for (argument, type) in zip(arguments, signature.arguments) {
            guard case .extended(let value) = argument, type.description == value.typeName else {
                throw mismatch(type.description, argument)
            }
        }
        guard let method = ExtensionMethod(rawValue: name), case .extended(let receiver) = arguments[0] else {
            throw Failure(kind: .unsupported, message: "there is no method `\(name)`")
        }
        var other: ExtensionValue?
        if case .extended(let value)? = arguments.dropFirst().first { other = value }
        switch method.value(receiver, other) {
        case .value(let value): return .extended(value)
        case .bool(let truth): return .bool(truth)
        case .long(let number): return .long(number)
        case .overflow: throw Failure(kind: .overflow, message: "`\(name)` leaves 64 bits")
        case .mismatch: throw mismatch(signature.arguments[0].description, arguments[0])
        }
    }

    private static func mismatch(_ expected: String, _ found: Value) -> Failure {
        Failure(
            kind: .type, message: "expected a value of type \(expected), found one of type \(found.typeName)")
    }
}
