import Base
import HTTP
import SQLite
import Shell
import Web

/// The form of a departure.
enum DepartureForm {
    static let reason = AnyField.choice("reason")
    static let category = AnyField.choice("category")
    static let fields = [reason, category]
}

/// Membership of a person: category, departure.
enum MembershipHandlers {
    /// Saves the category: 303 to the person's page; 422 for a category that does not exist; 409 for a person without
    /// access.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let person = try MemberHandlers.find(context)
        let typed = try context.form()[DepartureForm.category.name] ?? ""
        let category = MemberCategory(rawValue: typed)
        guard category != nil || typed == MemberListQuery.noCategory else {
            return try MemberHandlers.refused(person, DepartureForm.category, "member.category.missing", context)
        }
        if person.endedAt != nil { throw Failure.conflict }
        let (actor, now) = (try context.requireMember().id, context.now)
        try await context.write {
            try Membership.set(category, of: .person(person.id), by: actor, at: now, in: $0)
        }
        return MemberHandlers.seeOther(person, "member.category.saved", [:], context)
    }

    /// Ends offices, membership and access of a person who leaves or is expelled: 303 to their page, with an undo; 422
    /// without a reason; 409 where `Member.mayManageAccess` refuses, and for the last president.
    static func end(_ request: Request, _ context: Context) async throws -> Response {
        let person = try MemberHandlers.find(context)
        let reason = AccessChange(rawValue: try context.form()[DepartureForm.reason.name] ?? "")
        guard let reason, reason == .left || reason == .expelled else {
            return try MemberHandlers.refused(person, DepartureForm.reason, "member.departure.missing", context)
        }
        let (actor, now) = (try context.requireMember(), context.now)
        guard actor.mayManageAccess(of: person) else { throw Failure.conflict }
        do {
            try await context.write { try Departure.end(reason, of: person.id, by: actor.id, at: now, in: $0) }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(.accessEnded)
        let key = reason == .left ? "member.departure.left" : "member.departure.expelled"
        return MemberHandlers.seeOther(person, key, [:], context, undo: .undoDeparture(of: person.publicID))
    }

    /// Undoes the departure, with offices and membership: 303 to the person's page; 409 for a president’s, unless a
    /// president undoes it.
    static func undo(_ request: Request, _ context: Context) async throws -> Response {
        let person = try MemberHandlers.find(context)
        let (actor, now) = (try context.requireMember().id, context.now)
        do {
            try await context.write { try Departure.undo(of: person.id, by: actor, at: now, in: $0) }
        } catch is Member.AccessRefusal {
            throw Failure.conflict
        }
        context.record(.accessRestored)
        return MemberHandlers.seeOther(person, "member.departure.undone", [:], context)
    }
}
