import Intake

/// A text as one of the programs that may read it would see it: with its escapes undone, or without its tags.
struct TextView {
    /// The text, in UTF-8.
    var bytes: [UInt8]
    /// Where its bytes stand in the view that it was made from, and so on to the text itself.
    var maps: [OffsetMap]
    /// What was done to the text.
    var forms: [CanaryForm]

    /// The text itself.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        maps = []
        forms = []
    }

    /// A text that was made from a view.
    init(_ bytes: [UInt8], _ map: OffsetMap, from view: TextView, _ form: CanaryForm) {
        self.bytes = bytes
        maps = view.maps + [map]
        forms = view.forms.contains(form) ? view.forms : view.forms + [form]
    }

    /// The passage of the text itself from which a passage of this view was made.
    func source(_ range: Range<Int>) -> Range<Int> {
        let start = maps.reversed().reduce(range.lowerBound) { $1.source(of: $0) }
        let end = maps.reversed().reduce(range.upperBound) { $1.sourceEnd(of: $0) }
        return start..<max(start, end)
    }

    /// How many times escapes are undone.
    private static let mostEscapes = 3

    /// Calls `see` for a text and everything that can be read from it by undoing escapes and leaving out tags.
    static func each(of text: TextView, _ see: (TextView) -> Void) {
        var view = text
        for round in 0...mostEscapes {
            see(view)
            if let plain = Tags.removed(from: view.bytes) {
                let untagged = TextView(plain.bytes, plain.map, from: view, .tagged)
                see(untagged)
                for next in unescaped(untagged) { see(next) }
            }
            guard round < mostEscapes else { return }
            let next = unescaped(view)
            for other in next.dropFirst() { see(other) }
            guard let first = next.first else { return }
            view = first
        }
    }

    /// The view with its escapes undone; several where they hold bytes of another encoding than UTF-8.
    private static func unescaped(_ view: TextView) -> [TextView] {
        var escapes = Escapes(.utf8)
        guard let plain = escapes.undone(in: view.bytes) else { return [] }
        var views = [TextView(plain.bytes, plain.map, from: view, .escaped)]
        if escapes.hasForeignBytes {
            for encoding in [TextEncoding.cp932, .eucJP] {
                var escapes = Escapes(encoding)
                if let plain = escapes.undone(in: view.bytes) {
                    var next = TextView(plain.bytes, plain.map, from: view, .escaped)
                    next.forms.append(.encoding(encoding))
                    views.append(next)
                }
            }
        }
        return views
    }
}
