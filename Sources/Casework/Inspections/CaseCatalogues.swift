import Barrier
import Conditions
import Inquiry
import Inspection
import Intake
import Registry

/// The catalogues that a case names, read: the systems as they were and, where the case says so, as they are now.
struct CaseCatalogues: Sendable {
    /// One catalogue.
    struct Side: Sendable {
        let loaded: LoadedCatalogue
        /// The files that it was read from, as the case would name them: the catalogue, then its policies.
        let files: [String]

        /// Reads a catalogue.
        ///
        /// - Parameter path: its file, as the case names it.
        /// - Throws: `missingInput`, `badInput`.
        init(_ path: String, _ inputs: Inputs) throws(CaseworkError) {
            let bytes = try inputs.read(path)
            loaded = try LoadedCatalogue(bytes, named: path) { written throws(CaseworkError) in
                let policy = Self.path(written, besides: path)
                return (policy, try inputs.read(policy))
            }
            files = [path] + loaded.file.policies.map { Self.path($0, besides: path) }
        }

        /// What can be told of its surfaces without a proof, by id.
        var surfaces: [String: InspectedSurface] {
            let catalogue = loaded.catalogue
            return Dictionary(catalogue.surfaces.map { ($0.id, InspectedSurface($0, catalogue)) }) { first, _ in first }
        }

        /// A path as it stands in a file, as the case would name it: without `.`, and without `..` where that leads
        /// back.
        static func path(_ written: String, besides file: String) -> String {
            let whole =
                written.hasPrefix("/")
                ? written
                : (file.split(separator: "/", omittingEmptySubsequences: false)
                    .dropLast() + [Substring(written)]).joined(separator: "/")
            var parts: [Substring] = []
            for part in whole.split(separator: "/") where part != "." {
                if part == "..", let last = parts.last, last != ".." {
                    parts.removeLast()
                } else if part != ".." || !whole.hasPrefix("/") {
                    parts.append(part)
                }
            }
            return (whole.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        }
    }

    let before: Side
    let after: Side?

    /// Reads what a case names; nil where it names nothing.
    init?(_ loaded: LoadedCase, _ inputs: Inputs) throws(CaseworkError) {
        guard let entry = loaded.file.inspection else { return nil }
        before = try Side(entry.before, inputs)
        after = if let path = entry.after { try Side(path, inputs) } else { nil }
    }
}

extension InspectedSurface {
    /// What a catalogue says of a surface.
    init(_ surface: SystemSurface, _ catalogue: SystemCatalogue) {
        func isContractor(_ company: CompanyIndex) -> Bool {
            catalogue.companies[Int(company.rawValue)].kind == .contractor
        }
        let byContractor: Bool? =
            switch surface.routing {
            case .everything(let viewers): viewers.contains { $0.company != $0.side || isContractor($0.company) }
            // Which of the recipients gets what they may not, only the rows tell.
            case .byValue(_, let recipients, let otherwise):
                (recipients.values + [otherwise].compactMap(\.self)).contains(where: isContractor) ? nil : false
            }
        self.init(
            kind: surface.entry.kind.rawValue, records: Self.records(of: surface.shown, surface, catalogue),
            byContractor: byContractor, causeKind: surface.entry.routing == nil ? nil : "wrongRouting", fields: nil)
    }

    /// What the proof of a leak adds to it.
    ///
    /// - Parameter prover: asked whether masking would have closed it.
    init(
        _ surface: SystemSurface, _ catalogue: SystemCatalogue, _ leak: InspectionFinding, _ prover: inout Prover
    ) {
        self.init(surface, catalogue)
        var masked = surface
        for place in surface.shown.indices where leak.shown.contains(surface.shown[place].name) {
            masked.shown[place].mask = .withhold
        }
        fields = leak.fields.map(\.rawValue)
        records = Self.records(of: surface.shown.filter { leak.shown.contains($0.name) }, surface, catalogue)
        if let recipient = catalogue.companies.first(where: { $0.id == leak.example?.recipient }),
            recipient.kind == .contractor
        {
            byContractor = true
        }
        guard causeKind == nil else { return }
        causeKind = "wrongCondition"
        if !leak.fields.isEmpty, case .proved = prover.verdict(of: masked).outcome { causeKind = "missingMask" }
    }

    /// The kinds of record behind what is shown; where nothing shown is of a record, behind the rows.
    private static func records(
        of shown: [SystemSurface.Shown], _ surface: SystemSurface, _ catalogue: SystemCatalogue
    ) -> [String] {
        func kinds(_ relations: [Int]) -> [String] {
            var kinds: [String] = []
            for relation in relations {
                let table = catalogue.tables[surface.query.relations[relation].table.name]
                guard let kind = table?.subject?.recordKind.rawValue, !kinds.contains(kind) else { continue }
                kinds.append(kind)
            }
            return kinds
        }
        let behind = kinds(
            shown.flatMap { surface.query.outputs[$0.output].value.columns.map(\.relation).sorted() })
        return behind.isEmpty ? kinds(surface.query.source.relations) : behind
    }
}
