public import Barrier
import Foundation
public import Inspection
import Intake

/// A catalogue and its policies, read from their files.
public struct LoadedCatalogue: Sendable {
    /// The file, as errors and findings call it.
    public let name: String
    /// The file's own text.
    public let text: String
    /// What was written.
    public let file: CatalogueFile
    /// The catalogue; surfaces with a problem are not in it.
    public let catalogue: SystemCatalogue
    /// The policies, as they were read.
    public let policies: [PolicyText]
    /// What the rule book says.
    public let barrier: BarrierTable

    /// Reads a catalogue.
    ///
    /// - Parameter path: the file, or the folder in which it is called `catalogue.yaml`.
    /// - Throws: `missingInput`, `badInput`: everything that is wrong, with file, line and column.
    public init(path: String) throws(CaseworkError) {
        guard !path.allSatisfy(\.isWhitespace) else {
            throw CaseworkError(
                .badCommand, ja: "カタログの名前が空です。ファイルを指定してください", en: "the name of the catalogue is empty; name a file")
        }
        var isFolder = false
        var place = path
        if (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory {
            isFolder = true
            place = path.hasSuffix("/") ? path + "catalogue.yaml" : path + "/catalogue.yaml"
        }
        let url = URL(filePath: place)
        let folder = InputFolder(path: isFolder ? path : url.deletingLastPathComponent().path(percentEncoded: false))
        try self.init(try InputFolder(path: ".").read(place), named: place) { path throws(CaseworkError) in
            (path, try folder.read(path))
        }
    }

    /// Reads a catalogue of which the bytes are at hand.
    ///
    /// - Parameters:
    ///   - name: what errors and findings call the file.
    ///   - policy: reads a policy file by the path that the catalogue names, and says what errors call it.
    /// - Throws: `badInput`: everything that is wrong, with file, line and column; what `policy` throws.
    init(
        _ bytes: [UInt8], named name: String, policy: (String) throws(CaseworkError) -> (name: String, bytes: [UInt8])
    ) throws(CaseworkError) {
        self.name = name
        do throws(CatalogueFaults) {
            file = try CatalogueDocument.file(bytes, named: name)
        } catch {
            throw CaseworkError(.badInput, problems: error.problems.map(\.located))
        }
        text = String(decoding: bytes, as: UTF8.self)
        let reading = CatalogueReading(file, text: text)
        guard reading.problems.isEmpty else {
            throw CaseworkError(.badInput, problems: reading.problems.map(\.located))
        }
        catalogue = reading.catalogue
        var policies: [PolicyText] = []
        for path in file.policies {
            let (name, bytes) = try policy(path)
            do throws(EncodingFault) {
                policies.append(PolicyText(file: name, text: try TextEncoding.utf8.decode(bytes)))
            } catch {
                throw CaseworkError(
                    .badInput, ja: "\(name): UTF-8 ではありません。UTF-8 で保存してください", en: "\(name): not UTF-8; save it as UTF-8")
            }
        }
        self.policies = policies
        do throws(RuleBookError) {
            barrier = try BarrierTable(policies, catalogue)
        } catch {
            throw CaseworkError(.badInput, problems: error.problems.map(\.located))
        }
    }

    /// What takes longer to find out, and endangers nobody.
    public func thoroughFindings(milliseconds: Int) -> [InspectionFinding] {
        Inspector(catalogue, barrier, text: text, milliseconds: milliseconds).thoroughFindings()
    }

    /// What is different from an older version.
    public func differences(from old: LoadedCatalogue, milliseconds: Int) -> [InspectionFinding] {
        VersionComparison(old.catalogue, old.barrier, with: catalogue, barrier, milliseconds: milliseconds).findings()
    }

    /// A table's place in the file, from 0.
    func position(of table: String) -> Int { file.tables.firstIndex { $0.name.value == table } ?? file.tables.count }

    /// Inspects every surface.
    ///
    /// - Parameters:
    ///   - milliseconds: after what time a question of one surface is given up.
    ///   - progress: told how many surfaces are done.
    public func inspect(milliseconds: Int, progress: any ProgressSink) -> InspectionReport {
        Inspector(catalogue, barrier, text: text, milliseconds: milliseconds).report(progress: told(progress))
    }

    /// Inspects every surface of which a cache does not have the verdict.
    ///
    /// - Parameter cache: the file with the verdicts of an earlier inspection, which is written anew.
    /// - Throws: `cannotWrite`: the cache.
    public func inspect(
        milliseconds: Int, cache path: String, progress: any ProgressSink
    ) throws(CaseworkError) -> InspectionReport {
        let file = VerdictCacheFile(path: path)
        var cache = file.cache
        let report = Inspector(catalogue, barrier, text: text, milliseconds: milliseconds)
            .report(keeping: &cache, policies, progress: told(progress))
        try file.keep(cache)
        return report
    }

    private func told(_ progress: any ProgressSink) -> @Sendable (Int) -> Void {
        let stage = BilingualText(ja: "画面・帳票・連携を点検しています", en: "inspecting screens, reports, feeds and extracts")
        let count = max(1, catalogue.surfaces.count)
        return { progress.update(stage, fraction: Double($0) / Double(count)) }
    }
}
