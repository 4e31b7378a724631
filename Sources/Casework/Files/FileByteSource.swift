import Foundation
import Glibc
public import Intake

/// A file that is read at any place, from several threads at once, by `pread(2)`.
///
/// Not mapped into memory: mapped pages would count as the process' own, and a file that is cut while it is read would
/// end the process instead of giving an error.
public final class FileByteSource: ByteSource {
    /// The name by which messages and results call it.
    public let name: String
    /// How many bytes there were when it was opened.
    public let count: Int
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - name: what messages call it.
    /// - Throws: an error that names the file and the mend.
    public init(path: String, name: String) throws(IntakeError) {
        self.name = name
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw Self.failure(name, errno) }
        var status = stat()
        // INVARIANT: `status` is written by the call only.
        guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let code = errno
            close(opened)
            throw Self.failure(name, code == 0 ? EISDIR : code)
        }
        descriptor = opened
        count = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// See ``ByteSource/read(at:into:)``.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) {
        var done = 0
        while done < buffer.count {
            // INVARIANT: the range [done, count) lies inside the caller's buffer.
            let got = unsafe pread(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            if got > 0 {
                done += got
            } else if got < 0, errno == EINTR {
                continue
            } else {
                guard got == 0 else { throw Self.failure(name, errno) }
                throw IntakeError(
                    ja: "\(name): 読んでいる間に短くなりました。書き込みが終わってから、もう一度実行してください",
                    en: "\(name): the file was cut while it was read; run again when nothing writes to it")
            }
        }
    }

    private static func failure(_ name: String, _ code: Int32) -> IntakeError {
        switch code {
        case ENOENT, ENOTDIR:
            return IntakeError(
                ja: "\(name): ファイルがありません。置くか、パスを直してください",
                en: "\(name): there is no such file; put it there, or mend the path")
        case EACCES, EPERM:
            return IntakeError(
                ja: "\(name): 読む権限がありません。権限を与えてください",
                en: "\(name): no permission to read it; grant it to the user who runs this")
        default:
            // INVARIANT: strerror gives a NUL-terminated string, copied at once.
            let reason = unsafe String(cString: strerror(code))
            return IntakeError(ja: "\(name): 読めません（\(reason)）", en: "\(name): cannot be read (\(reason))")
        }
    }
}
