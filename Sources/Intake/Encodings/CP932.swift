import Foundation

/// Windows-31J, which Windows calls code page 932: JIS X 0201 and 0208 with NEC's and IBM's additions.
///
/// The tables are made once from Foundation's decoder, which is Windows' own. `0x81 0x60` is U+FF5E, `0x81 0x7C`
/// U+FF0D. Where a character stands in several places, encoding takes the one that Windows takes: JIS X 0208, then
/// NEC's row 13, then IBM's additions, then NEC's selection of those.
enum CP932 {
    /// Two bytes → the character, 0 where there is none; index `lead << 8 | trail`.
    static let decoding: [UInt16] = {
        var table = [UInt16](repeating: 0, count: 1 << 16)
        for lead in UInt8(0x81)...0xFC where isLead(lead) {
            for trail in UInt8(0x40)...0xFC where trail != 0x7F {
                guard let text = String(bytes: [lead, trail], encoding: .shiftJIS) else { continue }
                let scalars = text.unicodeScalars
                guard scalars.count == 1, let value = scalars.first?.value, value >= 0x80, value < 0xFFFD,
                    !(0xE000...0xF8FF).contains(value)
                else { continue }
                table[Int(lead) << 8 | Int(trail)] = UInt16(value)
            }
        }
        return table
    }()

    /// The character → two bytes.
    static let encoding: [UInt16: UInt16] = {
        var table: [UInt16: UInt16] = [:]
        func add(_ leads: ClosedRange<Int>) {
            for lead in leads {
                for trail in 0x40...0xFC {
                    let value = decoding[lead << 8 | trail]
                    if value != 0, table[value] == nil { table[value] = UInt16(lead << 8 | trail) }
                }
            }
        }
        add(0x81...0x84)
        add(0x88...0xEA)
        add(0x87...0x87)
        add(0xFA...0xFC)
        add(0xED...0xEE)
        return table
    }()

    /// Signs that other systems write with another code for the same thing.
    static let twins: [UInt32: UInt16] = [
        0x301C: 0xFF5E, 0x2212: 0xFF0D, 0x2014: 0x2015, 0x2016: 0x2225, 0x00A2: 0xFFE0, 0x00A3: 0xFFE1,
        0x00AC: 0xFFE2, 0x00A6: 0xFFE4,
    ]

    @inline(__always)
    static func isLead(_ byte: UInt8) -> Bool {
        (0x81...0x9F).contains(byte) || (0xE0...0xFC).contains(byte)
    }
}
