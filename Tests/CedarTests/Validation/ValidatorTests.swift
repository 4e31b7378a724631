import Testing

@testable import Cedar

@Suite struct ValidatorTests {
    static let schema = """
        entity Group;
        entity User in Group { name: String, age?: Long, manager?: User, home: { zip?: String, city: String } }
          tags String;
        entity Level enum ["low", "high"];
        entity Photo { owner: User, level: Level, taken: datetime, price: decimal };
        action all;
        action view, edit in all appliesTo { principal: User, resource: Photo, context: { mfa: Bool, from?: ipaddr } };
        action join appliesTo { principal: [User, Group], resource: Group };
        """

    private func findings(_ policies: String, level: Int? = nil) throws -> [ValidationFinding] {
        try Validator(Schema(parsing: Self.schema)).validate(PolicySet(parsing: policies), level: level).findings
    }

    static let view = #"permit(principal, action == Action::"view", resource) when { "#

    /// Conditions of a policy on viewing, and what is wrong with them.
    static let conditions: [(condition: String, messages: [String])] = [
        ("principal.nmae == \"x\"", ["`User` has no attribute `nmae`; did you mean `name`?"]),
        ("principal.age > 3", ["`principal.age` may be missing; ask `principal has age && …` before it is used"]),
        ("principal has age && principal.age > 3", []),
        ("principal has home.zip && principal.home.zip like \"1*\"", []),
        ("principal.home has zip && principal[\"home\"].zip == \"1\"", []),
        (
            "principal has age || principal.age > 3",
            ["`principal.age` may be missing; ask `principal has age && …` before it is used"]
        ),
        ("(if principal has age then principal.age else 0) > 3", []),
        (
            "principal.manager.name == \"x\"",
            ["`principal.manager` may be missing; ask `principal has manager && …` before it is used"]
        ),
        ("principal.name > 3", ["`principal.name` is of type `String`, and `Long` is needed here"]),
        ("principal.name == 3", ["`==` compares `String` with `Long`, which are never equal"]),
        ("principal == resource || context.mfa", []),
        // Found by Scripts/fuzz-validation, seed 2: the reference works `false || false` out before it compares.
        ("(principal == (false || false)) || context.mfa", ["`==` compares `User` with `Bool`, which are never equal"]),
        ("(User::\"a\" == (false || false)) || context.mfa", []),
        (
            "principal.name + \"x\" == \"y\"",
            [
                "`==` compares `Long` with `String`, which are never equal",
                "`principal.name` is of type `String`, and `Long` is needed here; texts cannot be put together",
                "`\"x\"` is of type `String`, and `Long` is needed here; texts cannot be put together",
            ]
        ),
        (
            "[] == [1]",
            [
                "the empty set `[]` cannot be checked, for its members have no type; `isEmpty()` asks whether a set is empty"
            ]
        ),
        ("[1, \"x\"].contains(1)", ["the set mixes `Long` and `String`; its members must be of one type"]),
        ("[1].contains(\"x\")", ["`contains` looks for `String` in a set of `Long`, where there is none"]),
        (
            "resource.level == Level::\"mid\"",
            ["there is no `Level::\"mid\"`: the only entities of that type are `Level::\"low\"`, `Level::\"high\"`"]
        ),
        ("principal in Grup::\"a\"", ["the schema has no entity type `Grup`; did you mean `Group`?"]),
        (
            "action == Action::\"veiw\"",
            ["the schema has no action `Action::\"veiw\"`; did you mean `Action::\"view\"`?"]
        ),
        (
            "resource.taken < datetime(\"2026-02-30\")",
            ["\"2026-02-30\" is no instant; one looks like \"2026-04-01\" or \"2026-04-01T09:30:00Z\""]
        ),
        (
            "resource.price < decimal(\"1.0\")",
            [
                "`resource.price` is of type `decimal`, and one of `Long`, `datetime`, `duration` is needed here; decimals"
                    + " have `lessThan`, `greaterThan` and their like",
                "`decimal(\"1.0\")` is of type `decimal`, and one of `Long`, `datetime`, `duration` is needed here; decimals"
                    + " have `lessThan`, `greaterThan` and their like",
            ]
        ),
        (
            "decimal(principal.name) == resource.price",
            ["`decimal` needs its text written out, so that it can be checked beforehand"]
        ),
        ("context has from && context.from.isInRange(ip(\"10.0.0.0/8\"))", []),
        ("context.from.isIpv4()", ["`context.from` may be missing; ask `context has from && …` before it is used"]),
        ("principal.hasTag(\"a\") && principal.getTag(\"a\") == \"b\"", []),
        (
            "principal.getTag(\"a\") == \"b\"",
            ["tag \"a\" may be missing; ask `principal.hasTag(\"a\") && …` before it is used"]
        ),
        ("resource.getTag(\"a\") == \"b\"", ["entities of type `Photo` have no tags"]),
        ("principal is Group && principal.nothing", ["never"]),
        (
            "if principal has age then 1 else \"x\"",
            ["`if` gives `Long` in one branch and `String` in the other; both must be of one type"]
        ),
        ("principal.name", ["`principal.name` is of type `String`, and `Bool` is needed here"]),
        (
            "principal.name.contains(\"x\")",
            ["`principal.name` is of type `String`, and a set is needed here; for texts there is `like`"]
        ),
    ]

