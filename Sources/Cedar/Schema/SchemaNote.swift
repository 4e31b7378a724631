/// A message on a place of a schema; line and column are counted when all of them are known, in one pass.
struct SchemaNote {
    var message: String
    var place: DeclarationPlace

    /// The notes with their lines, columns and excerpts, by place.
    static func located(_ notes: [SchemaNote], in text: String) -> [ParseFault] {
        guard !notes.isEmpty else { return [] }
        let lines = Excerpt.lines(of: text)
        var place = SourcePlace(line: 1, column: 1, offset: 0)
        var rest = text.unicodeScalars[...]
        return notes.sorted { $0.place.offset < $1.place.offset }.map { note in
            while place.offset < note.place.offset, let scalar = rest.popFirst() {
                place.offset += UTF8.width(scalar)
                if scalar == "\n" {
                    place.line += 1
                    place.column = 1
                } else {
                    place.column += 1
                }
            }
            return ParseFault(
                place: place, message: note.message,
                excerpt: Excerpt.text(lines, at: place, length: note.place.length))
        }
    }
}
