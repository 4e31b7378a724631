/// Why a proof or a root could not be made.
public enum ProofMakingError<Failure: Error>: Error {
    /// What was asked for does not lie within the tree.
    case tree(TreeError)
    /// The source of the hashes failed.
    case source(Failure)
}

extension ProofMakingError: CustomStringConvertible {
    /// What went wrong, for people.
    public var description: String {
        switch self {
        case .tree(let error): error.description
        case .source(let error): "\(error)"
        }
    }
}

extension ProofMakingError: Equatable where Failure: Equatable {}
extension ProofMakingError: Hashable where Failure: Hashable {}
