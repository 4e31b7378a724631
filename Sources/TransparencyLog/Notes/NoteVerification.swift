extension SignedNote {
    /// Verifies the signatures of known keys, of either kind, and gives those keys that signed; the signatures of others
    /// are ignored.
    ///
    /// Throws where one of a known key is false, as the standard advises: such a note was altered. Where a key has more than
    /// one signature, all must be true.
    public func signers(among keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
        var signers: [VerifierKey] = []
        for key in keys where !signers.contains(key) {
            let made = signatures.filter(key.made)
            for signature in made where !verifies(signature, by: key) {
                throw .falseSignature(name: key.name)
            }
            if !made.isEmpty { signers.append(key) }
        }
        return signers
    }

    /// The text, if one of the keys signed it; throws where none did, or a signature of one is false.
    public func verifiedText(by keys: [VerifierKey]) throws(NoteError) -> String {
        guard !(try signers(among: keys)).isEmpty else { throw .missingSignature(names: keys.map(\.name)) }
        return text
    }

    private func verifies(_ signature: NoteSignature, by key: VerifierKey) -> Bool {
        switch key.algorithm {
        case .ed25519: key.verifies(signature.signature, of: textBytes)
        case .cosignature: Cosignature.time(signature, by: key, of: textBytes) != nil
        }
    }
}
