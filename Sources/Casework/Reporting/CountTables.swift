import Barrier
import Intake
import Registry
import Report
import Trace

/// Tables of exact counts, from the look-back.
struct CountTables {
    let lookBack: LookBack
    let found: LookBackResult
    let inputs: [InputDigest]

    /// The units of a count, in the order of the columns.
    static let units:
        [(id: String, label: Phrase, unit: Report.Unit, value: any KeyPath<ExposureCounts, Int> & Sendable)] = [
            ("views", Phrase(ja: "閲覧", en: "Views"), .views, \.views),
            ("foldedViews", Phrase(ja: "閲覧（再表示を除く）", en: "Views, repeats left out"), .foldedViews, \.foldedViews),
            ("viewers", Phrase(ja: "閲覧者", en: "Viewers"), .viewers, \.viewers),
            ("contracts", Phrase(ja: "契約", en: "Contracts"), .contracts, \.contracts),
            ("supplyPoints", Phrase(ja: "供給地点", en: "Supply points"), .supplyPoints, \.supplyPoints),
            ("terminals", Phrase(ja: "端末", en: "Terminals"), .terminals, \.terminals),
            ("retailers", Phrase(ja: "小売電気事業者等", en: "Retailers and other suppliers"), .retailers, \.retailers),
        ]

    static let distinctNote = Phrase(
        ja: "閲覧者・契約などは重複を除いた数である。同じ人や契約が複数の区分に入りうるため、各行の和は合計と一致しないことがある。",
        en:
            "Viewers, contracts and the like are distinct. One may fall into several rows, so rows may not add up to "
            + "the total.")

    /// One row for each value of a dimension that occurs, and a total.
    func table(
        id: String, title: Phrase, _ dimension: Dimension, query: String, where condition: @escaping (Exposure) -> Bool
    ) -> Table {
        let groups = lookBack.counts(found, by: [dimension], where: condition)
        let whole = lookBack.counts(found, by: [], where: condition)[[]] ?? ExposureCounts()
        let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
        let usesTerminals = whole.terminals > 0
        let units = Self.units.filter { usesTerminals || $0.id != "terminals" }
        func row(_ heading: Heading, _ counts: ExposureCounts, _ suffix: String, isTotal: Bool) -> TableRow {
            TableRow(
                id: heading.id, label: heading.label,
                cells: units.map { unit in
                    // A log that names no terminals does not say that there were none.
                    unit.id == "terminals" && counts.terminals == 0 && counts.views > 0
                        ? Cell(.notObserved)
                        : .count(
                            counts[keyPath: unit.value], unit.unit,
                            Provenance(query: "exposures[\(query)\(suffix)].\(unit.id)", inputs: inputs))
                }, isTotal: isTotal)
        }
        var rows = keys.map { key in
            let heading = heading(dimension, key[0])
            return row(heading, groups[key] ?? ExposureCounts(), ",\(dimension.rawValue)=\(heading.id)", isTotal: false)
        }
        rows.append(row(.total, whole, "", isTotal: true))
        return Table(
            id: id, title: title, columns: units.map { Heading($0.id, $0.label) }, rows: rows,
            notes: [Self.distinctNote],
            checks: units.map { unit in
                let parts = rows.dropLast().map { CellReference(table: id, row: $0.id, column: unit.id) }
                return Self.check(unit.id, parts, CellReference(table: id, row: Heading.total.id, column: unit.id))
            })
    }

    /// What must hold between the counts of one unit: views add up, and distinct things do not.
    static func check(_ unit: String, _ parts: [CellReference], _ whole: CellReference) -> Check {
        ["views", "foldedViews"].contains(unit) ? .sum(of: parts, equals: whole) : .union(of: parts, whole: whole)
    }

