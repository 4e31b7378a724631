import Barrier
import Intake
import Registry
import Testing

@Suite("Making a rule book from policy files")
struct RuleBookLoadingTests {
    private static let named = "@id(\"r\") @ja(\"規則。\") @en(\"a rule\")"

    /// A text with one thing wrong, and how the problem begins.
    struct Wrong: CustomTestStringConvertible, Sendable {
        var text: String
        var problem: String
        var testDescription: String { problem }
    }

    static let wrongs = [
        Wrong(
            text: "@ja(\"規則。\") @en(\"a rule\") permit (principal, action, resource);",
            problem: "test.cedar:1:1: this rule has no id; put `@id(\"…\")` before it"),
        Wrong(
            text: "@id(\"r\") @en(\"a rule\") permit (principal, action, resource);",
            problem: "test.cedar:1:1: rule `r` has no sentence in Japanese; put `@ja(\"…\")` before it"),
        Wrong(
            text: "@id(\"r\") @ja(\"規則。\") @en(\" \") permit (principal, action, resource);",
            problem: "test.cedar:1:1: rule `r` has no sentence in English; put `@en(\"…\")` before it"),
        Wrong(
            text: "@id(\"default-deny\") @ja(\"規則。\") @en(\"a rule\") permit (principal, action, resource);",
            problem: "test.cedar:1:1: the id `default-deny` means that no rule permits; choose another"),
        Wrong(
            text: "\(named)\npermit (principal == ?principal, action, resource);",
            problem: "test.cedar:1:1: rule `r` is a template"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource)\nwhen { principal.side.knd == \"retailer\" };",
            problem:
                "test.cedar:3:8: rule `r` reads the attribute `knd`, which there is not; there are `affiliateKinds`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource)\nunless { resource has ownr };",
            problem: "test.cedar:3:10: rule `r` reads the attribute `ownr`, which there is not"),
        // An attribute that there is, asked for what does not have it, would as quietly never apply.
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { resource has side };",
            problem: "test.cedar:2:45: rule `r` reads the attribute `side`, which there is not; "
                + "there are `owner`, `voltage` of `resource`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) unless { context has owner };",
            problem: "test.cedar:2:47: rule `r` reads the attribute `owner`, which there is not; there are `channel`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { principal has side.employment };",
            problem: "test.cedar:2:45: rule `r` reads the attribute `employment`, which there is not; "
                + "there are `affiliateKinds`, `affiliates`, `kind` of `Company`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { resource.owner has purpose };",
            problem: "test.cedar:2:45: rule `r` reads the attribute `purpose`, which there is not"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { action has kind };",
            problem: "test.cedar:2:45: rule `r` reads the attribute `kind`, which there is not"),
        Wrong(
            text: "\(named)\nforbid (principal, action == Action::\"veiw.contact\", resource);",
            problem: "test.cedar:1:1: rule `r` names the action `veiw.contact`, which there is not; there are `mask`"),
        Wrong(
            text: "\(named)\nforbid (principal in Company::\"R9\", action, resource);",
            problem: "test.cedar:1:1: rule `r` names the company `R9`, which is not in the register"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { principal in Department::\"D-X\" };",
            problem: "test.cedar:2:58: rule `r` names the department `D-X`, which is not in the register"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { principal in [Role::\"boss\"] };",
            problem: "test.cedar:2:59: rule `r` names the role `boss`, which there is not; there are `manager`"),
        Wrong(
            text: "\(named)\npermit (principal == Person::\"P1\", action, resource);",
            problem: "test.cedar:1:1: rule `r` names `Person::\"P1\"`; rules judge companies"),
        Wrong(
            text: "\(named)\npermit (principal, action, resource == SupplyContract::\"C1\");",
            problem: "test.cedar:1:1: rule `r` names `SupplyContract::\"C1\"`; rules judge companies"),
        Wrong(
            text: "\(named)\npermit (principal, action, resource is Contract);",
            problem: "test.cedar:1:1: `resource is Contract` in rule `r` never holds; "
                + "write `SupplyContract`, `PurchaseContract`"),
        Wrong(
            text: "\(named)\npermit (principal, action, resource) when { resource is Contract };",
            problem: "test.cedar:2:45: rule `r` names the type `Contract`, which there is not"),
        Wrong(
            text: "\(named)\npermit (principal, action, resource) when { principal in Team::\"A\" };",
            problem: "test.cedar:2:58: rule `r` names the type `Team`, which there is not"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource)\nwhen { principal.employment == \"contracter\" };",
            problem: "test.cedar:3:32: rule `r` compares `employment` with `contracter`, which it never is; "
                + "there are `contractor`, `employee`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { \"retialer\" != principal.side.kind };",
            problem: "test.cedar:2:45: rule `r` compares `kind` with `retialer`"),
        Wrong(
            text:
                "\(named)\nforbid (principal, action, resource)\nwhen { [\"screen\", \"fed\"].contains(context.channel) };",
            problem: "test.cedar:3:19: rule `r` compares `channel` with `fed`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource)\n"
                + "when { principal.side.affiliateKinds.containsAny([\"retailers\"]) };",
            problem: "test.cedar:3:51: rule `r` compares `affiliateKinds` with `retailers`"),
        Wrong(
            text: "\(named)\nforbid (principal, action, resource) when { context.surface == \"nowhere\" };",
            problem: "test.cedar:2:64: rule `r` compares `surface` with `nowhere`, which it never is; there are"),
        Wrong(
            text: "// nothing yet\n", problem: "test.cedar:1:1: there is no rule at all, so every view would be barred"),
    ]

    @Test("what would quietly never apply is refused, with its place and the mend", arguments: Self.wrongs)
    func refuses(_ wrong: Wrong) throws {
        let error = #expect(throws: RuleBookError.self) { try BarrierWorld.ruleBook(wrong.text) }
        let first = try #require(error?.problems.first)
        #expect(first.description.hasPrefix(wrong.problem), "\(first)")
        #expect(first.message.ja != first.message.en)
    }

    @Test("every problem of every file is told at once, and an id is unique over all files")
    func severalFiles() throws {
        let error = #expect(throws: RuleBookError.self) {
            try BarrierWorld.ruleBook([
                PolicyText(file: "a.cedar", text: "\(Self.named)\npermit (principal, action, resource);"),
                PolicyText(file: "b.cedar", text: "\n\n\(Self.named)\npermit (principal, action, resource);"),
                PolicyText(file: "c.cedar", text: "permit (principal action resource);"),
            ])
        }
        let problems = try #require(error).problems
        #expect(problems.map { $0.place?.file } == ["b.cedar", "c.cedar"])
        #expect(problems[0].description == "b.cedar:3:1: the id `r` belongs to the rule at a.cedar:1:1; choose another")
        #expect(problems[1].place?.line == 1)
    }

    @Test("several files make one rule book, and the order of its policies is that of the files")
    func order() throws {
        let book = try BarrierWorld.ruleBook([
            PolicyText(
                file: "a.cedar",
                text: "@id(\"z\") @ja(\"甲。\") @en(\"first\") forbid (principal, action, resource);"),
            PolicyText(
                file: "b.cedar",
                text: "@id(\"a\") @ja(\"乙。\") @en(\"second\") forbid (principal, action, resource);"),
        ])
        #expect(book.policyIDs == ["z", "a"])
        let verdict = book.decide(BarrierWorld.situation())
        #expect(verdict.policies == ["z", "a"])
        #expect(verdict.sentence == BilingualText(ja: "甲。乙。", en: "first; second"))
    }

    @Test("a failure says which policy failed, where and why, and denies even what others permit")
    func failure() throws {
        let book = try BarrierWorld.ruleBook(
            """
            @id("all") @ja("すべて。") @en("everything") permit (principal, action, resource);
            @id("odd") @ja("変。") @en("odd") forbid (principal, action in Action::"view", resource)
            when { context.purpose == "sales" };
            """)
        let silent = book.decide(BarrierWorld.situation())
        #expect(silent.allowedView.isEmpty)
        #expect(silent.allowedMask == .all, "the failing policy has nothing to do with masks")
        #expect(silent.policies == ["odd"])
        let failure = try #require(silent.failures.first)
        #expect(silent.failures.count == 1)
        #expect(failure.policy == "odd")
        #expect(failure.reason.en.hasPrefix("test.cedar:3:8: "))
        #expect(failure.reason.en.contains("purpose"))
        #expect(silent.sentence.en == "rule `odd` cannot be evaluated, so it is denied (\(failure.reason.en))")
        let stated = book.decide(BarrierWorld.situation(purpose: "inquiry"))
        #expect(stated.allowedView == .all && stated.policies == ["all"] && stated.failures.isEmpty)
    }

    @Test("a surface is barred by any class that it shows, existence included, and by no other")
    func surfaces() throws {
        let catalogue = try BarrierWorld.catalogue()
        let screen = catalogue.surfaces[0]
        let feed = catalogue.surfaces[2]
        func verdict(forbidding classes: [String]) throws -> Verdict {
            let actions = classes.map { "Action::\"view.\($0)\"" }.joined(separator: ", ")
            let text = """
                @id("all") @ja("すべて。") @en("everything") permit (principal, action, resource);
                @id("not") @ja("不可。") @en("not these") forbid (principal, action in [\(actions)], resource);
                """
            return try BarrierWorld.ruleBook(text).decide(BarrierWorld.situation())
        }
        #expect(screen.fieldClasses.classes == [.existence, .identity, .contact, .contract])
        #expect(feed.fieldClasses.classes == [.existence, .identity, .usage])
        let usage = try verdict(forbidding: ["usage"])
        #expect(!usage.bars(screen) && usage.reasonIDs(for: screen).isEmpty)
        #expect(usage.bars(feed) && usage.reasonIDs(for: feed) == ["not"])
        #expect(usage.barredClasses(of: feed).classes == [.usage])
        #expect(usage.allowedMask == .all, "masked usage would do, but a surface shows what it shows")
        let existence = try verdict(forbidding: ["existence"])
        #expect(existence.bars(screen) && existence.bars(feed))
        let contact = try verdict(forbidding: ["contact", "equipment"])
        #expect(contact.bars(screen) && !contact.bars(feed))
        #expect(contact.sentence(for: screen).en == "not these")
        #expect(contact.sentence(for: feed).en.isEmpty)
    }

    @Test("each field has a class, and each class a field or more, existence apart")
    func fieldClasses() {
        #expect(Set(RecordField.allCases.map(\.fieldClass)) == Set(FieldClass.allCases).subtracting([.existence]))
        #expect(FieldClassSet.all.classes == FieldClass.allCases)
        #expect(FieldClassSet([.usage, .existence]).contains(FieldClass.usage))
        #expect(!FieldClassSet([FieldClass.usage]).contains(FieldClass.contact))
    }

    @Test("two surfaces cannot share an id")
    func catalogue() throws {
        let surface = try BarrierWorld.catalogue().surfaces[0]
        let error = #expect(throws: IntakeError.self) { try Catalogue(surfaces: [surface, surface]) }
        #expect(error?.message.en.contains("`hv-screen`") == true)
    }
}
