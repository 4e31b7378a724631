import ArgumentParser
import Foundation

/// Several of some values, separated by commas.
struct Choices<Value: RawRepresentable<String> & CaseIterable & Sendable>: ExpressibleByArgument, Sendable {
    var values: [Value]

    init(_ values: [Value]) {
        self.values = values
    }

    init?(argument: String) {
        values = []
        for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Value(rawValue: name.trimmingCharacters(in: .whitespaces)) else { return nil }
            values.append(value)
        }
    }

    var defaultValueDescription: String { values.map(\.rawValue).joined(separator: ",") }

    static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}
