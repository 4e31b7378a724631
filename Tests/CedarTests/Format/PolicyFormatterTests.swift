import Foundation
import Testing

@testable import Cedar

struct PolicyFormatterTests {
    /// What is wrong with the layout of a text, or nothing.
    private func faults(_ text: String, _ formatter: PolicyFormatter = PolicyFormatter()) throws -> [String] {
        let formatted = try formatter.format(text)
        var faults: [String] = []
        do {
            let (before, after) = (try PolicySet(parsing: text), try PolicySet(parsing: formatted))
            if NormalForm.unplaced(before) != NormalForm.unplaced(after) { faults.append("other policies") }
        } catch {
            faults.append("\(error)")
        }
        if try formatter.format(formatted) != formatted { faults.append("not idempotent") }
        let (one, other) = (Lexer.wordsAndComments(of: text).comments, Lexer.wordsAndComments(of: formatted).comments)
        if one.map(\.text).sorted() != other.map(\.text).sorted() { faults.append("other comments") }
        if formatted.split(separator: "\n").contains(where: { $0.last == " " }) { faults.append("blanks at an end") }
        return faults.map { "\($0)\n\(text)\n---\n\(formatted)" }
    }

    @Test(.enabled(if: ConformanceFolder.cedar != nil, "the public corpus is not at hand"))
    func `laws hold for the corpus`() throws {
        let texts = try #require(CorpusPolicies.texts)
        #expect(texts.count > 5_000)
        for (index, text) in texts.enumerated() {
            let formatter = PolicyFormatter(lineWidth: [80, 20, 120][index % 3], indent: [2, 4, 0][index % 3])
            let faults = try faults(text, formatter)
            #expect(faults == [])
            if !faults.isEmpty { break }
        }
    }

    @Test func `laws hold for policies made up, with comments anywhere`() throws {
        let seed: UInt64 = 20_231_101
        print("seed \(seed)")
        var made = MadePolicies(dice: Dice(seed: seed))
        for number in 0..<600 {
            let policy = made.policy(id: "policy0")
            let plain = PolicyPrinter.text(of: policy)
            let commented = strewn(plain + plain, &made.dice)
            let faults = try faults(commented, PolicyFormatter(lineWidth: number % 2 == 0 ? 80 : 30))
            #expect(faults == [])
            if !faults.isEmpty { break }
        }
    }

    @Test func `a policy without a text is printed so that it is read as the same`() throws {
        var made = MadePolicies(dice: Dice(seed: 7))
        for _ in 0..<1_500 {
            let policy = made.policy(id: "policy0")
            let text = PolicyFormatter().text(of: policy)
            var one = PolicySet()
            try one.add(policy)
            let read = try PolicySet(parsing: text)
            #expect(NormalForm.unplaced(read) == NormalForm.unplaced(one), "\(text)")
            if NormalForm.unplaced(read) != NormalForm.unplaced(one) { break }
        }
    }

    /// A text with comments, empty lines and commas before closing brackets strewn between its words.
    private func strewn(_ text: String, _ dice: inout Dice) -> String {
        var result = ""
        let tokens = Lexer.words(of: text).tokens
        for (index, token) in tokens.enumerated() {
            if dice.once(in: 6) {
                result +=
                    dice.pick([" ", "\n", "\n\n", ""]) + "// remark \(index)"
                    + dice.pick(["\n", "  \n", "\r\n", "\n\n\n"])
            }
            result += token.written + dice.pick([" ", " ", "\n"])
        }
        return result
    }

    @Test func `the layout is the makers'`() throws {
        let text = """
            // Who may see what.


            // Second thought.
            @id("x")@advice permit(principal==User::"a",// who
            action in[Action::"view",Action::"edit",],resource is Album in Album::"a"// where
            )when{context.mfa&&(resource.owner==principal||
            // friends
            resource.friends.contains(principal))}unless{if context.risk>5 then true else context.location.country like "JP*"};
            forbid(principal,action,resource)// all of them
            when{context.network.addresses.containsAny([ip("10.0.0.1"),ip("10.0.0.2"),ip("192.168.100.100"),ip("::1")])};
            // The end.
            """
        let formatted = try PolicyFormatter().format(text)
        #expect(
            formatted == """
                // Who may see what.

                // Second thought.
                @id("x")
                @advice
                permit (
                  principal == User::"a", // who
                  action in [Action::"view", Action::"edit"],
                  resource is Album in Album::"a" // where
                )
                when
                {
                  context.mfa &&
                  (resource.owner == principal ||
                   // friends
                   resource.friends.contains(principal))
                }
                unless
                { if context.risk > 5 then true else context.location.country like "JP*" };

                forbid (principal, action, resource) // all of them
                when
                {
                  context.network
                    .addresses
                    .containsAny(
                      [ip("10.0.0.1"), ip("10.0.0.2"), ip("192.168.100.100"), ip("::1")]
                    )
                };

                // The end.

                """)
        #expect(try PolicyFormatter().format("") == "")
        #expect(try PolicyFormatter().format("\n\n// nothing\n") == "// nothing\n")
        #expect(throws: ParseFaults.self) { try PolicyFormatter().format("permit(") }
    }
}
