/// Lines and columns of places in a text, asked for in rising order.
struct LinePlaces {
    private let text: [UInt8]
    private var position = 0
    private var line = 1
    private var column = 1

    /// The places of UTF-8 text.
    init(_ text: [UInt8]) { self.text = text }

    /// The line and the column of a byte, from 1: columns are scalars. A line ends with LF, CR, or both.
    mutating func place(of offset: Int) -> (line: Int, column: Int) {
        if offset < position { (position, line, column) = (0, 1, 1) }
        while position < offset {
            let byte = text[position]
            position += 1
            if byte == 0x0A || byte == 0x0D && !(position < text.count && text[position] == 0x0A) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return (line, column)
    }
}
