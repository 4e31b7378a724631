/// The program that computes, as reports and the command line name it.
public enum Program {
    /// The version, as `CHANGELOG.md` calls it; `-dev` until it is released.
    public static let version = "0.1.0-dev"
}
