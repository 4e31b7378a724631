import Foundation
import Intake
public import Report

/// The report of a case, as an investigation left it.
public struct CaseReport: Sendable {
    /// The folder of the report beside `case.yaml`, where no other is named.
    public static let folder = "report"

    /// How a report can be written.
    public enum Format: String, CaseIterable, Codable, Sendable {
        /// A page for people, in each language.
        case html
        /// A table in each file, in each language, and all cells in one.
        case csv
        /// For programs, both languages in one file.
        case json
    }

    /// The report's document.
    public private(set) var document: ReportDocument

    /// Reads the report that `sekisho investigate` left; ``verify(_:)`` says in words where there is none.
    ///
    /// - Throws: `missingInput` where it cannot be read; `badInput` where it is of another version, or no report.
    public init(of folder: InputFolder) throws(CaseworkError) {
        let name = Self.source
        let bytes = try folder.read(name)
        do throws(JSONReadingError) {
            document = try JSONRenderer.read(String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CaseworkError(
                .badInput,
                ja: "\(folder.path)/\(name): この版の Sekisho の報告書ではありません（\(error)）。"
                    + "`sekisho investigate \(folder.path)` をもう一度実行してください",
                en: "\(folder.path)/\(name): no report of this version of Sekisho (\(error)); "
                    + "run `sekisho investigate \(folder.path)` again")
        }
    }

    /// Where `sekisho investigate` leaves the report's document.
    private static let source = "\(ResultWriter.folder)/\(ResultWriter.reportFile)"

    /// Makes sure that a case has been investigated, before anything long is begun.
    ///
    /// - Throws: `missingInput` where there is no such case, or it has not been investigated.
    public static func verify(_ folder: InputFolder) throws(CaseworkError) {
        try folder.verify()
        guard folder.lacks(source) else { return }
        throw CaseworkError(
            .missingInput,
            ja: "\(folder.path)/\(source) がありません。先に `sekisho investigate \(folder.path)` を実行してください",
            en: "there is no \(folder.path)/\(source); run `sekisho investigate \(folder.path)` first")
    }

    /// Makes sure that the report still says what its inputs say.
    ///
    /// An input that is no longer there is passed over: a report outlives its case.
    ///
    /// - Parameters:
    ///   - folder: the case.
    ///   - progress: told of each input: all that the case named are read again.
    /// - Throws: `badInput` where an input was changed after the investigation; `missingInput` where it cannot be read.
    public func requireCurrent(in folder: InputFolder, progress: any ProgressSink) throws(CaseworkError) {
        var problems: [BilingualText] = []
        let stage = BilingualText(ja: "入力が変わっていないかを確かめています", en: "making sure that no input has changed")
        for (number, input) in document.inputs.enumerated() where !folder.lacks(input.name) {
            progress.update(stage, fraction: Double(number) / Double(document.inputs.count))
            let digest = try CaseworkError.located(.missingInput) { () throws(IntakeError) in
                try Digests.sha256(FileByteSource(path: folder.location(of: input.name), name: input.name))
            }
            guard digest != input.sha256 else { continue }
            problems.append(
                BilingualText(
                    ja: "\(input.name): 調査の後に変更されています。`sekisho investigate \(folder.path)` をもう一度実行してください",
                    en:
                        "\(input.name): changed after it was investigated; run `sekisho investigate \(folder.path)` again"
                ))
        }
        if !problems.isEmpty { throw CaseworkError(.badInput, problems: problems) }
    }

    /// What the report's checks come to.
    public var checks: CheckResult { DocumentChecks.result(of: document) }

    /// Publishes although checks fail. The reason is printed on the report, in the name of its issuer.
    public mutating func override(reason: String) {
        document.override = Override(
            reason: Phrase(both: reason), by: document.issuer ?? Phrase(ja: "発行者", en: "the issuer"))
    }

    /// Writes the report below a folder.
    ///
    /// - Returns: the files written, relative to the folder.
    /// - Throws: `blocked` where checks fail and nobody has overridden them; `cannotWrite`.
    public func write(
        to folder: OutputFolder, formats: [Format], languages: [Language]
    ) throws(CaseworkError) -> [String] {
        var files: [RenderedFile] = []
        do throws(ReportBlocked) {
            for format in Format.allCases where formats.contains(format) {
                for language in Language.allCases where languages.contains(language) && format != .json {
                    files += try render(format, language)
                }
                if format == .json {
                    files.append(RenderedFile(name: "report.json", contents: try JSONRenderer.render(document)))
                }
            }
        } catch {
            throw CaseworkError(blocked: error.failures)
        }
        for file in files { try folder.write(file.name, Array(file.contents.utf8)) }
        return files.map(\.name)
    }

    private func render(_ format: Format, _ language: Language) throws(ReportBlocked) -> [RenderedFile] {
        switch format {
        case .html:
            let page = try HTMLRenderer(language: language).render(document)
            return [RenderedFile(name: "report.\(language.rawValue).html", contents: page)]
        case .csv:
            return try CSVRenderer(language: language).render(document).map { file in
                RenderedFile(name: "csv.\(language.rawValue)/\(file.name)", contents: file.contents)
            }
        case .json: return []
        }
    }
}

extension CaseworkError {
    /// A report that blocks itself.
    public init(blocked failures: [CheckFailure]) {
        let head = BilingualText(
            ja: "検算の不一致が \(failures.count.grouped) 件あるため、報告書を出しません。入力を直すか、理由を付けて --override-failed-checks を指定してください",
            en: "the report is blocked, for \(failures.count.counted("check")) failed; mend the input, or give "
                + "--override-failed-checks with a reason")
        self.init(
            .blocked,
            problems: [head]
                + failures.map {
                    BilingualText(ja: "[\($0.place)] \($0.sentence.ja)", en: "[\($0.place)] \($0.sentence.en)")
                })
    }
}
