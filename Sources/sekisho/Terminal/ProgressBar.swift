import Casework
import Glibc
import Intake
import Synchronization

/// A progress bar on the error stream: only on a terminal, and only for what lasts over a second.
final class ProgressBar: Progress {
    private struct State {
        var started: ContinuousClock.Instant
        var drawn: ContinuousClock.Instant?
    }

    private let state: Mutex<State>
    private let clock = ContinuousClock()
    private let language: ScreenLanguage

    /// The bar for this run: silent where there is no terminal, or where `quiet` is asked for.
    static func make(quiet: Bool, language: ScreenLanguage) -> any Progress {
        quiet || isatty(STDERR_FILENO) == 0 ? SilentProgress() : ProgressBar(language: language)
    }

    private init(language: ScreenLanguage) {
        self.language = language
        state = Mutex(State(started: clock.now))
    }

    func update(_ stage: BilingualText, fraction: Double?) {
        let now = clock.now
        state.withLock { state in
            guard now - state.started > .seconds(1) else { return }
            if let drawn = state.drawn, now - drawn < .milliseconds(100), fraction != 1 { return }
            state.drawn = now
            let width = 24
            let filled = fraction.map { Int(min(max($0, 0), 1) * Double(width)) }
            let bar = filled.map { String(repeating: "█", count: $0) + String(repeating: "░", count: width - $0) }
            let percent = fraction.map { " \(Int(min(max($0, 0), 1) * 100))%" } ?? ""
            Screen.writeError("\r\u{1B}[2K\(bar ?? "")\(percent)  \(language.choose(stage))")
        }
    }

    deinit {
        if state.withLock({ $0.drawn != nil }) { Screen.writeError("\r\u{1B}[2K") }
    }
}
