public import Intake

/// Where long work says how far it is. Called from any thread, often; must be quick.
public protocol ProgressSink: Sendable {
    /// - Parameters:
    ///   - stage: what is being done, such as «reading view logs».
    ///   - fraction: how much of this stage is done, 0 to 1; nil where that is unknown.
    func update(_ stage: BilingualText, fraction: Double?)
}

/// Says nothing: for scripts and tests.
public struct SilentProgress: ProgressSink {
    /// A sink that says nothing.
    public init() {}
    /// Does nothing.
    public func update(_ stage: BilingualText, fraction: Double?) {}
}
