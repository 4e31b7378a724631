/// The parts of keys written as text.
enum KeyText {
    /// Eight lower-case hexadecimal digits.
    static func keyID(_ text: some Collection<UInt8>) -> UInt32? {
        guard text.count == 8 else { return nil }
        var number: UInt32 = 0
        for digit in text {
            switch digit {
            case 0x30...0x39: number = number << 4 | UInt32(digit - 0x30)
            case 0x61...0x66: number = number << 4 | UInt32(digit - 0x61 + 10)
            default: return nil
            }
        }
        return number
    }
}
