public import Intake

/// What a leak has come to.
public struct Exposure: Hashable, Sendable {
    /// Different records of one table that the surface, run on the real database, shows to somebody who may not see them.
    public struct Records: Hashable, Sendable {
        /// The table.
        public var table: String
        /// How many.
        public var count: Int

        /// Records of a table.
        public init(table: String, count: Int) {
            self.table = table
            self.count = count
        }
    }

    /// Since when the surface leaks, as the catalogue's history has it.
    public struct Since: Hashable, Sendable {
        /// The day of the first version of the catalogue from which on it always leaked: such as `2019-04-01`.
        public var day: String
        /// The version's name in the history.
        public var version: String
        /// Whether there is no older version that could be read, so that it may have leaked before.
        public var isOldest: Bool

        /// A version and its day.
        public init(day: String, version: String, isOldest: Bool) {
            self.day = day
            self.version = version
            self.isOldest = isOldest
        }
    }

    /// The records; nil where no database was asked.
    public var records: [Records]?
    /// Since when; nil where no history was asked, or where it is newer than the history.
    public var since: Since?

    /// The same in words.
    public var sentences: [BilingualText] {
        var sentences: [BilingualText] = []
        if let since {
            sentences.append(
                BilingualText(
                    ja: since.isOldest
                        ? "遅くとも \(since.day) から（読める最も古い版 \(since.version)）" : "\(since.day) から（版 \(since.version)）",
                    en: since.isOldest
                        ? "since \(since.day) at the latest (the oldest version that can be read, \(since.version))"
                        : "since \(since.day) (version \(since.version))"))
        }
        for item in records ?? [] {
            sentences.append(
                BilingualText(
                    ja: "データベースでは表 `\(item.table)` の \(item.count) 件が渡ります",
                    en: item.count == 1
                        ? "in the database, 1 record of `\(item.table)` is shown"
                        : "in the database, \(item.count) records of `\(item.table)` are shown"))
        }
        if let records, records.isEmpty {
            sentences.append(
                BilingualText(ja: "いまのデータベースには渡る行がありません", en: "no row of the database is shown today"))
        }
        return sentences
    }
}
