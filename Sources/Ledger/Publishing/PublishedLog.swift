import TransparencyLog

/// Reads the tiles of one log among the files.
struct PublishedLog: TileReading {
    let files: any LogFiles
    /// What stands in front of the paths: empty for the root log.
    let folder: String

    func tile(at coordinate: TileCoordinate) throws(TileUnavailable) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(LedgerError) { bytes = try files.read(folder + coordinate.path) } catch {
            throw TileUnavailable(coordinate, reason: error.message)
        }
        guard let bytes else { throw TileUnavailable(coordinate, reason: "`\(folder)\(coordinate.path)` is not there") }
        return bytes
    }
}
