public import Intake

/// By which way customers' records reach people. A case file writes the raw values.
public enum SurfaceKind: String, CaseIterable, Codable, Sendable {
    /// 画面.
    case screen
    /// 帳票.
    case report
    /// データ連携.
    case feed
    /// 抽出.
    case extract
}

/// What a surface's rows are about. A case file writes the raw values.
public enum SubjectKind: String, CaseIterable, Codable, Sendable {
    /// Supply points: the record is a supply contract, its owner the supplier.
    case supplyPoint
    /// Facilities: the record is a purchase contract, its owner the purchaser.
    case facility

    /// The kind of record that the barrier judges.
    public var recordKind: RecordKind {
        switch self {
        case .supplyPoint: .supply
        case .facility: .purchase
        }
    }
}

/// Which way the electricity is sold.
public enum RecordKind: String, CaseIterable, Codable, Sendable {
    /// 供給: to the customer. `SupplyContract` in the policies.
    case supply
    /// 受給: by the customer, from their panels. `PurchaseContract` in the policies.
    case purchase
}

/// A surface's place in ``Catalogue/surfaces``: dense, from 0, in the order of the catalogue.
public struct SurfaceIndex: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    /// The position in ``Catalogue/surfaces``.
    public var rawValue: UInt16

    /// The surface at this position.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The order of the catalogue.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One screen, report, feed or extract, and what it shows.
public struct Surface: Hashable, Codable, Sendable {
    /// The catalogue's id, as the policies read it in `context.surface`.
    public var id: String
    /// Screen, report, feed or extract; the policies read it in `context.channel`.
    public var kind: SurfaceKind
    /// The name on screen and in the report.
    public var title: BilingualText
    /// The system that it belongs to, where the catalogue says so.
    public var system: BilingualText?
    /// What its rows are about.
    public var subject: SubjectKind
    /// The fields that it shows unmasked, in its own order.
    public var fields: [RecordField]
    /// Whether views of it are recorded. Where they are not, there is no log, which is never "no views".
    public var keepsHistory: Bool

    /// A surface as the catalogue states it.
    public init(
        id: String, kind: SurfaceKind, title: BilingualText, system: BilingualText? = nil, subject: SubjectKind,
        fields: [RecordField], keepsHistory: Bool
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.system = system
        self.subject = subject
        self.fields = fields
        self.keepsHistory = keepsHistory
    }

    /// Every class that a row of the surface shows: those of its fields, and existence, which any row betrays.
    public var fieldClasses: FieldClassSet {
        FieldClassSet(fields.map(\.fieldClass)).union(FieldClassSet(.existence))
    }
}

/// Every surface that the barrier knows.
public struct Catalogue: Sendable {
    /// The surfaces, by ``SurfaceIndex``.
    public let surfaces: [Surface]
    private let byID: [String: SurfaceIndex]

    /// A catalogue of surfaces with ids of their own.
    ///
    /// - Throws: an error that names the id, when two surfaces have the same one or there are more than 65,536.
    public init(surfaces: [Surface]) throws(IntakeError) {
        guard surfaces.count <= Int(UInt16.max) + 1 else {
            throw IntakeError(
                place: nil,
                message: BilingualText(
                    ja: "画面・帳票などが \(surfaces.count) 件あります。65,536 件以下にしてください",
                    en: "there are \(surfaces.count) surfaces; a catalogue holds at most 65536"))
        }
        var byID: [String: SurfaceIndex] = [:]
        for (position, surface) in surfaces.enumerated() {
            guard byID.updateValue(SurfaceIndex(rawValue: UInt16(position)), forKey: surface.id) == nil else {
                throw IntakeError(
                    place: nil,
                    message: BilingualText(
                        ja: "画面・帳票などの ID `\(surface.id)` が 2 回使われています。別の ID にしてください",
                        en: "two surfaces have the id `\(surface.id)`; give each its own"))
            }
        }
        self.surfaces = surfaces
        self.byID = byID
    }

    /// The surface at an index of this catalogue.
    public subscript(surface: SurfaceIndex) -> Surface { surfaces[Int(surface.rawValue)] }

    /// The index of a surface, if the catalogue has it.
    public func index(_ id: String) -> SurfaceIndex? { byID[id] }
}
