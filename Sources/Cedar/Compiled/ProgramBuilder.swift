/// Writes the code of policies.
struct ProgramBuilder {
    private(set) var program = Program()
    /// Names of attributes that policies use, in the order in which they were met.
    var space: Space
    private var constants: [Cell: Int32] = [:]
    /// The last place that some jump leads to: what stands on both sides of it must stay apart.
    private var landed = 0

    init(space: Space) {
        self.space = space
    }

    /// Writes a policy and says where it begins.
    mutating func add(_ policy: Policy) -> Int32 {
        let start = Int32(program.code.count)
        scope(policy.principal, 0)
        scope(policy.resource, 2)
        if ExpressionDepth.isExceeded(by: policy) {
            emit(.fail)
        } else {
            for condition in policy.conditions { self.condition(condition.body, condition.isWhen) }
        }
        emit(.accept)
        return start
    }

    /// Types and actions are seen to when policies are chosen; here remains what depends on the entity.
    private mutating func scope(_ scope: Policy.Scope, _ variable: Int32) {
        switch scope {
        case .any, .isType: break
        case .equal(let uid): emit(.scopeEqual, a: space.entity(uid, over: nil), b: variable)
        case .isIn(let list):
            if list.count == 1 {
                emit(.scopeIn, a: space.entity(list[0], over: nil), b: variable)
            } else {
                emit(.variable, b: variable)
                constant(.set(Set(list.map(Value.entity))), 1)
                emit(.isIn)
                emit(.require)
            }
        case .isTypeIn(_, let uid): emit(.scopeIn, a: space.entity(uid, over: nil), b: variable)
        case .equalSlot, .inSlot, .isTypeInSlot: emit(.fail)
        }
    }

    /// All parts of a `when` must hold one by one, and none of those of an `unless`.
    private mutating func condition(_ body: Expression, _ isWhen: Bool) {
        switch (body.form, isWhen) {
        case (.and(let parts), true), (.or(let parts), false):
            for part in parts { condition(part, isWhen) }
        default:
            write(body, 0)
            require(isWhen)
        }
    }

    /// The bool that the last instruction made must be true, or false; both are one instruction where there is one.
    private mutating func require(_ isWhen: Bool) {
        let end = program.code.count
        guard let last = program.code.last, landed < end, let joined = last.operation.required(isWhen) else {
            emit(isWhen ? .require : .refuse)
            return
        }
        program.code[end - 1].operation = joined
    }

    // MARK: Instructions

    @discardableResult
    private mutating func emit(
        _ operation: Instruction.Operation, _ target: Int = 0, a: Int32 = 0, b: Int32 = 0
    ) -> Int {
        program.registers = max(program.registers, target + 2)
        program.code.append(Instruction(operation: operation, target: Int32(target), a: a, b: b))
        return program.code.count - 1
    }

    private mutating func land(_ jumps: [Int]) {
        for jump in jumps { program.code[jump].b = Int32(program.code.count) }
        if !jumps.isEmpty { landed = program.code.count }
    }

    private mutating func constant(_ value: Value, _ target: Int) {
        emit(.constant, target, a: constant(value))
    }

    private mutating func constant(_ value: Value) -> Int32 {
        let cell = space.cell(value, over: nil)
        if let known = constants[cell] { return known }
        let number = Int32(program.constants.count)
        program.constants.append(cell)
        constants[cell] = number
        return number
    }

    private mutating func name(_ name: String) -> Int32 { space.name(name, over: nil) }

    // MARK: Expressions

    private mutating func write(_ expression: Expression, _ target: Int) {
        if let value = expression.constant { return constant(value, target) }
        switch expression.form {
        case .literal(let value): constant(value, target)
        case .variable(let variable): emit(.variable, target, b: variable.number)
        case .slot: emit(.fail)
        case .conditional(let condition, let then, let otherwise):
            write(condition, target)
            let toElse = emit(.jumpIfFalse, target)
            write(then, target)
            let toEnd = emit(.jump)
            land([toElse])
            write(otherwise, target)
            land([toEnd])
        case .and(let parts): writeJoined(parts, .jumpIfFalse, target)
        case .or(let parts): writeJoined(parts, .jumpIfTrue, target)
        case .comparison(let comparison, let left, let right): write(comparison, left, right, target)
        case .arithmetic(let first, let steps):
            write(first, target)
            for step in steps {
                write(step.operand, target + 1)
                emit(step.sign == "+" ? .add : step.sign == "-" ? .subtract : .multiply, target)
            }
        case .not(let inner):
            write(inner, target)
            emit(.not, target)
        case .negate(let inner):
            write(inner, target)
            emit(.negate, target)
        case .has(let base, let path):
            if case .variable(let variable) = base.form, path.count == 1 {
                emit(.variableHas, target, a: name(path[0]), b: variable.number)
                return
            }
            write(base, target)
            guard let last = path.last else { return constant(.bool(true), target) }
            var jumps: [Int] = []
            for step in path.dropLast() { jumps.append(emit(.step, target, a: name(step))) }
            emit(.has, target, a: name(last))
            land(jumps)
        case .like(let base, let pattern):
            write(base, target)
            program.patterns.append(BytePattern(pattern))
            emit(.like, target, a: Int32(program.patterns.count - 1))
        case .isType(let base, let type, let within): writeIsType(base, type, within, target)
        case .access(let base, let steps): writeAccess(base, steps, target)
        case .set(let items):
            for (number, item) in items.enumerated() { write(item, target + number) }
            emit(.makeSet, target, a: Int32(items.count))
        case .record(let entries):
            for (number, entry) in entries.enumerated() { write(entry.value, target + number) }
            let names = entries.map { name($0.name) }
            // Of two with the same name the later one counts.
            let last = Dictionary(zip(names, names.indices)) { $1 }
            program.recordFields.append(names.enumerated().filter { last[$1] == $0 }.map { (name: $1, place: $0) })
            emit(.makeRecord, target, a: Int32(program.recordFields.count - 1))
        case .call(let name, let arguments):
            for (number, argument) in arguments.enumerated() { write(argument, target + number) }
            call(name, arguments.count, target)
        }
    }

