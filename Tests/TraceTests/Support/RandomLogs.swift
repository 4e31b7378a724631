import Barrier
import Intake
import Trace

/// A view as it was meant, before it was written down in some dialect.
struct PlainView: Sendable {
    var second: Int
    var account: String
    var subject: String
    var terminal: String?
    var purpose: String?
    var emergency: String?
}

/// One row of a made log: what it means, and where it stands.
struct LoggedRow: Sendable {
    enum Content: Sendable {
        case view(PlainView)
        /// A row that cannot be used, for one field or as a whole.
        case bad(RejectReason, ViewSource.Column?)
    }

    var source: Int
    var file: Int
    var line: Int
    /// Where each known column begins, in an editor's lines and columns.
    var places: [ViewSource.Column: Place]
    var content: Content
}

/// Made logs of a world: the sources for the engine, and for its twin what they mean.
struct MadeLogs: Sendable {
    var sources: [ViewSource] = []
    var dialects: [Dialect] = []
    var rows: [LoggedRow] = []
    /// For each source the names of its files.
    var files: [[String]] = []

    init(of world: World, _ dice: inout Dice) throws {
        var surfaces = [0, 1, 2, 3].filter { _ in !dice.oneIn(6) }
        // Some surfaces are logged by two systems.
        surfaces += surfaces.filter { _ in dice.oneIn(4) }
        for surface in surfaces {
            let dialect = Dialect(&dice)
            var maker = SourceMaker(world: world, surface: surface, source: sources.count, dialect: dialect)
            let from = world.firstDay + dice.pick([0, 0, 0, 5])
            let to = dice.pick([world.lastDay + 1, world.lastDay + 1, world.lastDay - 3])
            var source = ViewSource(
                surface: SurfaceIndex(rawValue: UInt16(surface)), files: [], format: dialect.format,
                columns: dialect.headings, dates: dialect.dates, zone: dialect.zone,
                period: DayPeriod(from: World.day(from), to: World.day(to)))
            for file in 0..<dice.number(1...3) {
                let name = "logs/\(sources.count)-\(file).csv"
                let start = dice.number(world.firstDay...world.lastDay)
                let days =
                    dice.oneIn(2)
                    ? nil : DayPeriod(from: World.day(start - 2), to: World.day(start + dice.number(1...12)))
                let bytes = maker.file(name, number: file, rows: dice.pick([0, 1, 12, 40, 70, 130]), &dice)
                source.files.append(ViewSource.File(source: MemorySource(name: name, bytes: bytes), days: days))
            }
            rows += maker.rows
            files.append(source.files.map(\.source.name))
            dialects.append(dialect)
            sources.append(source)
        }
    }
}

/// Writes the files of one source.
struct SourceMaker {
    let world: World
    let surface: Int
    let source: Int
    let dialect: Dialect
    var rows: [LoggedRow] = []
    private var last: PlainView?

    init(world: World, surface: Int, source: Int, dialect: Dialect) {
        self.world = world
        self.surface = surface
        self.source = source
        self.dialect = dialect
    }

    mutating func file(_ name: String, number: Int, rows count: Int, _ dice: inout Dice) -> [UInt8] {
        var page = Page(name: name, dialect: dialect)
        page.add(
            dialect.columns.map { .text($0.map { dialect.headings[$0] ?? $0.rawValue } ?? "備考") }, end: dialect.lineEnd)
        for row in 0..<count {
            if dice.oneIn(30) { page.add([], end: dialect.lineEnd) }
            let isLast = row == count - 1
            add(to: &page, number, end: isLast && dice.oneIn(2) ? "" : dialect.lineEnd, mayBeCut: isLast, &dice)
        }
        return page.bytes
    }

    private mutating func add(to page: inout Page, _ file: Int, end: String, mayBeCut: Bool, _ dice: inout Dice) {
        var view = view(&dice)
        var (time, second) = dialect.time(view.second, &dice)
        view.second = second
        if dice.oneIn(8) { time = Spelling.wide(time, dialect.encoding) }
        var cells: [ViewSource.Column: Page.Cell] = [
            .at: .text(time), .viewer: .text(Spelling.identifier(view.account, dialect.encoding, &dice)),
            .subject: .text(Spelling.number(view.subject, dialect.encoding, &dice)),
        ]
        if dialect.columns.contains(.terminal) {
            cells[.terminal] = .text(view.terminal ?? dice.pick(["", " "]))
        } else {
            view.terminal = nil
        }
        if dialect.columns.contains(.purpose) {
            cells[.purpose] = .text(view.purpose ?? "")
        } else {
            view.purpose = nil
        }
        if dialect.columns.contains(.emergency) {
            cells[.emergency] = .text(view.emergency ?? "")
        } else {
            view.emergency = nil
        }
        var content = LoggedRow.Content.view(view)
        if dice.oneIn(12), world.isObserved(World.dayInJapan(view.second)) { content = spoil(&cells, &dice) ?? content }
        var fields = dialect.columns.map { $0.flatMap { cells[$0] } ?? .text(remark(&dice)) }
        if dialect.quotes { fields = fields.map { dice.oneIn(4) ? $0.quoted : $0 } }
        if case .view = content {
            if mayBeCut, dice.oneIn(2) {
                fields = Array(fields.prefix(dice.number(1...fields.count - 1)))
                // A cut in a quoted field leaves its quote open.
                if dialect.quotes, dice.oneIn(2) {
                    fields.append(.open("\"cut"))
                    content = .bad(.unterminatedQuote, nil)
                } else {
                    content = .bad(end.isEmpty ? .cutShort : .tooFewColumns, nil)
                }
            } else if dice.oneIn(40) {
                fields.removeLast(dice.number(1...fields.count - 1))
                content = .bad(end.isEmpty ? .cutShort : .tooFewColumns, nil)
            } else if dice.oneIn(40) {
                fields.append(.text(dice.pick(["", "x"])))
                content = .bad(.tooManyColumns, nil)
            }
        }
        // A lone empty field would be a blank line.
        if fields.count == 1, fields[0].isEmpty { fields = [.text("x")] }
        let (line, places) = page.add(fields, end: fields.contains(where: \.isOpen) ? "" : end)
        var known: [ViewSource.Column: Place] = [:]
        for (column, place) in zip(dialect.columns, places) { if let column { known[column] = place } }
        rows.append(LoggedRow(source: source, file: file, line: line, places: known, content: content))
    }

