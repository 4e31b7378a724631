/// Bytes that can be read at any place, from several threads at once: a file, or memory.
///
/// Engines own no file; whoever calls them brings one of these.
public protocol ByteSource: Sendable {
    /// The name by which messages and results call it.
    var name: String { get }
    /// How many bytes there are.
    var count: Int { get }
    /// Copies bytes.
    ///
    /// - Parameters:
    ///   - offset: where they begin; `offset + buffer.count` is at most ``count``.
    ///   - buffer: filled wholly.
    /// - Throws: an error that names the source, where it cannot be read.
    func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError)
}

/// Bytes in memory.
public struct MemorySource: ByteSource {
    /// See ``ByteSource/name``.
    public let name: String
    private let bytes: [UInt8]

    /// Bytes under a name.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// See ``ByteSource/count``.
    public var count: Int { bytes.count }

    /// See ``ByteSource/read(at:into:)``.
    public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(IntakeError) {
        // INVARIANT: the caller asks for no byte beyond `count`, and the buffer is its own.
        unsafe bytes.withUnsafeBytes { all in
            unsafe buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[offset..<offset + buffer.count]))
        }
    }
}

extension ByteSource {
    /// All bytes.
    public func readAll() throws(IntakeError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var failure: IntakeError?
        // INVARIANT: the buffer is exactly as long as the source.
        unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(IntakeError) {
                unsafe try read(at: 0, into: buffer)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }
}
