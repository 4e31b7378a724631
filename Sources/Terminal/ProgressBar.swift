package import Casework
import Glibc
package import Intake
import Synchronization

/// A progress bar on the error stream: only on a terminal, and only for what lasts over a second.
package final class ProgressBar: ProgressSink {
    private struct State {
        var drawn: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    private let clock = ContinuousClock()
    private let started: ContinuousClock.Instant
    private let language: ScreenLanguage

    /// Does some work, and shows how far it is; says nothing where the error stream is no terminal or `quiet` is asked
    /// for.
    package static func showing<Value, Failure: Error>(
        quiet: Bool, language: ScreenLanguage, _ work: (any ProgressSink) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard !quiet, isatty(STDERR_FILENO) == 1 else { return try work(SilentProgress()) }
        let bar = ProgressBar(language)
        defer { bar.clear() }
        return try work(bar)
    }

    private init(_ language: ScreenLanguage) {
        self.language = language
        started = clock.now
    }

    package func update(_ stage: BilingualText, fraction: Double?) {
        let now = clock.now
        guard now - started > .seconds(1) else { return }
        state.withLock { state in
            if let drawn = state.drawn, now - drawn < .milliseconds(100), fraction != 1 { return }
            state.drawn = now
            let line = Self.bar(fraction) + language.choose(stage)
            Screen.writeError("\r\u{1B}[2K\(line)")
        }
    }

    private static func bar(_ fraction: Double?) -> String {
        guard let fraction else { return "" }
        let width = 24
        let done = min(max(fraction, 0), 1)
        let filled = Int(done * Double(width))
        return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            + " \(Int(done * 100))%  "
    }

    private func clear() {
        if state.withLock({ $0.drawn != nil }) { Screen.writeError("\r\u{1B}[2K") }
    }
}
