/// The companies: a network operator, its affiliated retailer, other retailers, and contractors.
enum Market {
    static let networkOperator = 0
    static let affiliate = 1
    static let retailers = 30
    static let contractors = 12

    static func id(_ company: Int) -> String {
        company == networkOperator ? "N001" : company <= retailers ? "R\(padded(company))" : "K\(padded(company - retailers))"
    }

    /// The contractor that a company engages, by number.
    static func contractor(of side: Int, _ number: Int) -> Int {
        let half = contractors / 2
        return retailers + 1 + number % half + (side == networkOperator ? 0 : half)
    }

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: number < 10 ? 2 : number < 100 ? 1 : 0) + String(number)
    }

    static func write(to folder: String) throws {
        let file = try LineWriter(folder + "/companies.csv")
        file.text("company,name,nameEn,kind,registration,affiliates")
        try file.endLine()
        for company in 0...retailers + contractors {
            let id = id(company)
            let kind = company == networkOperator ? "networkOperator" : company <= retailers ? "retailer" : "contractor"
            let registration = kind == "retailer" ? "A0\(padded(company))" : ""
            file.text("\(id),会社\(id),Company \(id),\(kind),\(registration),\(company == affiliate ? "N001" : "")")
            try file.endLine()
        }
        try file.close()
    }

    /// Whose customer a point becomes: mostly the affiliate's, sometimes, by last resort, the network operator's own.
    static func drawOwner(_ draw: inout Draw) -> Int {
        if draw.happens(7200) { return affiliate }
        if draw.happens(200) { return networkOperator }
        // The larger retailers come first.
        let place = draw.below(1000)
        return affiliate + 1 + place * place / 1000 * (retailers - 1) / 1000
    }
}
