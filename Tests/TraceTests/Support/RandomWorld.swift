import Intake
import Registry

/// Worlds drawn by chance, with everything in them that makes a look-back go wrong.
extension World {
    init(_ dice: inout Dice) {
        firstDay = Int(CalendarDay(year: 2022, month: 3, day: 22)?.daysSince1970 ?? 0) + dice.number(0...5)
        length = dice.number(12...45)
        refreshWindow = dice.pick([0, 1, 5, 60])
        rules = Rule.all.filter { _ in !dice.oneIn(5) }
        if rules.isEmpty { rules = Rule.all }
        people = (1...9).map { "P\($0)" }
        accounts = nil
        jobs = []
        supply = []
        purchases = []
        knownNumbers = []
        for person in people { jobs += career(of: person, &dice) }
        if !dice.oneIn(3) { accounts = logins(&dice) }
        // Several points switch on one day.
        let switchDay = within(&dice)
        for number in numbers(&dice) {
            let periods = history(of: number, switchDay: dice.oneIn(2) ? switchDay : within(&dice), &dice)
            supply += periods
            if periods.isEmpty ? dice.oneIn(2) : dice.oneIn(3) { knownNumbers.append(number) }
        }
        for facility in ["A000000001", "A000000002", "B000000001", "Z999999999"] where !dice.oneIn(5) {
            purchases += history(of: facility, switchDay: switchDay, &dice).map { period in
                var period = period
                period.voltage = nil
                return period
            }
        }
        supply.shuffle(using: &dice)
        jobs.shuffle(using: &dice)
    }

    /// A day inside the case's period, often near its ends.
    private func within(_ dice: inout Dice) -> Int {
        dice.oneIn(6) ? dice.pick([firstDay, firstDay + 1, lastDay]) : dice.number(firstDay + 1...lastDay)
    }

    private var before: Int { firstDay - 400 }

    // MARK: People

    private func job(_ person: String, from: Int, to: Int?, _ dice: inout Dice) -> Job {
        let (company, kind, engagedBy, department): (String, EmploymentKind, String?, String?) = dice.pick([
            ("N1", .employee, nil, "D-NET"), ("R1", .employee, nil, "D-SALES"), ("R1", .employee, nil, nil),
            ("R1", .contractor, nil, "D-SALES"), ("R2", .employee, nil, "D-R2"), ("K1", .contractor, "R1", "D-DESK"),
            ("K1", .contractor, "R1", "D-SALES"), ("K1", .contractor, "N1", nil),
        ])
        return Job(
            person: person, company: company, department: department, position: dice.pick(Position.allCases),
            kind: kind,
            engagedBy: engagedBy, from: from, to: to)
    }

    private func career(of person: String, _ dice: inout Dice) -> [Job] {
        let day = within(&dice)
        let first = job(person, from: before, to: nil, &dice)
        func until(_ end: Int) -> Job {
            var job = first
            job.to = end
            return job
        }
        func again(from: Int, to: Int? = nil) -> Job {
            var job = first
            (job.from, job.to) = (from, to)
            return job
        }
        switch dice.number(0...7) {
        case 0, 1: return [first]
        case 2, 3: return [until(day), job(person, from: day, to: dice.oneIn(2) ? nil : day + 300, &dice)]
        case 4: return [until(day), job(person, from: day + dice.number(1...8), to: nil, &dice)]
        case 5: return [until(day + dice.number(1...9)), job(person, from: day, to: nil, &dice)]
        // Renewed before the end: two rows that say the same.
        case 6: return [until(day + dice.number(1...9)), again(from: day)]
        default:
            return [
                until(day), job(person, from: day, to: day + 3, &dice),
                again(from: day + 3, to: max(day + 4, lastDay + dice.number(0...3))),
            ]
        }
    }

    private func logins(_ dice: inout Dice) -> [Account] {
        let names = [
            "u01", "U01", "u1", "user.name@example-retail", "ユーザー5", "窓口 6", "exactly15bytes7", "sixteen-bytes-08",
            "ñ9",
        ]
        var accounts: [Account] = []
        for (name, person) in zip(names, people.shuffled(using: &dice)) {
            let day = within(&dice)
            let other = dice.pick(people)
            switch dice.number(0...8) {
            case 0: accounts += [Account(id: name, person: nil)]
            case 1:
                accounts += [Account(id: name, person: person, to: day), Account(id: name, person: other, from: day)]
            case 2: accounts += [Account(id: name, person: person, to: day), Account(id: name, person: nil, from: day)]
            case 3:
                accounts += [
                    Account(id: name, person: person, to: day + 2), Account(id: name, person: other, from: day),
                ]
            case 4: accounts += [Account(id: name, person: person, from: day)]
            default: accounts += [Account(id: name, person: person)]
            }
        }
        return accounts.filter { account in accounts.filter { $0 == account }.count == 1 }
    }

    // MARK: Records

    /// Numbers that are easily taken for each other.
    private func numbers(_ dice: inout Dice) -> [String] {
        let area = dice.pick(["01", "06", "10", "00"])
        let tails = [
            "00000000000000000001", "00000000000000000002", "00000000000000000010", "10000000000000000001",
            "01000000000000000000", "00010000000000000000", "99999999999999999999", "12345678901234567890",
            "00000000000000000000",
        ]
        return tails.map { area + $0 } + ["0200000000000000000001", "0299999999999999999999", "1234567890123456789012"]
    }

    private func history(of number: String, switchDay day: Int, _ dice: inout Dice) -> [Period] {
        func period(_ owner: String, _ from: Int, _ to: Int?) -> Period {
            Period(
                number: number, contract: contract(&dice), owner: owner, voltage: dice.pick(Voltage.allCases),
                from: from, to: to)
        }
        let (one, other, third) = (dice.pick(["R1", "R2"]), dice.pick(["R2", "R3"]), dice.pick(["R1", "N1", "R3"]))
        let later = day + dice.number(1...6)
        switch dice.number(0...10) {
        case 0: return [period(one, before, nil)]
        case 1, 2: return [period(one, before, day), period(other, day, nil)]
        case 3: return [period(one, before, day), period(other, day, day + 1), period(third, day + 1, nil)]
        case 4: return [period(one, before, day), period(other, day, later), period(one, later, nil)]
        case 5: return [period(one, before, day), period(other, later, nil)]
        case 6: return [period(one, before, later), period(other, day, nil)]
        case 7: return [period("N1", before, day), period("R1", day, nil)]
        case 8:
            let same = period(other, before, later)
            return [same, same, period(one, later, nil)]
        case 9: return dice.oneIn(2) ? [period(one, day, later)] : [period(one, before, before + 10)]
        default: return []
        }
    }

    private func contract(_ dice: inout Dice) -> String {
        dice.pick([
            "C-1", "C-2", "C-3", "exactly-15-byte", "sixteen-bytes-01", "CONTRACT-2022-0000000001", "契約1", "契約番号一二三四五六",
        ])
            + dice.pick(["", "", "7"])
    }
}
