import Cedar
import Intake
import Registry

/// Policy files on their way to a rule book: parsed, and held against what the barrier knows.
///
/// A policy with a misspelt attribute, action or company would quietly never apply, and a `forbid` that never applies
/// is a hole. So every name that a policy uses must be one that the barrier can supply.
struct PolicyLoading {
    /// One policy with the file that it came from.
    struct Rule {
        var policy: Policy
        var id: String
        var file: String
        var sentence: BilingualText
        var reads: PolicyReads
    }

    private(set) var policies = PolicySet()
    private(set) var rules: [Rule] = []
    private(set) var problems: [IntakeError] = []
    private let directory: Directory
    /// What attributes can say, where that is known.
    private let values: [String: Set<String>]

    init(_ texts: [PolicyText], directory: Directory, catalogue: Catalogue) {
        self.directory = directory
        values = Vocabulary.values(catalogue)
        if directory.company(Vocabulary.unregistered) != nil {
            let id = Vocabulary.unregistered
            problems.append(
                IntakeError(
                    ja: "会社の ID `\(id)` は登録のない会社を指します。登録簿の会社には別の ID を付けてください",
                    en: "the company id `\(id)` means a company that is not registered; "
                        + "give the company in the register another id"))
        }
        for text in texts {
            do throws(ParseFaults) {
                let parsed = try PolicySet(parsing: text.text, firstNumber: policies.policies.count)
                policies.append(parsed)
                for policy in parsed.policies { take(policy, from: text.file) }
            } catch {
                problems += error.faults.map { fault in
                    IntakeError(
                        at: Self.place(fault.place, text.file), ja: "規則として読めません: \(fault.message)", en: fault.message)
                }
            }
        }
        if rules.isEmpty && problems.isEmpty {
            problems.append(
                IntakeError(
                    at: texts.first.map { Place(file: $0.file, line: 1, column: 1) },
                    ja: "規則が 1 つもありません。このままではすべての閲覧が違反になります",
                    en: "there is no rule at all, so every view would be barred; write at least one"))
        }
    }

    static func place(_ place: SourcePlace, _ file: String) -> Place {
        Place(file: file, line: place.line, column: place.column)
    }

    private mutating func take(_ policy: Policy, from file: String) {
        let place = Self.place(policy.range.start, file)
        let stated = policy.annotations["id"] ?? ""
        let id = stated.isEmpty ? policy.id : stated
        let reads = PolicyReads(policy)
        checkNaming(policy, stated, place)
        if policy.isTemplate {
            problems.append(
                IntakeError(
                    at: place, ja: "規則 `\(id)` はひな形です（`?principal`、`?resource`）。ひな形は使えません",
                    en: "rule `\(id)` is a template (`?principal`, `?resource`); write it out"))
        }
        checkScopes(policy, id, place)
        checkNames(policy, reads, id, file)
        rules.append(
            Rule(
                policy: policy, id: id, file: file,
                sentence: BilingualText(
                    ja: policy.annotations["ja"] ?? "`\(id)`", en: policy.annotations["en"] ?? "`\(id)`"),
                reads: reads))
    }

    // MARK: Id and sentences

    private mutating func checkNaming(_ policy: Policy, _ id: String, _ place: Place) {
        if id.trimmed.isEmpty {
            problems.append(
                IntakeError(
                    at: place, ja: "この規則には ID がありません。`@id(\"…\")` を付けてください",
                    en: "this rule has no id; put `@id(\"…\")` before it"))
        } else if id == Verdict.defaultDeny {
            problems.append(
                IntakeError(
                    at: place, ja: "ID `\(id)` は、許す規則がないことを表します。別の ID にしてください",
                    en: "the id `\(id)` means that no rule permits; choose another"))
        } else if let earlier = rules.first(where: { $0.id == id }) {
            let other = Self.place(earlier.policy.range.start, earlier.file)
            problems.append(
                IntakeError(
                    at: place, ja: "ID `\(id)` は \(other) の規則で使われています。別の ID にしてください",
                    en: "the id `\(id)` belongs to the rule at \(other); choose another"))
        }
        let name = id.trimmed.isEmpty ? "この規則" : "規則 `\(id)` "
        let english = id.trimmed.isEmpty ? "this rule" : "rule `\(id)`"
        for (key, japanese, language) in [("ja", "日本語", "Japanese"), ("en", "英語", "English")]
        where (policy.annotations[key] ?? "").trimmed.isEmpty {
            problems.append(
                IntakeError(
                    at: place, ja: "\(name)に\(japanese)の説明がありません。`@\(key)(\"…\")` を付けてください",
                    en: "\(english) has no sentence in \(language); put `@\(key)(\"…\")` before it"))
        }
    }

    // MARK: Names

    private mutating func checkScopes(_ policy: Policy, _ id: String, _ place: Place) {
        let records = RecordKind.allCases.map(Vocabulary.typeName)
        checkScope("principal", policy.principal, types: [Vocabulary.person], id, place)
        checkScope("resource", policy.resource, types: records, id, place)
    }

