import Barrier
import Conditions
import Foundation
import Inspection
import Intake

/// Inspects the catalogue of a folder, and writes what each stage took as a line of JSON.
///
///     inspect-all FOLDER whole|single [--threads N] [--milliseconds N]
@main
struct Main {
    static func main() throws {
        let arguments = CommandLine.arguments
        func option(_ name: String, _ usual: Int) -> Int {
            arguments.firstIndex(of: name).flatMap { Int(arguments[$0 + 1]) } ?? usual
        }
        let folder = arguments[1]
        let milliseconds = option("--milliseconds", 10_000)
        var stages = Stages()
        let whole = Stages.Moment()
        let bytes = try stages.take("file") {
            Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/catalogue.yaml")))
        }
        let file = try stages.take("form") { try CatalogueDocument.file(bytes, named: "catalogue.yaml") }
        let reading = stages.take("reading") { CatalogueReading(file, text: String(decoding: bytes, as: UTF8.self)) }
        for problem in reading.problems { FileHandle.standardError.write(Data("\(problem)\n".utf8)) }
        guard reading.problems.isEmpty else { exit(1) }
        let policies = try String(contentsOfFile: "\(folder)/barrier.cedar", encoding: .utf8)
        let barrier = try stages.take("rules") {
            try BarrierTable([PolicyText(file: "barrier.cedar", text: policies)], reading.catalogue)
        }
        if arguments[2] == "read" {
            for _ in 0..<option("--turns", 20) {
                let file = try stages.take("form again") { try CatalogueDocument.file(bytes, named: "catalogue.yaml") }
                _ = stages.take("reading again") {
                    CatalogueReading(file, text: String(decoding: bytes, as: UTF8.self)).problems
                }
            }
        }
        var answers = Answers()
        if arguments[2] == "whole" {
            let prover = ParallelProver(
                reading.catalogue, barrier, milliseconds: milliseconds, threads: option("--threads", 2))
            let verdicts = stages.take("proofs") { prover.verdicts() }
            stages.times["whole"] = Stages.Moment() - whole
            for verdict in verdicts { answers.add(verdict, nil) }
        } else if arguments[2] == "single" {
            var prover = Prover(reading.catalogue, barrier, milliseconds: milliseconds)
            for surface in reading.catalogue.surfaces {
                let start = Stages.Moment()
                let verdict = prover.verdict(of: surface)
                answers.add(verdict, Stages.Moment() - start)
            }
        }
        print(try answers.line(stages))
    }
}
