import Barrier
import Casework
import Conditions
import Foundation
import Inspection
import Intake

/// Inspects the catalogue of a folder, and writes what each stage took as a line of JSON.
///
///     inspect-all FOLDER whole|kept|single|read|report [--threads N] [--milliseconds N]
///
/// - whole: from the text to verdicts.
/// - kept: the same, with the verdicts of the last time in a file of the folder.
/// - single: one surface after the other on one thread, each measured.
/// - read: only the reading, again and again.
/// - report: the verdicts and all that is said of them.
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
        let (catalogue, rules) = (reading.catalogue, [PolicyText(file: "barrier.cedar", text: policies)])
        let parallel = ParallelProver(catalogue, barrier, milliseconds: milliseconds, threads: option("--threads", 2))
        var answers = Answers()
        switch arguments[2] {
        case "whole":
            let verdicts = stages.take("proofs") { parallel.verdicts() }
            stages.times["whole"] = Stages.Moment() - whole
            for verdict in verdicts { answers.add(verdict, nil) }
        case "kept":
            let file = URL(fileURLWithPath: "\(folder)/verdicts.bin")
            var cache = stages.take("cache") {
                VerdictCache((try? Data(contentsOf: file)).map { Array($0) } ?? [], digest: { Digests.sha256($0) })
            }
            let verdicts = stages.take("proofs") { parallel.verdicts(keeping: &cache, rules) }
            try stages.take("keeping") { try Data(cache.bytes).write(to: file) }
            stages.times["whole"] = Stages.Moment() - whole
            for verdict in verdicts { answers.add(verdict, nil) }
        case "single":
            var prover = Prover(catalogue, barrier, milliseconds: milliseconds)
            for surface in catalogue.surfaces {
                let start = Stages.Moment()
                let verdict = prover.verdict(of: surface)
                answers.add(verdict, Stages.Moment() - start)
            }
        case "report":
            let report = stages.take("report") {
                Inspector(catalogue, barrier, text: String(decoding: bytes, as: UTF8.self), milliseconds: milliseconds)
                    .report()
            }
            stages.times["findings"] = Stages.Moment(clock: Double(report.findings.count), processors: 0)
        default: break
        }
        print(try answers.line(stages))
    }
}
