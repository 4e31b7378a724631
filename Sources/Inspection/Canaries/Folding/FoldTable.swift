/// The folding of every scalar below U+10000, made once.
enum FoldTable {
    /// The units of all scalars, one after the other.
    static let units: [UInt32] = made.units
    /// Where the units of a scalar begin in `units`; they end where those of the next begin.
    static let starts: [UInt32] = made.starts

    private static let made: (units: [UInt32], starts: [UInt32]) = {
        var units: [UInt32] = []
        var starts: [UInt32] = []
        starts.reserveCapacity(0x10001)
        for value in UInt32(0)..<0x10000 {
            starts.append(UInt32(units.count))
            if let scalar = Unicode.Scalar(value) { units += Folding.all.units(of: scalar) }
        }
        starts.append(UInt32(units.count))
        return (units, starts)
    }()
}
