/// A pattern of `like` as bytes. Whole characters begin where bytes of UTF-8 say so, so that comparing bytes finds what
/// comparing characters does, without taking the text apart.
struct BytePattern: Hashable, Sendable {
    /// Bytes, and -1 for any text.
    private let pieces: [Int16]

    init(_ pattern: Pattern) {
        pieces = pattern.pieces.flatMap { piece in
            switch piece {
            case .any: [Int16(-1)]
            case .scalar(let scalar): Array(String(scalar).utf8).map(Int16.init)
            }
        }
    }

    func matches(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        var position = 0
        var piece = 0
        var retryPiece = -1
        var retryPosition = 0
        while position < bytes.count {
            if piece < pieces.count, pieces[piece] < 0 {
                piece += 1
                retryPiece = piece
                retryPosition = position
            } else if piece < pieces.count, pieces[piece] == Int16(bytes[position]) {
                piece += 1
                position += 1
            } else if retryPiece >= 0 {
                retryPosition += 1
                piece = retryPiece
                position = retryPosition
            } else {
                return false
            }
        }
        while piece < pieces.count, pieces[piece] < 0 { piece += 1 }
        return piece == pieces.count
    }
}
