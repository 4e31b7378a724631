/// A mark in a text.
struct TextFind {
    /// The mark, by its index.
    var mark: Int
    /// The passage in which it stands, in bytes.
    var range: Range<Int>
    /// In what form.
    var forms: [CanaryForm]
    /// Whether it can be nothing else.
    var isCertain: Bool
}

/// The marks in one text: each passage once, in the simplest form in which it can be read.
struct TextSearch {
    private let search: CanarySearch
    private let text: [UInt8]
    private var accepted: [Int: [TextFind]] = [:]
    /// Files that stand in the text in base64, and where.
    private(set) var embedded: [(bytes: [UInt8], offset: Int)] = []

    /// The most bytes of decoded runs that are looked through at once.
    private static let mostDecoded = 8 << 20

    /// Searches UTF-8 text.
    ///
    /// - Parameter limit: the most bytes that the files in base64 that stand in it may have together.
    init(_ text: [UInt8], _ search: CanarySearch, limit: Int) {
        self.search = search
        self.text = text
        look(forRoundedIn: text)
        // Slashes of base64 are escaped in some JSON: runs are decoded in the text and in its first plain view.
        var viewsToDecode: [TextView] = [TextView(text)]
        TextView.each(of: TextView(text)) { view in
            look(view)
            if view.forms == [.escaped], viewsToDecode.count < 2 { viewsToDecode.append(view) }
        }
        for view in viewsToDecode { decodeRuns(in: view, limit) }
    }

    /// What was found, in the order in which it stands in the text.
    var finds: [TextFind] {
        accepted.values.joined().sorted { ($0.range.lowerBound, $0.mark) < ($1.range.lowerBound, $1.mark) }
    }

    private mutating func look(_ view: TextView) {
        var found: [(find: TextFind, length: Int)] = []
        search.matcher.scan(view.bytes) { candidate in
            let pattern = search.patterns[candidate.row]
            guard candidate.range.count <= pattern.units.count * 160,
                let verdict = Passage(view.bytes, candidate.range).judge(pattern)
            else { return }
            let find = TextFind(
                mark: pattern.mark, range: view.source(candidate.range), forms: view.forms + verdict.forms,
                isCertain: verdict.isCertain)
            found.append((find, pattern.units.count))
        }
        accept(found)
    }

    private mutating func look(forRoundedIn text: [UInt8]) {
        var found: [(find: TextFind, length: Int)] = []
        search.rounded.scan(text) { mark, range, digits in
            found.append(
                (TextFind(mark: mark, range: range, forms: [.rounded(digits: digits)], isCertain: false), digits))
        }
        accept(found)
    }

    /// Takes in what was found in one view, except what is part of something longer, or was found in a simpler view.
    private mutating func accept(_ found: [(find: TextFind, length: Int)]) {
        guard !found.isEmpty else { return }
        let sorted = found.sorted {
            $0.find.isCertain != $1.find.isCertain ? $0.find.isCertain : $0.length > $1.length
        }
        for (mark, group) in Dictionary(grouping: sorted, by: \.find.mark) {
            var kept = Spans(accepted[mark] ?? [])
            for (find, _) in group { kept.insert(find) }
            accepted[mark] = kept.all
        }
    }

    /// Looks through what a view has in base64 and in hexadecimal digits.
    private mutating func decodeRuns(in view: TextView, _ limit: Int) {
        var files: [(bytes: [UInt8], offset: Int)] = []
        var room = limit
        for form in [CanaryForm.base64, .hexadecimal] {
            var decoded = DecodedRuns()
            func take(_ run: EncodedRuns.Run) {
                if run.bytes.count > 60, let source = run.sources.first, FileKind(run.bytes) != .text {
                    if room >= run.bytes.count {
                        files.append((run.bytes, view.source(Int(source)..<Int(source)).lowerBound))
                    }
                    room -= run.bytes.count
                    return
                }
                decoded.add(run)
                if decoded.count > Self.mostDecoded {
                    TextView.each(of: decoded.take(form, from: view)) { look($0) }
                }
            }
            form == .base64 ? EncodedRuns.eachBase64(in: view.bytes, take) : EncodedRuns.eachHex(in: view.bytes, take)
            TextView.each(of: decoded.take(form, from: view)) { look($0) }
        }
        for file in files where !embedded.contains(where: { $0.offset == file.offset }) { embedded.append(file) }
    }
}
