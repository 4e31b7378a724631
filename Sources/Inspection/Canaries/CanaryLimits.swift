/// How far a search goes into what it is given: beyond that it says so, and never takes more memory.
public struct CanaryLimits: Hashable, Sendable {
    /// The most bytes that any file may have, unpacked or not: 4 GB.
    static let most = 4_000_000_000

    /// The most bytes that one file may have after it is unpacked; never more than 4 GB.
    public var fileBytes: Int
    /// The most bytes that all that is unpacked from one given file may have together.
    public var allBytes: Int
    /// The most members that all containers in one given file may have together.
    public var members: Int
    /// How many containers may stand in each other.
    public var depth: Int

    /// Limits. Those that are not given suit files of an everyday size: 512 MiB a file, 2 GiB together, 100,000
    /// members, 6 containers in each other.
    public init(
        fileBytes: Int = 512 << 20, allBytes: Int = 2 << 30, members: Int = 100_000, depth: Int = 6
    ) {
        self.fileBytes = min(max(0, fileBytes), Self.most)
        self.allBytes = min(max(0, allBytes), 1 << 48)
        self.members = members
        self.depth = depth
    }
}
