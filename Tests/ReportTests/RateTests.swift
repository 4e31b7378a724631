import Report
import Testing

@Suite("shares and counts are printed by integers")
struct RateTests {
    @Test(
        "rates of the published report",
        arguments: [
            (1_740, 2_010, "86.6%"), (442, 464, "95.3%"), (1_298, 1_546, "84.0%"), (1_289, 1_606, "80.3%"),
            (456, 511, "89.2%"), (833, 1_095, "76.1%"), (0, 5, "0.0%"), (5, 5, "100.0%"), (0, 0, "—"), (3, 0, "—"),
            // Halves go up, also where a double would fall just below them.
            (1, 2_000, "0.1%"), (1, 2_001, "0.0%"), (1_005, 100_000, "1.0%"), (1_115, 10_000, "11.2%"),
            (2_675, 100_000, "2.7%"), (9_995, 10_000, "100.0%"), (Int.max, Int.max, "100.0%"), (-1, 2_000, "-0.1%"),
            (-1, 3_000, "0.0%"),
        ])
    func printed(numerator: Int, denominator: Int, text: String) {
        #expect(Rate(numerator, of: denominator).text() == text)
    }

    @Test("decimals are settable", arguments: [(0, "87%"), (1, "86.6%"), (2, "86.57%"), (3, "86.567%"), (-4, "87%")])
    func decimals(digits: Int, text: String) {
        #expect(Rate(1_740, of: 2_010).text(digits: digits) == text)
    }

    /// The definition of rounding half up, by search instead of division: the largest tenth not above rate + 0.05.
    @Test("every small share agrees with the definition")
    func definition() {
        for denominator in 1...60 {
            for numerator in 0...denominator {
                let tenths = (0...1_000).last { ($0 * 2 - 1) * denominator <= numerator * 2_000 }!
                #expect(Rate(numerator, of: denominator).percentage() == "\(tenths / 10).\(tenths % 10)")
            }
        }
    }

    @Test("counts have separators and their unit")
    func counts() {
        #expect(CellValue.count(1_740, unit: .people).text(.ja) == "1,740名")
        #expect(CellValue.count(1_740, unit: .people).text(.en) == "1,740 people")
        #expect(CellValue.count(1, unit: .people).text(.en) == "1 person")
        #expect(CellValue.count(153_095, unit: .contracts).text(.ja) == "153,095契約")
        #expect([0, 1, 1_606].map { $0.counted("row") } == ["0 rows", "1 row", "1,606 rows"])
        #expect(
            [0, 7, 999, 1_000, -1_234_567, Int.min].map(\.grouped) == [
                "0", "7", "999", "1,000", "-1,234,567", "-9,223,372,036,854,775,808",
            ])
    }
}
