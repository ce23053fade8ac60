import Base
import HTTP
import Shell
import Web

/// The consultations of a project.
package enum ConsultationHandlers {
    /// The form that opens a consultation; 404 for members who may not, and without a scenario.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let project = try chooser(context)
        let week = context.now.local.day.adding(days: 7).description
        return try context.render(
            try page(project, FormState(["mode": "approve", "asks": "all", "until": week], context), context))
    }

    /// Opens it: 303 to it; 422 with the form as typed. While one is open, 303 to that one.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try chooser(context), try context.requireMember(), context.now)
        var form = FormState(try context.form(), fields: NewConsultationPage.formFields, context)
        let text = form.text(NewConsultationPage.until)
        let (until, today) = (Day(text), now.local.day)
        if !text.isEmpty, until == nil { form.refuse(NewConsultationPage.until, "project.date.unreadable") }
        if let until, until < today { form.refuse(NewConsultationPage.until, "consultation.until.past") }
        if let until, until > today.adding(days: SiteLimits.consultationDays) {
            form.refuse(NewConsultationPage.until, "consultation.until.late")
        }
        guard form.isValid, let until else {
            return try context.render(try page(project, form, context), status: .unprocessableContent)
        }
        let new = NewConsultation(
            mode: Consultation.Mode(rawValue: form["mode"]) ?? .approve, isHidden: form["hidden"] == "1",
            asksAll: form["asks"] == "all", until: until)
        let publicID = context.site.randomness.publicID()
        do {
            let made = try await context.write { db in
                let made = try new.open(publicID: publicID, for: project, by: member.id, at: now, in: db)
                if made == publicID {
                    try Audit.record(.consultationOpened, project.publicID, by: member.id, at: now, in: db)
                }
                return made
            }
            return context.seeOther(
                .consultation(made, of: project.publicID), flash: context.say("consultation.opened"))
        } catch Failure.conflict {
            form.refuse("asks", context.say("consultation.noShop"))
            return try context.render(try page(project, form, context), status: .unprocessableContent)
        }
    }

    /// A consultation, with the form of each shop of the member.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let (project, consultation) = try found(context)
        return try context.render(try ConsultationPage.of(consultation, project, context))
    }

    /// The answer of one shop, in place of its earlier one: 303; 422 without a choice; 404 for a shop that is not the
    /// member’s or not asked; after the end 303 with a message, and nothing is stored.
    package static func answer(_ request: Request, _ context: Context) async throws -> Response {
        let (project, consultation) = try found(context)
        let (member, sent) = (try context.requireMember(), try context.form())
        let link = Link.consultation(consultation.publicID, of: project.publicID)
        // A shopkeeper of one shop need not name it.
        let places = member.workplaces(may: .represent)
        let place = places.first { $0.code == sent["shop"] ?? (places.count == 1 ? $0.code : nil) }
        guard let place, try context.read({ try consultation.answer(of: place.id, in: $0) }) != nil else {
            throw Failure.notFound
        }
        let typed = sent.all("scenario")
        let options = try context.read { try consultation.options(in: $0) }
        let chosen = Set(options.filter { typed.contains($0.publicID) }.map(\.id))
        let isNone = typed.contains("none")
        if chosen.isEmpty != isNone || (consultation.mode == .choose && chosen.count > 1) {
            let error = context.say(isNone ? "consultation.answer.both" : "consultation.answer.missing")
            return try context.render(
                try ConsultationPage.of(consultation, project, refused: (place.code, error), context),
                status: .unprocessableContent)
        }
        let clock = context.site.clock
        do {
            try await context.write { db in
                // Whether it has ended is checked when the answer is written, not when it was sent.
                let now = clock.now()
                try consultation.answer(chosen, of: place.id, by: member.id, at: now, in: db)
                try Audit.record(.consultationAnswered, project.publicID, by: member.id, at: now, in: db)
            }
        } catch Failure.over {
            return context.seeOther(link, flash: context.say("consultation.over"), isError: true)
        }
        return context.seeOther(link, flash: context.say("consultation.answered", ["shop": place.name]))
    }

    /// Cancels it: its results stay hidden. 303 with undo.
    package static func cancel(_ request: Request, _ context: Context) async throws -> Response {
        let (project, consultation) = try found(context)
        let (member, now) = (try context.requireMember(), context.now)
        guard project.mayChoose(member) else { throw Failure.notFound }
        try await context.write { db in
            guard consultation.isOpen(at: now) else { return }
            try consultation.cancel(by: member.id, at: now, in: db)
            try Audit.record(.consultationCancelled, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(
            .scenarios(project.publicID), flash: context.say("consultation.cancelled"),
            undo: .resumeConsultation(consultation.publicID, of: project.publicID))
    }

    /// Takes answers again after it was cancelled: 303 to it; with a message when its end has come or a scenario it
    /// asks about has changed.
    package static func resume(_ request: Request, _ context: Context) async throws -> Response {
        let (project, consultation) = try found(context)
        let (member, now) = (try context.requireMember(), context.now)
        guard project.mayChoose(member) else { throw Failure.notFound }
        let link = Link.consultation(consultation.publicID, of: project.publicID)
        do {
            try await context.write { db in
                guard try consultation.resume(by: member.id, at: now, in: db) else { return }
                try Audit.record(.consultationResumed, project.publicID, by: member.id, at: now, in: db)
            }
        } catch Failure.over {
            return context.seeOther(link, flash: context.say("consultation.over.resume"), isError: true)
        } catch Failure.conflict {
            return context.seeOther(link, flash: context.say("consultation.changed.resume"), isError: true)
        }
        return context.seeOther(link, flash: context.say("consultation.resumed"))
    }

    private static func found(_ context: Context) throws -> (Project, Consultation) {
        let project = try ProjectHandlers.visible(context)
        let found = try context.read {
            try Consultation.find(context.parameter("consultation"), of: project.id, in: $0)
        }
        guard let found, project.withdrawal == nil else { throw Failure.notFound }
        return (project, found)
    }

    /// The project, when this member may ask about its scenarios, and it has some.
    private static func chooser(_ context: Context) throws -> Project {
        let project = try ProjectHandlers.visible(context)
        guard project.mayChoose(try context.requireMember()),
            try context.read({ try !Scenario.all(of: project.id, in: $0).isEmpty })
        else { throw Failure.notFound }
        return project
    }

    private static func page(
        _ project: Project, _ form: FormState, _ context: Context
    ) throws -> NewConsultationPage {
        let (scenarios, participants) = try context.read { db in
            (
                try Scenario.all(of: project.id, in: db).count,
                try Participation.current(in: project.id, db).count
            )
        }
        return NewConsultationPage(
            project: project, form: form, backLink: context.link(.scenarios(project.publicID)),
            today: context.now.local.day,
            canChooseOne: scenarios > 1, participants: participants)
    }
}
