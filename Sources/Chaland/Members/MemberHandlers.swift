import Base
import HTMLTemplate
import HTTP
import Shell
import Shops
import SQLite
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

    /// Ends the access to the whole site: 303 to the page, with an undo; 409 for one's own, the last president's, and
    /// that of a president for others than presidents.
    static func endAccess(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let (actor, now) = (try context.requireMember(), context.now)
        guard actor.mayManageAccess(of: person) else { throw Failure.conflict }
        do {
            try await context.write { _ = try Member.endAccess(of: person.id, by: actor.id, at: now, in: $0) }
        } catch Member.AccessRefusal.lastPresident {
            throw Failure.conflict
        }
        context.record(.accessEnded)
        return seeOther(person, "member.access.ended", [:], context, undo: .restoreMember(person.publicID))
    }

    /// Restores the access, with the offices still held: 303 to the page.
    static func restoreAccess(_ request: Request, _ context: Context) async throws -> Response {
        let person = try find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        try await context.write { _ = try Member.restoreAccess(of: person.id, by: actor, at: now, in: $0) }
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

    /// 422: the page with an error.
    static func refused(
        _ person: MemberFile, _ field: AnyField, _ key: String, _ context: Context
    ) throws -> Response {
        var page = try page(person, context)
        page.errors = [FieldError(field: field.name, text: context.say(key))]
        return try context.render(page, status: .unprocessableContent)
    }

    static func find(_ context: Context) throws -> MemberFile {
        guard let person = try context.read({ try MemberFile.find(context.parameter("member"), in: $0) }) else {
            throw Failure.notFound
        }
        return person
    }

    private static func seeOther(
        _ person: MemberFile, _ key: String, _ values: [String: String], _ context: Context, undo: Link? = nil
    ) -> Response {
        let flash = context.say(key, values.merging(["name": person.name]) { first, _ in first })
        return context.seeOther(.member(person.publicID), flash: flash, undo: undo)
    }

    private static func page(_ person: MemberFile, _ context: Context) throws -> MemberPage {
        let reader = try context.requireMember()
        let mayManage = reader.may(.manageMembers) && person.endedAt == nil
        let isLast = try context.read { try Member.isLastPresident(person.id, in: $0) }
        let held = Set(person.ofAssociation)
        let free = Office.given.filter { !held.contains($0) }
        let terms = person.offices.map { term($0, mayEnd: mayManage, context) }
        let presentCount = person.offices.count { $0.until == nil }
        return MemberPage(
            name: person.name, email: person.email, joined: context.language.date(person.joinedAt.local.day),
            visit: MembersHandlers.visit(person.signedInAt, endedAt: nil, context),
            ended: person.endedAt.map { context.say("member.ended", ["date": context.language.date($0.local.day)]) },
            present: Array(terms.prefix(presentCount)), past: Array(terms.dropFirst(presentCount)),
            offices: OfficeForm.options(free, context), mayGiveOffices: mayManage && !free.isEmpty,
            mayEndAccess: reader.mayManageAccess(of: person) && person.endedAt == nil && !isLast,
            mayRestoreAccess: reader.may(.manageAccess) && person.endedAt != nil,
            mayOfferPresidency: reader.may(.offerPresidency) && person.endedAt == nil && person.id != reader.id
                && !person.presides,
            mayMakeLink: reader.mayManageAccess(of: person) && person.endedAt == nil,
            links: MemberPage.Links(
                give: context.link(.giveOffice(to: person.publicID)),
                end: context.link(.endOffice(of: person.publicID)),
                endAccess: context.link(.endMember(person.publicID)),
                restore: context.link(.restoreMember(person.publicID)),
                presidency: context.link(.offerPresidency(to: person.publicID)),
                signIn: context.link(.signInLink(for: person.publicID)),
                acts: context.link(.journal(of: person.publicID)),
                erase: context.link(.eraseMember(person.publicID))))
    }

    /// «depuis le 2 mars 2026, par Camille Rey», «du 2 mars 2025 au 3 mars 2026».
    private static func term(_ term: MemberFile.Term, mayEnd: Bool, _ context: Context) -> MemberPage.Term {
        var values = ["since": context.language.date(term.since.local.day)]
        values["until"] = term.until.map { context.language.date($0.local.day) }
        let by = (term.until == nil ? term.givenBy : term.endedBy).map { context.say("member.term.by", ["name": $0]) }
        let dates = context.say(term.until == nil ? "member.term.since" : "member.term.past", values) + (by ?? "")
        let label = term.office.label(context)
        let isEnded = mayEnd && term.until == nil && term.shopCode == nil && Office.given.contains(term.office)
        return MemberPage.Term(
            title: term.shopName.map { context.say("member.term.shop", ["office": label, "shop": $0]) } ?? label,
            dates: dates, shopLink: term.shopCode.map { context.link(.people(of: ShopCode($0))) },
            ends: isEnded ? term.office.rawValue : nil)
    }
}

extension Member {
    /// Whether they may end the access of a person and make sign-in links for them: not their own, and that of a
    /// president only as president. A link opens the account of the other.
    func mayManageAccess(of person: MemberFile) -> Bool {
        may(.manageAccess) && person.id != id && (!person.presides || may(.offerPresidency))
    }
}
