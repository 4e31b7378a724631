/// Policies as text, each on one line; the layout is the formatter's.
///
/// Parentheses are set where the text would else be read as another expression, and nowhere else.
struct PolicyPrinter {
    private var text = ""

    static func text(of policy: Policy) -> String {
        var printer = PolicyPrinter()
        printer.write(policy)
        return printer.text
    }

    static func text(of expression: Expression) -> String {
        var printer = PolicyPrinter()
        printer.write(expression, .whole)
        return printer.text
    }

    /// How tightly an expression holds together; one that stands where a tighter one is asked for needs parentheses.
    private enum Level: Int {
        case whole, disjunction, conjunction, relation, sum, product, unary, access, primary
    }

    // MARK: Policies

    private mutating func write(_ policy: Policy) {
        for (name, value) in policy.annotations.sorted(by: { $0.key < $1.key }) {
            text += policy.bareAnnotations.contains(name) ? "@\(name) " : "@\(name)(\(Value.quoted(value))) "
        }
        text += policy.effect.rawValue + "("
        write(policy.principal, "principal")
        text += ", "
        write(policy.action, "action")
        text += ", "
        write(policy.resource, "resource")
        text += ")"
        for condition in policy.conditions {
            text += condition.isWhen ? " when { " : " unless { "
            write(condition.body, .whole)
            text += " }"
        }
        text += ";"
    }

    private mutating func write(_ scope: Policy.Scope, _ variable: String) {
        text += variable
        switch scope {
        case .any: break
        case .equal(let uid): text += " == \(uid)"
        case .isIn(let list):
            let names = list.map(\.description).joined(separator: ", ")
            text += list.count != 1 ? " in [\(names)]" : " in \(names)"
        case .isType(let type): text += " is \(type)"
        case .isTypeIn(let type, let uid): text += " is \(type) in \(uid)"
        case .equalSlot: text += " == ?\(variable)"
        case .inSlot: text += " in ?\(variable)"
        case .isTypeInSlot(let type): text += " is \(type) in ?\(variable)"
        }
    }

    // MARK: Expressions

    private mutating func write(_ expression: Expression, _ wanted: Level) {
        let isOpen = Self.level(of: expression).rawValue < wanted.rawValue
        if isOpen { text += "(" }
        write(expression.form)
        if isOpen { text += ")" }
    }

    private static func level(of expression: Expression) -> Level {
        switch expression.form {
        case .conditional: .whole
        case .or: .disjunction
        case .and: .conjunction
        case .comparison, .has, .like, .isType: .relation
        case .arithmetic(_, let steps): steps.first?.sign == "*" ? .product : .sum
        case .not, .negate: .unary
        case .literal(.long(let number)): number < 0 ? .unary : .primary
        case .access: .access
        case .literal, .variable, .slot, .set, .record, .call: .primary
        }
    }

    private mutating func write(_ form: Expression.Form) {
        switch form {
        case .literal(let value): text += value.written
        case .variable(let variable): text += variable.rawValue
        case .slot(let variable): text += "?" + variable.rawValue
        case .conditional(let condition, let then, let otherwise):
            text += "if "
            write(condition, .whole)
            text += " then "
            write(then, .whole)
            text += " else "
            write(otherwise, .whole)
        case .or(let parts): write(parts, .conjunction, " || ")
        case .and(let parts): write(parts, .relation, " && ")
        case .comparison(let comparison, let left, let right):
            write(left, .sum)
            text += " \(comparison.rawValue) "
            write(right, .sum)
        case .arithmetic(let first, let steps):
            let operand: Level = steps.first?.sign == "*" ? .unary : .product
            write(first, operand)
            for step in steps {
                text += " \(step.sign) "
                write(step.operand, operand)
            }
        case .not, .negate: writeUnary(form)
        case .has(let base, let path):
            write(base, .sum)
            text += " has " + path.map { Vocabulary.isName($0) ? $0 : Value.quoted($0) }.joined(separator: ".")
        case .like(let base, let pattern):
            write(base, .sum)
            text += " like " + pattern.written
        case .isType(let base, let type, let within):
            write(base, .sum)
            text += " is " + type
            guard let within else { return }
            text += " in "
            write(within, .sum)
        case .access(let base, let steps):
            write(base, .primary)
            for step in steps { write(step) }
        case .set(let items):
            text += "["
            write(items, .whole, ", ")
            text += "]"
        case .record(let entries):
            text += "{"
            for (index, entry) in entries.enumerated() {
                text += index == 0 ? "" : ", "
                text += Vocabulary.isName(entry.name) ? entry.name : Value.quoted(entry.name)
                text += ": "
                write(entry.value, .whole)
            }
            text += "}"
        case .call(let name, let arguments):
            text += name + "("
            write(arguments, .whole, ", ")
            text += ")"
        }
    }

    private mutating func write(_ list: [Expression], _ wanted: Level, _ separator: String) {
        for (index, item) in list.enumerated() {
            text += index == 0 ? "" : separator
            write(item, wanted)
        }
    }

    private mutating func write(_ step: Expression.AccessStep) {
        switch step {
        case .attribute(let name): text += Vocabulary.isName(name) ? "." + name : "[\(Value.quoted(name))]"
        case .method(let name, let arguments):
            text += ".\(name)("
            write(arguments, .whole, ", ")
            text += ")"
        }
    }

    /// `!` and `-` stand at most four in a row, and never mixed; and `-5` is a number, `-(5)` a number's opposite.
    private mutating func writeUnary(_ form: Expression.Form) {
        var form = form
        var count = 0
        while count < 4 {
            count += 1
            let inner: Expression
            let isNegation: Bool
            switch form {
            case .not(let operand): (inner, isNegation) = (operand, false)
            case .negate(let operand): (inner, isNegation) = (operand, true)
            default: return
            }
            text += isNegation ? "-" : "!"
            switch (inner.form, isNegation) {
            case (.not, false) where count < 4, (.negate, true) where count < 4: form = inner.form
            case (.literal(.long(let number)), true) where number < 0 && count < 4: return text += "\(number)"
            case (.literal(.long), true): return text += "(\(inner.form.writtenNumber))"
            default: return write(inner, .access)
            }
        }
    }
}

extension Expression.Form {
    fileprivate var writtenNumber: String {
        if case .literal(.long(let number)) = self { "\(number)" } else { "" }
    }
}

extension Pattern {
    /// As a policy writes it, in quotes.
    var written: String {
        var result = "\"".unicodeScalars
        for piece in pieces {
            switch piece {
            case .any: result.append("*")
            case .scalar("*"): result += String.UnicodeScalarView(["\\", "*"])
            // By scalars: a mark set upon a quote is one character with it.
            case .scalar(let scalar): result += Value.quoted(String(scalar)).unicodeScalars.dropFirst().dropLast()
            }
        }
        result.append("\"")
        return String(result)
    }
}

extension Value {
    /// As a policy writes it: members of sets in the order of their texts, attributes in the order of their names.
    var written: String {
        switch self {
        case .bool(let truth): truth ? "true" : "false"
        case .long(let number): "\(number)"
        case .string(let text): Self.quoted(text)
        case .entity(let uid): uid.description
        case .set(let items): "[" + items.map(\.written).sorted().joined(separator: ", ") + "]"
        case .record(let record):
            "{"
                + record.keys.map { name in
                    (Vocabulary.isName(name) ? name : Self.quoted(name)) + ": " + (record[name]?.written ?? "")
                }.joined(separator: ", ") + "}"
        case .extended(let value):
            "\(value.function)(" + value.arguments.map(\.written).joined(separator: ", ") + ")"
        }
    }
}
