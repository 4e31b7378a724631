extension LoggedRequest {
    /// Reads a line of a log in JSON.
    init(json line: ArraySlice<UInt8>, _ fields: JSONLogFields) throws(LineFault) {
        let object = try JSONObjectLine(line, wanted: fields.keys)
        /// The value of a key: empty and `-`, as nginx writes for what is not there, count as absent.
        func value(_ key: String) throws(LineFault) -> [UInt8]? {
            guard let place = fields.keys.firstIndex(where: { $0.elementsEqual(key.utf8) }) else { return nil }
            guard !object.conflicts.contains(place) else { throw LineFault(.duplicateKey, field: key) }
            guard let value = object.values[place], !value.isEmpty, value != [0x2D] else { return nil }
            return Array(value)
        }
        let parts: (method: [UInt8]?, target: [UInt8]?)
        switch fields.request {
        case .line(let key): parts = try value(key).map(Self.split) ?? ([], [])
        case .parts(let method, let path):
            parts = (try method.flatMap { name throws(LineFault) in try value(name) ?? [] }, try value(path))
        }
        var status: Int?
        if let key = fields.status {
            guard let text = try value(key), let number = Int(String(decoding: text, as: UTF8.self)) else {
                throw LineFault(.badValue, field: key)
            }
            status = number
        }
        guard let time = try value(fields.at) else { throw LineFault(.unreadableDate, field: fields.at) }
        self.init(
            method: parts.method, target: parts.target ?? [], status: status, viewer: try value(fields.viewer) ?? [],
            viewerField: fields.viewer,
            terminal: try fields.terminal.flatMap { key throws(LineFault) in try value(key) },
            time: LogTime.parse(time[...], fields.dates, fields.zone), timeField: fields.at, timeText: time)
    }
}
