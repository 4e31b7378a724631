extension Automaton {
    /// The automaton of the same language with the fewest states, numbered in the order of a breadth-first walk.
    func minimised() -> Automaton {
        var refinement = Refinement(self)
        refinement.run()
        return refinement.quotient()
    }
}

/// Splits the states of an automaton into blocks of states that no text tells apart.
///
/// A state is looked at again only when a state that one of its edges leads to has moved to another block, and the
/// largest part of a split block is never the one that moves. So each edge is looked at as often as the logarithm of
/// the number of states, at most.
private struct Refinement {
    private let automaton: Automaton
    /// The states that lead to each state.
    private var sources: [Int32] = []
    private var sourceStarts: [Int32]
    /// The states, block by block; in each block first those that are to be looked at.
    private var order: [Int32]
    private var places: [Int32]
    private var blockOf: [Int32]
    private var blockStarts: [Int32] = []
    private var blockEnds: [Int32] = []
    private var openEnds: [Int32] = []
    private var queue: [Int32] = []
    private var isQueued: [Bool] = []

    init(_ automaton: Automaton) {
        self.automaton = automaton
        let count = automaton.count
        sourceStarts = [Int32](repeating: 0, count: count + 1)
        for target in automaton.targets { sourceStarts[Int(target) + 1] += 1 }
        for state in 0..<count { sourceStarts[state + 1] += sourceStarts[state] }
        sources = [Int32](repeating: 0, count: automaton.targets.count)
        var next = sourceStarts
        for state in 0..<count {
            for edge in automaton.edges(of: state) {
                let target = Int(automaton.targets[edge])
                sources[Int(next[target])] = Int32(state)
                next[target] += 1
            }
        }
        order = []
        order.reserveCapacity(count)
        places = [Int32](repeating: 0, count: count)
        blockOf = [Int32](repeating: 0, count: count)
        for accepts in [false, true] {
            let start = order.count
            for state in 0..<count where automaton.accepts[state] == accepts {
                places[state] = Int32(order.count)
                blockOf[state] = Int32(blockStarts.count)
                order.append(Int32(state))
            }
            if order.count > start { addBlock(start, order.count, open: order.count) }
        }
    }

    private mutating func addBlock(_ start: Int, _ end: Int, open: Int) {
        if open > start { queue.append(Int32(blockStarts.count)) }
        isQueued.append(open > start)
        blockStarts.append(Int32(start))
        blockEnds.append(Int32(end))
        openEnds.append(Int32(open))
    }

    mutating func run() {
        while let block = queue.popLast() {
            isQueued[Int(block)] = false
            split(Int(block))
        }
    }

    /// Splits a block by where the edges of its states lead.
    private mutating func split(_ block: Int) {
        let start = Int(blockStarts[block])
        let end = Int(blockEnds[block])
        let open = Int(openEnds[block])
        openEnds[block] = Int32(start)
        if end - start == 1 { return }
        // States that nothing changed for are alike: one of them stands for all.
        let still = open < end ? Int(order[open]) : -1
        var groups: [[Int32]] = still >= 0 ? [[]] : []
        var hashed = order[start..<open].map { (hash: hash(Int($0)), state: $0) }
        hashed.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.state < $1.state }
        var first = 0
        var fresh = groups.count
        for index in hashed.indices {
            if hashed[index].hash != hashed[first].hash {
                first = index
                fresh = groups.count
            }
            let state = hashed[index].state
            if still >= 0, isAlike(Int(state), still) {
                groups[0].append(state)
            } else if let group = (fresh..<groups.count).first(where: { isAlike(Int(state), Int(groups[$0][0])) }) {
                groups[group].append(state)
            } else {
                groups.append([state])
            }
        }
        if still >= 0 { groups[0].append(contentsOf: order[open..<end]) }
        if groups.count == 1 { return }
        rearrange(block, groups)
    }

    /// Gives each group a block; the largest keeps the old one.
    private mutating func rearrange(_ block: Int, _ groups: [[Int32]]) {
        var largest = 0
        for group in groups.indices where groups[group].count > groups[largest].count { largest = group }
        var place = Int(blockStarts[block])
        for group in [largest] + groups.indices.filter({ $0 != largest }) {
            let start = place
            let number = group == largest ? block : blockStarts.count
            for state in groups[group] {
                order[place] = state
                places[Int(state)] = Int32(place)
                blockOf[Int(state)] = Int32(number)
                place += 1
            }
            if group == largest {
                blockEnds[block] = Int32(place)
            } else {
                addBlock(start, place, open: start)
            }
        }
        for group in groups.indices where group != largest {
            for state in groups[group] {
                for index in Int(sourceStarts[Int(state)])..<Int(sourceStarts[Int(state) + 1]) {
                    reopen(Int(sources[index]))
                }
            }
        }
    }

    /// Has a state looked at again.
    private mutating func reopen(_ state: Int) {
        let block = Int(blockOf[state])
        let open = Int(openEnds[block])
        let place = Int(places[state])
        if place < open || blockEnds[block] - blockStarts[block] == 1 { return }
        let other = order[open]
        order[open] = Int32(state)
        order[place] = other
        places[state] = Int32(open)
        places[Int(other)] = Int32(place)
        openEnds[block] += 1
        if !isQueued[block] {
            isQueued[block] = true
            queue.append(Int32(block))
        }
    }

    /// A number that is the same for states whose letters lead to the same blocks.
    private func hash(_ state: Int) -> UInt64 {
        var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
        var former: Int32 = -1
        var upper: UInt32 = 0
        for edge in automaton.edges(of: state) {
            let block = blockOf[Int(automaton.targets[edge])]
            if block != former {
                hash = (hash ^ (UInt64(upper) << 32 | UInt64(UInt32(bitPattern: block)))) &* 0xD6E8_FEB8_6659_FD93
                hash ^= hash >> 32
                former = block
            }
            upper = automaton.uppers[edge]
        }
        return hash
    }

    /// Whether all letters lead from both states to the same block.
    private func isAlike(_ first: Int, _ second: Int) -> Bool {
        var (one, two) = (Int(automaton.starts[first]), Int(automaton.starts[second]))
        let end = Int(automaton.starts[first + 1])
        while one < end {
            if blockOf[Int(automaton.targets[one])] != blockOf[Int(automaton.targets[two])] { return false }
            let (upper, other) = (automaton.uppers[one], automaton.uppers[two])
            if upper <= other { one += 1 }
            if other <= upper { two += 1 }
        }
        return true
    }

    /// The automaton of the blocks.
    func quotient() -> Automaton {
        var numbers = [Int32](repeating: -1, count: blockStarts.count)
        var blocks = [blockOf[0]]
        numbers[Int(blockOf[0])] = 0
        var result = Automaton(accepts: [], starts: [0], uppers: [], targets: [])
        var next = 0
        while next < blocks.count {
            let state = Int(order[Int(blockStarts[Int(blocks[next])])])
            let first = result.targets.count
            for edge in automaton.edges(of: state) {
                let block = blockOf[Int(automaton.targets[edge])]
                if numbers[Int(block)] < 0 {
                    numbers[Int(block)] = Int32(blocks.count)
                    blocks.append(block)
                }
                let number = numbers[Int(block)]
                if result.targets.count > first, result.targets[result.targets.count - 1] == number {
                    result.uppers[result.uppers.count - 1] = automaton.uppers[edge]
                } else {
                    result.uppers.append(automaton.uppers[edge])
                    result.targets.append(number)
                }
            }
            result.accepts.append(automaton.accepts[state])
            result.starts.append(Int32(result.targets.count))
            next += 1
        }
        return result
    }
}
