/// Reads the text of policies. Names are bytes: no letter is folded or joined.
struct PolicyParser {
    private static let mostBytes = 1_000_000
    /// The standard asks for at least 32 of each kind.
    private static let mostOfAKind = 256

    private var logs: [TrustPolicy.Log] = []
    private var witnesses: [TrustPolicy.Witness] = []
    private var named: [[UInt8]: Quorum] = [:]
    private var groups = 0
    private var members: Set<[UInt8]> = []
    private var quorum: Quorum?

    mutating func parse(_ bytes: [UInt8]) throws(PolicyError) -> TrustPolicy {
        guard bytes.count <= Self.mostBytes else { throw .tooLarge }
        guard bytes.last == NoteForm.newline else { throw .noLastNewline }
        let lines = bytes.dropLast().split(separator: NoteForm.newline, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            do {
                try read(line)
            } catch {
                if case .line = error { throw error }
                throw .line(index + 1, error)
            }
        }
        guard let quorum else { throw .noQuorum }
        return try TrustPolicy(logs: logs, witnesses: witnesses, quorum: quorum)
    }

    private mutating func read(_ line: ArraySlice<UInt8>) throws(PolicyError) {
        guard line.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else { throw .controlCharacter }
        let words = line.split(whereSeparator: { $0 == 0x09 || $0 == 0x20 }).map(Array.init)
        guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
        let parts = Array(words.dropFirst())
        switch String(decoding: keyword, as: UTF8.self) {
        case "log" where (1...2).contains(parts.count):
            guard logs.count < Self.mostOfAKind else { throw .tooLarge }
            let key = try key(parts[0])
            guard key.algorithm == .ed25519 else { throw .notALog(name: key.name) }
            guard !logs.contains(where: { $0.key.publicKey == key.publicKey }) else {
                throw .repeatedKey(name: key.name)
            }
            logs.append(TrustPolicy.Log(key: key, address: parts.count == 2 ? Self.text(parts[1]) : nil))
        case "witness" where (2...3).contains(parts.count):
            guard witnesses.count < Self.mostOfAKind else { throw .tooLarge }
            let key = try key(parts[1])
            guard !witnesses.contains(where: { $0.key.publicKey == key.publicKey }) else {
                throw .repeatedKey(name: key.name)
            }
            try define(parts[0], as: try Quorum(witness: key))
            witnesses.append(
                TrustPolicy.Witness(
                    name: Self.text(parts[0]), key: key, address: parts.count == 3 ? Self.text(parts[2]) : nil))
        case "group" where parts.count >= 3: try readGroup(parts[0], parts[1], Array(parts[2...]))
        case "quorum" where parts.count == 1:
            guard quorum == nil else { throw .repeatedQuorum }
            if parts[0] == Array("none".utf8) {
                quorum = Quorum.none
            } else {
                guard let found = named[parts[0]] else { throw .unknownName(Self.text(parts[0])) }
                quorum = found
            }
        default: throw .malformedLine
        }
    }

    private mutating func readGroup(_ name: [UInt8], _ count: [UInt8], _ names: [[UInt8]]) throws(PolicyError) {
        guard groups < Self.mostOfAKind else { throw .tooLarge }
        groups += 1
        var quorums: [Quorum] = []
        for member in names {
            guard let found = named[member] else { throw .unknownName(Self.text(member)) }
            guard members.insert(member).inserted else { throw .repeatedMember(Self.text(member)) }
            quorums.append(found)
        }
        let threshold: Int
        switch String(decoding: count, as: UTF8.self) {
        case "all": threshold = names.count
        case "any": threshold = 1
        default:
            guard let number = Decimal.parse(count) else { throw .malformedLine }
            threshold = Int(number)
        }
        try define(name, as: try Quorum(atLeast: threshold, of: quorums))
    }

    private mutating func define(_ name: [UInt8], as quorum: Quorum) throws(PolicyError) {
        guard name != Array("none".utf8), named.updateValue(quorum, forKey: name) == nil else {
            throw .repeatedName(Self.text(name))
        }
    }

    private func key(_ text: [UInt8]) throws(PolicyError) -> VerifierKey {
        guard let text = String(validating: text, as: UTF8.self) else { throw .key(.notUTF8) }
        do { return try VerifierKey(text) } catch { throw .key(error) }
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