    private mutating func writeJoined(_ parts: [Expression], _ jump: Instruction.Operation, _ target: Int) {
        var jumps: [Int] = []
        for part in parts.dropLast() {
            write(part, target)
            jumps.append(emit(jump, target))
        }
        if let last = parts.last { write(last, target) }
        emit(.checkBool, target)
        land(jumps)
    }

    private mutating func write(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression, _ target: Int
    ) {
        if comparison == .equal || comparison == .notEqual {
            for (one, other) in [(left, right), (right, left)] {
                guard let value = other.constant else { continue }
                write(one, target)
                emit(comparison == .equal ? .equalConstant : .notEqualConstant, target, a: constant(value))
                return
            }
        }
        write(left, target)
        write(right, target + 1)
        switch comparison {
        case .equal: emit(.equal, target)
        case .notEqual: emit(.notEqual, target)
        case .less: emit(.less, target)
        case .lessOrEqual: emit(.lessOrEqual, target)
        case .greater: emit(.greater, target)
        case .greaterOrEqual: emit(.greaterOrEqual, target)
        case .isIn: emit(.isIn, target)
        }
    }

    private mutating func writeIsType(_ base: Expression, _ type: String, _ within: Expression?, _ target: Int) {
        let type = space.type(type, over: nil)
        guard let within else {
            write(base, target)
            emit(.isType, target, a: type)
            return
        }
        write(base, target + 1)
        emit(.copy, target, a: Int32(target + 1))
        emit(.isType, target, a: type)
        let toEnd = emit(.jumpIfFalse, target)
        emit(.copy, target, a: Int32(target + 1))
        write(within, target + 1)
        emit(.isIn, target)
        land([toEnd])
    }

    private mutating func writeAccess(_ base: Expression, _ steps: [Expression.AccessStep], _ target: Int) {
        var steps = steps[...]
        if case .variable(let variable) = base.form, case .attribute(let attribute)? = steps.first {
            emit(.variableAttribute, target, a: name(attribute), b: variable.number)
            steps = steps.dropFirst()
        } else {
            write(base, target)
        }
        for step in steps {
            switch step {
            case .attribute(let attribute): emit(.attribute, target, a: name(attribute))
            case .method(let method, let arguments):
                for (number, argument) in arguments.enumerated() { write(argument, target + 1 + number) }
                if let operation = Self.methods[method] {
                    emit(operation, target)
                } else {
                    call(method, arguments.count + 1, target)
                }
            }
        }
    }

    private static let methods: [String: Instruction.Operation] = [
        "contains": .contains, "containsAll": .containsAll, "containsAny": .containsAny, "isEmpty": .isEmpty,
        "hasTag": .hasTag, "getTag": .getTag,
    ]

    private mutating func call(_ name: String, _ count: Int, _ target: Int) {
        if let constructor = Constructor(rawValue: name), count == 1 {
            emit(.construct, target, a: constructor.number)
        } else if let method = ExtensionMethod(rawValue: name), count == (method.takesArgument ? 2 : 1) {
            emit(.method, target, a: Int32(ExtensionMethod.allCases.firstIndex(of: method) ?? 0))
        } else {
            emit(.fail)
        }
    }
}

extension Instruction.Operation {
    /// This operation and the demand that it come out true, or false, in one.
    fileprivate func required(_ truth: Bool) -> Instruction.Operation? {
        switch (self, truth) {
        case (.variableHas, true): .requireVariableHas
        case (.equalConstant, true), (.notEqualConstant, false): .requireEqual
        case (.notEqualConstant, true), (.equalConstant, false): .requireNotEqual
        default: nil
        }
    }
}

/// The functions that make a value of a text.
enum Constructor: String, CaseIterable, Sendable {
    case decimal, ip, datetime, duration

    var number: Int32 { Int32(Self.allCases.firstIndex(of: self) ?? 0) }
}

extension Expression.Variable {
    fileprivate var number: Int32 {
        switch self {
        case .principal: 0
        case .action: 1
        case .resource: 2
        case .context: 3
        }
    }
}
