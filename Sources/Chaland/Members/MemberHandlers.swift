import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Shops
import Web

/// One member: offices and access.
enum MemberHandlers {
    /// Their page; 404 for a person who is not a member.
    static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(find(context), context))
    }

    /// Gives an office of the association: 303 to the page; 422 without a choice; 409 for a person without access.
    static func give(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        guard let office = OfficeForm.read(try context.form()[OfficeForm.office.name]) else {
            return try refused(person, OfficeForm.office, "member.office.missing", context)
        }
        if person.endedAt != nil { throw Failure.conflict }
        let (actor, now) = (try context.requireMember().id, context.now)
        let label = office.label(context)
        try await context.write { db in
            try office.give(to: person.id, by: actor, at: now, in: db)
            try tell(.officeGiven, label, person, by: actor, at: now, in: db)
            try Audit.record(.officeGiven, person.publicID, by: actor, at: now, in: db)
        }
        context.record(.officeGiven)
        return seeOther(person, "member.office.given", ["office": office.label(context)], context)
    }

    /// Ends an office of the association: 303 to the page; 422 without a choice.
    static func end(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        guard let office = OfficeForm.read(try context.form()[OfficeForm.office.name]) else {
            return try refused(person, OfficeForm.office, "member.office.missing", context)
        }
        let (actor, now) = (try context.requireMember().id, context.now)
        let label = office.label(context)
        try await context.write { db in
            try office.end(of: person.id, by: actor, at: now, in: db)
            try tell(.officeEnded, label, person, by: actor, at: now, in: db)
            try Audit.record(.officeEnded, person.publicID, by: actor, at: now, in: db)
        }
        context.record(.officeEnded)
        return seeOther(person, "member.office.ended", ["office": office.label(context)], context)
    }

    /// Ends the access to the whole site: 303 to the page, with an undo; 409 where `Member.mayManageAccess` refuses,
    /// and for the last president.
    static func endAccess(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let (actor, now) = (try context.requireMember(), context.now)
        guard actor.mayManageAccess(of: person) else { throw Failure.conflict }
        do {
            try await context.write { _ = try Member.endAccess(of: person.id, by: actor.id, at: now, in: $0) }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(.accessEnded)
        return seeOther(person, "member.access.ended", [:], context, undo: .restoreMember(person.publicID))
    }

    /// Restores the access, with the offices still held: 303 to the page; 409 for a president’s, unless a president
    /// restores it.
    static func restoreAccess(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        do {
            try await context.write { _ = try Member.restoreAccess(of: person.id, by: actor, at: now, in: $0) }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(.accessRestored)
        return seeOther(person, "member.access.restored", [:], context)
    }

    private static func tell(
        _ event: NoticeEvent, _ office: String, _ person: MemberFile, by actor: Member.ID, at now: Instant,
        in db: Writer
    ) throws {
        try Notice.add(
            event, about: office, .memberHome, object: office, to: [person.id], except: actor, at: now, in: db)
    }

    /// 422 with the page and an error.
    static func refused(
        _ person: MemberFile, _ field: AnyField, _ key: String, _ context: Context
    ) throws -> Response {
        var page = try page(person, context)
        page.errors = [FieldError(field: field.name, text: context.say(key))]
        return try context.render(page, status: .unprocessableContent)
    }

    /// The member in the path; throws `notFound` for an unknown one.
    static func find(_ context: Context) throws -> MemberFile {
        guard let person = try context.read({ try MemberFile.find(context.parameter("member"), in: $0) }) else {
            throw Failure.notFound
        }
        return person
    }

    /// 303 to the page of a person, with a message that may contain their name.
    static func seeOther(
        _ person: MemberFile, _ key: String, _ values: [String: String], _ context: Context, undo: Link? = nil
    ) -> Response {
        let flash = context.say(key, values.merging(["name": person.name]) { first, _ in first })
        return context.seeOther(.member(person.publicID), flash: flash, undo: undo)
    }
}

extension Member {
    /// Whether they may end the access of a person and make sign-in links for them; never for themselves. Only a
    /// president may do so for a president, or for the member to whom the presidency is offered: a link opens the
    /// account.
    func mayManageAccess(of person: MemberFile) -> Bool {
        may(.manageAccess) && person.id != id
            && (!person.presides && !person.isOfferedPresidency || may(.offerPresidency))
    }
}
