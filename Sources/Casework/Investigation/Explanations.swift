import Barrier
import Intake
import Registry
import Trace

/// What happened around each exposure: a contact that the customer had made, an application to switch that followed.
///
/// Neither proves why somebody looked, nor what came of it. A customer may call for one thing and be looked up for
/// another, and customers switch whether anybody looks or not.
struct Explanations: Sendable {
    /// A contact counts on the day of the view, and up to so many days before.
    static let contactWindow = 7
    /// An application counts on the day of the view, and up to so many days after.
    static let switchWindow = 90

    /// What happened around one exposure.
    struct Explanation: Hashable, Sendable {
        /// The last contact of the customer with the viewer's side before the view, or on its day: its place among
        /// ``EventReading/contacts``.
        var contact: Int?
        /// The day of the first application to switch to the viewer's side after the view, or on its day.
        var applied: CalendarDay?
    }

    let events: EventReading
    private let contacts: [SubjectIndex: [(day: CalendarDay, company: CompanyIndex, number: Int)]]
    private let switches: [SubjectIndex: [(day: CalendarDay, company: CompanyIndex)]]

    init(_ events: EventReading, supply: OwnershipIndex) {
        self.events = events
        var contacts: [SubjectIndex: [(day: CalendarDay, company: CompanyIndex, number: Int)]] = [:]
        for (number, contact) in events.contacts.enumerated() {
            guard let subject = supply.subject(contact.supplyPoint) else { continue }
            contacts[subject, default: []].append((contact.at.day(in: .japan), contact.company, number))
        }
        self.contacts = contacts
        var switches: [SubjectIndex: [(day: CalendarDay, company: CompanyIndex)]] = [:]
        for application in events.switches {
            guard let subject = supply.subject(application.supplyPoint) else { continue }
            switches[subject, default: []].append((application.applied, application.to))
        }
        self.switches = switches
    }

    /// What happened around an exposure on a surface of supply points; of facilities, nothing is known.
    func explain(_ exposure: Exposure, side: CompanyIndex) -> Explanation {
        let day = exposure.instant.day(in: .japan)
        var found = Explanation()
        var nearest: CalendarDay?
        for contact in contacts[exposure.subject] ?? [] where contact.company == side {
            guard contact.day <= day, contact.day >= day.advanced(by: -Self.contactWindow) else { continue }
            // Of several on one day the first in the file.
            if let nearest, contact.day <= nearest { continue }
            nearest = contact.day
            found.contact = contact.number
        }
        for application in switches[exposure.subject] ?? [] where application.company == side {
            guard application.day >= day, application.day <= day.advanced(by: Self.switchWindow) else { continue }
            found.applied = min(found.applied ?? application.day, application.day)
        }
        return found
    }
}
