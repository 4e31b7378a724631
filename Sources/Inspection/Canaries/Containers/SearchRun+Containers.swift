import Intake

extension SearchRun {
    /// Searches what is packed with gzip.
    mutating func searchGzip(_ bytes: [UInt8], _ name: String, _ depth: Int) {
        var content: [UInt8] = []
        var at = 0
        let limit = min(search.limits.fileBytes, room)
        let inner = name + "!" + gzipName(bytes, name)
        if let stored = GzipHead.name(bytes) { searchName(stored, of: inner) }
        // Several streams may follow each other; zeros may fill up the rest.
        while at < bytes.count, !bytes[at...].allSatisfy({ $0 == 0 }) {
            guard takeMember(name) else { break }
            let part = Inflation(bytes, at..<bytes.count, wrapping: .gzip, limit: limit - content.count)
            content += part.bytes
            if part.outcome == .tooLarge {
                note(inner, .tooLarge(limit: limit))
                return
            }
            guard part.outcome == .complete else {
                note(inner, .damaged(what: part.outcome.words))
                break
            }
            at = part.end
            if at < bytes.count, bytes[at] != 0, !bytes[at...].starts(with: [0x1F, 0x8B]) {
                note(name, .outsideMembers(bytes: bytes.count - at))
                break
            }
        }
        room -= content.count
        search(content, inner, depth: depth + 1)
    }

    private func gzipName(_ bytes: [UInt8], _ name: String) -> String {
        if let stored = GzipHead.name(bytes) { return stored }
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let inner = last.split(separator: "!").last.map(String.init) ?? last
        return inner.lowercased().hasSuffix(".gz") ? String(inner.dropLast(3)) : "(gzip)"
    }

    /// Searches the members of a tar archive.
    mutating func searchTar(_ bytes: [UInt8], _ name: String, _ depth: Int) {
        let archive = TarArchive(bytes, limit: membersLeft)
        if !archive.isWhole, archive.members.count <= membersLeft {
            note(name, .damaged(what: BilingualText(ja: "tar が途中で終わっています", en: "the tar archive ends too early")))
        }
        for member in archive.members {
            guard takeMember(name) else { return }
            let inner = name + "!" + MemberName.text(member.name, isUTF8: false)
            searchName(MemberName.text(member.name, isUTF8: false), of: inner)
            search(Array(bytes[member.content]), inner, depth: depth + 1)
        }
        searchText(archive.heads, name + "!(heads)", depth, isOpaque: true)
    }

    /// Whether one more member may be opened; notes it if not.
    mutating func takeMember(_ container: String) -> Bool {
        guard membersLeft > 0 else {
            note(container, .tooManyMembers(limit: search.limits.members))
            return false
        }
        membersLeft -= 1
        return true
    }

    /// Searches a ZIP container: a workbook by its cells, and every member as a file.
    mutating func searchZip(_ bytes: [UInt8], _ name: String, _ depth: Int) {
        let directory = ZipDirectory(bytes, limit: membersLeft)
        if !directory.isWhole {
            note(
                name,
                .damaged(
                    what: BilingualText(ja: "ZIP の目録がありません", en: "the directory of the ZIP file is missing or wrong")))
        }
        if !directory.outside.isEmpty {
            // After a directory that is missing, what is left of it is no news.
            let count = directory.outside.reduce(0) { $0 + $1.count }
            if directory.isWhole { note(name, .outsideMembers(bytes: count)) }
            searchText(
                Array(directory.outside.map { bytes[$0] }.joined(separator: [0x0A])), name + "!(outside)", depth,
                isOpaque: true)
        }
        let members = directory.members.map { (member: $0, path: MemberName.text($0.name, isUTF8: $0.isNameUTF8)) }
        var workbook = OpenWorkbook(members.map(\.path))
        var tried: Set<String> = []
        for path in workbook?.firstPaths ?? [] {
            guard let (member, path) = members.first(where: { OpenWorkbook.same($0.path, path) }),
                tried.insert(path).inserted, let content = unpack(member, in: bytes, name + "!" + path)
            else { continue }
            workbook?.take(content, at: path)
        }
        workbook?.open()
        for (member, path) in members {
            guard takeMember(name) else { return }
            let inner = name + "!" + path
            searchName(path, of: inner)
            if workbook?.holdsBack(path) == true { continue }
            if path.hasSuffix("/"), member.packed.isEmpty { continue }
            let isTried = tried.remove(path) != nil
            guard let content = isTried ? workbook?.taken(path) : unpack(member, in: bytes, inner) else { continue }
            if let sheet = workbook?.sheet(at: path) {
                let rest = searchSheet(content, sheet, &workbook, name, inner)
                searchText(rest, inner, depth)
            } else {
                search(content, inner, depth: depth + 1)
            }
        }
        if let workbook, let path = workbook.stringsPath {
            searchText(workbook.unusedStrings, name + "!" + path, depth)
        }
    }

    /// Searches the cells of a sheet, and gives what of its XML is no cell's content.
    private mutating func searchSheet(
        _ content: [UInt8], _ sheet: String, _ workbook: inout OpenWorkbook?, _ name: String, _ inner: String
    ) -> [UInt8] {
        let xml = Readings(content).all.first?.utf8 ?? content
        let strings = workbook?.strings ?? SharedStrings()
        let cells = SheetText(xml, strings, limit: search.limits.fileBytes)
        if cells.isTooLarge { note(inner, .tooLarge(limit: search.limits.fileBytes)) }
        if cells.isDamaged {
            note(inner, .damaged(what: BilingualText(ja: "共有文字列がありません", en: "a shared string is missing")))
        }
        workbook?.used.formUnion(cells.used)
        for find in TextSearch(cells.text, search, limit: 0).finds {
            let cell = cells.cell(at: find.range.lowerBound)
            add(find, in: cells.text, CanaryPlace(file: name, position: .cell(sheet: sheet, cell: cell)), [])
        }
        return xml.blanked(cells.parts)
    }

    /// The content of a member of a ZIP container; nil, with a note, where it cannot be read.
    private mutating func unpack(_ member: ZipMember, in bytes: [UInt8], _ inner: String) -> [UInt8]? {
        if member.isEncrypted {
            note(inner, .encrypted)
            return nil
        }
        let limit = min(search.limits.fileBytes, room)
        var content: [UInt8]
        switch member.method {
        case 0:
            guard member.packed.count <= limit else {
                note(inner, .tooLarge(limit: limit))
                return nil
            }
            content = Array(bytes[member.packed])
        case 8:
            let part = Inflation(bytes, member.packed, wrapping: .none, limit: limit)
            content = part.bytes
            if part.outcome == .tooLarge {
                room -= min(room, content.count)
                note(inner, .tooLarge(limit: limit))
                return nil
            }
            if part.outcome != .complete { note(inner, .damaged(what: part.outcome.words)) }
        default:
            note(inner, .packedOtherwise(method: member.method))
            return nil
        }
        room -= content.count
        if let checksum = member.checksum, checksum != Inflation.checksum(content) {
            note(inner, .damaged(what: BilingualText(ja: "検査値が合いません", en: "the check sum does not fit")))
        }
        return content
    }
}

extension Inflation.Outcome {
    /// What is wrong.
    var words: BilingualText {
        switch self {
        case .cutOff: BilingualText(ja: "途中で終わっています", en: "it ends too early")
        default: BilingualText(ja: "圧縮データが読めません", en: "the packed bytes make no sense")
        }
    }
}
