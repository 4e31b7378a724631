/// The pattern of a `like`.
public struct Pattern: Hashable, Sendable {
    /// One piece of a pattern.
    public enum Piece: Hashable, Sendable {
        /// One character, itself.
        case scalar(Unicode.Scalar)
        /// Any text, also none.
        case any
    }

    /// The pieces, in order.
    public var pieces: [Piece]

    /// Whether the whole of `text` fits the pattern. Time is at most the product of both lengths.
    public func matches(_ text: String) -> Bool {
        let text = Array(text.unicodeScalars)
        var position = 0
        var piece = 0
        // Where to go on when the text after the last star does not fit: one character further.
        var retry: (piece: Int, position: Int)?
        while position < text.count {
            if piece < pieces.count, pieces[piece] == .any {
                retry = (piece, position)
                piece += 1
            } else if piece < pieces.count, pieces[piece] == .scalar(text[position]) {
                piece += 1
                position += 1
            } else if let last = retry {
                retry = (last.piece, last.position + 1)
                piece = last.piece + 1
                position = last.position + 1
            } else {
                return false
            }
        }
        return pieces[piece...].allSatisfy { $0 == .any }
    }
}
