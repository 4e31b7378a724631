/// An element of a page, as a strict reader sees it.
struct XMLElement {
    var name: String
    var attributes: [String: String]
    var children: [XMLNode] = []

    /// All text inside, in order.
    var text: String {
        children.map { child in
            switch child {
            case .text(let text): text
            case .element(let element): element.text
            }
        }.joined()
    }

    /// The element and all elements inside, in order.
    var all: [XMLElement] {
        [self]
            + children.flatMap { child in
                if case .element(let element) = child { element.all } else { [] as [XMLElement] }
            }
    }

    func all(_ name: String) -> [XMLElement] { all.filter { $0.name == name } }

    var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }
}

enum XMLNode {
    case text(String)
    case element(XMLElement)
}

/// Reads the little of XML that our pages use, and forgives nothing: every element is closed by its own name, every
/// attribute is quoted and stands once, every `&` begins one of five references, no `<` stands in a text.
struct StrictXML {
    struct Fault: Error, CustomStringConvertible {
        var description: String
    }

    private let text: [Unicode.Scalar]
    private var position = 0

    static func read(_ html: String) throws -> XMLElement {
        let prologue = "<!DOCTYPE html>\n"
        guard html.hasPrefix(prologue) else { throw Fault(description: "no doctype") }
        var reader = StrictXML(text: Array(html.unicodeScalars.dropFirst(prologue.unicodeScalars.count)))
        let root = try reader.element()
        guard reader.text[reader.position...].allSatisfy(\.properties.isWhitespace) else {
            throw reader.fault("something after the end")
        }
        return root
    }

    private init(text: [Unicode.Scalar]) { self.text = text }

    private func fault(_ what: String) -> Fault {
        let near = String(String.UnicodeScalarView(text[max(0, position - 40)..<min(text.count, position + 40)]))
        return Fault(description: "\(what) at \(position): …\(near)…")
    }

    private var next: Unicode.Scalar? { position < text.count ? text[position] : nil }

    private mutating func expect(_ literal: String) throws {
        for scalar in literal.unicodeScalars {
            guard next == scalar else { throw fault("`\(literal)` expected") }
            position += 1
        }
    }

    private mutating func name() throws -> String {
        let start = position
        while let scalar = next, scalar.properties.isAlphabetic || "0123456789-:".unicodeScalars.contains(scalar) {
            position += 1
        }
        guard position > start else { throw fault("a name expected") }
        return String(String.UnicodeScalarView(text[start..<position]))
    }

    private mutating func element() throws -> XMLElement {
        try expect("<")
        var element = XMLElement(name: try name(), attributes: [:])
        while next == " " {
            position += 1
            let attribute = try name()
            try expect("=\"")
            let value = try data(until: "\"")
            try expect("\"")
            guard element.attributes.updateValue(value, forKey: attribute) == nil else {
                throw fault("`\(attribute)` twice")
            }
        }
        if next == "/" {
            try expect("/>")
            return element
        }
        try expect(">")
        while true {
            let text = try data(until: "<")
            if !text.isEmpty { element.children.append(.text(text)) }
            guard position + 1 < self.text.count else { throw fault("`\(element.name)` is not closed") }
            if self.text[position + 1] == "/" {
                try expect("</\(element.name)>")
                return element
            }
            element.children.append(.element(try self.element()))
        }
    }

    private mutating func data(until end: Unicode.Scalar) throws -> String {
        var data = String.UnicodeScalarView()
        while let scalar = next, scalar != end {
            switch scalar {
            case "<": throw fault("a bare `<`")
            case "&":
                let references = [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")]
                let found = references.first { reference, _ in
                    let scalars = Array(reference.unicodeScalars)
                    return text[position...].starts(with: scalars)
                }
                guard let found else { throw fault("a bare `&`") }
                position += found.0.unicodeScalars.count
                data.append(contentsOf: found.1.unicodeScalars)
            case "\u{0}"..."\u{8}", "\u{B}"..."\u{1F}": throw fault("a control character")
            default:
                data.append(scalar)
                position += 1
            }
        }
        return String(data)
    }
}