    // MARK: Meanings

    private mutating func view(_ dice: inout Dice) -> PlainView {
        if var again = last, dice.oneIn(4) {
            again.second += dice.number(-1...max(1, world.refreshWindow + 1))
            if dice.oneIn(4) { again.purpose = dice.pick([nil, "sales"]) }
            last = again
            return again
        }
        let accounts = ((world.accounts.map { $0.map(\.id) } ?? world.people) + ["stranger"])
            .filter { dialect.encoding.encode($0) != nil }
        let isFacility = World.surfaces[surface].subject == .facility
        let subjects = isFacility ? world.purchases.map(\.number) : world.supply.map(\.number) + world.knownNumbers
        let strange = isFacility ? ["C777777777", "0200000000000000000001"] : ["0500000000000000000009", "A000000001"]
        let view = PlainView(
            second: second(&dice), account: dice.pick(accounts),
            subject: subjects.isEmpty || dice.oneIn(20) ? dice.pick(strange) : dice.pick(subjects),
            terminal: dice.pick([nil, "T-01", "T-02", "ﾀﾝﾏﾂ3"]),
            purpose: dice.pick([nil, nil, "sales", "restoration", "inquiry"]),
            emergency: dice.pick([nil, nil, nil, "E-1"]))
        last = view
        return view
    }

    /// A moment of the period, often at the edge of a day on which something changes, seldom outside it.
    private func second(_ dice: inout Dice) -> Int {
        let changes = (world.supply + world.purchases).map(\.from) + world.jobs.map(\.from)
        let inside = changes.filter { (world.firstDay...world.lastDay).contains($0) }
        let day =
            dice.oneIn(2) && !inside.isEmpty
            ? dice.pick(inside) + dice.number(-1...1) : dice.number(world.firstDay...world.lastDay)
        let strange = dice.oneIn(60) ? dice.pick([-1, world.length]) + world.firstDay : day
        return strange * 86_400 - 32_400 + dice.pick([0, 1, 86_399, dice.number(0...86_399)])
    }

    /// Makes one field unusable; nil where that is not to be done in this dialect.
    private func spoil(_ cells: inout [ViewSource.Column: Page.Cell], _ dice: inout Dice) -> LoggedRow.Content? {
        switch dice.number(0...6) {
        case 0, 1:
            let (text, reason) = dialect.notime(&dice)
            cells[.at] = .text(text)
            return .bad(reason, .at)
        case 2:
            cells[.viewer] = .text(dice.pick(["", " ", "　"]))
            return .bad(.emptyIdentifier, .viewer)
        case 3:
            cells[.subject] = .text(dice.pick(["", "  ", "　"]))
            return .bad(.emptyIdentifier, .subject)
        case 4:
            cells[.subject] = .text(
                dice.pick(["123", "0x00000000000000000001", "02000000000000000000011", "AA00000001", "A00000001", "不明"])
            )
            return .bad(.unreadableIdentifier, .subject)
        default:
            guard dialect.isPlain else { return nil }
            let column = dice.pick(cells.keys.filter { $0 != .terminal }.sorted { $0.rawValue < $1.rawValue })
            cells[column] = .raw([0x41, 0xFF, 0x42])
            return .bad(column == .at ? .unreadableDate : .undecodable, column)
        }
    }

    private func remark(_ dice: inout Dice) -> String {
        let plain = ["", "電話", "ｶﾞｽ", "a b", "0"]
        guard dialect.quotes else { return dice.pick(plain) }
        return dice.pick(
            plain + ["\"一行目\n二行目\"", "\"a,b\tc\"", "\"say \"\"hi\"\"\r\n\"", "5\" pipe", "\"\"", "\"q\"tail"])
    }
}

/// The ways in which people and systems write one and the same identifier.
enum Spelling {
    static func identifier(_ text: String, _ encoding: TextEncoding, _ dice: inout Dice) -> String {
        let narrow = text.replacing("ユーザー", with: "ﾕｰｻﾞｰ")
        return writable(
            dice.pick([text, text, text, " " + text + " ", "　" + text, wide(text, encoding), narrow]), text, encoding)
    }

    static func number(_ text: String, _ encoding: TextEncoding, _ dice: inout Dice) -> String {
        let parts = text.count == 22 ? [2, 4, 4, 4, 4, 4] : [1, 4, 5]
        var rest = text[...]
        let groups = parts.map { count in
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        let other = dice.pick([
            text, text, text, " \(text)", wide(text, encoding), groups.joined(separator: "-"),
            groups.joined(separator: " "),
            groups.joined(separator: "－"), wide(groups.joined(separator: "-"), encoding), text.lowercased(),
        ])
        return writable(other, text, encoding)
    }

    /// ASCII as full-width characters, where the encoding has them all.
    static func wide(_ text: String, _ encoding: TextEncoding) -> String {
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            if scalar == " " { return "\u{3000}" }
            return (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
        }
        return writable(String(String.UnicodeScalarView(scalars)), text, encoding)
    }

    private static func writable(_ text: String, _ other: String, _ encoding: TextEncoding) -> String {
        encoding.encode(text) == nil ? other : text
    }
}
