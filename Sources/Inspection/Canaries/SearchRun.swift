import Intake

/// The search of one given file with all that is in it.
struct SearchRun {
    /// What is looked for.
    let search: CanarySearch
    /// What was found so far.
    var findings = CanaryFindings()
    /// How many bytes may still be unpacked, and how many members may still be opened.
    var room: Int
    var membersLeft: Int

    /// A search that has not begun.
    init(_ search: CanarySearch) {
        self.search = search
        room = search.limits.allBytes
        membersLeft = search.limits.members
    }

    /// Searches a file, which stands in `depth` others.
    mutating func search(_ bytes: [UInt8], _ name: String, depth: Int) {
        guard bytes.count <= CanaryLimits.most else {
            note(name, .tooLarge(limit: CanaryLimits.most))
            return
        }
        switch FileKind(bytes) {
        case .text: searchText(bytes, name, depth)
        case .unreadable(let kind):
            note(name, .unreadable(kind: kind))
            searchText(bytes, name, depth, isOpaque: true)
        case let kind:
            guard depth < search.limits.depth else {
                note(name, .tooDeep(limit: search.limits.depth))
                return
            }
            switch kind {
            case .gzip: searchGzip(bytes, name, depth)
            case .tar: searchTar(bytes, name, depth)
            default: searchZip(bytes, name, depth)
            }
        }
    }

    /// Notes that something could not be looked into.
    mutating func note(_ file: String, _ reason: CanaryNote.Reason) {
        findings.notes.append(CanaryNote(file: file, reason: reason))
    }

    /// Searches the name of a file.
    mutating func searchName(_ text: String, of file: String) {
        let text = Array(text.utf8)
        for find in TextSearch(text, search, limit: 0).finds {
            add(find, in: text, CanaryPlace(file: file, position: .name), [])
        }
    }

    /// Adds what was found in a text.
    mutating func add(_ find: TextFind, in text: [UInt8], _ place: CanaryPlace, _ forms: [CanaryForm]) {
        let passage = String(String(decoding: text[find.range], as: UTF8.self).prefix(120))
        findings.hits.append(
            CanaryHit(
                mark: search.marks[find.mark], place: place, forms: forms + find.forms, found: passage,
                isCertain: find.isCertain))
    }

    /// Searches a file as text, in all encodings in which it can be read. That an opaque file is no text is known.
    mutating func searchText(_ bytes: [UInt8], _ name: String, _ depth: Int, isOpaque: Bool = false) {
        findings.files += 1
        findings.bytes += bytes.count
        let readings = isOpaque ? Readings(opaque: bytes) : Readings(bytes)
        if !isOpaque {
            if let fault = readings.fault {
                note(name, .notText(offset: fault))
            } else if let first = readings.all.first, Self.isBinary(first.utf8) {
                note(name, .unreadable(kind: "binary data"))
            }
        }
        var seen: Set<[Int]> = []
        for (index, reading) in readings.all.enumerated() {
            let found = TextSearch(reading.utf8, search, limit: index == 0 ? room : 0)
            var places = LinePlaces(reading.utf8)
            var new: Set<[Int]> = []
            for find in found.finds {
                let (line, column) = places.place(of: find.range.lowerBound)
                // The same in an encoding that is less likely.
                if seen.contains([find.mark, line]) { continue }
                new.insert([find.mark, line])
                let place = CanaryPlace(file: name, position: .text(line: line, column: column))
                add(find, in: reading.utf8, place, reading.form.map { [$0] } ?? [])
            }
            seen.formUnion(new)
            guard index == 0 else { continue }
            for file in found.embedded { searchEmbedded(file.bytes, file.offset, in: reading.utf8, name, depth) }
        }
    }

    /// Searches a file that stands in a text in base64.
    private mutating func searchEmbedded(
        _ bytes: [UInt8], _ offset: Int, in text: [UInt8], _ name: String, _ depth: Int
    ) {
        var places = LinePlaces(text)
        let (line, column) = places.place(of: offset)
        let inner = "\(name)!base64@\(line):\(column)"
        guard bytes.count <= room, membersLeft > 0 else {
            note(inner, .tooLarge(limit: search.limits.allBytes))
            return
        }
        room -= bytes.count
        membersLeft -= 1
        guard depth < search.limits.depth else {
            note(inner, .tooDeep(limit: search.limits.depth))
            return
        }
        search(bytes, inner, depth: depth + 1)
    }

    /// Whether text is none after all: more than two in a hundred characters are control characters that text lacks.
    private static func isBinary(_ text: [UInt8]) -> Bool {
        let controls = text.count { $0 < 0x20 && $0 != 0 && !(0x08...0x0D).contains($0) && $0 != 0x1B && $0 != 0x1A }
        return controls * 50 > text.count
    }
}
