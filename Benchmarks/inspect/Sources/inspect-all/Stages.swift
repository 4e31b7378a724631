import Foundation
import Inspection
import Intake

/// What each stage took, in milliseconds: by the clock, and by the processors, which other programs disturb less.
struct Stages {
    /// A point in time, in milliseconds of the clock and of the processors.
    struct Moment: Encodable {
        var clock = Self.read(CLOCK_MONOTONIC)
        var processors = Self.read(CLOCK_PROCESS_CPUTIME_ID)

        static func - (left: Moment, right: Moment) -> Moment {
            var difference = left
            difference.clock -= right.clock
            difference.processors -= right.processors
            return difference
        }

        private static func read(_ clock: clockid_t) -> Double {
            var time = timespec()
            // INVARIANT: the time is written to a variable of ours, which outlives the call.
            unsafe clock_gettime(clock, &time)
            return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
        }
    }

    var times: [String: Moment] = [:]

    mutating func take<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
        let start = Moment()
        defer { times[name] = Moment() - start }
        return try work()
    }
}

/// The verdicts as the peers give them: for each surface whether it leaks, whether it is always empty, and whether its
/// condition lets every row through; each `sat`, `unsat`, `unknown`, or `-` where it was not asked.
struct Answers: Encodable {
    private var answers: [[String]] = []
    private var times: [Stages.Moment] = []
    private var stages: [String: Stages.Moment] = [:]
    private var kilobytes = 0

    mutating func add(_ verdict: SurfaceVerdict, _ time: Stages.Moment?) {
        func told(_ isNone: Bool?) -> String { isNone.map { $0 ? "unsat" : "sat" } ?? "unknown" }
        let leak =
            switch verdict.outcome {
            case .proved: "unsat"
            case .leaks: "sat"
            case .undecided: "unknown"
            }
        answers.append([leak, told(verdict.isAlwaysEmpty), told(verdict.isAlwaysTrue)])
        if case .undecided(let why) = verdict.outcome {
            FileHandle.standardError.write(Data("undecided \(answers.count - 1): \(why.message.en)\n".utf8))
        }
        if let time { times.append(time) }
    }

    /// All of it as a line of JSON, with the peak of the memory.
    mutating func line(_ stages: Stages) throws -> String {
        self.stages = stages.times
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.split(separator: " ").dropFirst()
        kilobytes = peak?.first.flatMap { Int($0) } ?? 0
        return String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }
}
