/// Runs the code of one policy after the other.
struct Machine: Sendable {
    /// What came of a policy.
    enum Outcome: Sendable {
        case no, yes, error
    }

    private let program: Program
    private let store: Store
    /// The facts in one place that is handed on by reference: they are many words, too many to copy for a decision.
    private final class Store: Sendable {
        let facts: Facts

        init(_ facts: Facts) {
            self.facts = facts
        }
    }

    var facts: Facts { store.facts }

    /// What requests brought that neither policies nor entities know.
    var own: Space
    private var registers: [Cell]
    /// Whether some policy could not be evaluated since it was last set to false.
    private(set) var hasFailed = false

    init(_ entities: CompiledEntities) {
        program = entities.policies.program
        store = Store(entities.facts)
        own = Space(after: entities.facts.space)
        registers = Array(repeating: .missing, count: entities.policies.program.registers)
    }

    /// Whether some policy of a list applies, the first that does ending it. Policies that fail do not apply;
    /// `hasFailed` tells of them.
    @inline(__always) mutating func run(
        _ starts: [Int32], _ range: Range<Int>, _ request: PreparedRequest
    ) -> Bool {
        Self.run(starts.span, range, request, program, store, &own, &registers, &hasFailed)
    }

    // The machine's parts come one by one, for the compiler to see that they do not overlap.
    private static func run(
        _ starts: Span<Int32>, _ range: Range<Int>, _ request: PreparedRequest, _ program: Program, _ store: Store,
        _ own: inout Space, _ file: inout [Cell], _ hasFailed: inout Bool
    ) -> Bool {
        let code = program.code.span
        let constants = program.constants.span
        var registers = file.mutableSpan
        policies: for place in range {
            var next = Int(starts[place])
            while true {
                let step = code[next]
                next += 1
                let r = Int(step.target)
                switch step.operation {
                case .constant:
                    registers[r] = constants[Int(step.a)]
                    continue
                case .variable:
                    registers[r] = request.variable(step.b)
                    continue
                case .copy:
                    registers[r] = registers[Int(step.a)]
                    continue
                case .variableAttribute:
                    let cell = store.facts.attribute(Int(step.a), of: request.variable(step.b), own)
                    if cell.tag == .missing { break }
                    registers[r] = cell
                    continue
                case .attribute:
                    let cell = store.facts.attribute(Int(step.a), of: registers[r], own)
                    if cell.tag == .missing { break }
                    registers[r] = cell
                    continue
                case .variableHas:
                    // A variable is a record or an entity, so that asking it is never an error.
                    let cell = store.facts.attribute(Int(step.a), of: request.variable(step.b), own)
                    registers[r] = .bool(cell.tag != .missing)
                    continue
                case .requireVariableHas:
                    let cell = store.facts.attribute(Int(step.a), of: request.variable(step.b), own)
                    if cell.tag == .missing { continue policies }
                    continue
                case .requireEqual:
                    if registers[r] != constants[Int(step.a)] { continue policies }
                    continue
                case .requireNotEqual:
                    if registers[r] == constants[Int(step.a)] { continue policies }
                    continue
                case .has, .step:
                    let base = registers[r]
                    guard base.tag == .record || base.tag == .entity else { break }
                    let cell = store.facts.attribute(Int(step.a), of: base, own)
                    if step.operation == .has {
                        registers[r] = .bool(cell.tag != .missing)
                    } else if cell.tag == .missing {
                        registers[r] = .no
                        next = Int(step.b)
                    } else {
                        registers[r] = cell
                    }
                    continue
                case .checkBool:
                    if registers[r].tag == .bool { continue }
                case .jumpIfFalse:
                    guard registers[r].tag == .bool else { break }
                    if registers[r].payload == 0 { next = Int(step.b) }
                    continue
                case .jumpIfTrue:
                    guard registers[r].tag == .bool else { break }
                    if registers[r].payload != 0 { next = Int(step.b) }
                    continue
                case .jump:
                    next = Int(step.b)
                    continue
                case .require:
                    guard registers[r].tag == .bool else { break }
                    if registers[r].payload == 0 { continue policies }
                    continue
                case .refuse:
                    guard registers[r].tag == .bool else { break }
                    if registers[r].payload != 0 { continue policies }
                    continue
                case .scopeEqual:
                    if request.variable(step.b).payload != Int64(step.a) { continue policies }
                    continue
                case .scopeIn:
                    if !store.facts.isIn(request.variable(step.b).payload, Int64(step.a)) { continue policies }
                    continue
                case .equal:
                    registers[r] = .bool(registers[r] == registers[r + 1])
                    continue
                case .notEqual:
                    registers[r] = .bool(registers[r] != registers[r + 1])
                    continue
                case .equalConstant:
                    registers[r] = .bool(registers[r] == constants[Int(step.a)])
                    continue
                case .notEqualConstant:
                    registers[r] = .bool(registers[r] != constants[Int(step.a)])
                    continue
                case .not:
                    guard registers[r].tag == .bool else { break }
                    registers[r] = .bool(registers[r].payload == 0)
                    continue
                case .isType:
                    guard registers[r].tag == .entity else { break }
                    registers[r] = .bool(store.facts.type(of: registers[r].payload, own) == step.a)
                    continue
                case .accept: return true
                case .fail: break
                case .makeSet, .makeRecord:
                    let cell = Self.make(step, &registers, program, store.facts, &own)
                    registers[r] = cell
                    continue
                default:
                    let cell = Self.compute(step, registers[r], registers[r + 1], program, store.facts, &own)
                    if cell.tag == .missing { break }
                    registers[r] = cell
                    continue
                }
                // Here end those that cannot be evaluated.
                hasFailed = true
                continue policies
            }
        }
        return false
    }

    /// What comes of one policy.
    mutating func run(_ start: Int32, _ request: PreparedRequest) -> Outcome {
        hasFailed = false
        if run([start], 0..<1, request) { return .yes }
        return hasFailed ? .error : .no
    }
}
