/// What a request asked for, in the one form in which servers compare it.
///
/// As nginx does before it looks for a location (`ngx_http_parse_complex_uri`, `merge_slashes on`), so that no odd way
/// of writing a path escapes: scheme and host of the absolute form (RFC 9112, section 3.2.2) are dropped, `%xx` is
/// decoded, `.` and `..` are resolved, and several slashes count as one.
struct RequestTarget {
    /// The names of the path, decoded.
    let path: [[UInt8]]
    /// The parameters of the query, decoded, in their order.
    let query: [(name: [UInt8], value: [UInt8])]

    init(_ target: ArraySlice<UInt8>) {
        var rest = target.prefix { $0 != 0x23 }  // a fragment
        if let mark = rest.firstIndex(of: 0x3F) {
            query = Self.parameters(rest[(mark + 1)...])
            rest = rest[..<mark]
        } else {
            query = []
        }
        if rest.first != 0x2F, let colon = rest.firstIndex(of: 0x3A), rest[colon...].starts(with: [0x3A, 0x2F, 0x2F]) {
            rest = rest[(colon + 3)...].drop { $0 != 0x2F }
        }
        var names: [[UInt8]] = []
        // Decoded first: `%2F` is a slash and `%2E%2E` a step up to nginx too.
        for name in Self.decode(rest, plusIsSpace: false).split(separator: 0x2F) {
            switch Array(name) {
            case [0x2E]: break
            case [0x2E, 0x2E]: _ = names.popLast()
            case let plain: names.append(plain)
            }
        }
        path = names
    }

    private static func parameters(_ query: ArraySlice<UInt8>) -> [(name: [UInt8], value: [UInt8])] {
        query.split(separator: 0x26).map { pair in
            let mark = pair.firstIndex(of: 0x3D) ?? pair.endIndex
            let value = mark < pair.endIndex ? pair[(mark + 1)...] : []
            return (decode(pair[..<mark], plusIsSpace: true), decode(value, plusIsSpace: true))
        }
    }

    /// `%xx` decoded (RFC 3986, section 2.1); a `%` without two digits stays.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x25, index + 2 < bytes.endIndex, let high = hexadecimal(bytes[index + 1]),
                let low = hexadecimal(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(byte == 0x2B && plusIsSpace ? 0x20 : byte)
                index += 1
            }
        }
        return result
    }

    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
