/// A text that equals another only byte for byte.
///
/// Swift's `String` holds `é` and `e` with an accent set upon it for equal; Cedar does not, and a decision must not
/// turn on which of the two somebody typed.
struct ExactText: Hashable, Comparable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    static func == (left: Self, right: Self) -> Bool { areEqual(left.text, right.text) }

    static func < (left: Self, right: Self) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }

    /// Equal texts have equal bytes, so that the hash of `String`, which is coarser, serves here too.
    func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

    static func areEqual(_ left: String, _ right: String) -> Bool {
        left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
    }
}
