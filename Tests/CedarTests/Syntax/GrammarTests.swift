import Testing

@testable import Cedar

/// What the grammar takes and what it does not, each case put to the reference once.
struct GrammarTests {
    private func isPolicies(_ text: String) -> Bool { (try? PolicySet(parsing: text)) != nil }

    private func condition(_ text: String) -> String { "permit(principal,action,resource) when { \(text) };" }

    private static let policies = [
        "permit(principal,action,resource);", "permit(principal,action,resource,);", "", "// only\n",
        "permit(principal==?principal,action,resource in ?resource);",
        "permit(principal is A in ?principal,action,resource is B::C in ?resource);",
        "permit(principal==(A::\"a\"),action in [Action::\"x\",],resource);",
        "permit(principal,action in [],resource);", "permit(principal,action==N::Action::\"x\",resource);",
        "permit(principal == A::\"a\" ,action,resource) when {true} unless {false} when {1};",
        "@a permit(principal,action,resource);", "@if(\"x\")@permit@in permit(principal,action,resource);",
        "@__cedar permit(principal,action,resource);",
        "permit (principal , action , resource) ; forbid(principal,action,resource);",
        "permit(principal,action,resource)\u{A0};", "permit(principal,action,resource)\u{2028};",
        "permit(principal == (?principal), action, resource);",
        "permit(principal is A in (B::\"b\"), action, resource);",
        "permit(principal, action in ([Action::\"a\"]), resource);",
        "permit(principal, action in [(Action::\"a\")], resource);",
    ]

    private static let noPolicies = [
        "permit(principal,action,resource)", "permit(principal,action);", "permit(principal,resource,action);", ";",
        "permit(principal==?resource,action,resource);", "permit(principal,action==?action,resource);",
        "permit(principal is ?principal,action,resource);", "permit(principal in [A::\"a\"],action,resource);",
        "permit(principal,action in [Action::\"x\",,],resource);", "permit(principal,action==A::\"x\",resource);",
        "permit(principal,action is Action,resource);", "@a()permit(principal,action,resource);",
        "@a(\"x\")@a(\"y\")permit(principal,action,resource);", "@a(\"x\",)permit(principal,action,resource);",
        "@\"a\" permit(principal,action,resource);", "permit(principal,action,resource) when {};",
        "permit(principal,action,resource) when {true;};", "permit(principal,action,resource) when true;",
        "permit(principal,action,resource) when { true }", "Permit(principal,action,resource);",
        "permit(principal,action,resource)/* c */;", "permit(principal,action,resource) // c",
        "\u{FEFF}permit(principal,action,resource);", "permit(principal,action,resource)\u{200B};",
        "permit(principal,action,resource)\u{0};", "permit(principal == A::\"x\"::\"y\", action, resource);",
        "permit(principal == A, action, resource);", "permit(principal = A::\"x\", action, resource);",
        "permit(principal : A, action, resource);", "permit(principal == principal, action, resource);",
        "permit(principal in principal, action, resource);", "permit(principal is A == A::\"a\", action, resource);",
        "permit(principal is A is B, action, resource);", "permit(user, action, resource);",
        "permit(principal == A::\"a\" in B::\"b\", action, resource);", "permit(true, action, resource);",
        "permit(principal is [A], action, resource);",
        "permit(principal in ?principal in A::\"a\", action, resource);",
        "permit(principal is A in [B::\"b\"], action, resource);",
        "permit(principal == ?Principal, action, resource);", "permit(principal == ? principal, action, resource);",
        "permit(principal == ?x, action, resource);", "permit(principal, action in [[Action::\"a\"]], resource);",
        "permit(principal, action == [Action::\"a\"], resource);",
    ]

    private static let conditions = [
        "context has a.b.c", "context has \"if\"", "context has principal", "(1 == 2) == true", "principal is A",
        "principal is A in resource", "principal is A in B::\"x\" && true", "principal is Set", "\"a\" like \"\\*\"",
        "\"a\" like \"\\x2A\\u{2a}\"", "\"\\n\\r\\t\\\\\\0\\'\\\"\\x7F\\u{10FFFF}\\u{0_0_41}\" == 1",
        "\"a\nb\" == 1", "9223372036854775807", "-9223372036854775808", "- 9223372036854775808",
        "--9223372036854775808", "007", "!!!!true", "----1", "- -1", "1 - -1", "1--1", "!(!(true))",
        "1 * 2 * context.a", "context.a * context.b", "if true then 1 else 2", "(if true then 1 else 2) + 1",
        "if if true then 1 else 2 then 3 else 4", "[1,2,]", "[]", "{}", "{a:1,}", "{\"if\":1}", "{principal:1}",
        "context.a.b[\"c\"].d", "context.principal", "context.contains", "context.contains(1)",
        "context.contains(1,)", "ip(\"1\")", "ip()", "ip(1,2)", "context.lessThan()", "context.lessThan(1,2)",
        "principal::\"a\"", "permit::\"a\" == 1", "A::\"a\".b", "((1))", "true||false&&true",
        "principal in A::\"a\" || true in [A::\"b\"]", "resource == principal.a.b.c",
        "principal.getTag(\"a\").hasTag(context.x)", "context.permit.when.unless.forbid",
    ]

