import Testing

@testable import Cedar

/// Checking takes time in proportion to a policy's length, however it nests.
struct ValidationLimitTests {
    private func findings(_ condition: String) throws -> [ValidationFinding] {
        try Validator(Schema(parsing: ValidatorTests.schema))
            .validate(PolicySet(parsing: ValidatorTests.view + condition + " };"), level: 3).findings
    }

    @Test(arguments: [
        ("principal", "(if % is User in Group::\"g\" then principal else principal)", " == principal"),
        ("{b: true}", "{a: {b: (if % has a.b then true else false)}}", " has a.b"),
        ("principal", "(if % has home.zip then principal else principal)", " has home.zip"),
    ])
    func `what a condition asks of one thing twice is checked once`(inner: String, step: String, end: String) throws {
        // Twice each would be 2 to the power of 30.
        func nested(_ inner: String) -> String {
            (0..<30).reduce(inner) { inner, _ in step.replacing("%", with: inner) } + end
        }
        #expect(try findings(nested(inner)) == [])
        #expect(try findings(nested("principal.nmae")).map(\.kind) == [.unknownAttribute])
    }

    @Test func `what a long chain teaches is not copied for each of its parts`() throws {
        let chain = (0..<50_000).map { "principal.hasTag(\"t\($0)\")" }.joined(separator: " && ")
        #expect(try findings(chain + " && principal.getTag(\"t0\") == principal.getTag(\"t49999\")") == [])
        #expect(try findings(chain + " && principal.getTag(\"t50000\") == \"\"").map(\.kind) == [.tag])
    }
}
