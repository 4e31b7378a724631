package import ArgumentParser

/// The commands that arguments name, each a subcommand of the one before.
package struct CommandPath {
    private var names: [String] = []
    private let program: String
    /// The names of those that may stand next; none behind the last command.
    private(set) var known: [String]
    /// The command that stands there instead, as `policy chekc`; nil where nothing does.
    private(set) var unknown: String?

    /// The commands of a program.
    ///
    /// - Parameter root: the program's own command.
    package init(_ arguments: some Sequence<String>, of root: any ParsableCommand.Type) {
        program = root.configuration.commandName ?? "sekisho"
        var commands = root.configuration.subcommands
        var words = arguments.filter { !$0.hasPrefix("-") }[...]
        while let word = words.first, let next = commands.first(where: { $0.configuration.commandName == word }) {
            words = words.dropFirst()
            names.append(word)
            commands = next.configuration.subcommands
        }
        known = commands.compactMap { $0.configuration.commandName }
        if !known.isEmpty { unknown = words.first.map { (names + [$0]).joined(separator: " ") } }
    }

    /// The command, as `policy check`; the program's own name where there is none.
    package var name: String { names.isEmpty ? program : names.joined(separator: " ") }

    /// The command as it is typed, `sekisho policy check`.
    package var typed: String { ([program] + names).joined(separator: " ") }
}