    private static let noConditions = [
        "principal == ?principal", "?principal in resource", "context has \"a\".b", "context has a.\"b\"",
        "context has if", "context has a.if", "context has (a)", "context has a has b", "1 < 2 < 3", "1 == 2 != 3",
        "1 in 2 in 3", "principal is \"A\"", "principal is A::\"x\"", "principal is if", "principal is A == true",
        "principal is A in resource in context", "principal is __cedar::A", "__cedar::A::\"x\" == 1",
        "A::__cedar::\"x\" == 1", "\"a\" == \"\\*\"", "\"a\" like a", "\"a\" like (\"a\")",
        "1 like \"a\" like \"b\"", "\"\\x80\" == 1", "\"\\u{110000}\" == 1", "\"\\u{D800}\" == 1", "\"\\u{}\" == 1",
        "\"\\u{1234567}\" == 1", "\"\\q\" == 1", "\"\\\n\" == 1", "'a' == 1", "\"\\u{_41}\" == 1",
        "\"\\u0041\" == 1", "9223372036854775808", "-(9223372036854775808)", "-9223372036854775808.a", "1_000",
        "1.0", "0x10", "1a", "!!!!!true", "-----1", "!-1", "-!1", "1 + + 1", "1 / 2", "1 % 2", "if true then 1",
        "1 + if true then 1 else 2", "true && if true then 1 else 2", "[,]", "{a:1,a:2}", "{\"a\":1,a:2}", "{if:1}",
        "{1:1}", "{a b:1}", "{(\"a\"):1}", "{a.b:1}", "{[1]:1}", "context[a]", "context[1]", "context[\"a\",]",
        "context.if", "context.\"a\"", "context.a()", "context.contains()", "context.contains(1,2)",
        "context.isEmpty(1)", "context.foo(1)", "context[\"contains\"](1)", "context.ip(1)", "ip", "N::ip(\"1\")",
        "foo(1)", "contains(1)", "lessThan(1,2)", "principal()", "principal.a::\"b\"", "A", "A::B",
        "A::\"a\"::\"b\"", "(A)::\"a\"", "if::\"a\"", "true::\"a\"", "A::if::\"a\"", "(1", "1)", "()", "1 1",
        "&& true", "true &&", "true & true", "true and true", "a = 1", "context.a=>1", "context.a =< 1",
        "context.a ! = 1", "context.true",
    ]

    @Test func `what the reference takes is taken`() {
        #expect(Self.policies.filter { !isPolicies($0) } == [])
        #expect(Self.conditions.filter { !isPolicies(condition($0)) } == [])
    }

    @Test func `what the reference refuses is refused`() {
        #expect(Self.noPolicies.filter(isPolicies) == [])
        #expect(Self.noConditions.filter { isPolicies(condition($0)) } == [])
    }

    @Test func `several faults are told of, each with its place, what was expected and a caret`() {
        let faults = #expect(throws: ParseFaults.self) {
            try PolicySet(
                parsing: """
                    permit(principal, action resource);
                    forbid(principal, action, resource) when { context.a = 1 };
                    permit(principal, action, resource) when { "\\q" == 日本 };
                    permit(principal, action, resource);
                    forbid(principal, action, resource) when { 1 < 2 < 3 }
                    """)
        }
        #expect(
            faults?.description == """
                1:26: unexpected `resource`; expected `==`, `in`, `,` or `)`
                  permit(principal, action resource);
                                           ^^^^^^^^
                2:54: unexpected `=`; expected `}`; did you mean `==`?
                  forbid(principal, action, resource) when { context.a = 1 };
                                                                       ^
                3:44: unknown escape `\\q`; there are \\n \\r \\t \\0 \\\\ \\" \\' \\x41 \\u{3042}
                  permit(principal, action, resource) when { "\\q" == 日本 };
                                                             ^^^^
                3:52: unexpected characters `日本`
                  permit(principal, action, resource) when { "\\q" == 日本 };
                                                                     ^^^^
                5:50: comparisons do not chain; use parentheses or `&&`
                  forbid(principal, action, resource) when { 1 < 2 < 3 }
                                                                   ^
                """)
    }
}
