public import Intake

/// A company of the electricity market: the network operator, a retailer, or somebody's contractor.
public struct Company: Hashable, Codable, Sendable {
    /// What part a company plays in the market. The register writes the raw values.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// 一般送配電事業者: runs the wires and the systems.
        case networkOperator
        /// 小売電気事業者: sells electricity, or buys it from the customers' panels.
        case retailer
        /// 委託会社: works for one of the others, and its people stand on that one's side.
        case contractor
    }

    /// The register's id of the company, normalised; the contracts' `supplier` names it.
    public var id: String
    /// The company's name, as the register spells it.
    public var name: BilingualText
    /// The company's part in the market.
    public var kind: Kind
    /// The registration as a retailer (`A0123`), where the register gives one.
    public var registration: String?
    /// The companies of the same group, ascending, without the company itself.
    ///
    /// Affiliation works both ways: when only one of two companies names the other, both have it here.
    public var affiliates: [CompanyIndex]

    /// A company as the register states it.
    public init(
        id: String, name: BilingualText, kind: Kind, registration: String? = nil, affiliates: [CompanyIndex] = []
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.registration = registration
        self.affiliates = affiliates
    }
}

/// A department of one company.
public struct Department: Hashable, Codable, Sendable {
    /// The register's id of the department, normalised; unique over all companies.
    public var id: String
    /// The company that it belongs to.
    public var company: CompanyIndex
    /// The department's name.
    public var name: BilingualText

    /// A department as the register states it.
    public init(id: String, company: CompanyIndex, name: BilingualText) {
        self.id = id
        self.company = company
        self.name = name
    }
}

/// A person who may look at customers' records.
public struct Person: Hashable, Codable, Sendable {
    /// The register's id of the person, normalised. One person has one, over all employers.
    public var id: String
    /// The person's name as the register spells it, never normalised.
    public var name: String

    /// A person as the register states them.
    public init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}
