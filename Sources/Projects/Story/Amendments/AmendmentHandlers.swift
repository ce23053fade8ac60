import Base
import HTTP
import SQLite
import Shell
import Web

/// Other texts that members propose for a project.
package enum AmendmentHandlers {
    /// The amendments of a project, and the form with its text.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        let project = try open(context)
        let own = try context.read { try Amendment.all(of: project.id, in: $0) }
            .first { $0.state == .waiting && $0.author == context.member?.id }
        let values = [
            AmendmentsPage.text.name: own?.text ?? project.details.purpose,
            AmendmentsPage.reason.name: own?.reason ?? "",
        ]
        return try page(project, FormState(values, context), context)
    }

    /// Proposes another text: 303 to it; 422 with the text as typed, also when it is the present one.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try open(context), try context.requireMember().id, context.now)
        var form = FormState(try context.form(), fields: AmendmentsPage.formFields, context)
        let (text, reason) = (form.text(AmendmentsPage.text), form.text(AmendmentsPage.reason))
        if text == project.details.purpose { form.refuse(AmendmentsPage.text, "project.amendment.same") }
        guard form.isValid else { return try page(project, form, status: .unprocessableContent, context) }
        let publicID = context.site.randomness.publicID()
        try await context.write { db in
            try Amendment.propose(
                text, because: reason, publicID: publicID, for: project, by: member, at: now, in: db)
            try Audit.record(.amendmentProposed, project.publicID, by: member, at: now, in: db)
            try project.tellLeads(.amendmentProposed, by: member, at: now, in: db)
        }
        return context.seeOther(.amendments(project), flash: context.say("project.amendment.proposed"))
    }

    /// Accepts or declines it, with a short answer: 303. An accepted text replaces that of the project as if the lead
    /// had typed it; for a public project it needs approval before visitors see it. When the project or the proposed
    /// text changed meanwhile, nothing is decided.
    package static func decide(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember(), context.now)
        let (sent, publicID) = (try context.form(), context.parameter("amendment"))
        let isAccepted = sent["decision"] == "accept"
        var form = FormState(sent, fields: AmendmentsPage.formFields, context)
        let word = form.text(AmendmentsPage.word)
        guard form.error(AmendmentsPage.word.name) == nil else {
            return context.seeOther(
                .amendments(project), flash: context.tooLong(AmendmentsPage.word.limit ?? 0), isError: true)
        }
        let version = Int(sent["version"] ?? "")
        do {
            let flash = try await context.write { db in
                guard let current = try Project.find(project.publicID, ownedBy: member, in: db) else {
                    throw Failure.notFound
                }
                // Its author may have sent another text, which has another id.
                guard let amendment = try Amendment.find(publicID, of: project.id, in: db) else {
                    throw try Amendment.exists(publicID, in: db) ? Failure.notFound : .conflict
                }
                try Amendment.decide(
                    publicID, isAccepted ? .accepted : .declined, word: word, by: member.id, at: now, in: db)
                if isAccepted {
                    guard current.version == version else { throw Failure.conflict }
                    try current.take(amendment, by: member, at: now, in: db)
                }
                let event = isAccepted ? NoticeEvent.amendmentAccepted : .amendmentDeclined
                let action = isAccepted ? AuditAction.amendmentAccepted : .amendmentDeclined
                try Audit.record(action, project.publicID, by: member.id, at: now, in: db)
                try project.tell(event, [amendment.author], by: member.id, at: now, in: db)
                return isAccepted ? "project.amendment.done" : "project.amendment.refused"
            }
            return context.seeOther(
                .amendments(project), flash: context.say(flash),
                undo: isAccepted ? nil : .reopenAmendment(publicID, of: project))
        } catch Failure.conflict {
            return context.seeOther(
                .amendments(project), flash: context.say("project.amendment.changed"), isError: true)
        }
    }

    /// Undoes a refusal: it waits again. 303.
    package static func reopen(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        let publicID = context.parameter("amendment")
        do {
            try await context.write { db in
                guard try Amendment.find(publicID, of: project.id, in: db) != nil else { throw Failure.notFound }
                try Amendment.reopen(publicID, of: project.id, in: db)
                try Audit.record(.amendmentReopened, project.publicID, by: member, at: now, in: db)
            }
        } catch Failure.conflict {
            return context.seeOther(
                .amendments(project), flash: context.say("project.amendment.changed"), isError: true)
        }
        return context.seeOther(.amendments(project), flash: context.say("project.amendment.reopened"))
    }

    /// Its author withdraws it while it waits: 303.
    package static func withdraw(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try open(context), try context.requireMember().id, context.now)
        let publicID = context.parameter("amendment")
        try await context.write { db in
            guard let amendment = try Amendment.find(publicID, of: project.id, in: db), amendment.author == member
            else { throw Failure.notFound }
            if amendment.state != .waiting { return }
            try Amendment.decide(publicID, .withdrawn, word: "", by: member, at: now, in: db)
            try Audit.record(.amendmentWithdrawn, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.amendments(project), flash: context.say("project.amendment.takenBack"))
    }

    /// The project of the address; 404 when it is withdrawn.
    private static func open(_ context: Context) throws -> Project {
        let project = try ProjectHandlers.visible(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return project
    }

    private static func page(
        _ project: Project, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        let amendments = try context.read { try Amendment.all(of: project.id, in: $0) }
        return try context.render(
            AmendmentsPage(
                title: project.details.title, path: context.link(.amendments(project)),
                backLink: context.link(.project(project)),
                amendments: amendments.map { AmendmentLine($0, of: project, context) }, form: form,
                replaces: amendments.contains { $0.state == .waiting && $0.author == context.member?.id },
                version: project.version), status: status)
    }
}

extension Project {
    /// Makes a proposed text its own, as an edit by this lead.
    fileprivate func take(_ amendment: Amendment, by member: Member, at now: Instant, in db: Writer) throws {
        var new = details
        new.purpose = amendment.text
        try change(to: new, by: member, at: now, in: db)
        let waits = try Project.find(id, in: db)?.isWaiting == true
        if waits { try Project.tellPublishers(details.title, publicID: publicID, by: member.id, at: now, in: db) }
    }
}
