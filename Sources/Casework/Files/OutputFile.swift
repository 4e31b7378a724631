import Glibc

/// A file being written, buffered.
public final class OutputFile {
    private let descriptor: Int32
    private let shownAs: String
    private var buffer: [UInt8] = []
    private var isClosed = false
    private static let bufferSize = 1 << 18

    init(path: String, shownAs: String) throws(CaseworkError) {
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OutputFolder.failure(shownAs, errno) }
        self.shownAs = shownAs
    }

    deinit {
        if !isClosed { _ = Glibc.close(descriptor) }
    }

    /// Adds bytes at the end.
    ///
    /// - Throws: `cannotWrite`.
    public func append(_ bytes: some Collection<UInt8>) throws(CaseworkError) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// Writes what is still in memory down to the disk, and closes the file.
    ///
    /// - Parameter isSynced: whether to wait until it is on the disk; not where it is made again after a power cut anyway.
    /// - Throws: `cannotWrite`.
    public func close(isSynced: Bool = true) throws(CaseworkError) {
        try flush()
        isClosed = true
        // A full disk may show only now, when the kernel writes what it had put off.
        let synced = isSynced ? fsync(descriptor) : 0
        let code = errno
        guard Glibc.close(descriptor) == 0, synced == 0 else {
            throw OutputFolder.failure(shownAs, synced == 0 ? errno : code)
        }
    }

    private func flush() throws(CaseworkError) {
        var done = 0
        while done < buffer.count {
            // INVARIANT: the range [done, count) lies inside the buffer, which does not change during the call.
            let written = unsafe buffer.withUnsafeBytes { raw in
                unsafe write(descriptor, raw.baseAddress?.advanced(by: done), raw.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw OutputFolder.failure(shownAs, errno)
            }
            done += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
