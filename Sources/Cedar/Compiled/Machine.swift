/// Runs the code of one policy after the other.
struct Machine: Sendable {
    /// What came of a policy.
    enum Outcome: Sendable {
        case no, yes, error
    }

    let program: Program
    let facts: Facts
    /// What requests brought that neither policies nor entities know.
    var own: Space
    private var registers: [Cell]

    init(_ entities: CompiledEntities) {
        program = entities.policies.program
        facts = entities.facts
        own = Space(after: entities.facts.space)
        registers = Array(repeating: .missing, count: entities.policies.program.registers)
    }

    /// Runs the code from an instruction on.
    mutating func run(_ start: Int32, _ request: PreparedRequest) -> Outcome {
        var next = Int(start)
        while true {
            let step = program.code[next]
            next += 1
            let r = Int(step.target)
            switch step.operation {
            case .constant: registers[r] = program.constants[Int(step.a)]
            case .variable: registers[r] = request.variable(step.a)
            case .copy: registers[r] = registers[Int(step.a)]
            case .variableAttribute:
                let cell = facts.attribute(Int(step.a), of: request.variable(step.b), own)
                if cell.tag == .missing { return .error }
                registers[r] = cell
            case .attribute:
                let cell = facts.attribute(Int(step.a), of: registers[r], own)
                if cell.tag == .missing { return .error }
                registers[r] = cell
            case .has, .step:
                let base = registers[r]
                guard base.tag == .record || base.tag == .entity else { return .error }
                let cell = facts.attribute(Int(step.a), of: base, own)
                if step.operation == .has {
                    registers[r] = .bool(cell.tag != .missing)
                } else if cell.tag == .missing {
                    registers[r] = .no
                    next = Int(step.b)
                } else {
                    registers[r] = cell
                }
            case .checkBool: if registers[r].tag != .bool { return .error }
            case .jumpIfFalse:
                if registers[r].tag != .bool { return .error }
                if registers[r].payload == 0 { next = Int(step.b) }
            case .jumpIfTrue:
                if registers[r].tag != .bool { return .error }
                if registers[r].payload != 0 { next = Int(step.b) }
            case .jump: next = Int(step.b)
            case .require:
                if registers[r].tag != .bool { return .error }
                if registers[r].payload == 0 { return .no }
            case .refuse:
                if registers[r].tag != .bool { return .error }
                if registers[r].payload != 0 { return .no }
            case .scopeEqual: if request.variable(step.b).payload != Int64(step.a) { return .no }
            case .scopeIn: if !facts.isIn(request.variable(step.b).payload, Int64(step.a)) { return .no }
            case .equal: registers[r] = .bool(registers[r] == registers[r + 1])
            case .notEqual: registers[r] = .bool(registers[r] != registers[r + 1])
            case .equalConstant: registers[r] = .bool(registers[r] == program.constants[Int(step.a)])
            case .notEqualConstant: registers[r] = .bool(registers[r] != program.constants[Int(step.a)])
            case .not:
                if registers[r].tag != .bool { return .error }
                registers[r].payload ^= 1
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                guard registers[r].isOrdered, registers[r].tag == registers[r + 1].tag else { return .error }
                let (left, right) = (registers[r].payload, registers[r + 1].payload)
                switch step.operation {
                case .less: registers[r] = .bool(left < right)
                case .lessOrEqual: registers[r] = .bool(left <= right)
                case .greater: registers[r] = .bool(left > right)
                default: registers[r] = .bool(left >= right)
                }
            case .isType:
                guard registers[r].tag == .entity else { return .error }
                registers[r] = .bool(facts.type(of: registers[r].payload, own) == step.a)
            case .isIn:
                let cell = facts.isIn(registers[r], registers[r + 1], own)
                if cell.tag == .missing { return .error }
                registers[r] = cell
            case .accept: return .yes
            case .fail: return .error
            case .makeSet: registers[r] = own.set(Array(registers[r..<r + Int(step.a)]), over: facts.space)
            case .makeRecord: makeRecord(program.recordNames[Int(step.a)], r)
            case .construct:
                guard let cell = construct(step.a, registers[r]) else { return .error }
                registers[r] = cell
            default:
                let cell = compute(step, registers[r], registers[r + 1])
                if cell.tag == .missing { return .error }
                registers[r] = cell
            }
        }
    }

    // MARK: What is seldom done

    /// The rest of the operations; missing means an error.
    private mutating func compute(_ step: Instruction, _ one: Cell, _ other: Cell) -> Cell {
        switch step.operation {
        case .add, .subtract, .multiply, .negate: return Self.calculate(step.operation, one, other)
        case .like:
            guard one.tag == .string else { return .missing }
            return .bool(program.patterns[Int(step.a)].matches(facts.text(one.payload, own)))
        case .isEmpty, .contains, .containsAll, .containsAny: return facts.ask(step.operation, one, other, own)
        case .hasTag, .getTag:
            guard one.tag == .entity, other.tag == .string else { return .missing }
            let value = facts.tag(Int(one.payload), other)
            return step.operation == .hasTag ? .bool(value.tag != .missing) : value
        case .method: return call(ExtensionMethod.allCases[Int(step.a)], one, other)
        default: return .missing
        }
    }

    private static func calculate(_ operation: Instruction.Operation, _ one: Cell, _ other: Cell) -> Cell {
        guard one.tag == .long else { return .missing }
        let result: (partialValue: Int64, overflow: Bool)
        if operation == .negate {
            result = Int64(0).subtractingReportingOverflow(one.payload)
        } else {
            guard other.tag == .long else { return .missing }
            switch operation {
            case .add: result = one.payload.addingReportingOverflow(other.payload)
            case .subtract: result = one.payload.subtractingReportingOverflow(other.payload)
            default: result = one.payload.multipliedReportingOverflow(by: other.payload)
            }
        }
        return result.overflow ? .missing : .long(result.partialValue)
    }

    private mutating func makeRecord(_ names: [Int32], _ target: Int) {
        var fields: [(name: Int32, value: Cell)] = []
        for (place, name) in names.enumerated() where !names[(place + 1)...].contains(name) {
            fields.append((name, registers[target + place]))
        }
        registers[target] = own.record(fields, over: facts.space)
    }

    private mutating func construct(_ number: Int32, _ text: Cell) -> Cell? {
        guard text.tag == .string,
            let value = ExtensionValue(
                function: Constructor.allCases[Int(number)].rawValue, text: facts.text(text.payload, own))
        else { return nil }
        return own.cell(value, over: facts.space)
    }

    private mutating func call(_ method: ExtensionMethod, _ one: Cell, _ other: Cell) -> Cell {
        guard let receiver = facts.extensionValue(one, own) else { return .missing }
        var argument: ExtensionValue?
        if method.takesArgument {
            argument = facts.extensionValue(other, own)
            if argument == nil { return .missing }
        }
        switch method.value(receiver, argument) {
        case .bool(let truth): return .bool(truth)
        case .long(let number): return .long(number)
        case .value(let value): return own.cell(value, over: facts.space)
        case .overflow, .mismatch: return .missing
        }
    }
}
