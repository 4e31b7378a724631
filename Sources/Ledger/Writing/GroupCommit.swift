/// Gathers what many ask for at once, and does it together: one write to the disk for all of them.
actor GroupCommit<Item: Sendable, Answer: Sendable> {
    private let window: Duration
    private let most: Int
    private let commit: @Sendable ([Item]) async -> [Result<Answer, LedgerError>]
    private var waiting: [(item: Item, continuation: CheckedContinuation<Result<Answer, LedgerError>, Never>)] = []
    private var isRunning = false

    /// A group.
    ///
    /// - Parameters:
    ///   - window: how long the first one waits for others, while nothing is under way.
    ///   - most: how many are done together at the most.
    ///   - commit: does it; one answer for each, in their order.
    init(
        window: Duration, most: Int, commit: @escaping @Sendable ([Item]) async -> [Result<Answer, LedgerError>]
    ) {
        self.window = window
        self.most = most
        self.commit = commit
    }

    /// Waits until it is done.
    func submit(_ item: Item) async throws(LedgerError) -> Answer {
        let result = await withCheckedContinuation { continuation in
            waiting.append((item, continuation))
            guard !isRunning else { return }
            isRunning = true
            Task { await run() }
        }
        return try result.get()
    }

    private func run() async {
        if window > .zero { try? await Task.sleep(for: window) }
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(most))
            waiting.removeFirst(batch.count)
            let answers = await commit(batch.map(\.item))
            for (place, one) in batch.enumerated() {
                one.continuation.resume(
                    returning: place < answers.count
                        ? answers[place] : .failure(LedgerError(.cannotWrite, "the write gave no answer")))
            }
        }
        isRunning = false
    }
}