    @Test(arguments: conditions) func `conditions are checked`(condition: String, messages: [String]) throws {
        let found = try findings(Self.view + condition + " };").map { $0.kind == .impossible ? "never" : $0.message }
        #expect(found == messages)
    }

    /// Heads, and what is wrong with them.
    static let heads: [(policy: String, kinds: [ValidationFinding.Kind])] = [
        ("permit(principal, action, resource);", []),
        ("permit(principal == Level::\"low\", action, resource);", [.notApplicable, .impossible]),
        ("permit(principal is Group, action == Action::\"view\", resource);", [.notApplicable, .impossible]),
        ("permit(principal, action == Action::\"all\", resource);", [.notApplicable, .impossible]),
        ("permit(principal, action in Action::\"all\", resource);", []),
        ("permit(principal, action in [], resource);", [.notApplicable, .emptySet]),
        ("permit(principal in Group::\"a\", action, resource is Photo);", []),
        ("permit(principal is Group, action, resource is Photo);", [.notApplicable, .impossible]),
        ("permit(principal == ?principal, action, resource in ?resource);", []),
        ("permit(principal is User in ?principal, action, resource);", []),
        (
            "permit(principal is Usr in ?principal, action, resource);",
            [.notApplicable, .unknownEntityType, .impossible]
        ),
    ]

    @Test(arguments: heads) func `heads are checked`(policy: String, kinds: [ValidationFinding.Kind]) throws {
        let found = try findings(policy)
        #expect(Set(found.map(\.kind)) == Set(kinds), "\(found)")
        #expect(found.allSatisfy { $0.severity == ($0.kind == .impossible ? .warning : .error) })
    }

