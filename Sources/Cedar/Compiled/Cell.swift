/// A value as the compiled code holds it: its type, and a number that stands for it. Equal values have equal numbers,
/// for everything that does not fit a number was given one by a ``Space``.
struct Cell: Hashable, Comparable, Sendable {
    enum Tag: UInt8, Sendable {
        /// No value: an attribute that is not there.
        case missing
        case bool, long, string, entity, set, record, decimal, address, datetime, duration
    }

    var tag: Tag
    var payload: Int64

    static let missing = Cell(tag: .missing, payload: 0)
    static let yes = Cell(tag: .bool, payload: 1)
    static let no = Cell(tag: .bool, payload: 0)

    static func bool(_ truth: Bool) -> Cell { truth ? yes : no }
    static func long(_ number: Int64) -> Cell { Cell(tag: .long, payload: number) }
    static func entity(_ id: Int32) -> Cell { Cell(tag: .entity, payload: Int64(id)) }

    /// Any order will do that is always the same: members of sets are kept by it.
    static func < (left: Cell, right: Cell) -> Bool {
        left.tag == right.tag ? left.payload < right.payload : left.tag.rawValue < right.tag.rawValue
    }
}
