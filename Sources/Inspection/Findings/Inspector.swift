public import Barrier
import Conditions
public import Intake

/// Everything that the inspection of a catalogue has found.
public struct InspectionReport: Sendable {
    /// What became of one surface.
    public struct SurfaceResult: Sendable {
        /// Its id.
        public var id: String
        /// Screen, report, feed or extract.
        public var kind: SurfaceKind
        /// Its name.
        public var title: BilingualText
        /// How the proof ended; nil where its query could not be read.
        public var status: Status
        /// The tables of which it is taken for granted that periods do not overlap.
        public var assumptions: [String]
    }

    /// How a proof ended.
    public enum Status: String, Sendable, CaseIterable {
        /// Nobody sees what they may not, whatever the tables hold.
        case proved
        /// Somebody does.
        case leaks
        /// Nobody knows; it counts as not proved.
        case undecided
    }

    /// The surfaces, in the catalogue's order.
    public var surfaces: [SurfaceResult] = []
    /// The findings: those of each surface together, the graver first.
    public var findings: [InspectionFinding] = []

    /// How many surfaces ended so.
    public func count(_ status: Status) -> Int { surfaces.filter { $0.status == status }.count }

    /// Whether every surface is proved, and nothing else is an error.
    public var isClean: Bool {
        surfaces.allSatisfy { $0.status == .proved } && !findings.contains { $0.severity == .error }
    }
}

/// Inspects a catalogue: proves each surface, and looks for what people usually get wrong.
public struct Inspector {
    private let catalogue: SystemCatalogue
    private let barrier: BarrierTable
    private let sentences: [String: BilingualText]
    private let source: SourceText
    private let milliseconds: Int

    /// An inspector of a catalogue.
    ///
    /// - Parameters:
    ///   - text: the catalogue's own text, in which places are found.
    ///   - milliseconds: after what time a question is given up.
    public init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable, text: String, milliseconds: Int = 10_000) {
        self.catalogue = catalogue
        self.barrier = barrier
        sentences = barrier.sentences
        source = SourceText(text)
        self.milliseconds = milliseconds
    }

    /// Inspects every surface.
    ///
    /// - Parameter progress: told how many are done.
    public func report(progress: @Sendable (Int) -> Void = { _ in }) -> InspectionReport {
        report(of: ParallelProver(catalogue, barrier, milliseconds: milliseconds).verdicts(progress: progress))
    }

    /// Inspects every surface of which an earlier inspection has not kept the verdict.
    ///
    /// - Parameters:
    ///   - cache: verdicts of an earlier inspection; afterwards those of this one.
    ///   - policies: the policy files from which the rule book was made.
    ///   - progress: told how many are done.
    public func report(
        keeping cache: inout VerdictCache, _ policies: [PolicyText], progress: @Sendable (Int) -> Void = { _ in }
    ) -> InspectionReport {
        report(
            of: ParallelProver(catalogue, barrier, milliseconds: milliseconds)
                .verdicts(keeping: &cache, policies, progress: progress))
    }

    private func report(of verdicts: [SurfaceVerdict]) -> InspectionReport {
        var report = InspectionReport()
        let prover = Prover(catalogue, barrier, milliseconds: milliseconds)
        for (surface, verdict) in zip(catalogue.surfaces, verdicts) { add(surface, verdict, prover, &report) }
        return report
    }

    /// What takes longer to find out, and endangers nobody: parts of conditions that change nothing, surfaces that another
    /// contains, rules that never decide anything.
    public func thoroughFindings() -> [InspectionFinding] {
        var checks = ThoroughChecks(catalogue: catalogue, barrier: barrier, source: source, milliseconds: milliseconds)
        return checks.findings()
    }

    private func add(
        _ surface: SystemSurface, _ verdict: SurfaceVerdict, _ prover: Prover, _ report: inout InspectionReport
    ) {
        var findings: [InspectionFinding] = []
        var status = InspectionReport.Status.proved
        switch verdict.outcome {
        case .proved: break
        case .leaks(let example):
            status = .leaks
            findings.append(leak(surface, verdict, example, prover))
        case .undecided(let why):
            status = .undecided
            findings.append(
                InspectionFinding(
                    kind: .undecided, surface: surface.id, place: place(surface, why.offset), message: why.message))
        }
        findings += SurfaceChecks(catalogue: catalogue, surface: surface, verdict: verdict).findings {
            place(surface, $0)
        }
        if status == .proved, findings.contains(where: { $0.severity == .error }) { status = .undecided }
        report.surfaces.append(
            InspectionReport.SurfaceResult(
                id: surface.id, kind: surface.entry.kind, title: surface.entry.title, status: status,
                assumptions: verdict.assumptions))
        report.findings += findings.enumerated().sorted {
            ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
        }.map(\.element)
    }

    private func leak(
        _ surface: SystemSurface, _ verdict: SurfaceVerdict, _ found: Counterexample, _ prover: Prover
    ) -> InspectionFinding {
        let explained = Explanation(catalogue: catalogue, surface: surface, sentences: sentences).example(found)
        let disclosures = Disclosures(surface, catalogue).all.filter {
            verdict.leaking.contains(SurfaceVerdict.Part(fieldClass: $0.fieldClass, relation: $0.relation))
        }
        let shown = Set(disclosures.compactMap(\.shown)).sorted()
        var fields: [RecordField] = []
        for item in disclosures {
            if let field = item.inferred, !fields.contains(field) { fields.append(field) }
            guard let column = item.column,
                case .field(let field)? = catalogue.tables[surface.query.relations[column.relation].table.name]?
                    .tells[column.column], !fields.contains(field)
            else { continue }
            fields.append(field)
        }
        var search = RepairSearch(catalogue: catalogue, surface: surface, prover: prover)
        let who =
            explained?.sentence ?? BilingualText(ja: "見てはならない者に行が渡ります。", en: "rows reach somebody who may not see them")
        return InspectionFinding(
            kind: .leak, surface: surface.id, shown: shown.map { surface.shown[$0].name }, fields: fields,
            place: place(of: surface), message: who, example: explained, repair: search.find(found))
    }

    /// Where the mistake most likely is.
    private func place(of surface: SystemSurface) -> Place {
        (surface.entry.routing?.by ?? surface.entry.where ?? surface.entry.from).place
    }

    private func place(_ surface: SystemSurface, _ offset: Int) -> Place {
        guard offset >= 0 else { return place(of: surface) }
        return surface.place(of: offset, in: source) ?? place(of: surface)
    }
}
