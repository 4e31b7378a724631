package import Casework
import Glibc

/// The terminal, or the pipe in its place.
package enum Screen {
    /// Writes to the standard output.
    ///
    /// - Throws: `cannotWrite`, where it leads to a full disk.
    package static func write(_ text: String) throws(CaseworkError) {
        guard let code = put(text, STDOUT_FILENO) else { return }
        // INVARIANT: strerror gives a NUL-terminated string, copied at once.
        let reason = unsafe String(cString: strerror(code))
        throw CaseworkError(
            .cannotWrite, ja: "標準出力に書けません（\(reason)）", en: "cannot write to the standard output (\(reason))")
    }

    /// Writes to the error stream, as it is; if that fails there is nobody to tell.
    package static func writeError(_ text: String) {
        _ = put(text, STDERR_FILENO)
    }

    /// How many columns a line may have.
    package static var width: Int {
        var size = winsize()
        // INVARIANT: `size` is written by the call only.
        guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 100 }
        return min(Int(size.ws_col), 160)
    }

    /// Writes all of a text; gives the error number where that fails.
    private static func put(_ text: String, _ descriptor: Int32) -> Int32? {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            // INVARIANT: the range [done, count) lies inside the array, which does not change during the call.
            let written = unsafe bytes.withUnsafeBytes { raw in
                unsafe Glibc.write(descriptor, raw.baseAddress?.advanced(by: done), raw.count - done)
            }
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            done += written
        }
        return nil
    }
}
