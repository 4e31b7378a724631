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
    /// The model of the last check, where somebody asked for it.
    private var model: Z3_model?
    private var names = 0
    /// Truths that stand for terms of assumptions.
    private var standIns: [Term: Term] = [:]
    private let milliseconds: Int
    /// What Z3 does not know yet.
    private var asserted: [Term] = []
    /// The terms of the last check.
    private var assumed: [Term] = []
    /// Asserts what the last model does not know, and says whether there was anything.
    var refine: () -> Bool = { false }
    /// What of the last model may be kept while the rest is made right.
    var kept: () -> [Term] = { [] }
    /// How often a model is told better before the question is given up.
    private static let mostRefinements = 500

    /// How much Z3 may do, in its own unit, before its clock is asked. Most questions take a small part of it, and a
    /// clock costs more than most questions: it is a thread of its own.
    private static let untimed: UInt32 = 3_000_000

    /// - Parameter milliseconds: after what time to give up.
    init(milliseconds: Int) {
        self.milliseconds = milliseconds
        Self.keepMemory
        let config = unsafe Z3_mk_config()
        unsafe context = Z3_mk_context(config)
        unsafe Z3_del_config(config)
        // Errors are asked for, and do not end the program.
        unsafe Z3_set_error_handler(context, nil)
        unsafe solver = Z3_mk_simple_solver(context)
        unsafe Z3_solver_inc_ref(context, solver)
        unsafe integers = Z3_mk_int_sort(context)
        unsafe booleans = Z3_mk_bool_sort(context)
        limit(effort: Self.untimed, milliseconds: nil)
    }

    /// Z3 fills 17 MB of tables for each context. The allocator would give them back to the system and fetch them again,
    /// page by page, for each question: it is told to keep as much for the next.
    private static let keepMemory: Void = sekisho_keep_freed_memory()

    /// - Parameters:
    ///   - effort: in Z3's unit; 0 is any.
    ///   - milliseconds: nil is any time.
    private func limit(effort: UInt32, milliseconds: Int?) {
        let parameters = unsafe Z3_mk_params(context)
        unsafe Z3_params_inc_ref(context, parameters)
        unsafe Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, "rlimit"), effort)
        let time = milliseconds.map { UInt32(clamping: $0) } ?? .max
        unsafe Z3_params_set_uint(context, parameters, Z3_mk_string_symbol(context, "timeout"), time)
        unsafe Z3_solver_set_params(context, solver, parameters)
        unsafe Z3_params_dec_ref(context, parameters)
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

    /// What is asserted goes to Z3 with the next check, all at once.
    func assert(_ term: Term) { if term != yes { asserted.append(term) } }

    /// Whether there is a model in which all this holds, and these terms beside it.
    func check(_ assumptions: [Term] = []) -> Answer {
        assumed = assumptions
        let names = assumptions.map(standIn)
        for _ in 0..<Self.mostRefinements {
            let answer = check(once: names)
            guard answer == .model else { return answer }
            let kept = kept()
            guard refine() else { return answer }
            // As a rule the model is nearly right, and need not be looked for anew.
            if check(once: names + kept.map(standIn)) == .model, !refine() { return .model }
        }
        return .unknown
    }

    /// Those of the last check's terms that cannot all be true, by their places; only after ``Answer/none``.
    func conflict() -> [Int] {
        guard let core = unsafe Z3_solver_get_unsat_core(context, solver) else { return [] }
        unsafe Z3_ast_vector_inc_ref(context, core)
        defer { unsafe Z3_ast_vector_dec_ref(context, core) }
        var names: Set<Term> = []
        for place in unsafe 0..<Z3_ast_vector_size(context, core) {
            if let ast = unsafe Z3_ast_vector_get(context, core, place) { unsafe names.insert(Term(ast: ast)) }
        }
        return assumed.indices.filter { names.contains(standIn(assumed[$0])) }
    }

    /// Z3 takes only bare truths for assumptions: each term gets one that stands for it.
    private func standIn(_ term: Term) -> Term {
        if let known = standIns[term] { return known }
        let name = newTruth()
        assert(or([not(name), term]))
        standIns[term] = name
        return name
    }

    private func check(once names: [Term]) -> Answer {
        if let old = unsafe model { unsafe Z3_model_dec_ref(context, old) }
        unsafe model = nil
        if !asserted.isEmpty {
            let all = and(asserted)
            unsafe Z3_solver_assert(context, solver, all.ast)
            asserted = []
        }
        let parts: [Z3_ast?] = unsafe names.map { unsafe $0.ast }
        var result = unsafe Z3_solver_check_assumptions(context, solver, UInt32(parts.count), parts)
        if result != Z3_L_TRUE, result != Z3_L_FALSE {
            limit(effort: 0, milliseconds: milliseconds)
            result = unsafe Z3_solver_check_assumptions(context, solver, UInt32(parts.count), parts)
            limit(effort: Self.untimed, milliseconds: nil)
        }
        switch result {
        case Z3_L_TRUE: return .model
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
        if unsafe model == nil, let found = unsafe Z3_solver_get_model(context, solver) {
            unsafe Z3_model_inc_ref(context, found)
            unsafe model = found
        }
        guard let model = unsafe model else { return nil }
        var value: Z3_ast?
        guard unsafe Z3_model_eval(context, model, term.ast, true, &value) else { return nil }
        return unsafe value
    }
}
