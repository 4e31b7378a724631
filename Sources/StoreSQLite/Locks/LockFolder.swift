import Glibc
import Store
import Synchronization

/// Where the exclusive locks of a database are: files beside it, or in memory for one that is there.
final class LockFolder: Sendable {
    /// A lock that was taken.
    final class Held: Sendable {
        private let undo: Mutex<(@Sendable () -> Void)?>

        init(_ undo: @escaping @Sendable () -> Void) { self.undo = Mutex(undo) }

        func giveBack() {
            undo.withLock { undo in
                undo?()
                undo = nil
            }
        }
    }

    private let path: String?
    private let inMemory = Mutex<Set<String>>([])

    init(beside path: String?) { self.path = path }

    // INVARIANT: the path outlives the call, which reads it as C text.
    static func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// Takes a lock if it is free.
    ///
    /// The kernel ties `flock` to the opened file: two of one process exclude each other as two processes do, and the end
    /// of a process, however it comes, gives it back.
    func take(_ name: String) throws(StoreError) -> Held? {
        guard let path else {
            guard inMemory.withLock({ $0.insert(name).inserted }) else { return nil }
            return Held { [weak self] in self?.inMemory.withLock { _ = $0.remove(name) } }
        }
        let file = "\(path)-lock-\(name)"
        // INVARIANT: the path outlives the call, which reads it as C text.
        let descriptor = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw StoreError(
                .cannotOpen, "the lock file `\(file)` cannot be made (errno \(errno)); the folder has to be writable")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EINTR { continue }
            close(descriptor)
            if reason == EWOULDBLOCK { return nil }
            throw StoreError(
                .storageFailure, "the lock file `\(file)` cannot be locked (errno \(reason)); use a local disk")
        }
        return Held {
            // Not by closing alone: a child that another thread is just starting has the file open, too, for a moment.
            _ = flock(descriptor, LOCK_UN)
            close(descriptor)
        }
    }
}
