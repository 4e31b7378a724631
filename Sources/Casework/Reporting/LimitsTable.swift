import Barrier
import Intake
import Registry
import Report
import Trace

/// What the numbers of the studies leave out: it stands beside the headline, so that nobody takes what was counted for
/// all that happened.
extension Investigation {
    private typealias Limit = (id: String, label: Phrase, unit: Report.Unit, value: (Study) -> Int)

    func limitsTable(_ inputs: Inputs) -> Table {
        let limits: [Limit] = [
            (
                "noHistory", Phrase(ja: "閲覧履歴が残されていない画面・帳票など", en: "Surfaces that kept no history"), .surfaces,
                { study in study.surfaces.count { !loaded.catalogue[$0].keepsHistory } }
            ),
            (
                "noLog", Phrase(ja: "ログのない日（画面・帳票などごとの延べ日数）", en: "Days without a log, added up over surfaces"), .days,
                { study in days(of: study) { $0 == .noLog } }
            ),
            (
                "outside",
                Phrase(ja: "どのログの期間にも入らない日（同）", en: "Days outside the period of every log, likewise"),
                .days, { study in days(of: study) { $0 == .outside } }
            ),
            (
                "undetermined", Phrase(ja: "判定できない閲覧", en: "Views that could not be judged"), .views,
                { study in
                    found.undetermined.count { view in
                        study.surfaces.contains(view.surface) && study.period.contains(view.instant.day(in: .japan))
                    }
                }
            ),
            (
                "rejected", Phrase(ja: "除外したログの行（調査対象期間の全体）", en: "Rows of logs that were rejected, at any time"),
                .rows,
                { study in
                    study.surfaces.reduce(0) { $0 + found.accounts[Int($1.rawValue)].rejected }
                        + servers(of: study).reduce(0) { $0 + $1.rejects.count }
                }
            ),
            (
                "unattributable", Phrase(ja: "顧客を特定できない読出し", en: "Reads of no single record"), .items,
                { study in
                    servers(of: study).reduce(0) { count, server in
                        count
                            + server.unattributable.count { study.period.contains($0.instant.day(in: .japan)) }
                    }
                }
            ),
        ]
        return Table(
            id: "summary.limits", title: Phrase(ja: "数えられていないもの", en: "What these numbers leave out"),
            columns: studies.map { Heading($0.entry.id, Phrase($0.entry.title)) },
            rows: limits.map { limit in
                TableRow(
                    id: limit.id, label: limit.label,
                    cells: studies.map { study in
                        .count(
                            limit.value(study), limit.unit,
                            Provenance(
                                query: "limits[study=\(study.entry.id)].\(limit.id)",
                                inputs: inputs.list(files(of: study))))
                    })
            },
            notes: [
                Phrase(
                    ja: "履歴やログがないことは、閲覧がなかったことを意味しない。内訳は「データとその限界」に記す。",
                    en: "Where there is no history or no log, nobody knows whether anybody looked. The details stand "
                        + "under “Data and its limits”.")
            ])
    }

    /// Days of a study's surfaces of one sort, added up. A surface that kept no history counts as a whole, above.
    private func days(of study: Study, where holds: (Coverage.Day) -> Bool) -> Int {
        let coverage = found.coverage
        return study.surfaces.filter { loaded.catalogue[$0].keepsHistory }.reduce(0) { count, surface in
            count
                + coverage.days[Int(surface.rawValue)].enumerated().count { offset, day in
                    study.period.contains(coverage.firstDay.advanced(by: offset)) && holds(day)
                }
        }
    }

    private func servers(of study: Study) -> [ViewLogs.ServerAccount] {
        logs.servers.filter { study.entry.surfaces.contains($0.surface) }
    }
}
