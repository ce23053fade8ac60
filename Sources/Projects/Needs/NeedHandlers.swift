import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// What members look for, offer and can do for the others.
package enum NeedHandlers {
    private static let tabs: [(name: String, kind: NeedKind)] = [
        ("cherche", .seeking), ("propose", .offering), ("sait-faire", .skill),
    ]

    /// What members look for, offer and can do; `?voir=les-miennes`: what this member wrote or answered.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now, query) = (try context.requireMember(), context.now, context.query)
        let scope = query["voir"] ?? ""
        let isOwn = scope == "les-miennes"
        let search = NeedSearch(
            kind: tabs.first { $0.name == scope }?.kind,
            words: String((query["q"] ?? "").trimmed.prefix(ProjectSearch.wordsLimit)))
        let filters = QueryString(keeping: ["voir", "q"], of: query)
        let (needs, total, pages) = try context.read { db in
            let own = isOwn ? try Need.own(of: member.id, in: db) : []
            let total = isOwn ? own.count : try Need.openCount(search, at: now, in: db)
            let pages = Pagination(
                query["page"].flatMap { Int($0) }, of: total, size: isOwn ? max(total, 1) : SiteLimits.needsAPage
            ) { page in
                context.link(Link.needs.adding(filters.setting("page", page == 1 ? nil : "\(page)")))
            }
            return (isOwn ? own : try Need.open(search, pages.rows, at: now, in: db), total, pages)
        }
        return try context.render(
            NeedListPage(
                needs: needs.map { NeedRow($0, context) }, tabs: tabs(scope, filters, context),
                words: isOwn ? "" : search.words, scope: scope, isOwn: isOwn, total: total, pages: pages))
    }

    private static func tabs(_ scope: String, _ filters: QueryString, _ context: Context) -> [NeedTab] {
        let kinds = tabs.map { (name: $0.name, text: $0.kind.words(context)) }
        let all = [("", context.say("need.tab.all"))] + kinds + [("les-miennes", context.say("need.tab.own"))]
        let isKnown = all.contains { $0.0 == scope }
        return all.map { name, text in
            NeedTab(
                name: text,
                link: context.link(Link.needs.adding(filters.setting("voir", name).setting("page", nil))),
                isCurrent: isKnown ? name == scope : name.isEmpty)
        }
    }

    /// The empty form.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(newPage(NeedForm.blank(context), context))
    }

    /// Adds one: 303 to it; 422 with the form as typed, also at the limit of needs of a member. The same words again
    /// within ten minutes lead to the one added first.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (member, now) = (try context.requireMember(), context.now)
        let form = NeedForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(newPage(form.state, context), status: .unprocessableContent)
        }
        let (details, new) = (form.details, context.site.randomness.publicID())
        let shop = member.workplaces.first?.shop
        let made = try await context.write { db -> String? in
            let then = now - SiteLimits.sameProposal
            if let same = try Need.duplicate(details.text, by: member.id, since: then, in: db) { return same }
            guard try Need.openCount(of: member.id, at: now, in: db) < SiteLimits.needsOfMember else { return nil }
            try details.insert(publicID: new, by: member.id, for: shop, at: now, in: db)
            try Audit.record(.needAdded, new, by: member.id, at: now, in: db)
            try Need.find(new, visibleTo: member, in: db)?.tellSimilar(at: now, in: db)
            return new
        }
        guard let made else {
            var state = form.state
            state.refuse(NeedForm.text, "need.full", ["most": context.language.number(SiteLimits.needsOfMember)])
            return try context.render(newPage(state, context), status: .unprocessableContent)
        }
        return context.seeOther(.need(made), flash: context.say("need.added"), undo: .closeNeed(made))
    }

    /// One need with what this member may read of the answers.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(try found(context), FormState(context), context))
    }

    /// The form of one’s own; a new end makes one that is over open again.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let need = try own(context)
        return try context.render(editPage(need, NeedForm.of(need, context), context))
    }

    /// Changes one’s own: 303 to it; 422 with the form as typed.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let (need, now, member) = (try own(context), context.now, try context.requireMember().id)
        let form = NeedForm(try context.form(), context)
        guard form.state.isValid else {
            return try context.render(editPage(need, form.state, context), status: .unprocessableContent)
        }
        let details = form.details
        try await context.write { db in
            try need.change(to: details, in: db)
            try Audit.record(.needChanged, need.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.need(need.publicID), flash: context.say("need.saved"))
    }

    /// Closes one: its author, or a moderator, who may tell them why. Can be undone.
    package static func close(_ request: Request, _ context: Context) async throws -> Response {
        let (need, member, now) = (try found(context), try context.requireMember(), context.now)
        guard need.isClosable(by: member) else { throw Failure.notFound }
        var form = FormState(try context.form(), fields: NeedForm.fields, context)
        let reason = member.id == need.author ? "" : form.text(NeedForm.reason)
        guard form.isValid else {
            return try context.render(try page(need, form, context), status: .unprocessableContent)
        }
        try await context.write { db in
            try need.close(reason: reason, by: member.id, at: now, in: db)
            try Audit.record(.needClosed, need.publicID, by: member.id, at: now, in: db)
            if member.id != need.author, need.end == nil {
                try Notice.add(
                    .needRemoved, .need(need.publicID), object: "need " + need.publicID, to: [need.author],
                    except: member.id, at: now, in: db)
            }
        }
        let flash = member.id == need.author ? "need.closed" : "need.closed.removed"
        return context.seeOther(
            .need(need.publicID), flash: context.say(flash), undo: .restoreNeed(need.publicID))
    }

    /// Brings one back; 403 for its author when a moderator removed it.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (need, member, now) = (try found(context), try context.requireMember(), context.now)
        guard need.isClosable(by: member) else { throw Failure.notFound }
        try await context.write { db in
            guard let current = try Need.find(need.publicID, visibleTo: member, in: db) else { throw Failure.notFound }
            if current.end == nil { return }
            guard current.isRestorable(by: member) else { throw Failure.forbidden }
            try current.restore(in: db)
            try Audit.record(.needRestored, need.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.need(need.publicID), flash: context.say("need.restored"))
    }

    /// The need of the address; 404 when this member may not see it.
    static func found(_ context: Context) throws -> Need {
        let member = try context.requireMember()
        let need = try context.read { try Need.find(context.parameter("need"), visibleTo: member, in: $0) }
        guard let need else { throw Failure.notFound }
        return need
    }

    /// The same; 404 when it is not the member’s, 410 once it is closed.
    private static func own(_ context: Context) throws -> Need {
        let need = try found(context)
        guard need.author == context.member?.id else { throw Failure.notFound }
        guard need.end == nil else { throw Failure.over }
        return need
    }

    private static func newPage(_ form: FormState, _ context: Context) -> NeedFormPage {
        NeedFormPage(
            title: context.say("need.new"), action: context.link(.needs), backLink: context.link(.needs),
            submitText: context.say("need.submit"), form: form, kinds: NeedForm.kinds(form, context))
    }

    private static func editPage(_ need: Need, _ form: FormState, _ context: Context) -> NeedFormPage {
        NeedFormPage(
            title: context.say("need.edit"), action: context.link(.editNeed(need.publicID)),
            backLink: context.link(.need(need.publicID)), submitText: context.say("form.save"), form: form,
            kinds: NeedForm.kinds(form, context))
    }
}
