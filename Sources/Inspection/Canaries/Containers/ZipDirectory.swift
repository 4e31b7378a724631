/// A member of a ZIP container.
struct ZipMember {
    /// Its name, as bytes.
    var name: [UInt8]
    /// Whether the name is said to be UTF-8.
    var isNameUTF8: Bool
    /// Whether a password is needed.
    var isEncrypted: Bool
    /// How it is packed: 0 not at all, 8 deflated.
    var method: Int
    /// The check sum of its content; nil where that is not known.
    var checksum: UInt32?
    /// How many bytes it has when it is unpacked; nil where that is not known.
    var size: Int?
    /// Where its bytes stand in the container. Where their number is not known, they reach to the end.
    var packed: Range<Int>
    /// Where its head stands in the container.
    var head: Int
}

/// The members of a ZIP container.
struct ZipDirectory {
    /// The members, in the order of the directory.
    var members: [ZipMember] = []
    /// Whether the directory at the end is there and whole. If not, the members are those that were found from the
    /// beginning on.
    var isWhole: Bool
    /// The bytes that are part of no member, where they are more than a few.
    var outside: [Range<Int>] = []

    /// The members of a container, at most so many.
    init(_ bytes: [UInt8], limit: Int) {
        isWhole = true
        if let (start, count, shift) = Self.directory(of: bytes) {
            read(bytes, start, count, shift, limit)
            if isWhole, members.count == count { findOutside(before: start) }
        } else {
            isWhole = false
        }
        if !isWhole {
            walk(bytes, limit)
            findOutside(before: bytes.count)
        }
    }

    /// Where the record that ends a container stands.
    static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        for at in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1) {
            if bytes[at] == 0x50, bytes.number(at: at, 4) == 0x0605_4B50, let comment = bytes.number(at: at + 20, 2),
                at + 22 + comment <= bytes.count, let size = bytes.number(at: at + 12, 4),
                size <= at || size == 0xFFFF_FFFF
            {
                return at
            }
        }
        return nil
    }

    /// Where the directory begins, how many members it has, and how far all places in it must be moved because
    /// something stands before the container.
    private static func directory(of bytes: [UInt8]) -> (start: Int, count: Int, shift: Int)? {
        guard let end = end(of: bytes), var count = bytes.number(at: end + 10, 2),
            var size = bytes.number(at: end + 12, 4),
            var start = bytes.number(at: end + 16, 4)
        else { return nil }
        var directoryEnd = end
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, bytes.number(at: end - 20, 4) == 0x0706_4B50,
            let at = bytes.number(at: end - 12, 8), bytes.number(at: at, 4) == 0x0606_4B50,
            let longCount = bytes.number(at: at + 32, 8), let longSize = bytes.number(at: at + 40, 8),
            let longStart = bytes.number(at: at + 48, 8)
        {
            (count, size, start) = (longCount, longSize, longStart)
            directoryEnd = at
        }
        guard size <= directoryEnd, start <= directoryEnd - size else { return nil }
        return (directoryEnd - size, count, directoryEnd - size - start)
    }

    private mutating func read(_ bytes: [UInt8], _ start: Int, _ count: Int, _ shift: Int, _ limit: Int) {
        var at = start
        while members.count < count, members.count <= limit {
            guard bytes.number(at: at, 4) == 0x0201_4B50, let flags = bytes.number(at: at + 8, 2),
                let method = bytes.number(at: at + 10, 2), let checksum = bytes.number(at: at + 16, 4),
                var packed = bytes.number(at: at + 20, 4), var size = bytes.number(at: at + 24, 4),
                let nameLength = bytes.number(at: at + 28, 2), let extraLength = bytes.number(at: at + 30, 2),
                let commentLength = bytes.number(at: at + 32, 2), var head = bytes.number(at: at + 42, 4),
                at + 46 + nameLength + extraLength <= bytes.count
            else {
                isWhole = false
                return
            }
            let name = Array(bytes[at + 46..<at + 46 + nameLength])
            let extra = at + 46 + nameLength
            Self.widen(bytes, extra..<extra + extraLength, &size, &packed, &head)
            head += shift
            at = extra + extraLength + commentLength
            guard bytes.number(at: head, 4) == 0x0403_4B50, let localName = bytes.number(at: head + 26, 2),
                let localExtra = bytes.number(at: head + 28, 2), packed >= 0,
                head + 30 + localName + localExtra <= bytes.count - packed
            else {
                isWhole = false
                return
            }
            let begin = head + 30 + localName + localExtra
            members.append(
                ZipMember(
                    name: name, isNameUTF8: flags & 0x800 != 0, isEncrypted: flags & 1 != 0, method: method,
                    checksum: UInt32(truncatingIfNeeded: checksum), size: size, packed: begin..<begin + packed,
                    head: head))
        }
    }

    /// The long forms of numbers that do not fit into four bytes.
    private static func widen(
        _ bytes: [UInt8], _ extra: Range<Int>, _ size: inout Int, _ packed: inout Int, _ head: inout Int
    ) {
        var at = extra.lowerBound
        while at + 4 <= extra.upperBound, let id = bytes.number(at: at, 2), let length = bytes.number(at: at + 2, 2) {
            if id == 1 {
                var value = at + 4
                func next(_ number: inout Int) {
                    guard number == 0xFFFF_FFFF, value + 8 <= at + 4 + length, let long = bytes.number(at: value, 8),
                        long < 1 << 48
                    else { return }
                    number = long
                    value += 8
                }
                next(&size)
                next(&packed)
                next(&head)
                return
            }
            at += 4 + length
        }
    }

    /// Finds the bytes before the directory that belong to no member; after a member a few are usual.
    private mutating func findOutside(before directory: Int) {
        var reached = 0
        for member in members.sorted(by: { $0.head < $1.head }) {
            if member.head > reached + (reached == 0 ? 0 : 24) { outside.append(reached..<member.head) }
            reached = max(reached, member.packed.upperBound)
        }
        if directory > reached + (reached == 0 ? 0 : 24) { outside.append(reached..<directory) }
    }

    /// Finds the members from the beginning on, without a directory.
    private mutating func walk(_ bytes: [UInt8], _ limit: Int) {
        members = []
        var at = 0
        while members.count <= limit, bytes.number(at: at, 4) == 0x0403_4B50, let flags = bytes.number(at: at + 6, 2),
            let method = bytes.number(at: at + 8, 2), let packed = bytes.number(at: at + 18, 4),
            let nameLength = bytes.number(at: at + 26, 2), let extraLength = bytes.number(at: at + 28, 2),
            at + 30 + nameLength + extraLength <= bytes.count
        {
            let begin = at + 30 + nameLength + extraLength
            let isKnown = flags & 8 == 0 && packed != 0xFFFF_FFFF
            let end = isKnown ? min(bytes.count, begin + packed) : Self.nextHead(bytes, begin)
            members.append(
                ZipMember(
                    name: Array(bytes[at + 30..<at + 30 + nameLength]), isNameUTF8: flags & 0x800 != 0,
                    isEncrypted: flags & 1 != 0, method: method, checksum: nil, size: nil, packed: begin..<end, head: at
                ))
            at = end
        }
    }

    /// Where the next member's head seems to stand, or the end.
    private static func nextHead(_ bytes: [UInt8], _ start: Int) -> Int {
        var at = start
        while let next = bytes[at...].firstIndex(of: 0x50) {
            if bytes.number(at: next, 4) == 0x0403_4B50 { return next }
            at = next + 1
        }
        return bytes.count
    }
}