    /// The viewer is always a `Person` and the record one of the contracts: another type would never apply.
    private mutating func checkScope(
        _ variable: String, _ scope: Policy.Scope, types: [String], _ id: String, _ place: Place
    ) {
        switch scope {
        case .isType(let type), .isTypeIn(let type, _):
            guard !types.contains(type) else { return }
            let expected = types.map { "`\($0)`" }.joined(separator: ", ")
            problems.append(
                IntakeError(
                    at: place, ja: "規則 `\(id)` の `\(variable) is \(type)` は成り立ちません。\(expected) のいずれかにしてください",
                    en: "`\(variable) is \(type)` in rule `\(id)` never holds; write \(expected)"))
        default: break
        }
    }

    private mutating func checkNames(_ policy: Policy, _ reads: PolicyReads, _ id: String, _ file: String) {
        for use in reads.attributes { checkAttribute(use, reads.ownNames, id, file) }
        for use in LiteralUses(policy).uses {
            guard let known = values[use.attribute], !known.contains(use.text), !reads.ownNames.contains(use.attribute)
            else { continue }
            problem(
                use.place, file, ja: "規則 `\(id)` は `\(use.attribute)` を `\(use.text)` と比べていますが、その値はありません",
                en: "rule `\(id)` compares `\(use.attribute)` with `\(use.text)`, which it never is", known: known)
        }
        for use in reads.types where !Vocabulary.types.contains(use.name) {
            problem(
                use.place, file, ja: "規則 `\(id)` の型 `\(use.name)` はありません",
                en: "rule `\(id)` names the type `\(use.name)`, which there is not", known: Vocabulary.types)
        }
        for use in reads.entities { checkEntity(use.name, use.place, id, file) }
    }

    /// A name that the thing it is asked for does not have is as wrong as one that there is not at all.
    private mutating func checkAttribute(
        _ use: PolicyReads.AttributeUse, _ ownNames: Set<String>, _ id: String, _ file: String
    ) {
        let attribute = Vocabulary.attributes[use.name]
        if let bearer = use.bearer {
            guard attribute?.bearer != bearer else { return }
        } else {
            guard attribute == nil, !ownNames.contains(use.name) else { return }
        }
        let known = Vocabulary.attributes.filter { use.bearer == nil || $0.value.bearer == use.bearer }.keys
        problem(
            use.place, file, ja: "規則 `\(id)` の属性 `\(use.name)` はありません",
            en: "rule `\(id)` reads the attribute `\(use.name)`, which there is not", known: Set(known),
            of: use.bearer?.rawValue)
    }

    private mutating func checkEntity(_ uid: EntityUID, _ place: SourcePlace, _ id: String, _ file: String) {
        switch uid.type {
        case Vocabulary.company:
            guard uid.id != Vocabulary.unregistered && directory.company(uid.id) == nil else { return }
            problem(
                place, file, ja: "規則 `\(id)` の会社 `\(uid.id)` は登録簿にありません",
                en: "rule `\(id)` names the company `\(uid.id)`, which is not in the register", known: [])
        case Vocabulary.department:
            guard directory.department(uid.id) == nil else { return }
            problem(
                place, file, ja: "規則 `\(id)` の部署 `\(uid.id)` は登録簿にありません",
                en: "rule `\(id)` names the department `\(uid.id)`, which is not in the register", known: [])
        case Vocabulary.role:
            guard Position(rawValue: uid.id) == nil else { return }
            problem(
                place, file, ja: "規則 `\(id)` の役割 `\(uid.id)` はありません",
                en: "rule `\(id)` names the role `\(uid.id)`, which there is not",
                known: Set(Position.allCases.map(\.rawValue)))
        case Vocabulary.action:
            let known = Set(
                Strength.allCases.map { Vocabulary.uid($0).id }
                    + FieldClass.allCases.flatMap { field in Strength.allCases.map { Vocabulary.uid(field, $0).id } })
            guard !known.contains(uid.id) else { return }
            problem(
                place, file, ja: "規則 `\(id)` の操作 `\(uid.id)` はありません",
                en: "rule `\(id)` names the action `\(uid.id)`, which there is not", known: known)
        case let type where Vocabulary.types.contains(type):
            problem(
                place, file, ja: "規則 `\(id)` は `\(uid)` を名指ししています。人や記録は名指しせず、会社・部署・役割・属性で書いてください",
                en: "rule `\(id)` names `\(uid)`; rules judge companies, departments, roles and attributes, "
                    + "never one person or record", known: [])
        default:
            problem(
                place, file, ja: "規則 `\(id)` の型 `\(uid.type)` はありません",
                en: "rule `\(id)` names the type `\(uid.type)`, which there is not", known: Vocabulary.types)
        }
    }

    /// - Parameters:
    ///   - known: what there is instead.
    ///   - owner: what has that.
    private mutating func problem(
        _ place: SourcePlace, _ file: String, ja: String, en: String, known: Set<String>, of owner: String? = nil
    ) {
        let list = known.sorted().map { "`\($0)`" }.joined(separator: ", ")
        let (with, of) = owner.map { ("`\($0)` で", " of `\($0)`") } ?? ("", "")
        problems.append(
            IntakeError(
                at: Self.place(place, file), ja: known.isEmpty ? ja : "\(ja)。\(with)使えるのは \(list) です",
                en: known.isEmpty ? en : "\(en); there are \(list)\(of)"))
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmed: String {
        let kept = drop { $0.isWhitespace }
        guard let last = kept.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(kept[...last])
    }
}
