import Base
import HTTP
import SQLite
import Shell
import Web

/// The experts of a project, as its leads invite them.
package enum ExpertHandlers {
    /// The experts of a project with their links, for its leads.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try page(try ProjectHandlers.led(context), FormState(context), context)
    }

    /// Invites an expert: 303 to the link to hand over; 422 with the form as typed.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        var form = FormState(try context.form(), fields: ExpertsPage.formFields, context)
        let (name, quality) = (form.text(ExpertsPage.name), form.text(ExpertsPage.quality))
        guard form.isValid else { return try page(project, form, status: .unprocessableContent, context) }
        let (publicID, nonce) = (context.site.randomness.publicID(), context.site.randomness.bytes(16))
        let key = context.site.key
        do {
            try await context.write { db in
                try ProjectExpert.invite(
                    name, quality, publicID: publicID, nonce: nonce, key, to: project.id, by: member, at: now, in: db)
                try Audit.record(.expertInvited, project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            form.refuse(ExpertsPage.name, "project.expert.enough")
            return try page(project, form, status: .unprocessableContent, context)
        }
        return context.seeOther(.experts(project), flash: context.say("project.expert.invited", ["name": name]))
    }

    /// Makes a new link in place of the old one: 303.
    package static func renew(_ request: Request, _ context: Context) async throws -> Response {
        let (nonce, key, now) = (context.site.randomness.bytes(16), context.site.key, context.now)
        return try await change(.expertRenewed, "project.expert.renewed", context) { expert, db in
            try expert.renew(nonce: nonce, key, at: now, in: db)
        }
    }

    /// Closes their link: 303. A new link undoes it.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        return try await change(.expertEnded, "project.expert.ended", context) { try $0.end(at: now, in: $1) }
    }

    /// Deletes an expert and their opinions for good: 303.
    package static func erase(_ request: Request, _ context: Context) async throws -> Response {
        let now = context.now
        return try await change(.expertErased, "project.expert.erased", context) { try $0.erase(at: now, in: $1) }
    }

    private static func change(
        _ action: AuditAction, _ flash: String, _ context: Context,
        _ body: @escaping @Sendable (ProjectExpert, Writer) throws -> Void
    ) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        let publicID = context.parameter("expert")
        try await context.write { db in
            guard let expert = try ProjectExpert.find(publicID, of: project.id, in: db) else { throw Failure.notFound }
            try body(expert, db)
            try Audit.record(action, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.experts(project), flash: context.say(flash))
    }

    private static func page(
        _ project: Project, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        let experts = try context.read { try ProjectExpert.all(of: project.id, in: $0) }
        return try context.render(
            ExpertsPage(
                title: project.details.title, path: context.link(.experts(project)),
                backLink: context.link(.project(project)),
                experts: experts.map { ExpertLine($0, of: project, context) }, form: form), status: status)
    }
}

/// The page that an expert opens by a link.
package enum ExpertiseHandlers {
    /// The project for its expert; 410 once the link is closed or has expired.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (expert, project, secret) = try find(context)
        return try page(expert, project, secret, FormState(context), context)
    }

    /// Signs an opinion on a scenario, or on the project as a whole: 303; 422 with the text as typed, also when the
    /// scenario was removed meanwhile.
    package static func sign(_ request: Request, _ context: Context) async throws -> Response {
        let (expert, project, secret) = try find(context)
        var form = FormState(try context.form(), fields: ExpertisePage.formFields, context)
        let (text, about) = (form.text(ExpertisePage.text), form[ExpertisePage.about])
        guard form.isValid else {
            return try page(expert, project, secret, form, status: .unprocessableContent, context)
        }
        let now = context.now
        do {
            try await context.write { db in
                guard let (current, _) = try ProjectExpert.open(secret, at: now, in: db) else { throw Failure.gone }
                let scenario = about.isEmpty ? nil : try Scenario.find(about, of: project.id, in: db)
                guard about.isEmpty || scenario != nil else { throw Failure.notFound }
                if scenario?.removal != nil { throw Failure.over }
                guard try ExpertOpinion.sign(text, on: scenario?.id, by: current, at: now, in: db) else { return }
                try Audit.record(.opinionSigned, project.publicID, by: nil, at: now, in: db)
                try project.tellLeads(.opinionSigned, by: nil, at: now, in: db)
            }
        } catch Failure.over {
            form.refuse(ExpertisePage.text, "project.expert.scenarioGone")
            return try page(expert, project, secret, form, status: .unprocessableContent, context)
        } catch Failure.conflict {
            form.refuse(ExpertisePage.text, "project.expert.opinions.enough")
            return try page(expert, project, secret, form, status: .unprocessableContent, context)
        }
        return context.seeOther(.expertise(secret), flash: context.say("project.expert.signed"))
    }

    /// A document of the project, as members get it.
    package static func document(_ request: Request, _ context: Context) async throws -> Response {
        let (_, project, _) = try find(context)
        return try DocumentHandlers.file(context.parameter("document"), of: project, publicOnly: false, context)
    }

    private static func find(_ context: Context) throws -> (ProjectExpert, Project, Secret) {
        guard let secret = Secret(copied: context.parameter("token")),
            let (expert, project) = try context.read({ try ProjectExpert.open(secret, at: context.now, in: $0) })
        else { throw Failure.gone }
        return (expert, project, secret)
    }

    private static func page(
        _ expert: ProjectExpert, _ project: Project, _ secret: Secret, _ form: FormState, status: Status = .ok,
        _ context: Context
    ) throws -> Response {
        let (documents, scenarios, opinions, choice, vat) = try context.read { db in
            (
                try ProjectDocument.all(of: project.id, in: db), try Scenario.all(of: project.id, in: db),
                try ExpertOpinion.all(of: project.id, in: db).filter { $0.expert == expert.id },
                try ScenarioChoice.current(of: project.id, in: db), try VATStatus.current(in: db)
            )
        }
        func subject(_ scenario: Scenario?) -> ExpertisePage.Subject {
            let about = scenario?.publicID ?? ""
            let signed = opinions.first { $0.scenario == scenario?.id }
            let sent = form[ExpertisePage.about]
            // Text typed about a scenario that was removed is shown at the project as a whole.
            let isGone = scenario == nil && !scenarios.contains { $0.publicID == sent }
            // The form that was sent: the summary of errors leads to its field.
            let isSent = form.has(ExpertisePage.about) && (sent == about || isGone)
            let shown = isSent ? form : FormState([ExpertisePage.text.name: signed?.text ?? ""], context)
            return ExpertisePage.Subject(
                about: about,
                opinion: shown.input(
                    ExpertisePage.text, id: isSent ? nil : "text-" + about,
                    aside: scenario?.details.title ?? context.say("project.expertise.whole")),
                scenario: scenario.map { ScenarioView($0, $0.totals, of: project, choice: choice, vat, context) },
                signed: signed.map {
                    context.say("project.expert.signedOn", ["day": context.language.date($0.signedAt.local.day)])
                } ?? "")
        }
        return try context.render(
            ExpertisePage(
                project: project, signature: expert.signature, dates: project.details.dateWords(context),
                budget: project.details.budget.map(context.language.money),
                documents: documents.map { ExpertisePage.Document($0, secret, context) },
                subjects: scenarios.map { subject($0) } + [subject(nil)], path: context.link(.expertise(secret)),
                until: context.language.date(expert.expiresAt.local.day), form: form), status: status)
    }
}
