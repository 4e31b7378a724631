import Conditions

/// The tables of a made catalogue: contracts that say their owner, usage whose owner stands in periods, and two more.
extension MadeFeed {
    static let days = [
        "2023-03-31", "2023-04-01", "2023-04-30", "2024-02-29", "2022-12-31", "2023-01-01", "9999-12-31", "infinity",
    ]

    static let contracts: [Column] = [
        Column(
            name: "contract_id", type: .text, sql: "varchar(10)", more: ", null: false", values: ["A1", "A2", "B-001"]),
        Column(
            name: "owner_code", type: .text, sql: "varchar(4)",
            values: ["KP01", "KP02", "MD02", "NW00", "KP99", "kp01", ""]),
        Column(
            name: "kind", type: .text, sql: "varchar(1)", more: ", null: false, values: [\"1\", \"2\", \"3\"]",
            values: ["1", "2", "3"]),
        Column(name: "status", type: .text, sql: "varchar(1)", more: ", values: [\"0\", \"1\"]", values: ["0", "1"]),
        Column(name: "start_day", type: .date, sql: "date", more: ", null: false", values: days),
        Column(name: "end_day", type: .date, sql: "date", values: days),
        Column(
            name: "changed_at", type: .timestamp, sql: "timestamp",
            values: ["2023-04-01 00:00:00", "2023-03-31 23:59:59"]),
        Column(
            name: "amount", type: .number, sql: "numeric(7, 2)", values: ["0", "10.01", "10", "9.99", "-5", "99999.99"]),
        Column(
            name: "output", type: .number, sql: "numeric(5, 1)", more: ", null: false, min: 0",
            values: ["0", "49.9", "50", "50.0"]),
        Column(
            name: "slot", type: .integer, sql: "smallint", more: ", min: 1, max: 48", values: ["1", "24", "48", "25"]),
        Column(name: "times", type: .integer, sql: "integer", values: ["0", "1", "-1", "100"]),
        Column(name: "is_open", type: .bool, sql: "boolean", values: ["TRUE", "FALSE"]),
        Column(name: "holder", type: .text, sql: "text", more: ", null: false", values: ["Aoki", "Ishii", "青木 一郎"]),
        Column(name: "note", type: .text, sql: "varchar(30)", values: ["", "x", "KP01", "a%b", "06-1", "sample"]),
        Column(
            name: "office", type: .text, sql: "varchar(2)", more: ", null: false, values: [\"10\", \"20\", \"30\"]",
            values: ["10", "20", "30"]),
        Column(
            name: "level", type: .text, sql: "varchar(9)", more: ", values: [extraHigh, high, low, none]",
            values: ["extraHigh", "high", "low", "none"]),
    ]

    static let usage: [Column] = [
        Column(name: "point", type: .text, sql: "varchar(22)", more: ", null: false", values: ["P1", "P2"]),
        Column(name: "day", type: .date, sql: "date", more: ", null: false", values: days),
        Column(name: "read_day", type: .date, sql: "date", values: days),
        Column(
            name: "kwh", type: .number, sql: "numeric(9, 1)", more: ", null: false, min: 0",
            values: ["0", "0.1", "100", "99.9"]),
        Column(
            name: "factor", type: .integer, sql: "smallint", more: ", min: 0, max: 100", values: ["0", "85", "100"]),
        Column(name: "quality", type: .text, sql: "varchar(1)", more: ", values: [E, M]", values: ["E", "M"]),
        Column(
            name: "sent_at", type: .timestamp, sql: "timestamp", values: ["2023-04-01 00:00:00", "2023-04-02 12:30:00"]),
        Column(name: "is_final", type: .bool, sql: "boolean", more: ", null: false", values: ["TRUE", "FALSE"]),
        Column(name: "route", type: .text, sql: "varchar(4)", values: ["KP01", "MD02", "X"]),
    ]

    static let periods: [Column] = [
        Column(name: "point", type: .text, sql: "varchar(22)", more: ", null: false", values: ["P1", "P2"]),
        Column(
            name: "supplier", type: .text, sql: "varchar(4)", more: ", null: false",
            values: ["KP01", "KP02", "MD02", "NW00"]),
        Column(name: "valid_from", type: .date, sql: "date", more: ", null: false", values: days),
        Column(name: "valid_to", type: .date, sql: "date", values: days),
        Column(name: "name", type: .text, sql: "text", values: ["Ueda", "Egawa"]),
        Column(name: "power", type: .number, sql: "numeric(8, 1)", values: ["0", "60", "59.9"]),
    ]

    static let routes: [Column] = [
        Column(
            name: "office", type: .text, sql: "varchar(2)", more: ", null: false, values: [\"10\", \"20\", \"30\"]",
            values: ["10", "20"]),
        Column(
            name: "kind", type: .text, sql: "varchar(1)", more: ", null: false, values: [\"1\", \"2\", \"3\"]",
            values: ["1", "2"]),
        Column(name: "destination", type: .text, sql: "varchar(4)", values: ["KP01", "NW00", "MD02"]),
        Column(name: "is_used", type: .bool, sql: "boolean", values: ["TRUE", "FALSE"]),
    ]

    mutating func tables() -> String {
        let tells = [
            "contract_id": "contractNumber", "owner_code": "supplier", "start_day": "supplyStart",
            "amount": "contractedPower",
            "output": "maximumOutput", "slot": "powerFactor", "holder": "contractHolder", "note": "contactAddress",
            "level": "voltage", "point": "supplyPointNumber", "kwh": "usage", "factor": "powerFactor",
            "supplier": "supplier",
            "name": "contractHolder", "power": "contractedPower", "valid_from": "supplyStart",
        ]
        let never = dice.once(in: 4) ? "" : ", overlap: never"
        let date = dice.pick(["day", "day", "day", "read_day", "today"])
        let subject = dice.pick(["supplyPoint", "facility"])
        let voltage = dice.once(in: 2) ? ", voltage: level" : ""
        func table(_ name: String, _ head: String, _ columns: [Column]) -> String {
            "  - name: \(name)\n\(head)    columns:\n"
                + columns.map { $0.yaml(name == "routes" ? "nothing" : tells[$0.name] ?? "nothing") }.joined(
                    separator: "\n")
        }
        return [
            table(
                "contracts", "    key: [contract_id]\n    record: {subject: \(subject), owner: owner_code\(voltage)}\n",
                Self.contracts),
            table(
                "periods",
                "    key: [point, valid_from]\n    periods: {by: [point], from: valid_from, to: valid_to, owner: supplier\(never)}\n",
                Self.periods),
            table(
                "usage",
                "    key: [point, day]\n    record: {subject: supplyPoint, periods: periods, by: [point], on: \(date)}\n",
                Self.usage),
            table("routes", dice.once(in: 3) ? "" : "    key: [office, kind]\n", Self.routes),
        ].joined(separator: "\n")
    }
}
