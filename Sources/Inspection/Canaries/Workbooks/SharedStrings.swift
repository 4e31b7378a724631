/// The strings that the cells of a workbook share.
struct SharedStrings {
    /// A string.
    struct Entry {
        /// Its text in UTF-8, with its escapes; how it is read aloud, where that is told, follows after a tab.
        var text: [UInt8] = []
        /// Where its parts stand in the XML.
        var parts: [Range<Int>] = []
    }

    /// The strings, in their order.
    var entries: [Entry] = []
    /// The XML in UTF-8.
    var xml: [UInt8]

    /// No strings.
    init() { xml = [] }

    /// The strings in XML.
    init(_ xml: [UInt8]) {
        self.xml = xml
        var scanner = MarkupScanner(xml)
        var entry: Entry?
        var readings: [UInt8] = []
        var (inText, inReading) = (false, false)
        while let token = scanner.next() {
            switch token {
            case .start("si", _, let isEmpty):
                readings = []
                if isEmpty { entries.append(Entry()) } else { entry = Entry() }
            case .start("t", _, let isEmpty): inText = !isEmpty
            case .start("rPh", _, let isEmpty): inReading = !isEmpty
            case .end("t"): inText = false
            case .end("rPh"): inReading = false
            case .end("si"):
                guard var whole = entry else { continue }
                if !readings.isEmpty { whole.text += [0x09] + readings }
                entries.append(whole)
                entry = nil
            case .text(let range) where inText && entry != nil:
                entry?.parts.append(range)
                if inReading { readings += xml[range] } else { entry?.text += xml[range] }
            default: continue
            }
        }
    }
}
