/// The birth certificates of a document, each once, with the short names by which cells refer to them.
///
/// Many cells share one certificate, and nearly all share a few sets of inputs; so a document's certificates are kept
/// in three lists: inputs (`d1`…), sets of inputs (`s1`…), and certificates (`p1`…), named in order of appearance.
struct ProvenanceTable: Sendable {
    private(set) var inputs: [InputDigest] = []
    private(set) var sets: [[InputDigest]] = []
    private(set) var certificates: [Provenance] = []
    private var inputNumber: [InputDigest: Int] = [:]
    // Sets are few, long, and mostly the very same array, which compares at once; so they are compared, not hashed.
    private var setNumbers: [Int: [Int]] = [:]
    private var certificateNumbers: [String: [Int]] = [:]

    init() {}

    /// The certificates of a document's cells, in order of appearance; the document's inputs come first.
    init(_ document: ReportDocument) {
        for input in document.inputs { add(input) }
        for cell in document.tables.lazy.flatMap(\.rows).flatMap(\.cells) {
            if let provenance = cell.provenance { add(provenance) }
        }
    }

    mutating func add(_ input: InputDigest) {
        if inputNumber[input] == nil {
            inputs.append(input)
            inputNumber[input] = inputs.count
        }
    }

    mutating func add(_ provenance: Provenance) {
        guard number(of: provenance) == nil else { return }
        if number(ofSet: provenance.inputs) == nil {
            provenance.inputs.forEach { add($0) }
            sets.append(provenance.inputs)
            setNumbers[provenance.inputs.count, default: []].append(sets.count)
        }
        certificates.append(provenance)
        certificateNumbers[provenance.query, default: []].append(certificates.count)
    }

    /// The name of a certificate, `p1` for the first; nil if it is none of the document's.
    func reference(to provenance: Provenance) -> String? {
        number(of: provenance).map { "p\($0)" }
    }

    private func number(of provenance: Provenance) -> Int? {
        certificateNumbers[provenance.query]?.first { certificates[$0 - 1].inputs == provenance.inputs }
    }

    /// The number of a set of inputs, from 1.
    func number(ofSet set: [InputDigest]) -> Int? {
        setNumbers[set.count]?.first { sets[$0 - 1] == set }
    }

    /// The number of an input, from 1.
    func number(of input: InputDigest) -> Int? {
        inputNumber[input]
    }

    /// The certificate of a name such as `p1`.
    func certificate(_ reference: String, _ decoder: any Decoder) throws -> Provenance {
        guard reference.first == "p", let number = Int(reference.dropFirst()), certificates.indices.contains(number - 1)
        else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath, debugDescription: "`\(reference)` is no provenance of the document")
            )
        }
        return certificates[number - 1]
    }
}

extension CodingUserInfoKey {
    // INVARIANT: CodingUserInfoKey(rawValue:) accepts every string.
    static let provenanceTable = CodingUserInfoKey(rawValue: "sekisho.report.provenance")!
}
