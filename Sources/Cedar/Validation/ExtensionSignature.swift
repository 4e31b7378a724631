/// The types of the extensions' functions and methods.
struct ExtensionSignature: Sendable {
    /// Types of the arguments, a method's receiver first.
    var arguments: [CedarType]
    /// Type of the result.
    var result: CedarType
    /// Whether it makes a value from its text; the text must then be written out, so that it can be checked beforehand.
    var isConstructor = false

    /// All of them, by name.
    static let all: [String: ExtensionSignature] = {
        let decimal = CedarType.extended(.decimal)
        let address = CedarType.extended(.ipaddr)
        let instant = CedarType.extended(.datetime)
        let length = CedarType.extended(.duration)
        var all: [String: ExtensionSignature] = [:]
        for (name, type) in [("decimal", decimal), ("ip", address), ("datetime", instant), ("duration", length)] {
            all[name] = ExtensionSignature(arguments: [.string], result: type, isConstructor: true)
        }
        func add(_ names: [String], _ arguments: [CedarType], _ result: CedarType) {
            for name in names { all[name] = ExtensionSignature(arguments: arguments, result: result) }
        }
        add(["lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"], [decimal, decimal], .anyBool)
        add(["isIpv4", "isIpv6", "isLoopback", "isMulticast"], [address], .anyBool)
        add(["isInRange"], [address, address], .anyBool)
        add(["offset"], [instant, length], instant)
        add(["durationSince"], [instant, instant], length)
        add(["toDate"], [instant], instant)
        add(["toTime"], [instant], length)
        add(["toMilliseconds", "toSeconds", "toMinutes", "toHours", "toDays"], [length], .long)
        return all
    }()
}
