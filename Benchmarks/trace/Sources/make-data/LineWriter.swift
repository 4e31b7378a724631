import Foundation
import Glibc

/// Lines of text on their way to a file.
final class LineWriter {
    private let handle: FileHandle
    private var bytes: [UInt8] = []
    private static let full = 4 << 20

    /// A new file; an older one of the name is overwritten.
    init(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        bytes.reserveCapacity(Self.full + 4096)
    }

    func text(_ text: String) { bytes += text.utf8 }

    func text(_ text: [UInt8]) { bytes += text }

    func comma() { bytes.append(UInt8(ascii: ",")) }

    /// A number with zeros in front, so that it has `width` digits.
    func number(_ value: UInt64, width: Int) {
        let start = bytes.count
        var rest = value
        for _ in 0..<width { bytes.append(UInt8(ascii: "0")) }
        var place = start + width - 1
        while rest > 0, place >= start {
            bytes[place] += UInt8(rest % 10)
            rest /= 10
            place -= 1
        }
    }

    func endLine() throws {
        bytes.append(UInt8(ascii: "\n"))
        if bytes.count >= Self.full { try flush() }
    }

    private func flush() throws {
        try handle.write(contentsOf: bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    func close() throws {
        try flush()
        try handle.close()
    }
}
