import Testing

@testable import Ledger

struct CommitmentTests {
    private func key(_ number: UInt8) -> PartyKey {
        PartyKey(id: KeyID([UInt8](repeating: number, count: 16))!, secret: [UInt8](repeating: number, count: 32))!
    }

    private func view(_ number: UInt8) -> ViewID { ViewID([UInt8](repeating: number, count: 16))! }

    @Test func `a commitment opens with its own value and salt alone`() {
        let salt = key(1).salt(ofActor: true, view(1))
        let opening = Opening(value: "E-0001", salt: salt)
        let commitment = opening.commitment
        #expect(opening.opens(commitment))
        #expect(!Opening(value: "E-0002", salt: salt).opens(commitment))
        #expect(!Opening(value: "E-0001", salt: key(1).salt(ofActor: false, view(1))).opens(commitment))
        #expect(!Opening(value: "E-0001", salt: key(1).salt(ofActor: true, view(2))).opens(commitment))
        #expect(!Opening(value: "E-0001", salt: key(2).salt(ofActor: true, view(1))).opens(commitment))
    }

    @Test func `two views of one person have nothing in common`() {
        let payload = ViewPayload(actor: "E-0001", subject: "0611")
        let one = PreparedEntry(ViewRequest(slot: 1, view: view(1), payload: payload), subject: key(1), actor: key(2))
        let two = PreparedEntry(ViewRequest(slot: 1, view: view(2), payload: payload), subject: key(1), actor: key(2))
        #expect(one.entry.actor != two.entry.actor && one.entry.subject != two.entry.subject)
        #expect(one.entry.payload != two.entry.payload && one.payload != two.payload)
    }

    @Test func `a sealed payload opens under its own keys and view alone, and no byte of it can be changed`() {
        let payload = ViewPayload(actor: "E-0001", subject: "0611000000000000000001")
        let sealed = SealedPayload(payload, view: view(1), subject: key(1), actor: key(2))
        #expect(sealed.opened(view: view(1), subject: key(1), actor: key(2)) == payload)
        #expect(sealed.opened(view: view(2), subject: key(1), actor: key(2)) == nil)
        #expect(sealed.opened(view: view(1), subject: key(3), actor: key(2)) == nil)
        #expect(sealed.opened(view: view(1), subject: key(1), actor: key(3)) == nil)
        #expect(sealed.opened(view: view(1), subject: key(2), actor: key(1)) == nil)
        for place in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[place] ^= 1
            #expect(SealedPayload(bytes: bytes).opened(view: view(1), subject: key(1), actor: key(2)) == nil)
            #expect(SealedPayload.commitment(to: bytes) != sealed.commitment)
        }
        #expect(SealedPayload(bytes: []).opened(view: view(1), subject: key(1), actor: key(2)) == nil)
    }
}
