/// A place in an input file, as an editor counts: lines and columns from 1.
public struct Place: Hashable, Codable, Sendable, CustomStringConvertible {
    /// The file, as the case names it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, in characters, from 1; 0 where the whole line is meant.
    public var column: Int

    /// A place in a file.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`.
    public var description: String {
        column > 0 ? "\(file):\(line):\(column)" : "\(file):\(line)"
    }
}

/// Why an input could not be read: what, where, and the mend, in the words of the input.
public struct IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where; absent where no one place is to blame.
    public var place: Place?
    /// What is wrong and how to mend it, in both languages, without the place.
    public var message: BilingualText

    /// An error at a place.
    public init(place: Place?, message: BilingualText) {
        self.place = place
        self.message = message
    }

    /// An error at a place.
    public init(at place: Place? = nil, ja: String, en: String) {
        self.init(place: place, message: BilingualText(ja: ja, en: en))
    }

    /// `file:line:column: message`, in both languages.
    public var located: BilingualText {
        guard let place else { return message }
        return BilingualText(ja: "\(place): \(message.ja)", en: "\(place): \(message.en)")
    }

    /// `file:line:column: message`, in English.
    public var description: String { located.en }
}
