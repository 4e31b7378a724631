/// The name of an exclusive lock, which becomes part of a file's name.
package enum LockName {
    /// - Throws: ``StoreError/Kind/misuse``.
    package static func require(_ name: String) throws(StoreError) {
        let isGood = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isGood, (1...64).contains(name.utf8.count) else {
            throw StoreError(
                .misuse, "the name of a lock is not 1 to 64 letters a to z, digits, `-`, `_` and `.`; change it")
        }
    }

    package static func taken(_ name: String) -> StoreError {
        StoreError(.notExclusive, "the lock `\(name)` is held by another; stop the other program, or wait for it")
    }

    package static func lost(_ name: String) -> StoreError {
        StoreError(.notExclusive, "the lock `\(name)` is no longer held; take it again")
    }
}
