import Testing

@testable import Cedar

@Suite struct SchemaTests {
    static let photos = """
        // Who may see what.
        @doc("one tenant")
        namespace PhotoFlash {
          type Name = { first: String, "last name"?: String };
          entity Group in [Group];
          @doc("people") entity User, Guest in Group {
            @secret name: Name,
            age?: Long,
            friends: Set<User>,
            since: datetime,
          } tags Set<String>;
          entity Level enum ["low", "high"];
          entity Photo = { owner: User, address: __cedar::ipaddr };
          type Context = { level: Level, mfa: Bool };
          action all;
          action view, "edit photo" in [all] appliesTo {
            principal: [User, Guest],
            resource: Photo,
            context: Context,
          };
        }
        """

    @Test func `names are looked up and hierarchies worked out`() throws {
        let schema = try Schema(parsing: Self.photos)
        let user = try #require(schema.entityTypes["PhotoFlash::User"])
        #expect(user.ancestors == ["PhotoFlash::Group"])
        #expect(user.attributes["friends"]?.type == .set(.entity("PhotoFlash::User")))
        #expect(user.attributes["since"]?.type == .extended(.datetime))
        #expect(user.attributes["age"]?.isRequired == false)
        #expect(user.tags == .set(.string))
        #expect(user.attributes["name"]?.type.description == #"{ first: String, "last name"?: String }"#)
        #expect(schema.entityTypes["PhotoFlash::Level"]?.ids == ["low", "high"])
        #expect(schema.entityTypes["PhotoFlash::Group"]?.ancestors == ["PhotoFlash::Group"])
        let view = EntityUID(type: "PhotoFlash::Action", id: "view")
        #expect(schema.actions[view]?.ancestors == [EntityUID(type: "PhotoFlash::Action", id: "all")])
        #expect(
            schema.environments.map(\.description) == [
                #"PhotoFlash::User does PhotoFlash::Action::"view" to PhotoFlash::Photo"#,
                #"PhotoFlash::Guest does PhotoFlash::Action::"view" to PhotoFlash::Photo"#,
                #"PhotoFlash::User does PhotoFlash::Action::"edit photo" to PhotoFlash::Photo"#,
                #"PhotoFlash::Guest does PhotoFlash::Action::"edit photo" to PhotoFlash::Photo"#,
            ])
    }

    @Test func `a schema survives both syntaxes`() throws {
        let schema = try Schema(parsing: Self.photos)
        #expect(try Schema(parsing: schema.text).namespaces == schema.namespaces)
        let translated = try Schema(json: schema.json)
        #expect(translated.entityTypes == schema.entityTypes)
        #expect(translated.actions == schema.actions)
        #expect(try Schema(parsing: translated.text).actions == schema.actions)
        #expect(try Schema(json: translated.json).namespaces == translated.namespaces)
    }

    @Test func `a type of JSON is found whatever hides its name`() throws {
        let json = """
            {"": {"entityTypes": {"Long": {"shape": {"type": "Record", "attributes": {
              "a": {"type": "Long"}, "b": {"type": "Entity", "name": "Long", "required": false},
              "c": {"type": "EntityOrCommon", "name": "Long"}, "d": {"type": "Boolean"}}}},
              "Plain": {"shape": {"type": "Shape"}}},
             "commonTypes": {"Shape": {"type": "Record", "attributes": {"x": {"type": "Extension", "name": "decimal"}}}},
             "actions": {}}}
            """
        let schema = try Schema(json: json)
        let attributes = try #require(schema.entityTypes["Long"]).attributes
        #expect(attributes["a"]?.type == .long)
        #expect(attributes["b"]?.type == .entity("Long"))
        #expect(attributes["c"]?.type == .entity("Long"))
        #expect(try Schema(parsing: schema.text).entityTypes == schema.entityTypes)
        #expect(
            schema.warnings.map(\.message) == ["`Long` hides the language's own type, which is now `__cedar::Long`"])
    }

    @Test func `an entity type that a common type hides cannot be written in Cedar's syntax`() throws {
        let json = """
            {"": {"entityTypes": {"A": {}, "B": {"tags": {"type": "Entity", "name": "A"}}}, "actions": {},
             "commonTypes": {"A": {"type": "Long"}}}}
            """
        let schema = try Schema(json: json)
        #expect(throws: ParseFaults.self) { try schema.text }
    }

    /// What is wrong, one message for each fault.
    static let faulty: [(schema: String, messages: [String])] = [
        ("entity U in X;", ["1:13: there is no entity type `X`"]),
        ("entity User; entity Photo { owner: Usr };", ["1:36: there is no type `Usr`; did you mean `User`?"]),
        ("entity U; entity U;", ["1:18: entity type `U` is declared twice; keep one"]),
        ("entity Action;", ["1:8: `Action` is the type of actions, and no other entity type"]),
        ("action a in a;", ["1:8: action `a` is in itself, through its groups"]),
        ("action view; action edit in [veiw];", ["1:30: there is no action `veiw`; did you mean `view`?"]),
        ("type A = B; type B = Set<A>;", ["1:18: type `B` is made of itself, through `A`"]),
        ("type Long = String;", ["1:6: `Long` is a type of the language; give the common type another name"]),
        ("namespace A { entity U; } entity U;", ["1:22: `A::U` hides `U`, declared outside; rename one of them"]),
        ("namespace __cedar {}", ["1:11: `__cedar` belongs to the language; choose another name"]),
        (
            "entity U; action a appliesTo { principal: [], resource: U };",
            [
                "1:32: `principal` lists no type, so that the action could never be asked for; name one, or leave"
                    + " `appliesTo` out"
            ]
        ),
        (
            "entity U; action a appliesTo { principal: Action, resource: U };",
            ["1:43: `Action` is the type of actions; an entity type is needed here"]
        ),
        ("entity U enum [];", ["1:16: unexpected `]`; expected an entity's id in quotes"]),
        (
            "entity U { in: Long };\nentiy V;\nentity W { a: Set<Long };\nentity X;",
            [
                "1:12: `in` is a word of the language and no name",
                "2:1: unexpected `entiy`; expected `entity`, `action`, `type` or `namespace`; did you mean `entity`?",
                "3:24: unexpected `}`; expected `>`",
            ]
        ),
        (
            "type T = Long; entity U; action a appliesTo { principal: U, resource: U, context: T };",
            ["1:83: the context of action `a` must be a record, not `Long`"]
        ),
    ]

    @Test(arguments: faulty) func `faults name their place and the mend`(schema: String, messages: [String]) {
        let error = #expect(throws: ParseFaults.self) { try Schema(parsing: schema) }
        #expect(error?.faults.map { "\($0.place): \($0.message)" } == messages)
    }

    @Test func `deep types are refused and not a crash`() {
        let deep = String(repeating: "Set<", count: 100_000)
        #expect(throws: ParseFaults.self) { try Schema(parsing: "type T = \(deep)") }
        let chain = (0..<2_000).map { "type T\($0) = Set<T\($0 + 1)>;" }.joined() + "type T2000 = Long;"
        #expect(throws: ParseFaults.self) { try Schema(parsing: chain) }
    }
}
