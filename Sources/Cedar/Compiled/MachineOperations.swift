/// The operations that are seldom met; missing means that the policy cannot be evaluated.
extension Machine {
    static func compute(
        _ step: Instruction, _ one: Cell, _ other: Cell, _ program: Program, _ facts: Facts, _ own: inout Space
    ) -> Cell {
        switch step.operation {
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard one.isOrdered, one.tag == other.tag else { return .missing }
            switch step.operation {
            case .less: return .bool(one.payload < other.payload)
            case .lessOrEqual: return .bool(one.payload <= other.payload)
            case .greater: return .bool(one.payload > other.payload)
            default: return .bool(one.payload >= other.payload)
            }
        case .add, .subtract, .multiply, .negate: return calculate(step.operation, one, other)
        case .isIn: return facts.isIn(one, other, own)
        case .like:
            guard one.tag == .string else { return .missing }
            return .bool(program.patterns[Int(step.a)].matches(facts.text(one.payload, own)))
        case .isEmpty, .contains, .containsAll, .containsAny: return facts.ask(step.operation, one, other, own)
        case .hasTag, .getTag:
            guard one.tag == .entity, other.tag == .string else { return .missing }
            let value = facts.tag(Int(one.payload), other)
            return step.operation == .hasTag ? .bool(value.tag != .missing) : value
        case .construct:
            let constructor = Constructor.allCases[Int(step.a)].rawValue
            guard one.tag == .string,
                let value = ExtensionValue(function: constructor, text: facts.text(one.payload, own))
            else { return .missing }
            return own.cell(value, over: facts.frozen)
        case .method: return call(ExtensionMethod.allCases[Int(step.a)], one, other, facts, &own)
        default: return .missing
        }
    }

    /// A set or record of what stands in registers.
    static func make(
        _ step: Instruction, _ registers: inout MutableSpan<Cell>, _ program: Program, _ facts: Facts,
        _ own: inout Space
    ) -> Cell {
        let target = Int(step.target)
        if step.operation == .makeSet {
            var members: [Cell] = []
            for place in target..<target + Int(step.a) { members.append(registers[place]) }
            return own.set(members, over: facts.frozen)
        }
        var fields: [(name: Int32, value: Cell)] = []
        for (name, place) in program.recordFields[Int(step.a)] { fields.append((name, registers[target + place])) }
        return own.record(fields, over: facts.frozen)
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

    private static func call(
        _ method: ExtensionMethod, _ one: Cell, _ other: Cell, _ facts: Facts, _ own: inout Space
    ) -> Cell {
        guard let receiver = facts.extensionValue(one, own) else { return .missing }
        var argument: ExtensionValue?
        if method.takesArgument {
            argument = facts.extensionValue(other, own)
            if argument == nil { return .missing }
        }
        switch method.value(receiver, argument) {
        case .bool(let truth): return .bool(truth)
        case .long(let number): return .long(number)
        case .value(let value): return own.cell(value, over: facts.frozen)
        case .overflow, .mismatch: return .missing
        }
    }
}
