/// One step of the compiled code. Operands stand in registers: the result goes to `target`, and a second operand is in
/// the register behind it.
struct Instruction: Sendable {
    enum Operation: UInt8, Sendable {
        /// A constant, by its number `a`.
        case constant
        /// The principal, action or resource (`b` 0, 1, 2), or the context (3).
        case variable
        /// The attribute `a` of the variable `b`.
        case variableAttribute
        /// The attribute `a` of the value.
        case attribute
        /// Whether there is an attribute `a`.
        case has
        /// The attribute `a`; where there is none, false, and on at `b`.
        case step
        /// Whether the variable `b` has an attribute `a`.
        case variableHas
        /// As ``variableHas`` and ``require`` together.
        case requireVariableHas
        /// Must be the constant `a`, or must not, or the policy does not apply.
        case requireEqual, requireNotEqual
        /// Must be a bool.
        case checkBool
        /// Must be a bool; if it is false, on at `b`.
        case jumpIfFalse
        /// Must be a bool; if it is true, on at `b`.
        case jumpIfTrue
        /// On at `b`.
        case jump
        /// The register `a`.
        case copy
        case not, negate
        case equal, notEqual
        /// With the constant `a`.
        case equalConstant, notEqualConstant
        case less, lessOrEqual, greater, greaterOrEqual
        case add, subtract, multiply
        case isIn
        /// Of the type `a`.
        case isType
        /// The pattern `a`.
        case like
        case contains, containsAll, containsAny, isEmpty, hasTag, getTag
        /// A set of `a` members from `target` on.
        case makeSet
        /// A record of the names of list `a`, its values from `target` on.
        case makeRecord
        /// The value that the constructor `a` makes of a text.
        case construct
        /// The method `a` of an extension.
        case method
        /// The policy cannot be evaluated.
        case fail
        /// A bool that must be true, or the policy does not apply.
        case require
        /// A bool that must be false, or the policy does not apply.
        case refuse
        /// The variable `b` must be the entity `a`, or the policy does not apply.
        case scopeEqual
        /// The variable `b` must be in the entity `a`, or the policy does not apply.
        case scopeIn
        /// The policy applies.
        case accept
    }

    var operation: Operation
    var target: Int32 = 0
    var a: Int32 = 0
    var b: Int32 = 0
}

/// The code of all policies, and what it refers to.
struct Program: Sendable {
    var code: [Instruction] = []
    var constants: [Cell] = []
    var patterns: [BytePattern] = []
    /// The names in the records that the code makes, each once, and how far from the target their values stand.
    var recordFields: [[(name: Int32, place: Int)]] = []
    /// How many registers the code needs.
    var registers = 1
}
