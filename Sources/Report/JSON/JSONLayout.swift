/// Lays out JSON that has no spaces: what fits on a line stands on one line, so a cell is a line and a person can read
/// the file, and two releases differ in the lines that differ.
struct JSONLayout {
    private let bytes: [UInt8]
    private var position = 0
    private var out: [UInt8] = []

    private static let lineWidth = 200

    /// The JSON text in lines. The text must be well-formed and without spaces, as an encoder writes it.
    static func lines(of json: String) -> String {
        var layout = JSONLayout(bytes: Array(json.utf8))
        layout.out.reserveCapacity(json.utf8.count * 5 / 4)
        layout.value(indent: 0)
        layout.out.append(UInt8(ascii: "\n"))
        return String(decoding: layout.out, as: UTF8.self)
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Where the value that begins at a place ends.
    private func end(from start: Int) -> Int {
        var index = start
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): index = endOfString(from: index) - 1
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return index
            default: break
            }
            index += 1
            if depth == 0
                && (index == bytes.count || bytes[index - 1] == UInt8(ascii: "}")
                    || bytes[index - 1] == UInt8(ascii: "]"))
            {
                return index
            }
        }
        return index
    }

    private func endOfString(from start: Int) -> Int {
        var index = start + 1
        while index < bytes.count && bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    private mutating func value(indent: Int) {
        let isOpen =
            position < bytes.count && (bytes[position] == UInt8(ascii: "{") || bytes[position] == UInt8(ascii: "["))
        let end = end(from: position)
        guard isOpen, end - position + indent > Self.lineWidth else {
            out += bytes[position..<end]
            position = end
            return
        }
        let isObject = bytes[position] == UInt8(ascii: "{")
        out.append(bytes[position])
        position += 1
        while position < end - 1 {
            newline(indent + 1)
            if isObject {
                let key = endOfString(from: position)
                out += bytes[position..<key]
                out += [UInt8(ascii: ":"), UInt8(ascii: " ")]
                position = key + 1
            }
            value(indent: indent + 1)
            if position < end - 1 {
                out.append(bytes[position])
                position += 1
            }
        }
        newline(indent)
        out.append(bytes[position])
        position = end
    }

    private mutating func newline(_ indent: Int) {
        out.append(UInt8(ascii: "\n"))
        out += Array(repeating: UInt8(ascii: " "), count: indent)
    }
}
