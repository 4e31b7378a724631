/// The bound of sizes.
public enum TreeSize {
    /// The largest tree that is worked with, 2⁶³ − 1 leaves: what the log implementations in use can count.
    public static let largest = UInt64(Int64.max)
}
