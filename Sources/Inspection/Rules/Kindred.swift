import Registry

/// Which companies are alike to a rule book: put one for another everywhere, and no verdict changes. So of any companies
/// in a question, others can speak for them, and few questions are left.
struct Kindred: Sendable {
    /// The first companies of each company's kind, itself among them or not; nil where it is like no other.
    private let first: [[CompanyIndex]?]

    /// - Parameter named: the ids of the companies that the policies name.
    init(_ companies: [Company], named: Set<String>) {
        var kinds: [Company.Kind: [CompanyIndex]] = [:]
        func isOrdinary(_ company: Company) -> Bool { company.affiliates.isEmpty && !named.contains(company.id) }
        for (position, company) in companies.enumerated() where isOrdinary(company) {
            // A question has three companies at the most.
            if kinds[company.kind, default: []].count < 3 {
                kinds[company.kind, default: []].append(CompanyIndex(rawValue: UInt16(position)))
            }
        }
        first = companies.map { isOrdinary($0) ? kinds[$0.kind] : nil }
    }

    /// The companies that speak for a viewer's and an owner: the same, as far as the rule book can tell. Two that are
    /// alike and not the same stay two.
    func speakers(
        _ viewer: SystemSurface.Viewer, _ owner: CompanyIndex?
    ) -> (viewer: SystemSurface.Viewer, owner: CompanyIndex?) {
        var taken: [(company: CompanyIndex, speaker: CompanyIndex)] = []
        func speaker(_ company: CompanyIndex) -> CompanyIndex {
            if let known = taken.first(where: { $0.company == company }) { return known.speaker }
            let free = first[Int(company.rawValue)]?.first { candidate in
                !taken.contains { $0.speaker == candidate }
            }
            taken.append((company, free ?? company))
            return free ?? company
        }
        let company = speaker(viewer.company)
        let side = speaker(viewer.side)
        return (SystemSurface.Viewer(company: company, side: side), owner.map(speaker))
    }
}
