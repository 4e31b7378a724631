import ArgumentParser

@main
struct Sekisho: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "sekisho", abstract: "Information barrier look-back.")
}
