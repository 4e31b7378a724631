import Testing

@testable import TransparencyLog

struct TilePathTests {
    @Test(
        arguments: [
            ("tile/0/000", 0, 0, 256), ("tile/0/x001/x234/067", 0, 1_234_067, 256), ("tile/63/999.p/255", 63, 999, 255),
            ("tile/0/x001/000.p/1", 0, 1000, 1),
            ("tile/0/x036/x028/x797/x018/x963/967", 0, 36_028_797_018_963_967, 256),
        ] as [(String, Int, UInt64, Int)])
    func `paths are written and read as the standard says`(path: String, level: Int, index: UInt64, width: Int) throws {
        let coordinate = try TileCoordinate(level: level, index: index, width: width)
        #expect(coordinate.path == path)
        #expect(try TileCoordinate(path: path) == coordinate)
        let bundle = try BundleCoordinate(index: index, width: width)
        let entries = "tile/entries/" + path.split(separator: "/").dropFirst(2).joined(separator: "/")
        #expect(bundle.path == entries)
        #expect(try BundleCoordinate(path: entries) == bundle)
        #expect(throws: TileError.self) { _ = try BundleCoordinate(path: path) }
        #expect(throws: TileError.self) { _ = try TileCoordinate(path: entries) }
    }

    @Test(arguments: [
        "", "tile", "tile/0", "tile/0/", "tile/0/00", "tile/0/0000", "tile/64/000", "tile/00/000", "tile/-1/000",
        "tile/+1/000", "tile/0/x000/000", "tile/0/x000", "tile/0/001/000", "tile/0/x001/x000", "tile/0/000.p/0",
        "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/1/", "tile/0/000/1",
        "tile/0/x036/x028/x797/x018/x963/968", "tile/0/x999/x999/x999/x999/x999/999", "/tile/0/000", "tile/0/000 ",
        "tile/0/x001/x001/x001/x001/x001/x001/001", "tile/0/٠٠٠", "tile/x/000", "tile/0/.p/1", "tile//000",
    ])
    func `no other spelling of a path is read`(path: String) {
        #expect(throws: TileError.self) { _ = try TileCoordinate(path: path) }
    }

    @Test func `random coordinates go through their paths unchanged`() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let bits = UInt64.random(in: 0...55, using: &generator)
            let coordinate = try TileCoordinate(
                level: .random(in: 0...63, using: &generator),
                index: UInt64.random(in: 0...TileCoordinate.largestIndex, using: &generator) >> bits,
                width: .random(in: 1...256, using: &generator))
            #expect(try TileCoordinate(path: coordinate.path) == coordinate)
        }
    }

    @Test func `a bundle goes through its bytes unchanged, and one cut or lengthened anywhere is refused`() throws {
        let entries: [[UInt8]] = [[], [1], Array("entry".utf8), [UInt8](repeating: 9, count: 300), []]
        let bundle = try EntryBundle(entries)
        let coordinate = try BundleCoordinate(index: 4, width: 5)
        #expect(try EntryBundle(coordinate, bytes: bundle.bytes) == bundle)
        #expect(bundle.entries == entries)
        #expect(bundle.leafHashes == entries.map { .leaf($0) })
        for length in 0..<bundle.bytes.count {
            #expect(throws: TileError.self) {
                _ = try EntryBundle(coordinate, bytes: Array(bundle.bytes.prefix(length)))
            }
        }
        #expect(throws: TileError.wrongEntryCount(path: "tile/entries/004.p/5", expected: 5, found: 6)) {
            _ = try EntryBundle(coordinate, bytes: bundle.bytes + [0, 0])
        }
        #expect(throws: TileError.entryTooLong(entry: 1, bytes: 65536)) {
            _ = try EntryBundle([[], [UInt8](repeating: 0, count: 65536)])
        }
        #expect(try EntryBundle([[UInt8](repeating: 0, count: 65535)]).bytes.prefix(2) == [255, 255])
        #expect(throws: TileError.widthOutside(0)) { _ = try EntryBundle([]) }
        #expect(throws: TileError.widthOutside(257)) { _ = try EntryBundle([[UInt8]](repeating: [], count: 257)) }
    }

    @Test func `an altered entry is named by its number in the log`() throws {
        let entries = (0..<600).map { Array("entry \($0)".utf8) }
        var appender = TileAppender()
        var tiles = MemoryTiles()
        for tile in appender.append(entries.map { .leaf($0) }) { tiles.store(tile) }
        var reader = try TileHashReader(tiles, size: 600, root: appender.root)
        var second = Array(entries[256..<512])
        #expect(try reader.verify(EntryBundle(second), at: 1).count == 256)
        second[7].append(0)
        #expect(throws: TileReadingError.falseEntry(263)) { try reader.verify(EntryBundle(second), at: 1) }
        #expect(throws: TileReadingError.self) { try reader.verify(EntryBundle(second.dropLast()), at: 1) }
        #expect(throws: TileReadingError.self) { try reader.verify(EntryBundle(second), at: 3) }
        #expect(throws: TileError.wrongTileLength(path: "tile/0/000", expected: 8192, found: 8191)) {
            _ = try HashTile(TileCoordinate(level: 0, index: 0), bytes: [UInt8](repeating: 0, count: 8191))
        }
    }
}
