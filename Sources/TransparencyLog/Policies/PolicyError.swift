/// What is wrong with a policy.
public indirect enum PolicyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong on a line, counted from 1.
    case line(Int, PolicyError)
    /// The last line has no newline.
    case noLastNewline
    /// More than a million bytes, or more than 256 logs, witnesses or groups.
    case tooLarge
    /// A control character other than tab and newline.
    case controlCharacter
    /// A line of no known form.
    case malformedLine
    /// A key that is malformed, or of a kind that is not known here.
    case key(NoteError)
    /// A key of a witness, where a log's is wanted.
    case notALog(name: String)
    /// A key of a log, where a witness's is wanted.
    case notAWitness(name: String)
    /// A key that is there already, perhaps under another name.
    case repeatedKey(name: String)
    /// A name that is taken, or `none`.
    case repeatedName(String)
    /// A name that no line before defines.
    case unknownName(String)
    /// A name that is a member of a group already.
    case repeatedMember(String)
    /// A threshold that is not from 1 to the number of members.
    case thresholdOutside(Int, members: Int)
    /// ``Quorum/none`` as a member of a group.
    case noneInGroup
    /// A second quorum.
    case repeatedQuorum
    /// No quorum.
    case noQuorum

    /// What is wrong, for people.
    public var description: String {
        switch self {
        case .line(let number, let error): "policy, line \(number): \(error.description)"
        case .noLastNewline: "the policy does not end with a newline: a part may be missing"
        case .tooLarge: "the policy is too large: at most 256 logs, 256 witnesses and 256 groups, in 1000000 bytes"
        case .controlCharacter: "a policy has no control characters but tab and newline"
        case .malformedLine:
            "write `log KEY [URL]`, `witness NAME KEY [URL]`, `group NAME all|any|NUMBER NAME…`, `quorum NAME|none` "
                + "or a comment with `#`"
        case .key(let error): error.description
        case .notALog(let name): "the key of `\(name)` is not of type 1, as a log's must be"
        case .notAWitness(let name): "the key of `\(name)` is not of type 4, as a witness's must be"
        case .repeatedKey(let name): "the key of `\(name)` is there twice: take one of them out"
        case .repeatedName(let name): "the name `\(name)` is taken: choose another"
        case .unknownName(let name): "no line above defines `\(name)`"
        case .repeatedMember(let name): "`\(name)` is in a group already: each name can count once only"
        case .thresholdOutside(let threshold, let members):
            "a group of \(members) cannot want \(threshold): write a number from 1 to \(members)"
        case .noneInGroup: "`none` cannot be a member of a group"
        case .repeatedQuorum: "there is a quorum already: take one of them out"
        case .noQuorum: "the policy has no quorum: add `quorum NAME`, or `quorum none` to ask for no witness"
        }
    }
}
