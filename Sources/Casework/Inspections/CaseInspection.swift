import Inquiry
import Inspection
import Intake

/// What the inspection of a case's systems came to, as they were and as they are now.
struct CaseInspection: Sendable {
    /// After how many milliseconds a question of one surface is given up.
    private static let milliseconds = 10_000

    /// One catalogue, inspected.
    struct Side: Sendable {
        let catalogue: LoadedCatalogue
        let report: InspectionReport
        /// The files that it was read from, as the case would name them.
        let files: [String]

        init(_ side: CaseCatalogues.Side, progress: any ProgressSink) {
            catalogue = side.loaded
            files = side.files
            report = side.loaded.inspect(milliseconds: CaseInspection.milliseconds, progress: progress)
        }

        /// How the proof of a surface ended; nil where there is no such surface.
        func status(of surface: String) -> InspectionReport.Status? {
            report.surfaces.first { $0.id == surface }?.status
        }

        /// The leak of a surface; nil where none was found.
        func leak(of surface: String) -> InspectionFinding? {
            report.findings.first { $0.kind == .leak && $0.surface == surface }
        }
    }

    /// As they were.
    let before: Side
    /// As they are now; nil where the case does not say.
    let after: Side?
    /// What is known of the surfaces as they were, by id.
    let surfaces: [String: InspectedSurface]

    /// Inspects a case's catalogues.
    init(_ catalogues: CaseCatalogues, progress: any ProgressSink) {
        before = Side(catalogues.before, progress: progress)
        after = catalogues.after.map { Side($0, progress: progress) }
        let catalogue = before.catalogue.catalogue
        var prover = Prover(catalogue, before.catalogue.barrier, milliseconds: Self.milliseconds)
        var surfaces = catalogues.before.surfaces
        for surface in catalogue.surfaces {
            guard let leak = before.leak(of: surface.id) else { continue }
            surfaces[surface.id] = InspectedSurface(surface, catalogue, leak, &prover)
        }
        self.surfaces = surfaces
    }
}
