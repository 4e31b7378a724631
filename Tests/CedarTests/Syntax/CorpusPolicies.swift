import Foundation

@testable import Cedar

/// The policy texts of the public corpus; nil where it is not at hand.
enum CorpusPolicies {
    static let texts: [String]? = {
        guard let root = ConformanceFolder.cedar,
            let folder = try? ConformanceFolder.unpack(root.appendingPathComponent("corpus-tests.tar.gz"))
        else { return nil }
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects ?? []
        let paths = files.compactMap { ($0 as? URL)?.path }.filter { $0.hasSuffix(".cedar") }.sorted()
        return paths.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    }()
}
