/// What is to be laid out: words, and the places where a line may end.
///
/// A group stands on one line where it fits, else each line break that is its own, and in no group inside it, is taken.
indirect enum FormatDocument {
    /// A word with its comments.
    case word(FormatWord)
    /// A blank, or the end of the line where the group does not fit.
    case line
    /// Nothing, or the end of the line where the group does not fit.
    case softLine
    /// The end of the line.
    case hardLine
    /// An empty line.
    case blankLine
    /// A blank that is never a line's end.
    case space
    case sequence([FormatDocument])
    /// What begins on lines of its own inside is set in by so many blanks more.
    case nest(Int, FormatDocument)
    case group(FormatDocument)
}

/// Writes documents down. It looks ahead no further than a line is wide, so that time grows with the text only.
struct FormatRenderer {
    private struct Item {
        var indent: Int
        var isFlat: Bool
        var document: FormatDocument
    }

    private let width: Int
    private(set) var text = ""
    private var column = 0
    /// Line ends and blanks are written when a word follows: no line ends in blanks.
    private var pendingLines = 0
    private var pendingIndent = 0
    private var hasPendingSpace = false

    init(width: Int) {
        self.width = width
    }

    mutating func write(_ document: FormatDocument) {
        var stack = [Item(indent: 0, isFlat: false, document: document)]
        while let item = stack.popLast() {
            switch item.document {
            case .word(let word): write(word, item.indent)
            case .space: hasPendingSpace = true
            case .line where item.isFlat: hasPendingSpace = true
            case .softLine where item.isFlat: break
            case .line, .softLine, .hardLine: breakLine(item.indent)
            case .blankLine:
                breakLine(item.indent)
                pendingLines = 2
            case .sequence(let parts):
                for part in parts.reversed() {
                    stack.append(Item(indent: item.indent, isFlat: item.isFlat, document: part))
                }
            case .nest(let depth, let inner):
                stack.append(Item(indent: item.indent + depth, isFlat: item.isFlat, document: inner))
            case .group(let inner):
                let start = pendingLines > 0 ? pendingIndent : column + (hasPendingSpace ? 1 : 0)
                let isFlat = item.isFlat || fits(inner, before: stack, from: start, orBelowComments: item.indent)
                stack.append(Item(indent: item.indent, isFlat: isFlat, document: inner))
            }
        }
    }

    private mutating func breakLine(_ indent: Int) {
        pendingLines = max(pendingLines, 1)
        pendingIndent = indent
    }

    private mutating func write(_ word: FormatWord, _ indent: Int) {
        for comment in word.leading {
            breakLine(pendingLines > 0 ? pendingIndent : indent)
            if comment.isAfterBlankLine { pendingLines = 2 }
            put(comment.text)
            breakLine(pendingIndent)
        }
        if word.isAfterBlankLine, !word.leading.isEmpty { pendingLines = 2 }
        if !word.text.isEmpty { put(word.text) }
        if let trailing = word.trailing {
            hasPendingSpace = true
            put(trailing)
            breakLine(indent)
        }
    }

    private mutating func put(_ written: String) {
        if pendingLines > 0, !text.isEmpty {
            text += String(repeating: "\n", count: pendingLines) + String(repeating: " ", count: pendingIndent)
            column = pendingIndent
        } else if hasPendingSpace, pendingLines == 0 {
            text += " "
            column += 1
        }
        pendingLines = 0
        hasPendingSpace = false
        text += written
        // A string may hold line ends.
        if let end = written.unicodeScalars.lastIndex(of: "\n") {
            column = written.unicodeScalars[end...].count - 1
        } else {
            column += written.unicodeScalars.count
        }
    }

    /// Whether a group, and what stands behind it up to the next place where a line may end, fits the line.
    ///
    /// Comments in front of its first word do not break it: they stand on lines of their own, and it begins below them.
    private func fits(
        _ document: FormatDocument, before rest: [Item], from column: Int, orBelowComments indent: Int
    ) -> Bool {
        var left = width - column
        var isFirst = true
        var stack = [Item(indent: 0, isFlat: true, document: document)]
        var below = rest.count
        while left >= 0 {
            let item: Item
            if let last = stack.popLast() {
                item = last
            } else {
                guard below > 0 else { return true }
                below -= 1
                item = rest[below]
            }
            switch item.document {
            case .word(let word):
                if isFirst, !word.leading.isEmpty {
                    left = width - indent
                } else if !word.leading.isEmpty {
                    return !item.isFlat
                }
                isFirst = false
                left -= word.text.unicodeScalars.prefix(left + 1).count
                // A comment behind the group's last word ends the line, and breaks nothing.
                if word.trailing != nil { return left >= 0 && (stack.isEmpty || !item.isFlat) }
            case .space: left -= 1
            case .line:
                guard item.isFlat else { return true }
                left -= 1
            case .softLine:
                guard item.isFlat else { return true }
            case .hardLine, .blankLine: return !item.isFlat
            case .sequence(let parts):
                for part in parts.reversed() {
                    stack.append(Item(indent: 0, isFlat: item.isFlat, document: part))
                }
            case .nest(_, let inner), .group(let inner):
                // A group behind this one may still break, but its first line must fit too: taken for unbroken.
                stack.append(Item(indent: 0, isFlat: item.isFlat, document: inner))
            }
        }
        return false
    }
}
