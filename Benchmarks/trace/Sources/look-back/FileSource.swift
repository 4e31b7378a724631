import Foundation
import Glibc
import Intake

/// A file that both threads read at any place. The program proper has `FileByteSource`, with messages for each
/// failure; the benchmark needs only this much of it.
final class FileSource: ByteSource {
    let name: String
    let count: Int
    private let descriptor: Int32

    init(_ path: String) throws(IntakeError) {
        name = URL(fileURLWithPath: path).lastPathComponent
        // INVARIANT: the bridged path is NUL-terminated and outlives the call.
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        count = descriptor < 0 ? 0 : Int(lseek(descriptor, 0, SEEK_END))
        guard descriptor >= 0 else {
            throw IntakeError(ja: "\(path): ファイルがありません。作り直してください", en: "\(path): there is no such file; make the data anew")
        }
    }

    deinit { close(descriptor) }

    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) {
        var done = 0
        while done < buffer.count {
            // INVARIANT: the range [done, count) lies inside the caller's buffer.
            let got = unsafe pread(
                descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done, off_t(offset + done))
            guard got > 0 else { throw IntakeError(ja: "\(name): 読めません", en: "\(name): cannot be read") }
            done += got
        }
    }
}
