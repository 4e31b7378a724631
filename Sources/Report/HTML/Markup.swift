/// An attribute of an element. Its name is a literal of this program; its value is data, and is escaped.
struct Attribute {
    var name: StaticString
    var value: String

    init(_ name: StaticString, _ value: String) {
        self.name = name
        self.value = value
    }

    static func `class`(_ value: StaticString) -> Attribute { Attribute("class", value.description) }
    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func role(_ value: StaticString) -> Attribute { Attribute("role", value.description) }
    static func scope(_ value: StaticString) -> Attribute { Attribute("scope", value.description) }
}

/// Writes HTML and SVG that cannot be broken by what it says.
///
/// Escaping is by construction, not by discipline: names of elements and attributes, and the style sheet, are
/// `StaticString`, which only a literal in this program's source can be; everything else, a `String`, passes
/// ``text(_:)`` or an attribute's value, and both escape. There is no way to write a `String` unescaped.
/// The result is also well-formed XML, so that a strict parser can vouch for it.
struct Markup {
    private(set) var html = ""

    /// An element and what stands in it.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., body: (inout Markup) -> Void) {
        open(name, attributes)
        html += ">"
        body(&self)
        html += "</\(name)>"
    }

    /// An element that holds a text and nothing else.
    mutating func element(_ name: StaticString, _ attributes: Attribute..., text: String) {
        open(name, attributes)
        html += ">"
        self.text(text)
        html += "</\(name)>"
    }

    /// An element that can hold nothing, such as `br`.
    mutating func void(_ name: StaticString, _ attributes: Attribute...) {
        open(name, attributes)
        html += "/>"
    }

    /// Text. Markup in it is shown, not obeyed.
    mutating func text(_ text: String) {
        append(text)
    }

    /// A style sheet of this program, with the running texts of the printed page, and no other data.
    mutating func style(_ sheet: StaticString, pageTexts: [(box: StaticString, text: String)]) {
        html += "<style>\(sheet)"
        if !pageTexts.isEmpty {
            html += "@page{"
            for (box, text) in pageTexts { html += "@\(box){content:\(Markup.cssString(text))}" }
            html += "}"
        }
        html += "</style>"
    }

    /// A line break in the source, so that a person can read it. It means nothing.
    mutating func newline() {
        html += "\n"
    }

    private mutating func open(_ name: StaticString, _ attributes: [Attribute]) {
        html += "<\(name)"
        for attribute in attributes {
            html += " \(attribute.name)=\""
            append(attribute.value)
            html += "\""
        }
    }

    /// Appends data, escaped for text and for quoted values alike.
    private mutating func append(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "\t", "\n": html.unicodeScalars.append(scalar)
            // Lines end with LF alone, whatever the text's source ended them with.
            case "\r": break
            // Neither HTML nor XML knows these; a reader should see that something was there.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": html += "\u{FFFD}"
            // Marks that reorder the text after them could make a number read as another.
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": html += "\u{FFFD}"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }

    /// A quoted string of CSS in which every character but a letter, digit or space is escaped.
    private static func cssString(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            let isPlain =
                scalar == " "
                || (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal) && scalar.value != 0
            if isPlain {
                quoted.unicodeScalars.append(scalar)
            } else {
                quoted += "\\" + String(max(scalar.value, 1), radix: 16) + " "
            }
        }
        return quoted + "\""
    }
}
