/// What a function such as `upper` does to each character by itself: one character for one.
///
/// In PostgreSQL `upper` and `lower` do so under the collations of the C library. Under `C` and `POSIX` they change the
/// letters of ASCII alone; under `C.UTF-8` and others what they change depends on the version of the library. Under ICU
/// collations one character may become several: such functions are no mapping.
public struct ScalarMapping: Hashable, Sendable {
    /// Neighbouring letters that move alike.
    struct Run: Hashable, Sendable {
        var letters: Range<UInt32>
        var shift: Int
    }

    /// In the order of letters; all others stay as they are.
    let runs: [Run]

    /// Changes each scalar named first into the one after it, and no other.
    ///
    /// - Parameters:
    ///   - pairs: of several pairs for the same scalar the first counts; those with U+0000 do not count.
    public init(_ pairs: some Sequence<(Unicode.Scalar, Unicode.Scalar)>) {
        var changes: [UInt32: UInt32] = [:]
        for (from, to) in pairs {
            guard let letter = Letters.number(from), let other = Letters.number(to), changes[letter] == nil else {
                continue
            }
            changes[letter] = other
        }
        var runs: [Run] = []
        for (letter, other) in changes.sorted(by: { $0.key < $1.key }) where letter != other {
            let shift = Int(other) - Int(letter)
            if let last = runs.last, last.letters.upperBound == letter, last.shift == shift {
                runs[runs.count - 1].letters = last.letters.lowerBound..<letter + 1
            } else {
                runs.append(Run(letters: letter..<letter + 1, shift: shift))
            }
        }
        self.runs = runs
    }

    private init(ascii first: Unicode.Scalar, shift: Int) {
        let letter = first.value - 1
        runs = [Run(letters: letter..<letter + 26, shift: shift)]
    }

    /// `upper` under the collation `C`.
    public static let asciiUpper = ScalarMapping(ascii: "a", shift: -32)

    /// `lower` under the collation `C`.
    public static let asciiLower = ScalarMapping(ascii: "A", shift: 32)

    /// What becomes of a letter.
    func letter(_ letter: UInt32) -> UInt32 {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) / 2
            if runs[middle].letters.upperBound <= letter { low = middle + 1 } else { high = middle }
        }
        guard low < runs.count, runs[low].letters.contains(letter) else { return letter }
        return UInt32(Int(letter) + runs[low].shift)
    }

    /// What becomes of a scalar.
    public func callAsFunction(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard let number = Letters.number(scalar) else { return scalar }
        return Letters.scalar(letter(number))
    }
}
