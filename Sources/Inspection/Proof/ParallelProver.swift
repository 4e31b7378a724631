public import Barrier
import Intake
import Synchronization

/// Inspects many surfaces on several threads.
///
/// Surfaces have nothing to do with each other, so each thread takes the next one with a prover of its own. What comes out
/// is what a single ``Prover`` would say of one after the other, in their order.
public struct ParallelProver: Sendable {
    /// The catalogue.
    public let catalogue: SystemCatalogue
    /// What the policies say.
    public let barrier: BarrierTable
    /// After how many milliseconds the solver gives a question up.
    public var milliseconds: Int
    /// How many threads there are at the most; one for each core where it is absent.
    public var threads: Int?

    /// A prover of a catalogue's surfaces.
    ///
    /// - Parameters:
    ///   - milliseconds: after what time a question is given up.
    ///   - threads: at most so many at once; all cores where it is absent.
    public init(_ catalogue: SystemCatalogue, _ barrier: BarrierTable, milliseconds: Int = 10_000, threads: Int? = nil)
    {
        self.catalogue = catalogue
        self.barrier = barrier
        self.milliseconds = milliseconds
        self.threads = threads
    }

    /// The verdicts on some of the catalogue's surfaces.
    ///
    /// - Parameters:
    ///   - surfaces: the surfaces, by their places in the catalogue.
    ///   - progress: called after each surface, on any thread, with how many are done; never twice at once, and with
    ///     numbers that go up.
    /// - Returns: the verdicts, in the order of `surfaces`.
    public func verdicts(
        of surfaces: [Int], progress: @Sendable (_ done: Int) -> Void = { _ in }
    ) -> [SurfaceVerdict] {
        let done = Mutex(0)
        return Parallel.map(
            surfaces.count, threads: threads,
            with: { Prover(catalogue, barrier, milliseconds: milliseconds) },
            { prover, index in
                let verdict = prover.verdict(of: catalogue.surfaces[surfaces[index]])
                done.withLock { count in
                    count += 1
                    progress(count)
                }
                return verdict
            })
    }

    /// The verdicts on all surfaces, in the catalogue's order, of which those that are in a cache are not proved again.
    ///
    /// - Parameters:
    ///   - cache: verdicts of an earlier inspection; afterwards those of this one.
    ///   - policies: the policy files from which the rule book was made.
    ///   - progress: as above.
    public func verdicts(
        keeping cache: inout VerdictCache, _ policies: [PolicyText],
        progress: @Sendable (_ done: Int) -> Void = { _ in }
    ) -> [SurfaceVerdict] {
        let keys = VerdictKeys(catalogue, policies, digest: cache.digest)
        let old = cache
        let done = Mutex(0)
        let results = Parallel.map(
            catalogue.surfaces.count, threads: threads,
            with: { Prover(catalogue, barrier, milliseconds: milliseconds) },
            { prover, index in
                let surface = catalogue.surfaces[index]
                let key = keys.key(of: surface)
                let known = old.verdict(under: key).flatMap { prover.verdict(of: surface, kept: $0) }
                let verdict = known ?? prover.verdict(of: surface)
                done.withLock { count in
                    count += 1
                    progress(count)
                }
                return (key: key, verdict: verdict)
            })
        cache = VerdictCache(digest: old.digest)
        for (surface, result) in zip(catalogue.surfaces, results) {
            cache.keep(result.verdict, of: surface, under: result.key)
        }
        return results.map(\.verdict)
    }

    /// The verdicts on all surfaces, in the catalogue's order.
    public func verdicts(progress: @Sendable (_ done: Int) -> Void = { _ in }) -> [SurfaceVerdict] {
        verdicts(of: Array(catalogue.surfaces.indices), progress: progress)
    }
}
