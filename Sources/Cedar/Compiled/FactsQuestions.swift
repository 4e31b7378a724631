/// What the code asks of cells, some of which belong to a request's own space.
extension Facts {
    /// An attribute of a record or entity; missing for anything else, too.
    @inline(__always) func attribute(_ name: Int, of base: Cell, _ own: Space) -> Cell {
        let index = Int(base.payload)
        switch base.tag {
        case .entity: return index < attributes.count ? attributes.value(index, name) : .missing
        case .record:
            let first = Int(own.firstRecord)
            return index < first ? space.records.value(index, name) : own.records.value(index - first, name)
        default: return .missing
        }
    }

    @inline(__always) func type(of uid: Int64, _ own: Space) -> Int32 {
        let first = Int64(own.entities.first)
        return uid < first ? space.typeOf[Int(uid)] : own.typeOf[Int(uid - first)]
    }

    func text(_ string: Int64, _ own: Space) -> String {
        let id = Int32(string)
        return (id < own.strings.first ? space.strings[id] : own.strings[id]).text
    }

    /// Whether an entity is in another, or in one of a set, all of which must be entities; missing means an error.
    func isIn(_ uid: Cell, _ group: Cell, _ own: Space) -> Cell {
        guard uid.tag == .entity else { return .missing }
        if group.tag == .entity { return .bool(isIn(uid.payload, group.payload)) }
        guard group.tag == .set else { return .missing }
        let (lists, index) = list(group, own)
        var found = false
        for place in lists.range(index) {
            let member = lists.cells[place]
            guard member.tag == .entity else { return .missing }
            found = found || isIn(uid.payload, member.payload)
        }
        return .bool(found)
    }

    private func list(_ set: Cell, _ own: Space) -> (CellLists, Int) {
        let index = Int(set.payload)
        let first = Int(own.firstSet)
        return index < first ? (space.sets, index) : (own.sets, index - first)
    }

    /// Questions to sets; missing means an error.
    func ask(_ operation: Instruction.Operation, _ one: Cell, _ other: Cell, _ own: Space) -> Cell {
        guard one.tag == .set else { return .missing }
        let (all, index) = list(one, own)
        switch operation {
        case .isEmpty: return .bool(all.range(index).isEmpty)
        case .contains: return .bool(all.contains(index, other))
        default:
            guard other.tag == .set else { return .missing }
            let (some, place) = list(other, own)
            let isAll = operation == .containsAll
            for member in some.range(place) where all.contains(index, some.cells[member]) != isAll {
                return .bool(!isAll)
            }
            return .bool(isAll)
        }
    }

    func extensionValue(_ cell: Cell, _ own: Space) -> ExtensionValue? {
        switch cell.tag {
        case .decimal: return .decimal(tenThousandths: cell.payload)
        case .datetime: return .datetime(milliseconds: cell.payload)
        case .duration: return .duration(milliseconds: cell.payload)
        case .address:
            let id = Int32(cell.payload)
            return .address(id < own.addresses.first ? space.addresses[id] : own.addresses[id])
        default: return nil
        }
    }
}

extension Cell {
    @inline(__always) var isOrdered: Bool { tag == .long || tag == .datetime || tag == .duration }
}
