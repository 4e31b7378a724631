internal import CZ3

/// A question to Z3: terms are made, asserted, and asked for a model.
///
/// It is used by one thread at a time.
@safe final class Solver {
    /// A term of Z3, which lives as long as its solver.
    @safe struct Term: Hashable {
        fileprivate let ast: Z3_ast

        static func == (left: Term, right: Term) -> Bool { unsafe left.ast == right.ast }
        func hash(into hasher: inout Hasher) { unsafe hasher.combine(ast) }
    }

    /// What came out.
    enum Answer: Hashable {
        /// There is a model.
        case model
        /// There is none.
        case none
        /// Nobody knows: the time was up, or the theory is not complete.
        case unknown
    }

    // INVARIANT: in this file every pointer comes from Z3 and goes back to the same context, which outlives all of them;
    // they are released in `deinit`, and no array is passed whose count is not passed with it.
    private let context: Z3_context
    private let solver: Z3_solver
    private let integers: Z3_sort
    private let booleans: Z3_sort
    private var model: Z3_model?
    private var names = 0
    /// Asserts what the last model does not know, and says whether there was anything.
    var refine: () -> Bool = { false }
    /// What of the last model may be kept while the rest is made right.
    var kept: () -> [Term] = { [] }
    /// How often a model is told better before the question is given up.
    private static let mostRefinements = 500

    /// - Parameter milliseconds: after what time to give up.
    init(milliseconds: Int) {
        let config = unsafe Z3_mk_config()
        unsafe Z3_set_param_value(config, "timeout", String(milliseconds))
        unsafe context = Z3_mk_context(config)
        unsafe Z3_del_config(config)
        // Errors are asked for, and do not end the program.
        unsafe Z3_set_error_handler(context, nil)
        unsafe solver = Z3_mk_simple_solver(context)
        unsafe Z3_solver_inc_ref(context, solver)
        unsafe integers = Z3_mk_int_sort(context)
        unsafe booleans = Z3_mk_bool_sort(context)
    }

    deinit {
        if let model = unsafe model { unsafe Z3_model_dec_ref(context, model) }
        unsafe Z3_solver_dec_ref(context, solver)
        unsafe Z3_del_context(context)
    }

    /// Z3's version.
    static var version: String { unsafe String(cString: Z3_get_full_version()) }

    // MARK: Truths

    lazy var yes = unsafe Term(ast: Z3_mk_true(context))
    lazy var no = unsafe Term(ast: Z3_mk_false(context))

    func truth(_ truth: Bool) -> Term { truth ? yes : no }

    /// A truth that nothing is known of.
    func newTruth() -> Term { unsafe constant(booleans) }

    func not(_ term: Term) -> Term {
        if term == yes { return no }
        if term == no { return yes }
        return unsafe Term(ast: Z3_mk_not(context, term.ast))
    }

    func and(_ terms: [Term]) -> Term {
        var parts: [Z3_ast?] = unsafe []
        for term in terms where term != yes {
            if term == no { return no }
            unsafe parts.append(term.ast)
        }
        if unsafe parts.isEmpty { return yes }
        if unsafe parts.count == 1, let only = unsafe parts[0] { return unsafe Term(ast: only) }
        return unsafe Term(ast: Z3_mk_and(context, UInt32(parts.count), parts))
    }

    func or(_ terms: [Term]) -> Term {
        var parts: [Z3_ast?] = unsafe []
        for term in terms where term != no {
            if term == yes { return yes }
            unsafe parts.append(term.ast)
        }
        if unsafe parts.isEmpty { return no }
        if unsafe parts.count == 1, let only = unsafe parts[0] { return unsafe Term(ast: only) }
        return unsafe Term(ast: Z3_mk_or(context, UInt32(parts.count), parts))
    }

    func same(_ left: Term, _ right: Term) -> Term {
        left == right ? yes : unsafe Term(ast: Z3_mk_eq(context, left.ast, right.ast))
    }

    func choose(_ condition: Term, _ one: Term, _ other: Term) -> Term {
        if condition == yes || one == other { return one }
        if condition == no { return other }
        return unsafe Term(ast: Z3_mk_ite(context, condition.ast, one.ast, other.ast))
    }

    // MARK: Whole numbers

