extension Policy {
    /// The policy in the JSON form of Cedar's makers, on one line. Its id is no part of that form.
    ///
    /// A chain such as `a && b && c` nests there, `a has b.c` is written out as `a has b && a.b has c`, and redundant
    /// parentheses are gone.
    public var json: String {
        var writer = PolicyJSONWriter()
        writer.write(self)
        return writer.text
    }

    /// A policy or a template from the JSON form of Cedar's makers.
    ///
    /// - Parameters:
    ///   - json: one object with `effect`, `principal`, `action`, `resource`, `conditions` and perhaps `annotations`.
    ///   - id: the policy's id.
    /// - Throws: what is wrong, at the first place where something is, with the path to it.
    public init(json: String, id: String) throws(ParseFault) {
        let document = try JSONReader.read(json, deepest: PolicyJSONReader.deepest)
        var reader = PolicyJSONReader(document)
        do throws(ParseFault) {
            self = try reader.policy(document.root, id: id)
        } catch {
            throw document.located(error)
        }
    }
}

extension PolicySet {
    /// The policies in the JSON form of Cedar's makers, on one line: `templates`, `staticPolicies` and `templateLinks`.
    public var json: String {
        var writer = PolicyJSONWriter()
        writer.write(self)
        return writer.text
    }

    /// A policy set from the JSON form of Cedar's makers: an object with `staticPolicies`, `templates` and
    /// `templateLinks`, all of which must be there.
    ///
    /// The policies come in the order of that text, static ones before templates.
    ///
    /// - Throws: what is wrong, one fault for each policy, with line, column and the path to it.
    public init(json: String) throws(ParseFaults) {
        let document: JSONDocument
        do throws(ParseFault) {
            document = try JSONReader.read(json, deepest: PolicyJSONReader.deepest)
        } catch {
            throw ParseFaults(faults: [error])
        }
        var reader = PolicyJSONReader(document)
        let set = reader.set(document.root)
        guard reader.faults.isEmpty else {
            throw ParseFaults(faults: reader.faults.map(document.located).sorted { $0.place < $1.place })
        }
        self = set
    }
}

extension JSONDocument {
    /// The fault, its message ending with the path to the value that it is about.
    func located(_ fault: ParseFault) -> ParseFault {
        var fault = fault
        fault.message += " (at `\(path(to: fault.place.offset))`)"
        return fault
    }

    /// The way from the root to the value at a byte: `$.staticPolicies.a.conditions[0].body`.
    private func path(to offset: Int) -> String {
        var path = "$"
        var node = root
        while node.offset < offset {
            switch node.form {
            case .array(let items):
                guard let index = items.lastIndex(where: { $0.offset <= offset }) else { return path }
                path += "[\(index)]"
                node = items[index]
            case .object(let members):
                guard let member = members.last(where: { $0.value.offset <= offset }) else { return path }
                path += Vocabulary.isName(member.name) ? "." + member.name : "[\(JSONText.quoted(member.name))]"
                node = member.value
            default: return path
            }
        }
        return path
    }
}