    @Test func `a finding says where it holds`() throws {
        let found = try findings(
            "permit(principal, action, resource)\nwhen { principal has name && principal.name == 1 };")
        let finding = try #require(found.first)
        #expect(finding.range.start.line == 2)
        // A group has no name: there the condition is false before the fault.
        #expect(!finding.isPartial)
        #expect(
            finding.excerpt(
                in: "permit(principal, action, resource)\nwhen { principal has name && principal.name == 1 };")
                == "  when { principal has name && principal.name == 1 };\n" + String(repeating: " ", count: 31)
                + String(repeating: "^", count: 19))
        let other = try findings("permit(principal, action, resource) when { resource.owner == principal };")
        #expect(
            other.map(\.description) == [
                "1:44: `Group` has no attribute `owner` (where User does Action::\"join\" to Group, and 1 more)"
            ])
    }

    @Test func `links are checked as heads are`() throws {
        let schema = try Schema(parsing: Self.schema)
        let template = try #require(
            PolicySet(parsing: #"permit(principal in ?principal, action == Action::"view", resource);"#).policies.first)
        let validator = Validator(schema)
        func kinds(_ uid: EntityUID) -> [ValidationFinding.Kind] {
            validator.validateLink(of: template, id: "link", principal: uid).map(\.kind)
        }
        #expect(kinds(EntityUID(type: "Group", id: "a")) == [])
        #expect(kinds(EntityUID(type: "Photo", id: "a")) == [.notApplicable])
        #expect(kinds(EntityUID(type: "Grop", id: "a")) == [.unknownEntityType, .notApplicable])
    }

    @Test func `steps from entity to entity are counted`() throws {
        func steps(_ condition: String) throws -> Int? {
            for level in 0...4 where try findings(Self.view + condition + " };", level: level).isEmpty { return level }
            return nil
        }
        #expect(try steps("context.mfa") == 0)
        #expect(try steps("principal.name == \"x\"") == 1)
        #expect(try steps("principal in Group::\"a\"") == 1)
        #expect(try steps("resource.owner.name == \"x\"") == 2)
        #expect(try steps("resource.owner.home.city == \"x\"") == 2)
        #expect(try steps("principal has manager && principal.manager has manager") == 2)
        #expect(try steps("{a: resource.owner, b: principal}.b.name == \"x\"") == 1)
        #expect(try steps("(if context.mfa then principal else resource.owner).name == \"x\"") == 2)
        #expect(try steps("User::\"a\".name == \"x\"") == nil)
        #expect(
            try findings(Self.view + "resource.owner.name == \"x\" };", level: 1).map(\.message) == [
                "`resource.owner.name` takes 2 steps from entity to entity, and 1 is allowed"
            ])
    }

    @Test func `expressions have types`() throws {
        let schema = try Schema(parsing: Self.schema)
        let validator = Validator(schema)
        let view = EntityUID(type: "Action", id: "view")
        let environment = try #require(schema.environments(for: view)?.first)
        func type(_ text: String) throws -> String? {
            let policy = try #require(
                PolicySet(parsing: "permit(principal, action, resource) when { \(text) };").policies.first)
            return try? validator.type(of: policy.conditions[0].body, in: environment).get().description
        }
        #expect(try type("resource.owner.home") == "{ city: String, zip?: String }")
        #expect(try type("[resource.owner]") == "Set<User>")
        #expect(try type("resource.taken.toTime()") == "duration")
        #expect(try type("resource.nothing") == nil)
    }

    @Test func `entities and requests are checked`() throws {
        let validator = try Validator(Schema(parsing: Self.schema))
        let entities = try Entities(
            json: """
                [{"uid": {"type": "User", "id": "a"}, "attrs": {"name": 3, "agee": 4, "home": {"city": "x", "zip": true}},
                  "parents": [{"type": "Photo", "id": "p"}], "tags": {"t": 1}},
                 {"uid": {"type": "Level", "id": "mid"}, "parents": []},
                 {"uid": {"type": "Action", "id": "view"}, "parents": []},
                 {"uid": {"type": "Usr", "id": "b"}}]
                """)
        #expect(
            validator.validate(entities).map(\.description) == [
                #"`Action::"view"`: it is in no group, and in the schema it is in `Action::"all"`"#,
                #"`Level::"mid"`: there is no `Level::"mid"`: entities of that type are "low", "high" only"#,
                #"`User::"a"`: the schema has no attribute `agee` here; did you mean `age`?"#,
                #"`User::"a"`: attribute `home.zip` must be of type `String`, and is a bool"#,
                #"`User::"a"`: attribute `name` must be of type `String`, and is a long"#,
                #"`User::"a"`: it is in `Photo::"p"`, and the schema allows it to be in entities of type `Group` only"#,
                #"`User::"a"`: tag "t" must be of type `String`, and is a long"#,
                #"`Usr::"b"`: the schema has no entity type `Usr`; did you mean `User`?"#,
            ])
        func problems(_ json: String) throws -> [String] {
            try validator.validate(Request(json: json)).map(\.description)
        }
        let user = #"{"type": "User", "id": "a"}"#
        let photo = #"{"type": "Photo", "id": "p"}"#
        let view = #"{"type": "Action", "id": "view"}"#
        #expect(
            try problems(
                "{\"principal\": \(user), \"action\": \(view), \"resource\": \(photo), \"context\": {\"mfa\": true}}")
                == [])
        #expect(
            try problems("{\"principal\": \(photo), \"action\": \(view), \"resource\": \(photo)}") == [
                #"`Photo::"p"` cannot be the principal of `Action::"view"`, which takes `User`"#,
                "context's attribute `mfa` is missing",
            ])
    }

    @Test func `a schema says what JSON means`() throws {
        let schema = try Schema(parsing: Self.schema)
        let entities = try Entities(
            json: """
                [{"uid": {"type": "Photo", "id": "p"}, "attrs": {"owner": {"type": "User", "id": "a"}, "taken": "2026-04-01",
                  "level": {"__entity": {"type": "Level", "id": "low"}}, "price": {"fn": "decimal", "arg": "1.5"}}}]
                """, schema: schema)
        #expect(Validator(schema).validate(entities).isEmpty)
        let photo = try #require(entities[EntityUID(type: "Photo", id: "p")])
        #expect(photo.attributes["owner"] == .entity(EntityUID(type: "User", id: "a")))
        #expect(entities.isIn(EntityUID(type: "Action", id: "view"), EntityUID(type: "Action", id: "all")))
        let request = try Request(
            json: """
                {"principal": {"type": "User", "id": "a"}, "action": {"type": "Action", "id": "view"},
                 "resource": {"type": "Photo", "id": "p"}, "context": {"mfa": true, "from": "10.0.0.1"}}
                """, schema: schema)
        #expect(Validator(schema).validate(request).isEmpty)
    }

    @Test func `texts that may deceive are told of`() throws {
        func warnings(_ text: String) throws -> [String] {
            try findings(Self.view + "principal.name == \"\(text)\" };").map(\.message)
        }
        #expect(
            try warnings("say_\u{4BB}ello") == [
                "\"say_һello\" mixes Latin letters with Greek or Cyrillic ones, which may look the same"
            ])
        #expect(
            try warnings("user\u{202E} admin") == [
                "\"user\\u{202e} admin\" holds characters that turn the direction of reading, so that it may look like another text"
            ])
        #expect(try warnings("東京電力 TEPCO ひらがな").isEmpty)
    }

    @Test func `long and deep policies cost no stack`() throws {
        let many = Array(repeating: "context.mfa", count: 20_000).joined(separator: " && ")
        #expect(try findings(Self.view + many + " };") == [])
        let chain = Array(repeating: "owner", count: 300_000).joined(separator: ".")
        #expect(try findings(Self.view + "resource.\(chain) == 1 };").map(\.kind) == [.tooDeep])
    }
}
