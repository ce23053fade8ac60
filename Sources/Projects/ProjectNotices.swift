import Base
import SQLite
import Shell
import Shops

extension Project {
    /// Notifies its leads and the people of the shops that take part.
    func tell(_ event: NoticeEvent, by actor: Member.ID?, at now: Instant, in db: Writer) throws {
        try tell(event, try leads(in: db) + people(in: db), by: actor, at: now, in: db)
    }

    /// Notifies them that it is withdrawn. From now on only its leads may open its page: the notice leads the others to
    /// the list, and their earlier notices about the project and its parts are deleted.
    func tellOfWithdrawal(by actor: Member.ID, at now: Instant, in db: Writer) throws {
        try Notice.forget(under: .project(publicID), in: db)
        try tellLeads(.projectWithdrawn, by: actor, at: now, in: db)
        try Notice.add(
            .projectWithdrawn, about: details.title, .projects, object: object, to: people(in: db), except: actor,
            at: now, in: db)
    }

    private var object: String { "project " + publicID }

    /// The people of the shops that take part, without its leads.
    private func people(in db: Reader) throws -> [Member.ID] {
        let shops = try Participation.current(in: id, db).map(\.shop)
        let people = try shops.flatMap { try Member.people(ofShop: $0.rawValue, may: .represent, in: db) }
        return Set(people).subtracting(try leads(in: db)).sorted { $0.rawValue < $1.rawValue }
    }

    /// Notifies only its leads.
    func tellLeads(_ event: NoticeEvent, by actor: Member.ID?, at now: Instant, in db: Writer) throws {
        try tell(event, try leads(in: db), by: actor, at: now, in: db)
    }

    /// Its leads, the longest first.
    func leads(in db: Reader) throws -> [Member.ID] {
        try Member.people(ofProject: id.rawValue, may: .leadProject, in: db)
    }

    func tell(
        _ event: NoticeEvent, _ members: [Member.ID], by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try Notice.add(
            event, about: details.title, .project(publicID), object: object, to: members, except: actor, at: now,
            in: db)
    }

    /// Notifies the members who may publish projects that one waits for their decision.
    static func tellPublishers(
        _ title: String, publicID: String, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try Notice.add(
            .projectProposed, about: title, .project(publicID), object: "project " + publicID, for: .association,
            to: try Member.all(may: .publishProjects, in: db), except: actor, at: now, in: db)
    }
}
