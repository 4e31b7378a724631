internal import Yams

extension YAMLComposer {
    /// One clear error for whatever Yams met.
    func located(_ error: YamlError, in text: String) -> IntakeError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            return syntaxFault(context, problem, mark)
        case .composer(_, let problem, let mark, _):
            if problem.contains("another document") {
                return fault(
                    place(mark), en: "a second document begins here; only one per file is read",
                    ja: "ここから2つ目の文書が始まっています。1ファイルに1文書だけ書いてください")
            }
            if problem.contains("undefined alias") {
                return fault(
                    place(mark), en: "an alias that names nothing; write its anchor (`&name`) before it",
                    ja: "参照先のないエイリアスです。先にアンカー (`&名前`) を書いてください")
            }
            return fault(place(mark), en: problem, ja: "YAMLとして読めません(\(problem))")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return fault(
                place(context.mark),
                en: "the key `\(key)` is given twice in one mapping, here for the first time; keep one",
                ja: "項目 `\(key)` が同じ場所に2回書かれています(ここが1回目)。1つだけ残してください")
        case .reader(let problem, _, _, _):
            return fault(nil, en: problem, ja: "YAMLとして読めません(\(problem))")
        default:
            return fault(nil, en: "unreadable YAML: \(error)", ja: "YAMLとして読めません(\(error))")
        }
    }

    /// libyaml says what it met; the commonest causes get their mend beside it.
    private func syntaxFault(_ context: YamlError.Context?, _ problem: String, _ mark: Mark) -> IntakeError {
        var en = problem
        if let context { en += ", \(context.text) that began at \(context.mark.line):\(context.mark.column)" }
        var ja = "YAMLとして読めません(\(problem))"
        let mends: [(String, String, String)] = [
            ("tab", "indent with spaces", "字下げには空白を使ってください"),
            (
                "start any token", "indent with spaces, and quote text that begins with `@`, `%` or a backtick",
                "字下げには空白を使い、`@`・`%`・バッククォートで始まる値は引用符で囲んでください"
            ),
            (
                "mapping values are not allowed", "quote text that holds `: `, or check the indentation",
                "`: ` を含む値は引用符で囲み、字下げを確かめてください"
            ),
            (
                "expected ':'", "check the indentation, and that each key ends with `:`",
                "字下げと、項目名のあとの `:` を確かめてください"
            ),
            ("end of stream", "close the quote or bracket", "引用符や括弧を閉じてください"),
            ("block end", "check the indentation", "字下げを確かめてください"),
        ]
        if let mend = mends.first(where: { problem.contains($0.0) || (context?.text.contains($0.0) ?? false) }) {
            en += "; \(mend.1)"
            ja += "。\(mend.2)"
        }
        return fault(place(mark), en: en, ja: ja)
    }

    func place(_ mark: Mark) -> Place {
        Place(file: file, line: mark.line, column: mark.column)
    }

    /// Where a fault of the whole file is said to be.
    var start: Place { Place(file: file, line: 1, column: 1) }

    func fault(_ place: Place?, en: String, ja: String) -> IntakeError {
        IntakeError(place: place ?? start, message: BilingualText(ja: ja, en: en))
    }
}
