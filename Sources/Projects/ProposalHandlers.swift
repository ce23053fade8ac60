import Base
import HTTP
import Shell
import Web

/// The forms that propose and change a project.
package enum ProposalHandlers {
    /// The form; `?annonce=` begins with the words of a need and the similar ones, `?demande=` with what visitors did
    /// not find.
    package static func new(_ request: Request, _ context: Context) async throws -> Response {
        let member = try proposer(context)
        let form = try ProjectForm.blank(for: member, from: context.query[ProjectForm.need], context)
        return try context.render(page(form, member, context))
    }

    /// Adds a project: 303 to it; 422 with the form as typed; 200 with similar projects, until the proposer confirms
    /// that it is another one. The same words again within ten minutes lead to the project added first. `change` shows
    /// the form again with everything typed, `add` with one more date.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try proposer(context)
        let typed = try context.form()
        let form = ProjectForm(typed, choosesShop: true, by: member, context)
        let isShownAgain = typed["change"] != nil || typed["add"] != nil
        guard form.state.isValid, !isShownAgain else {
            let state = isShownAgain ? FormState(form.state.values, context) : form.state
            return try context.render(
                page(state, member, addsDate: typed["add"] != nil, context),
                status: isShownAgain ? .ok : .unprocessableContent)
        }
        let (details, shop, category, now) = (form.details, form.shop, form.category, context.now)
        let need = form.state[ProjectForm.need]
        let then = now - SiteLimits.sameProposal
        let (duplicate, similar) = try context.read { db in
            (
                try Project.duplicate(of: details, by: member.id, since: then, in: db),
                typed["confirmed"] == "1" ? [] : try Project.similar(toTitle: details.title, in: db)
            )
        }
        if duplicate == nil, !similar.isEmpty {
            return try context.render(
                SimilarProjectsPage(projects: similar.map { ProjectRow($0, context) }, form: form.state))
        }
        let publicID = context.site.randomness.publicID()
        let made = try await context.write { db in
            if let first = try Project.duplicate(of: details, by: member.id, since: then, in: db) { return first }
            let id = try details.insert(publicID: publicID, by: member.id, for: shop, at: now, in: db)
            try Need.find(need, visibleTo: member, in: db)?.become(id, by: member.id, at: now, in: db)
            try ProjectCategory.set(category, of: id, in: db)
            try Audit.record(.projectProposed, publicID, by: member.id, at: now, in: db)
            try Project.tellPublishers(details.title, publicID: publicID, by: member.id, at: now, in: db)
            return publicID
        }
        return context.seeOther(.project(made), flash: context.say("project.proposed"))
    }

    /// The member, when they may propose for a shop or the association; 404 otherwise.
    private static func proposer(_ context: Context) throws -> Member {
        let member = try context.requireMember()
        guard ProjectForm.isOpen(to: member) else { throw Failure.notFound }
        return member
    }

    /// The form of an existing project.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        var values = ProjectForm.values(project)
        values[ProjectCategory.field] = try context.read { try ProjectCategory.of(project.id, in: $0)?.rawValue }
        return try context.render(editPage(project, FormState(values, context), context))
    }

    /// Changes a project: 303; 422 with the form as typed. Fields that another person changed meanwhile are preserved;
    /// when both changed the same field, 409 shows both texts and the other fields are saved. `add` shows the form
    /// again with one more date.
    package static func update(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        let member = try context.requireMember()
        let sent = try context.form()
        let form = ProjectForm(sent, choosesShop: false, by: member, context)
        if sent["add"] != nil {
            return try context.render(editPage(project, FormState(form.state.values, context), addsDate: true, context))
        }
        guard form.state.isValid else {
            return try context.render(editPage(project, form.state, context), status: .unprocessableContent)
        }
        // A form without the menu leaves the category as it is.
        let (hasCategory, category) = (form.state.has(ProjectCategory.field), form.category)
        let edit = ProjectEdit(project: project.publicID, typed: form.state.values, details: form.details)
        let now = context.now
        let (merge, current) = try await context.write { db in
            try Audit.record(.projectChanged, project.publicID, by: member.id, at: now, in: db)
            let (merge, current) = try edit.save(by: member, at: now, in: db)
            if hasCategory { try ProjectCategory.set(category, of: current.id, in: db) }
            if current.isWaiting, current.version != project.version {
                try Project.tellPublishers(
                    current.details.title, publicID: project.publicID, by: member.id, at: now, in: db)
            }
            return (merge, current)
        }
        guard merge.conflicts.isEmpty else { return try conflict(merge, edit, current, context) }
        let flash = current.isWaiting ? "project.saved.waiting" : "project.saved"
        return context.seeOther(.project(current), flash: context.say(flash))
    }

    /// The form with the stored values, and with the typed value in each field that both changed. Submitting it again
    /// overwrites the other person’s value.
    private static func conflict(
        _ merge: FormMerge, _ edit: ProjectEdit, _ current: Project, _ context: Context
    ) throws -> Response {
        let stored = ProjectForm.values(current)
        let words = ProjectChange.texts(current.details, context)
        let changes = ProjectForm.units.filter { merge.conflicts.contains($0.name) }.map { unit in
            let text = words[unit.name] ?? ""
            return FormConflict.Change(
                label: ProjectChange.label(unit, context),
                stored: text.isEmpty ? context.say("form.conflict.empty") : text)
        }
        let values = merge.values(ProjectForm.units, typed: edit.typed, stored: stored)
        var page = editPage(current, FormState(values, context), context)
        page.conflict = FormConflict(changes: changes)
        return try context.render(page, status: .conflict)
    }

    private static func page(
        _ form: FormState, _ member: Member, addsDate: Bool = false, _ context: Context
    ) -> ProjectFormPage {
        ProjectFormPage(
            title: context.say("project.new.title"), action: context.link(.projects),
            backLink: context.link(.projects),
            backText: context.say("nav.projects"), submitText: context.say("project.new.submit"), form: form,
            dates: RowFields(ProjectDateForm.rows, form, isOpen: addsDate),
            categories: ProjectCategory.choices(form[ProjectCategory.field], context),
            choices: ProjectFormPage.choices(for: member, chosen: form["shop"], context))
    }

    private static func editPage(
        _ project: Project, _ form: FormState, addsDate: Bool = false, _ context: Context
    ) -> ProjectFormPage {
        ProjectFormPage(
            title: context.say("project.edit.title"), action: context.link(.editProject(project)),
            backLink: context.link(.project(project)),
            backText: project.details.title, submitText: context.say("form.save"), form: form,
            dates: RowFields(ProjectDateForm.rows, form, isOpen: addsDate),
            categories: ProjectCategory.choices(form[ProjectCategory.field], context))
    }
}
