import Base
import Shell
import Shops
import SQLite

extension Project {
    /// Tells those it concerns of what happened to it: its proposer, and the people of the shops that take part.
    func tell(_ event: NoticeEvent, by actor: Member.ID?, at now: Instant, in db: Writer) throws {
        let shops = try Participation.current(in: id, db).map(\.shop)
        let people = try shops.flatMap { try Member.people(ofShop: $0.rawValue, may: .represent, in: db) }
        let others = people.filter { $0 != proposer.member }
        let members = [proposer.member] + Array(Set(others)).sorted { $0.rawValue < $1.rawValue }
        try tell(event, members, by: actor, at: now, in: db)
    }

    /// Tells its proposer alone.
    func tellProposer(_ event: NoticeEvent, by actor: Member.ID?, at now: Instant, in db: Writer) throws {
        try tell(event, [proposer.member], by: actor, at: now, in: db)
    }

    private func tell(
        _ event: NoticeEvent, _ members: [Member.ID], by actor: Member.ID?, at now: Instant, in db: Writer
    ) throws {
        try Notice.add(
            event, about: details.title, .project(publicID), object: "project " + publicID, to: members, except: actor,
            at: now, in: db)
    }

    /// Tells those who publish projects that one waits for their decision.
    static func tellPublishers(
        _ title: String, publicID: String, by actor: Member.ID, at now: Instant, in db: Writer
    ) throws {
        try Notice.add(
            .projectProposed, about: title, .project(publicID), object: "project " + publicID,
            to: try Member.all(may: .publishProjects, in: db), except: actor, at: now, in: db)
    }
}
