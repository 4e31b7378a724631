/// Lines that end with a newline.
struct LineReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    /// The next line without its newline, or nil where there is none that is ended.
    mutating func next() -> ArraySlice<UInt8>? {
        guard let end = rest.firstIndex(of: NoteForm.newline) else { return nil }
        defer { rest = rest[(end + 1)...] }
        return rest[..<end]
    }

    /// Hashes in base64, a line each, up to an empty line; nil where it is otherwise or more than a proof can have.
    mutating func hashes() -> [TreeHash]? {
        var hashes: [TreeHash] = []
        while let line = next() {
            if line.isEmpty { return hashes }
            guard hashes.count < ConsistencyProof.mostHashes, let bytes = Base64.decode(line),
                let hash = TreeHash(bytes)
            else { return nil }
            hashes.append(hash)
        }
        return nil
    }
}
