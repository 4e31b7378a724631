import Testing

@testable import Cedar

/// Values of the extensions' types; what holds here was asked of the reference too.
struct ExtensionTests {
    /// The decision on one condition, or the kind of its error.
    private func answer(_ condition: String) throws -> String {
        let policies = try PolicySet(parsing: "permit(principal, action, resource) when { \(condition) };")
        let request = Request(
            principal: EntityUID(type: "User", id: "a"), action: EntityUID(type: "Action", id: "x"),
            resource: EntityUID(type: "R", id: "a"))
        let response = Authorizer(policies).decide(request, .none)
        if let failure = response.errors.first { return "\(failure.error.kind)" }
        return response.decision.rawValue
    }

    @Test(arguments: [
        #"decimal("1.0") == decimal("1.00")"#, #"decimal("-0.5").lessThan(decimal("0.0"))"#,
        #"[decimal("1.0")].contains(decimal("1.00"))"#, #"decimal("1.5").greaterThanOrEqual(decimal("1.5"))"#,
        #"ip("127.0.0.1/8").isLoopback()"#, #"!ip("127.0.0.1/7").isLoopback()"#, #"ip("::1").isLoopback()"#,
        #"!ip("::1/127").isLoopback()"#, #"ip("224.0.0.1/4").isMulticast()"#, #"!ip("224.0.0.1/3").isMulticast()"#,
        #"ip("ff00::1/8").isMulticast()"#, #"!ip("ff00::1/7").isMulticast()"#,
        #"ip("10.0.0.1/8") != ip("10.0.0.0/8")"#, #"ip("10.0.0.1") == ip("10.0.0.1/32")"#,
        #"ip("10.0.0.0/8").isInRange(ip("10.0.0.5/8"))"#, #"!ip("10.0.0.0/7").isInRange(ip("10.0.0.5/8"))"#,
        #"ip("0.0.0.0/0").isInRange(ip("0.0.0.0/0"))"#, #"ip("::/0").isInRange(ip("::/0"))"#,
        #"!ip("1.2.3.4").isInRange(ip("::/0"))"#, #"!ip("::ffff:0102:0304").isIpv4()"#, #"ip("::1") == ip("0:0::1")"#,
        #"datetime("2024-01-01") < datetime("2024-01-02")"#,
        #"datetime("2024-01-01T00:00:00+2359") == datetime("2023-12-31T00:01:00Z")"#,
        #"datetime("1960-01-01T12:00:00Z").toTime() == duration("12h")"#,
        #"datetime("1960-01-01T12:00:00Z").toDate() == datetime("1960-01-01")"#,
        #"datetime("2024-03-01").durationSince(datetime("2024-02-28")).toDays() == 2"#,
        #"datetime("2024-01-01").offset(duration("-1d")) == datetime("2023-12-31")"#,
        #"duration("1h") == duration("60m")"#, #"duration("-1500ms").toSeconds() == -1"#,
        #"duration("1d2h3m4s5ms").toMilliseconds() == 93784005"#, #"duration("1d") > duration("23h")"#,
        #"duration("-9223372036854775808ms").toMilliseconds() < 0"#,
    ]) func `holds`(condition: String) throws {
        #expect(try answer(condition) == "allow")
    }

    @Test(arguments: [
        (#"duration("1h") < datetime("2024-01-02")"#, "type"), (#"decimal("1.0") < decimal("2.0")"#, "type"),
        (#"ip("a", "b").isIpv4()"#, "type"), ("decimal() == 1", "type"), (#"ip("1.2.3.4").isIpv4(1)"#, "type"),
        (#"ip("1.2.3.4").lessThan(decimal("1.0"))"#, "type"), (#"datetime("2024-02-30") == 1"#, "extensionText"),
        (#"datetime("2024-01-01T00:00:00+2360") == 1"#, "extensionText"), (#"duration("") == 1"#, "extensionText"),
        (#"decimal("1.00001") == 1"#, "extensionText"), (#"ip("::ffff:1.2.3.4") == 1"#, "extensionText"),
        // Found against the reference: a sign is no digit, not even before nothing.
        (#"ip("::-0").isIpv6()"#, "extensionText"), (#"ip("::+1").isIpv6()"#, "extensionText"),
        (#"ip("-0::").isIpv6()"#, "extensionText"), (#"ip("1.2.3.-0").isIpv4()"#, "extensionText"),
        (#"ip("::1/-0").isIpv6()"#, "extensionText"), (#"ip("::1/+1").isIpv6()"#, "extensionText"),
        (#"decimal("+1.0") == 1"#, "extensionText"), (#"decimal("1.-0") == 1"#, "extensionText"),
        (#"decimal("--1.0") == 1"#, "extensionText"), (#"duration("+1d") == 1"#, "extensionText"),
        (#"duration("1d-0h") == 1"#, "extensionText"), (#"datetime("2024-01--1") == 1"#, "extensionText"),
        (#"datetime("2024-01-01T+1:00:00Z") == 1"#, "extensionText"),
        (#"datetime("2024-01-01T00:00:00+-100") == 1"#, "extensionText"),
        (#"datetime("1970-01-01").offset(duration("-9223372036854775808ms")).toDate() == 1"#, "overflow"),
    ]) func `fails`(condition: String, kind: String) throws {
        #expect(try answer(condition) == kind)
    }

    @Test(arguments: [
        ("decimal", "-12.5000", "-12.5"), ("decimal", "0.0001", "0.0001"), ("decimal", "-922337203685477.5808", nil),
        ("ip", "10.0.0.0/8", nil), ("ip", "::1", "0:0:0:0:0:0:0:1"), ("datetime", "0000-01-01", nil),
        ("datetime", "9999-12-31T23:59:59.999Z", nil), ("datetime", "2024-02-29T01:00:00+0100", "2024-02-29"),
        ("datetime", "1969-12-31T23:59:59.001Z", nil), ("duration", "90m", "1h30m"), ("duration", "-0d", "0ms"),
        ("duration", "-9223372036854775808ms", "-106751991167d7h12m55s808ms"),
    ]) func `values are written as texts that mean them`(function: String, text: String, shortest: String?) throws {
        let value = try #require(ExtensionValue(function: function, text: text))
        #expect(value.function == function)
        #expect(value.arguments == [.string(shortest ?? text)])
        #expect(ExtensionValue(function: function, text: shortest ?? text) == value)
    }

    @Test func `entities bring values of extensions, entities and tags`() throws {
        let facts = try Entities(
            json: """
                [{"uid": {"type": "T", "id": "a"}, "attrs": {
                    "at": {"__extn": {"fn": "offset", "args": [
                        {"__extn": {"fn": "datetime", "arg": "2024-01-01"}},
                        {"__extn": {"fn": "duration", "arg": "1d"}}]}},
                    "owner": {"__entity": {"type": "T", "id": "b"}}
                }, "tags": {"k": 1}, "parents": []}]
                """)
        let entity = try #require(facts[EntityUID(type: "T", id: "a")])
        #expect(entity.attributes["at"] == ExtensionValue(function: "datetime", text: "2024-01-02").map(Value.extended))
        #expect(entity.attributes["owner"] == .entity(EntityUID(type: "T", id: "b")))
        #expect(entity.tags["k"] == .long(1))
        let fault = #expect(throws: ParseFault.self) {
            try Entities(
                json: #"[{"uid": {"type": "T", "id": "a"}, "attrs": {"x": {"__extn": {"fn": "ip", "arg": "no"}}}}]"#)
        }
        #expect(fault?.message.contains("is no address") == true)
    }
}
