"""Puts the questions of a folder to a peer, and writes its answers as a line of JSON.

    peer.py FOLDER cvc5|z3 [--milliseconds N] [--processes N]

The peers read the same SMT-LIB, which conditions.py made of the drawn conditions. `cvc5` is asked through its library,
`z3` as the program of the package `z3-solver`; each question of a surface is given up after so many milliseconds.
"""
import argparse, glob, json, multiprocessing, pathlib, resource, shutil, subprocess, sys


def cvc5_answers(path):
    import cvc5
    solver = cvc5.Solver(cvc5.TermManager())
    for name, value in [("incremental", "true"), ("strings-exp", "true"), ("tlimit-per", str(arguments.milliseconds))]:
        solver.setOption(name, value)
    parser = cvc5.InputParser(solver)
    parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, path)
    symbols, answers = parser.getSymbolManager(), []
    while not (command := parser.nextCommand()).isNull():
        if answer := str(command.invoke(solver, symbols)).strip():
            answers.append(answer.split()[0])
    return answers


def z3_answers(path):
    program = shutil.which("z3", path=str(pathlib.Path(sys.executable).parent))
    run = subprocess.run([program, f"-t:{arguments.milliseconds}", path], capture_output=True, text=True)
    answers = run.stdout.split("\n")
    return [a for a in answers if a in ("sat", "unsat", "unknown")] if "error" not in run.stdout else ["unknown"] * 3


parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("peer", choices=["cvc5", "z3"])
parser.add_argument("--milliseconds", type=int, default=10_000)
parser.add_argument("--processes", type=int, default=2)
arguments = parser.parse_args()
files = sorted(glob.glob(f"{arguments.folder}/questions/*.smt2"))
with multiprocessing.get_context("fork").Pool(arguments.processes) as pool:
    answers = pool.map({"cvc5": cvc5_answers, "z3": z3_answers}[arguments.peer], files, chunksize=4)
print(json.dumps({"answers": answers}))
