import Intake

/// One surface's log: which days it covers, in which files, and how it writes.
package struct SurfaceLog: Sendable {
    /// One file and the days that its name says it covers.
    package struct File: Sendable {
        package var path: String
        package var days: Days
    }

    package let surface: ScenarioFile.Surface
    package let log: ScenarioFile.Log
    package let study: Int
    /// The days that the log is said to cover.
    package let period: Days
    /// The files that are there.
    package let files: [File]
    /// The days that they cover, within the days of the case.
    package let days: [Int32]
    /// Logs that write no seconds keep none.
    package let precision: Int64

    /// - Returns: nil for a surface that kept no log.
    init?(
        _ surface: ScenarioFile.Surface, study: Int, studyDays: Days, whole: Days, _ generator: inout SeededGenerator
    ) {
        guard let log = surface.log else { return nil }
        self.surface = surface
        self.log = log
        self.study = study
        let own = log.period.map { Days(Scenario.days($0)) }
        let period = (own ?? studyDays).common(whole) ?? whole
        self.period = period
        var files = Self.files(log.files, period)
        for _ in 0..<(log.gaps ?? 0) where files.count > 3 { files.remove(at: 1 + generator.below(files.count - 2)) }
        self.files = files
        days = files.flatMap { $0.days.common(whole).map(Array.init) ?? [] }
        precision = log.dates == .slash || log.dates == .japaneseEra ? 60 : 1
    }

    /// Whether a file covers a day.
    package func covers(_ day: Int32) -> Bool {
        var (low, high) = (0, days.count)
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < days.count && days[low] == day
    }

    /// Whether the log has a column.
    package func has(_ column: String) -> Bool { log.columns?[column] != nil }

    private static func files(_ pattern: String, _ period: Days) -> [File] {
        var files: [File] = []
        var day = CalendarDay(daysSince1970: period.lowerBound)
        while day.daysSince1970 < period.upperBound {
            let date = day.date
            let span: Days
            if pattern.contains("{dd}") {
                span = day.daysSince1970..<day.daysSince1970 + 1
            } else if pattern.contains("{MM}") {
                let first = day.daysSince1970 - Int32(date.day - 1)
                span = first..<first + Int32(CalendarDay.length(ofMonth: date.month, year: date.year))
            } else if pattern.contains("{yyyy}"), let first = CalendarDay(year: date.year, month: 1, day: 1),
                let next = CalendarDay(year: date.year + 1, month: 1, day: 1)
            {
                span = first.daysSince1970..<next.daysSince1970
            } else {
                span = period
            }
            files.append(
                File(
                    path: pattern.replacing("{yyyy}", with: String(date.year))
                        .replacing("{MM}", with: String(100 + date.month).dropFirst())
                        .replacing("{dd}", with: String(100 + date.day).dropFirst()), days: span))
            day = CalendarDay(daysSince1970: span.upperBound)
        }
        return files
    }
}
