// nginx, ngx_http_log_module, `log_format combined`; Apache HTTP Server, mod_log_config, "Common" and "Combined Log Format":
//   $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"
extension LoggedRequest {
    /// Reads a line of the common or combined log format.
    init(combined line: ArraySlice<UInt8>) throws(LineFault) {
        let cut = LineFault(.tooFewColumns, mayBeCut: true)
        guard let address = line.firstIndex(of: 0x20), address > line.startIndex,
            let ident = line[(address + 1)...].firstIndex(of: 0x20)
        else { throw cut }
        // A user's name may hold spaces, and brackets too: it ends where a time in brackets begins.
        guard let open = Self.timeStart(line[ident...]) else { throw cut }
        let close = open + 28
        guard open > ident + 2, line[close - 1] == 0x5D, line[close] == 0x20, line[close + 1] == 0x22 else {
            throw LineFault(.badValue)
        }
        guard let end = Self.closingQuote(line[(close + 2)...]) else {
            throw LineFault(.unterminatedQuote, mayBeCut: true)
        }
        let rest = line[(end + 1)...]
        guard rest.count >= 4 else { throw cut }
        let status = rest.dropFirst().prefix(3)
        guard rest.first == 0x20, status.allSatisfy({ (0x30...0x39).contains($0) }),
            rest.count == 4 || rest[rest.startIndex + 4] == 0x20
        else { throw LineFault(.badValue, field: "status", excerpt: Array(rest.prefix(40))) }
        let user = Self.unescaped(line[(ident + 1)..<(open - 1)])
        let timeText = line[(open + 1)..<(open + 27)]
        let parts = Self.split(Self.unescaped(line[(close + 2)..<end]))
        self.init(
            method: parts.method, target: parts.target,
            status: status.reduce(0) { $0 * 10 + Int($1 - 0x30) }, viewer: user == [0x2D] ? [] : user,
            viewerField: "remote_user", terminal: Array(line[..<address]), time: LogTime.http(timeText),
            timeField: "time_local", timeText: Array(timeText))
    }

    /// Where `[23/Nov/2026:17:48:20 +0900] "` begins, after a space.
    private static func timeStart(_ bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index + 30 < bytes.endIndex {
            if bytes[index] == 0x20, bytes[index + 1] == 0x5B, bytes[index + 28] == 0x5D, bytes[index + 4] == 0x2F,
                bytes[index + 8] == 0x2F, bytes[index + 30] == 0x22
            {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private static func closingQuote(_ bytes: ArraySlice<UInt8>) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case 0x22: return index
            case 0x5C: index += 2
            default: index += 1
            }
        }
        return nil
    }

    /// nginx writes `"`, `\`, control characters and bytes above 126 as `\xHH`; Apache writes `\"`, `\\`, `\n` and so on.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(0x5C) else { return Array(bytes) }
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            guard byte == 0x5C, index + 1 < bytes.endIndex else {
                result.append(byte)
                index += 1
                continue
            }
            let kind = bytes[index + 1]
            if kind == 0x78, index + 3 < bytes.endIndex, let high = RequestTarget.hexadecimal(bytes[index + 2]),
                let low = RequestTarget.hexadecimal(bytes[index + 3])
            {
                result.append(high << 4 | low)
                index += 4
                continue
            }
            switch kind {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "v"): result.append(0x0B)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): result.append(kind)
            default: result += [byte, kind]
            }
            index += 2
        }
        return result
    }
}
