// A cell is one flat object that names its type: {"type":"count","value":480,"unit":"people","provenance":"p12"}.
// A share also carries its percentage, so that no reader has to round by itself; it is not read back.

extension Cell: Codable {
    private enum CodingKeys: String, CodingKey {
        case type, value, unit, numerator, denominator, percent, provenance
    }

    private enum Kind: String, Codable {
        case count, rate, text, day, notObserved, empty
    }

    /// Reads a cell from its flat object.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let provenance = try container.decodeIfPresent(Provenance.self, forKey: .provenance)
        let value: CellValue =
            switch try container.decode(Kind.self, forKey: .type) {
            case .count:
                .count(
                    try container.decode(Int.self, forKey: .value),
                    unit: try container.decode(Unit.self, forKey: .unit))
            case .rate:
                .rate(
                    numerator: try container.decode(Int.self, forKey: .numerator),
                    denominator: try container.decode(Int.self, forKey: .denominator))
            case .text: .text(try container.decode(Phrase.self, forKey: .value))
            case .day: .day(try container.decode(PrintedDay.self, forKey: .value))
            case .notObserved: .notObserved
            case .empty: .empty
            }
        self.init(value, provenance)
    }

    /// Writes the cell as one flat object.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(provenance, forKey: .provenance)
        switch value {
        case .count(let number, let unit):
            try container.encode(Kind.count, forKey: .type)
            try container.encode(number, forKey: .value)
            try container.encode(unit, forKey: .unit)
        case .rate(let rate):
            try container.encode(Kind.rate, forKey: .type)
            try container.encode(rate.numerator, forKey: .numerator)
            try container.encode(rate.denominator, forKey: .denominator)
            try container.encodeIfPresent(rate.percentage(), forKey: .percent)
        case .text(let phrase):
            try container.encode(Kind.text, forKey: .type)
            try container.encode(phrase, forKey: .value)
        case .day(let day):
            try container.encode(Kind.day, forKey: .type)
            try container.encode(day, forKey: .value)
        case .notObserved: try container.encode(Kind.notObserved, forKey: .type)
        case .empty: try container.encode(Kind.empty, forKey: .type)
        }
    }
}