    func number(_ number: Int128) -> Term {
        if let small = Int64(exactly: number) { return unsafe Term(ast: Z3_mk_int64(context, small, integers)) }
        return unsafe Term(ast: Z3_mk_numeral(context, String(number), integers))
    }

    func newNumber() -> Term { unsafe constant(integers) }

    func less(_ left: Term, _ right: Term) -> Term { unsafe Term(ast: Z3_mk_lt(context, left.ast, right.ast)) }
    func lessOrSame(_ left: Term, _ right: Term) -> Term { unsafe Term(ast: Z3_mk_le(context, left.ast, right.ast)) }

    func sum(_ left: Term, _ right: Term) -> Term { unsafe many(left, right) { unsafe Z3_mk_add($0, 2, $1) } }
    func difference(_ left: Term, _ right: Term) -> Term { unsafe many(left, right) { unsafe Z3_mk_sub($0, 2, $1) } }
    func product(_ left: Term, _ right: Term) -> Term { unsafe many(left, right) { unsafe Z3_mk_mul($0, 2, $1) } }
    func negative(_ term: Term) -> Term { unsafe Term(ast: Z3_mk_unary_minus(context, term.ast)) }

    /// The quotient by a number above 0, rounded down.
    func quotient(_ term: Term, _ divisor: Int128) -> Term {
        let number = number(divisor)
        return unsafe Term(ast: Z3_mk_div(context, term.ast, number.ast))
    }

    private func many(_ left: Term, _ right: Term, _ make: (Z3_context, [Z3_ast?]) -> Z3_ast?) -> Term {
        guard let term = unsafe make(context, [left.ast, right.ast]) else { return left }
        return unsafe Term(ast: term)
    }

    private func constant(_ sort: Z3_sort) -> Term {
        names += 1
        let symbol = unsafe Z3_mk_int_symbol(context, Int32(names))
        return unsafe Term(ast: Z3_mk_const(context, symbol, sort))
    }

    // MARK: Questions

    func assert(_ term: Term) { unsafe Z3_solver_assert(context, solver, term.ast) }

    /// Whether there is a model in which all this holds, and these terms beside it.
    func check(_ assumptions: [Term] = []) -> Answer {
        let parts = unsafe assumptions.map { unsafe named($0) }
        for _ in 0..<Self.mostRefinements {
            let answer = unsafe check(once: parts)
            guard answer == .model else { return answer }
            let kept = kept()
            guard refine() else { return answer }
            // As a rule the model is nearly right, and need not be looked for anew.
            let pins = unsafe kept.map { unsafe named($0) }
            if unsafe check(once: parts + pins) == .model, !refine() { return .model }
        }
        return .unknown
    }

    /// Z3 takes only bare truths for assumptions: each term gets one that stands for it.
    private func named(_ term: Term) -> Z3_ast? {
        let name = newTruth()
        assert(or([not(name), term]))
        return unsafe name.ast
    }

    private func check(once parts: [Z3_ast?]) -> Answer {
        let result = unsafe Z3_solver_check_assumptions(context, solver, UInt32(parts.count), parts)
        if let old = unsafe model { unsafe Z3_model_dec_ref(context, old) }
        unsafe model = nil
        switch result {
        case Z3_L_TRUE:
            guard let found = unsafe Z3_solver_get_model(context, solver) else { return .unknown }
            unsafe Z3_model_inc_ref(context, found)
            unsafe model = found
            return .model
        case Z3_L_FALSE: return .none
        default: return .unknown
        }
    }

    /// Whether a term is true in the last model.
    func isTrue(_ term: Term) -> Bool {
        guard let value = unsafe value(term) else { return false }
        return unsafe Z3_get_bool_value(context, value) == Z3_L_TRUE
    }

    /// A number in the last model.
    func number(_ term: Term) -> Int128? {
        guard let value = unsafe value(term) else { return nil }
        return unsafe Int128(String(cString: Z3_get_numeral_string(context, value)))
    }

    private func value(_ term: Term) -> Z3_ast? {
        guard let model = unsafe model else { return nil }
        var value: Z3_ast?
        guard unsafe Z3_model_eval(context, model, term.ast, true, &value) else { return nil }
        return unsafe value
    }

    func push() { unsafe Z3_solver_push(context, solver) }
    func pop() { unsafe Z3_solver_pop(context, solver, 1) }
}
