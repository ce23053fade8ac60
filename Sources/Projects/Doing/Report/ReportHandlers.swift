import Base
import HTTP
import SQLite
import Shell
import Shops
import Web

/// The report of a project, its answers and its end.
package enum ReportHandlers {
    /// The report of a project, for members.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        try context.render(try page(try TaskHandlers.open(context), FormState(context), context))
    }

    /// A shop that takes part answers, or changes its answer: 303; 422 without a choice; 404 for another’s shop;
    /// 410 while the project is not over.
    package static func answer(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try TaskHandlers.open(context), try context.requireMember(), context.now)
        let (shops, isOver) = try context.read { db in
            (try project.ownShops(of: member, in: db), try project.isOver(at: now, in: db))
        }
        var form = FormState(try context.form(), fields: AnswerForm.fields, context)
        let code = form[AnswerForm.shop]
        let named = shops.first { $0.code == code } ?? (code.isEmpty && shops.count == 1 ? shops.first : nil)
        guard let shop = named?.shop else { throw Failure.notFound }
        guard isOver else { throw Failure.over }
        let word = form.text(AnswerForm.word)
        let choice = ReportAnswer.Choice(rawValue: form[AnswerForm.choice])
        if choice == nil { form.refuse(AnswerForm.choice, context.say("outcome.answer.missing")) }
        guard form.isValid, let choice else {
            return try context.render(try page(project, form, context), status: .unprocessableContent)
        }
        try await context.write { db in
            try ReportAnswer.store(choice, word: word, of: shop, about: project.id, by: member.id, at: now, in: db)
            try Audit.record(.reportAnswered, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(.report(of: project), flash: context.say("outcome.answered"))
    }

    /// Its leads say that a project is over: its report begins. Can be undone.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        try await setEnd(context.now, flash: "outcome.ended", undo: true, context)
    }

    /// Says that it is not over after all.
    package static func resume(_ request: Request, _ context: Context) async throws -> Response {
        try await setEnd(nil, flash: "outcome.resumed", undo: false, context)
    }

    private static func setEnd(
        _ moment: Instant?, flash: String, undo: Bool, _ context: Context
    ) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        try await context.write { db in
            try ProjectReport.end(project.id, at: moment, by: member, now: now, in: db)
            try Audit.record(
                moment == nil ? .projectResumed : .projectEnded, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .project(project), flash: context.say(flash), undo: undo ? .resumeProject(project) : nil)
    }

    /// Shows the summary that was read to everyone: 303; if it changed meanwhile, it must be read again.
    package static func publish(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try TaskHandlers.open(context), try context.requireMember().id, context.now)
        let version = Int(try context.form()["version"] ?? "") ?? 0
        do {
            try await context.write { db in
                try ProjectReport.publish(project.id, version: version, in: db)
                try Audit.record(.summaryPublished, project.publicID, by: member, at: now, in: db)
            }
            return context.seeOther(
                .report(of: project), flash: context.say("outcome.summary.published"),
                undo: .unpublishSummary(of: project))
        } catch Failure.conflict {
            return context.seeOther(.report(of: project), flash: context.say("outcome.summary.changed"), isError: true)
        }
    }

    /// Shows visitors no summary any more.
    package static func unpublish(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try TaskHandlers.open(context), try context.requireMember().id, context.now)
        try await context.write { db in
            try ProjectReport.unpublish(project.id, in: db)
            try Audit.record(.summaryUnpublished, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.report(of: project), flash: context.say("outcome.summary.unpublished"))
    }

    /// Begins the next edition: 303 to it; pressed twice, to the same one.
    package static func next(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember(), context.now)
        let scenario = context.say("outcome.next.scenario")
        let ids = (0..<SiteLimits.tasksOfProject + 2).map { _ in context.site.randomness.publicID() }
        let made = try await context.write { db in
            let made = try NextEdition.make(after: project, by: member, called: scenario, at: now, ids: ids, in: db)
            try Audit.record(.projectContinued, made, by: member.id, at: now, in: db)
            return made
        }
        return context.seeOther(.project(made), flash: context.say("outcome.next.made"))
    }
}
