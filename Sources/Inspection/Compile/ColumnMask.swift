import Barrier
import Conditions
import Intake

/// How a column's values are masked, as an expression in SQL.
struct ColumnMask {
    /// The kind of mask.
    var mask: CatalogueFile.Mask
    /// How wide bands are.
    var bandWidth: Int

    /// The mask of a column where nobody has chosen one: by what it tells.
    static func usual(_ field: RecordField, _ type: ValueType) -> CatalogueFile.Mask {
        switch type {
        case .date, .timestamp: return .yearOnly
        case .integer, .number: return .band
        case .text: break
        default: return .withhold
        }
        switch field {
        case .supplyPointNumber, .contractNumber, .facilityID, .meterNumber, .phone: return .lastFour
        case .contractHolder, .contactAddress: return .initial
        // Of a short code each piece tells all.
        default: return .withhold
        }
    }

    /// Why the mask cannot be put on values of a type; nil where it can.
    func misfit(_ type: ValueType) -> BilingualText? {
        let isRight =
            switch mask {
            case .withhold: true
            case .lastFour, .initial, .keyedHash: type == .text
            case .yearOnly: type == .date || type == .timestamp
            case .band: type.isNumeric
            }
        guard !isRight else { return nil }
        return BilingualText(
            ja: "マスク `\(mask.rawValue)` は型 `\(type.sql)` の列には使えません。値は出しません",
            en: "the mask `\(mask.rawValue)` does not go on type `\(type.sql)`; nothing is shown")
    }

    /// The masked value; nil where nothing is shown.
    ///
    /// - Parameters:
    ///   - column: the value.
    ///   - key: the table with the key of hashes.
    func sql(_ column: String, _ type: ValueType, key: String) -> String? {
        switch mask {
        case .withhold: return nil
        // Of a short text the end, or the beginning, would be all of it.
        case .lastFour:
            return
                "CASE WHEN char_length(\(column)) > 4 THEN right(\(column), 4) WHEN \(column) IS NOT NULL THEN '' END"
        case .initial:
            return "CASE WHEN char_length(\(column)) > 1 THEN left(\(column), 1) WHEN \(column) IS NOT NULL THEN '' END"
        case .yearOnly where type == .date:
            // Not by `date_trunc`, which goes by the session's time zone, and fails far in the future.
            return "CASE WHEN isfinite(\(column)) THEN make_date(CAST(extract(year FROM \(column)) AS integer), 1, 1) "
                + "ELSE \(column) END"
        case .yearOnly: return "date_trunc('year', \(column))"
        case .band:
            // By remainders, which are exact; a quotient is rounded.
            let (number, width) = ("CAST(\(column) AS numeric)", bandWidth)
            let lower = "trunc(\(number) - mod(mod(\(number), \(width)) + \(width), \(width)))"
            // `greatest` leaves NULL out.
            return type == .integer
                ? "CASE WHEN \(column) IS NOT NULL THEN CAST(greatest(\(lower), \(Int64.min)) AS bigint) END" : lower
        case .keyedHash:
            let (inner, outer) = ("(SELECT k.inner_pad FROM \(key) AS k)", "(SELECT k.outer_pad FROM \(key) AS k)")
            return "encode(sha256(\(outer) || sha256(\(inner) || convert_to(\(column), 'UTF8'))), 'hex')"
        }
    }
}
