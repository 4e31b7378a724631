import Foundation
import Intake

/// The folder that `Tests/Servers/run-real-servers` leaves: logs of real servers, and what their users asked for.
struct ServerRun {
    let folder: URL

    /// The run that is kept with the tests: `Tests/Servers/run-real-servers Tests/Servers/Vectors 1`, logs and truth only.
    static let kept = ServerRun(
        folder: URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Servers/Vectors"))

    /// One thing that a user asked for.
    struct Request {
        var channel: String, account: String, address: String, from: Double, to: Double, point: String, kind: String
        var request: String
    }

    func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: folder.appending(path: path))) }

    func files(_ path: String, suffix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)
            .filter { $0.hasSuffix(suffix) }.sorted().map { "\(path)/\($0)" }
    }

    func truth() throws -> [Request] {
        let rows = Self.csv(String(decoding: try bytes("truth.csv"), as: UTF8.self))
        return rows.dropFirst().map { row in
            Request(
                channel: row[0], account: row[1], address: row[3], from: Self.seconds(row[4]), to: Self.seconds(row[5]),
                point: row[6], kind: row[7], request: row[8])
        }
    }

    private static func seconds(_ iso: String) -> Double {
        let strategy = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? strategy.parse(iso).timeIntervalSince1970) ?? .nan
    }

    /// RFC 4180 by the letter: the tests' own reader.
    private static func csv(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var quoted = false
        var characters = Array(text.unicodeScalars)[...]
        while let scalar = characters.popFirst() {
            if quoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if characters.first == "\"" {
                    field += "\""
                    characters.removeFirst()
                } else {
                    quoted = false
                }
            } else if scalar == "\"" {
                quoted = true
            } else if scalar == "," {
                row.append(field)
                field = ""
            } else if scalar == "\n" {
                rows.append(row + [field])
                (row, field) = ([], "")
            } else {
                field.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    // MARK: What the readers make of the logs

    static let webFields = JSONLogFields(
        at: "time", viewer: "user", request: .line("request"), status: "status", terminal: "address")

    func items(_ channel: String) throws -> [ServerLogItem] {
        switch channel {
        case "nginx":
            let format = WebLogFormat(lines: .combined, urlPattern: try URLPattern(parsing: "/api/customers/{subject}"))
            return Array(WebLogReader(bytes: try bytes("logs/nginx/access.log"), file: "access.log", format: format))
        case "nginxJSON":
            let format = WebLogFormat(
                lines: .json(Self.webFields), urlPattern: try URLPattern(parsing: "/api/contracts/{subject}"))
            return Array(
                WebLogReader(
                    bytes: try bytes("logs/nginx/contracts.json.log"), file: "contracts.json.log", format: format))
        default:
            var items: [ServerLogItem] = []
            for file in try files("logs/postgresql", suffix: ".csv") {
                var reader = PostgresLogReader(bytes: try bytes(file), file: file, format: try Self.database())
                while let item = try reader.next() { items.append(item) }
            }
            return items
        }
    }

    static func database() throws -> PostgresLogFormat {
        PostgresLogFormat(
            object: try RelationName(parsing: "public.customers"),
            subject: .pattern(try StatementPattern(parsing: "supply_point = {subject}")))
    }
}
