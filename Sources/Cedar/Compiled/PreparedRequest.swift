/// A request whose names a ``Decider`` has looked up; of use to that decider alone, until it forgets.
public struct PreparedRequest: Sendable {
    let principal: Int32
    private(set) var action: Int32
    let resource: Int32
    let context: Int32
    /// The numbers of types, and of the action, as policies are chosen by them; -1 for those that no policy and no entity
    /// knows.
    let principalType: Int32
    let resourceType: Int32
    private(set) var knownAction: Int32
    /// Which of the decider's lives it belongs to.
    let generation: UInt32

    @inline(__always) func variable(_ number: Int32) -> Cell {
        switch number {
        case 0: .entity(principal)
        case 1: .entity(action)
        case 2: .entity(resource)
        default: Cell(tag: .record, payload: Int64(context))
        }
    }

    /// The same request for another action.
    @inline(__always) func with(action: Int32, known: Int32) -> PreparedRequest {
        var copy = self
        copy.action = action
        copy.knownAction = known
        return copy
    }
}
