#!/usr/bin/env python3
"""Asks cvc5 or Z3, through their packages from PyPI, what Sekisho is asked: whether each surface leaks, and so on.

    peer.py cvc5|z3 FOLDER RESULT [--jobs N] [--milliseconds N] [--only NUMBER,…] [--models]

FOLDER/questions holds a file of SMT-LIB for each surface, with three questions. RESULT gets the answers as JSON: `sat`,
`unsat` or `unknown`, the milliseconds of CPU that each surface took, and the peak memory of the processes together. A
question that is not answered in its time is unknown. With `--models` each `sat` comes with the values that make it so.
"""
import argparse, json, multiprocessing, os, pathlib, resource, time

parser = argparse.ArgumentParser()
parser.add_argument("solver", choices=["cvc5", "z3"])
parser.add_argument("folder", type=pathlib.Path)
parser.add_argument("result", type=pathlib.Path)
parser.add_argument("--jobs", type=int, default=2)
parser.add_argument("--milliseconds", type=int, default=10_000, help="for each question")
parser.add_argument("--only", help="surfaces by their numbers")
parser.add_argument("--models", action="store_true")
arguments = parser.parse_args()


def by_cvc5(path):
    import cvc5
    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    solver.setOption("incremental", "true")
    solver.setOption("strings-exp", "true")
    solver.setOption("tlimit-per", str(arguments.milliseconds))
    if arguments.models:
        solver.setOption("produce-models", "true")
    parser = cvc5.InputParser(solver)
    parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, str(path))
    symbols = parser.getSymbolManager()
    answers, models = [], []
    while not (command := parser.nextCommand()).isNull():
        said = command.invoke(solver, symbols).strip()
        if not said:
            continue
        if said.startswith("(error"):
            raise ValueError(f"{path}: {said}")
        answers.append(said.split()[0])
        if arguments.models:
            models.append({str(term): str(solver.getValue(term)) for term in symbols.getDeclaredTerms()}
                          if said == "sat" else None)
    return answers, models


def by_z3(path):
    import z3
    context = z3.Context()
    # No solver reads check-sat in a text by itself: what is asserted, and what is asked, are taken apart at these lines.
    before, questions = [], []
    for line in path.read_text().splitlines():
        if line == "(push 1)":
            questions.append(None)
        elif questions and questions[-1] is None:
            questions[-1] = line
        elif line not in ("(check-sat)", "(pop 1)"):
            before.append(line)
    said, answers, models = "\n".join(before), [], []
    for question in questions:
        # Each alone, with Z3's whole pipeline: pushed and popped it is several times slower.
        solver = z3.Solver(ctx=context)
        solver.set("timeout", arguments.milliseconds)
        solver.from_string(f"{said}\n{question}\n")
        answers.append(str(solver.check()))
        if arguments.models:
            model = solver.model() if answers[-1] == "sat" else None
            models.append(model and {str(name): str(model[name]) for name in model.decls()})
    return answers, models


def ask(path):
    start = time.process_time()
    answers, models = (by_cvc5 if arguments.solver == "cvc5" else by_z3)(path)
    if len(answers) != 3:
        raise ValueError(f"{path}: {len(answers)} answers")
    milliseconds = (time.process_time() - start) * 1e3
    return answers, models, milliseconds, os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    files = sorted((arguments.folder / "questions").glob("*.smt2"))
    if arguments.only:
        wanted = set(arguments.only.split(","))
        files = [file for file in files if str(int(file.stem)) in wanted]
    start = time.monotonic()
    with multiprocessing.Pool(arguments.jobs) as pool:
        results = pool.map(ask, files, chunksize=1)
    memory = {pid: kilobytes for *_, pid, kilobytes in results}
    for *_, pid, kilobytes in results:
        memory[pid] = max(memory[pid], kilobytes)
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told = {
        "answers": [answers for answers, *_ in results],
        "times": [milliseconds for _, _, milliseconds, *_ in results],
        "clock": (time.monotonic() - start) * 1e3,
        "processors": sum(part.ru_utime + part.ru_stime for part in usage) * 1e3,
        "kilobytes": sum(memory.values()),
    }
    if arguments.models:
        told["models"] = [models for _, models, *_ in results]
    arguments.result.write_text(json.dumps(told))