    /// What a value of a dimension is called.
    func heading(_ dimension: Dimension, _ value: Int32) -> Heading {
        switch dimension {
        case .kind: return value == 0 ? .employee : .contractor
        case .voltage:
            guard value >= 0 else { return Heading("none", Phrase(ja: "—", en: "—")) }
            let voltage = Voltage.allCases[Int(value)]
            return Heading(voltage.rawValue, Wording.voltage(voltage))
        case .surface:
            let surface = lookBack.catalogue[SurfaceIndex(rawValue: UInt16(value))]
            return Heading(surface.id, Phrase(surface.title))
        case .month:
            let (year, month) = (Int(value) / 12, Int(value) % 12 + 1)
            let iso = "\(year)-\(month < 10 ? "0" : "")\(month)"
            return Heading(iso, Phrase(ja: "\(year)年\(month)月", en: iso))
        case .side, .owner:
            let company = lookBack.directory[CompanyIndex(rawValue: UInt16(value))]
            return Heading(company.id, Phrase(company.name))
        case .department:
            guard value >= 0 else { return Heading("none", Phrase(ja: "（所属部署なし）", en: "(no department)")) }
            let department = lookBack.directory[DepartmentIndex(rawValue: UInt16(value))]
            return Heading(department.id, Phrase(department.name))
        }
    }
}

/// The field's own words.
enum Wording {
    static func voltage(_ voltage: Voltage) -> Phrase {
        switch voltage {
        case .extraHigh: Phrase(ja: "特別高圧", en: "Extra-high voltage")
        case .high: Phrase(ja: "高圧", en: "High voltage")
        case .low: Phrase(ja: "低圧", en: "Low voltage")
        }
    }

    static func surfaceKind(_ kind: SurfaceKind) -> Phrase {
        switch kind {
        case .screen: Phrase(ja: "画面", en: "Screens")
        case .report: Phrase(ja: "帳票", en: "Reports")
        case .feed: Phrase(ja: "データ連携", en: "Feeds")
        case .extract: Phrase(ja: "抽出", en: "Extracts")
        }
    }

    static func field(_ field: RecordField) -> Phrase {
        switch field {
        case .supplyPointNumber: Phrase(ja: "供給地点特定番号", en: "supply point number")
        case .contractNumber: Phrase(ja: "契約番号", en: "contract number")
        case .contractHolder: Phrase(ja: "契約名義", en: "contract holder")
        case .phone: Phrase(ja: "電話番号", en: "phone")
        case .contactAddress: Phrase(ja: "連絡先住所", en: "contact address")
        case .supplier: Phrase(ja: "供給者", en: "supplier")
        case .voltage: Phrase(ja: "電圧", en: "voltage")
        case .contractedPower: Phrase(ja: "契約電力", en: "contracted power")
        case .usage: Phrase(ja: "使用量", en: "usage")
        case .powerFactor: Phrase(ja: "力率", en: "power factor")
        case .supplyStart: Phrase(ja: "供給開始日", en: "start of supply")
        case .facilityID: Phrase(ja: "設備ID", en: "facility id")
        case .purchaseKind: Phrase(ja: "購入種類", en: "purchase kind")
        case .purchaseEnd: Phrase(ja: "買取終了年月", en: "purchase end")
        case .supplyReceiptStart: Phrase(ja: "受給開始年月日", en: "start of receipt")
        case .maximumOutput: Phrase(ja: "受給最大出力", en: "maximum output")
        case .meterNumber: Phrase(ja: "計器番号", en: "meter number")
        }
    }

    /// The labels of all fields, by name.
    static var fields: [String: Phrase] {
        Dictionary(uniqueKeysWithValues: RecordField.allCases.map { ($0.rawValue, field($0)) })
    }

    static func day(_ day: CalendarDay) -> Phrase {
        let date = day.date
        return Phrase(ja: "\(date.year)年\(date.month)月\(date.day)日", en: day.iso)
    }

    /// A half-open period, told by its first and last day.
    static func period(_ period: DayPeriod) -> Phrase {
        let from = day(period.from)
        guard let to = period.to else { return Phrase(ja: "\(from.ja)～", en: "from \(from.en)") }
        let last = day(to.advanced(by: -1))
        return Phrase(ja: "\(from.ja)～\(last.ja)", en: "\(from.en) to \(last.en)")
    }
}
