/// The methods of the extensions' types, and what they come to. Nothing here takes memory, so that compiled code can use
/// it as the interpreter does.
enum ExtensionMethod: String, CaseIterable, Sendable {
    case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
    case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
    case offset, durationSince, toDate, toTime
    case toMilliseconds, toSeconds, toMinutes, toHours, toDays

    /// What a method comes to.
    enum Outcome {
        case value(ExtensionValue)
        case bool(Bool)
        case long(Int64)
        case overflow
        /// A value is of another type than the method needs.
        case mismatch
    }

    /// Whether it takes an argument besides its receiver.
    var takesArgument: Bool {
        switch self {
        case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset, .durationSince: true
        default: false
        }
    }

    func value(_ receiver: ExtensionValue, _ argument: ExtensionValue?) -> Outcome {
        switch (receiver, argument) {
        case (.decimal(let left), .decimal(let right)?): compare(left, right)
        case (.address(let address), nil): ask(address)
        case (.address(let address), .address(let range)?):
            self == .isInRange ? .bool(address.isInRange(range)) : .mismatch
        case (.datetime(let instant), .duration(let length)?):
            self == .offset ? Self.datetime(instant.addingReportingOverflow(length)) : .mismatch
        case (.datetime(let instant), .datetime(let other)?):
            self == .durationSince ? Self.duration(instant.subtractingReportingOverflow(other)) : .mismatch
        case (.datetime(let instant), nil): split(instant)
        case (.duration(let length), nil): measure(length)
        default: .mismatch
        }
    }

    private func compare(_ left: Int64, _ right: Int64) -> Outcome {
        switch self {
        case .lessThan: .bool(left < right)
        case .lessThanOrEqual: .bool(left <= right)
        case .greaterThan: .bool(left > right)
        case .greaterThanOrEqual: .bool(left >= right)
        default: .mismatch
        }
    }

    private func ask(_ address: IPAddress) -> Outcome {
        switch self {
        case .isIpv4: .bool(!address.isVersion6)
        case .isIpv6: .bool(address.isVersion6)
        case .isLoopback: .bool(address.isLoopback)
        case .isMulticast: .bool(address.isMulticast)
        default: .mismatch
        }
    }

    private func split(_ instant: Int64) -> Outcome {
        // Time counts up from midnight before 1970 too.
        let rest = instant % InstantText.day
        let time = rest < 0 ? rest + InstantText.day : rest
        switch self {
        case .toDate: return Self.datetime(instant.subtractingReportingOverflow(time))
        case .toTime: return .value(.duration(milliseconds: time))
        default: return .mismatch
        }
    }

    private func measure(_ length: Int64) -> Outcome {
        switch self {
        case .toMilliseconds: .long(length)
        case .toSeconds: .long(length / 1_000)
        case .toMinutes: .long(length / 60_000)
        case .toHours: .long(length / 3_600_000)
        case .toDays: .long(length / InstantText.day)
        default: .mismatch
        }
    }

    private static func datetime(_ result: (partialValue: Int64, overflow: Bool)) -> Outcome {
        result.overflow ? .overflow : .value(.datetime(milliseconds: result.partialValue))
    }

    private static func duration(_ result: (partialValue: Int64, overflow: Bool)) -> Outcome {
        result.overflow ? .overflow : .value(.duration(milliseconds: result.partialValue))
    }
}
