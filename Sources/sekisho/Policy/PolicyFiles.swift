import Casework
import Cedar
import Intake

/// Files of policies, schemas, entities and requests, by what their names end with: `.json` for JSON, anything else for
/// Cedar's own syntax.
enum PolicyFiles {
    /// Policies of several files, in one set.
    struct Policies {
        /// A file with the policies that came from it.
        struct Source {
            var file: String
            var text: String
            var ids: Set<String>
        }

        var set = PolicySet()
        var sources: [Source] = []

        /// The file of a policy.
        func source(of id: String) -> Source? { sources.first { $0.ids.contains(id) } }

        /// What a policy calls itself: its `@id`, or its number where it has none.
        func name(of id: String) -> String {
            let stated = set[id]?.annotations["id"] ?? ""
            return stated.isEmpty ? id : stated
        }
    }

    /// - Throws: every fault of every file, with file, line, column and the line itself; and ids that two files have.
    static func policies(_ paths: [String]) throws(CaseworkError) -> Policies {
        var policies = Policies()
        var problems: [BilingualText] = []
        for path in paths {
            let text = try text(path)
            do throws(ParseFaults) {
                let found =
                    isJSON(path)
                    ? try PolicySet(json: text)
                    : try PolicySet(parsing: text, firstNumber: policies.set.policies.count)
                let ids = Set(found.policies.map(\.id) + found.links.map(\.id))
                for id in ids.sorted() {
                    if let other = policies.source(of: id) { problems.append(taken(id, path, other.file)) }
                }
                policies.sources.append(Policies.Source(file: path, text: text, ids: ids))
                policies.set.append(found)
            } catch {
                problems += error.faults.map { located($0, path) }
            }
        }
        if !problems.isEmpty { throw CaseworkError(.badInput, problems: problems) }
        return policies
    }

    static func schema(_ path: String) throws(CaseworkError) -> Schema {
        let text = try text(path)
        do throws(ParseFaults) {
            return isJSON(path) ? try Schema(json: text) : try Schema(parsing: text)
        } catch {
            throw CaseworkError(.badInput, problems: error.faults.map { located($0, path) })
        }
    }

    /// Entities, in JSON; none where no file is named.
    static func entities(_ path: String?, _ schema: Schema?) throws(CaseworkError) -> Entities {
        let text: String
        if let path { text = try self.text(path) } else { text = "[]" }
        do throws(ParseFault) {
            if let schema { return try Entities(json: text, schema: schema) }
            return try Entities(json: text)
        } catch {
            throw CaseworkError(.badInput, problems: [located(error, path ?? "")])
        }
    }

    static func request(_ path: String, _ schema: Schema?) throws(CaseworkError) -> Request {
        let text = try text(path)
        do throws(ParseFault) {
            if let schema { return try Request(json: text, schema: schema) }
            return try Request(json: text)
        } catch {
            throw CaseworkError(.badInput, problems: [located(error, path)])
        }
    }

    static func text(_ path: String) throws(CaseworkError) -> String {
        guard !path.allSatisfy(\.isWhitespace) else {
            throw CaseworkError(
                .badCommand, ja: "ファイルの名前が空です。ファイルを指定してください", en: "the name of a file is empty; name a file")
        }
        let bytes = try InputFolder(path: ".").read(path)
        do throws(EncodingFault) {
            return try TextEncoding.utf8.decode(bytes)
        } catch {
            throw CaseworkError(
                .badInput, ja: "\(path): UTF-8 ではありません。UTF-8 で保存してください", en: "\(path): not UTF-8; save it as UTF-8")
        }
    }

    /// JSON names its policies itself: nobody could say which of two one name means.
    private static func taken(_ id: String, _ path: String, _ other: String) -> BilingualText {
        BilingualText(
            ja: "\(path): 規則の ID `\(id)` は \(other) でも使われています。JSON のほうを別の ID にしてください",
            en: "\(path): the policy id `\(id)` is used in \(other) too; give the policy in JSON another id")
    }

    private static func isJSON(_ path: String) -> Bool { path.hasSuffix(".json") }

    /// Where entities or a request do not fit a schema.
    static func located(_ finding: DataFinding, _ path: String) -> BilingualText {
        BilingualText(ja: "\(path): スキーマに合いません: \(finding)", en: "\(path): \(finding)")
    }

    static func located(_ fault: ParseFault, _ path: String) -> BilingualText {
        let place = "\(path):\(fault.place)"
        return BilingualText(
            ja: "\(place): 読めません: \(fault.message)\n\(fault.excerpt)",
            en: "\(place): \(fault.message)\n\(fault.excerpt)")
    }
}
