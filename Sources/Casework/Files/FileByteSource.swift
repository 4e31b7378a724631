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
    private let opened: Stamp

    /// What changes when somebody writes to a file.
    private struct Stamp: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int

        init(_ status: stat) {
            size = Int(status.st_size)
            seconds = Int(status.st_mtim.tv_sec)
            nanoseconds = Int(status.st_mtim.tv_nsec)
        }
    }

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - name: what messages call it.
    /// - Throws: an error that names the file and the mend.
    public init(path: String, name: String) throws(IntakeError) {
        self.name = name
        // INVARIANT: the path is NUL-terminated by the bridge and outlives the call.
        // A pipe would keep us waiting for somebody to write into it.
        let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw Self.failure(name, errno) }
        var status = stat()
        // INVARIANT: `status` is written by the call only.
        guard unsafe fstat(opened, &status) == 0 else {
            let code = errno
            close(opened)
            throw Self.failure(name, code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw Self.failure(name, status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
        }
        descriptor = opened
        self.opened = Stamp(status)
        count = Int(status.st_size)
    }

    deinit {
        close(descriptor)
    }

    /// Whether nobody has written to the file since it was opened, so that its digest is still that of what was read.
    var isUnchanged: Bool {
        var status = stat()
        // INVARIANT: `status` is written by the call only.
        return unsafe fstat(descriptor, &status) == 0 && Stamp(status) == opened
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
        case EISDIR:
            return IntakeError(
                ja: "\(name): フォルダーです。ファイルを指定してください", en: "\(name): this is a folder; name a file")
        default:
            // INVARIANT: strerror gives a NUL-terminated string, copied at once.
            let reason = unsafe String(cString: strerror(code))
            return IntakeError(ja: "\(name): 読めません（\(reason)）", en: "\(name): cannot be read (\(reason))")
        }
    }
}
