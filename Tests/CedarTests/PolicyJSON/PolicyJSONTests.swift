import Testing

@testable import Cedar

struct PolicyJSONTests {
    @Test(.enabled(if: ConformanceFolder.cedar != nil, "the public corpus is not at hand"))
    func `policies of the corpus come back from JSON`() throws {
        for text in try #require(CorpusPolicies.texts) {
            let set = try PolicySet(parsing: text)
            let back = try PolicySet(json: set.json)
            let isSame = Set(NormalForm.flat(back)) == Set(NormalForm.flat(set))
            #expect(isSame, "\(text)")
            #expect(back.json == set.json)
            if !isSame { break }
        }
    }

    @Test func `policies made up come back from JSON, and their text from there`() throws {
        var made = MadePolicies(dice: Dice(seed: 11))
        for _ in 0..<1_500 {
            let policy = made.policy(id: "policy0")
            var set = PolicySet()
            try set.add(policy)
            let back = try PolicySet(json: set.json)
            #expect(NormalForm.flat(back) == NormalForm.flat(set), "\(set.json)")
            let printed = try PolicySet(parsing: PolicyFormatter().text(of: back))
            #expect(NormalForm.unplaced(printed) == NormalForm.unplaced(back), "\(set.json)")
            #expect(try Policy(json: policy.json, id: "x").json == policy.json)
            if NormalForm.flat(back) != NormalForm.flat(set) { break }
        }
    }

    @Test func `a policy is written as the reference writes it`() throws {
        let set = try PolicySet(
            parsing: """
                @id("x") @note
                permit(principal is User in Group::"a", action in [Action::"view", Action::"edit"], resource)
                when { principal has a.b && context.n + 1 - 2 < -5 } unless { resource.tags.isEmpty() };
                """)
        #expect(
            set.json
                == #"{"templates":{},"staticPolicies":{"policy0":{"effect":"permit","#
                + #""principal":{"op":"is","entity_type":"User","in":{"entity":{"type":"Group","id":"a"}}},"#
                + #""action":{"op":"in","entities":[{"type":"Action","id":"view"},{"type":"Action","id":"edit"}]},"#
                + #""resource":{"op":"All"},"conditions":[{"kind":"when","body":{"&&":{"left":{"&&":{"#
                + #""left":{"has":{"left":{"Var":"principal"},"attr":"a"}},"#
                + #""right":{"has":{"left":{".":{"left":{"Var":"principal"},"attr":"a"}},"attr":"b"}}}},"#
                + #""right":{"<":{"left":{"-":{"left":{"+":{"left":{".":{"left":{"Var":"context"},"attr":"n"}},"#
                + #""right":{"Value":1}}},"right":{"Value":2}}},"right":{"Value":-5}}}}}},"#
                + #"{"kind":"unless","body":{"isEmpty":{"arg":{".":{"left":{"Var":"resource"},"attr":"tags"}}}}}],"#
                + #""annotations":{"id":"x","note":null}}},"templateLinks":[]}"#)
    }

    @Test func `links are kept, and make policies`() throws {
        var set = try PolicySet(
            parsing: """
                permit(principal == ?principal, action, resource is Doc in ?resource);
                forbid(principal, action, resource);
                """)
        let link = TemplateLink(
            id: "for ann", template: "policy0", principal: EntityUID(type: "User", id: "ann"),
            resource: EntityUID(type: "Folder", id: "f"))
        try set.link(link)
        let back = try PolicySet(json: set.json)
        #expect(Set(NormalForm.flat(back)) == Set(NormalForm.flat(set)))
        #expect(back.links == [link])
        #expect(back.active.map(\.id) == ["policy1", "for ann"])
        #expect(
            set.json.hasSuffix(
                #""templateLinks":[{"templateId":"policy0","newId":"for ann","values":{"#
                    + #""?principal":{"type":"User","id":"ann"},"?resource":{"type":"Folder","id":"f"}}}]}"#))
    }

    @Test(arguments: [
        (
            #""effect":"allow""#, #""effect":"permit""#,
            "the effect is `permit` or `forbid`, not `allow` (at `$.staticPolicies.a.effect`)"
        ),
        (
            #"{"Var":"contxt"}"#, #"{"Var":"context"}"#,
            "there is no variable `contxt`, only `principal`, `action`, `resource` and `context`"
                + " (at `$.staticPolicies.a.conditions[0].body[\"==\"].left.Var`)"
        ),
        (
            #"{"Valeu":1}"#, #"{"Value":1}"#,
            "Cedar has no operation `Valeu` (at `$.staticPolicies.a.conditions[0].body[\"==\"].right`)"
        ),
        (
            #"{"Value":null}"#, #"{"Value":1}"#,
            "Cedar has no null; leave the attribute out (at `$.staticPolicies.a.conditions[0].body[\"==\"].right.Value`)"
        ),
        (
            #""rihgt""#, #""right""#,
            "there is no `rihgt` here, only `left`, `right` (at `$.staticPolicies.a.conditions[0].body[\"==\"].rihgt`)"
        ),
        (
            #"{"op":"is","entity_type":"A B"}"#, #"{"op":"All"},"action""#,
            "`A B` is no entity type (at `$.staticPolicies.a.principal.entity_type`)"
        ),
        (
            #"{"op":"==","entity":{"type":"User","id":"x"},"slot":"?principal"}"#, #"{"op":"All"},"action""#,
            "give one of `entity` and `slot` (at `$.staticPolicies.a.principal`)"
        ),
        (
            #"{"op":"==","slot":"?principal"}"#, #"{"op":"All"},"action""#,
            "a policy with slots belongs to `templates` (at `$.staticPolicies.a`)"
        ),
        (
            #"{"op":"==","slot":"?resource"}"#, #"{"op":"All"},"action""#,
            "slot `?resource` cannot stand for the principal (at `$.staticPolicies.a.principal.slot`)"
        ),
        (
            #""templateLinks":[{"templateId":"t","newId":"n","values":{}}]"#, #""templateLinks":[]"#,
            "there is no template `t` to link (at `$.templateLinks[0]`)"
        ),
        (
            #""templates":{},"more":1"#, #""templates":{}"#,
            "a policy set has no `more`, only `staticPolicies`, `templates`, `templateLinks` (at `$.more`)"
        ),
    ])
    func `what is wrong is named with its path`(wrong: String, right: String, message: String) throws {
        let text =
            #"{"staticPolicies":{"a":{"effect":"permit","principal":{"op":"All"},"action":{"op":"All"},"#
            + #""resource":{"op":"All"},"conditions":[{"kind":"when","body":{"==":{"left":{"Var":"context"},"right":{"Value":1}}}}]}},"#
            + #""templates":{},"templateLinks":[]}"#
        _ = try PolicySet(json: text)
        let replaced = right.hasSuffix(#","action""#) ? wrong + #","action""# : wrong
        let faults = #expect(throws: ParseFaults.self) {
            try PolicySet(json: text.replacing(right, with: replaced, maxReplacements: 1))
        }
        #expect(faults?.faults.map(\.message) == [message])
    }

    @Test func `each policy tells of its own fault, with line and column`() throws {
        let text = """
            {"staticPolicies": {
              "a": {"effect": "permit"},
              "b": {"effect": 7, "principal": {"op": "All"}, "action": {"op": "All"}, "resource": {"op": "All"},
                    "conditions": []}
            }, "templates": {}, "templateLinks": []}
            """
        let faults = #expect(throws: ParseFaults.self) { try PolicySet(json: text) }
        #expect(
            faults?.description == """
                2:8: a policy needs `principal` (at `$.staticPolicies.a`)
                    "a": {"effect": "permit"},
                         ^
                3:19: expected `permit` or `forbid`: a text, found a number (at `$.staticPolicies.b.effect`)
                    "b": {"effect": 7, "principal": {"op": "All"}, "action": {"op": "All"}, "res…
                                    ^
                """)
    }
}
