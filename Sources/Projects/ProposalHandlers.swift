import HTTP
import Web

enum ProposalHandlers {
    /// The form: two fields to fill.
    static func new(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        return try context.render(page(ProjectForm.blank(for: member), member, context))
    }

    /// Proposes a project: 303 to it; 422 with the form kept; 200 with those that look like it, until the proposer says it is
    /// another one. The same words again within ten minutes lead to the project they made the first time. `change` only shows
    /// the form again, with everything typed in it.
    static func create(_ request: Request, _ context: Context) async throws -> Response {
        let member = try context.requireMember()
        let typed = try context.form()
        let form = ProjectForm(typed, choosesShop: true, by: member, context)
        guard form.state.isValid, typed["change"] == nil else {
            return try context.render(
                page(form.state, member, context), status: form.state.isValid ? .ok : .unprocessableContent)
        }
        let (details, shop, now) = (form.details, form.shop, context.now)
        let then = now - SiteLimits.sameProposal
        let (twin, similar) = try context.read { db in
            (
                try Project.twin(of: details, by: member.id, since: then, in: db),
                typed["confirmed"] == "1" ? [] : try Project.similar(toTitle: details.title, in: db)
            )
        }
        if twin == nil, !similar.isEmpty {
            return try context.render(
                SimilarProjectsPage(projects: similar.map { ProjectRow($0, context) }, form: form.state))
        }
        let publicID = context.site.randomness.publicID()
        let made = try await context.write { db in
            if let twin = try Project.twin(of: details, by: member.id, since: then, in: db) { return twin }
            _ = try details.insert(publicID: publicID, by: member.id, for: shop, at: now, in: db)
            return publicID
        }
        return context.seeOther(Project.path(made), flash: context.say("project.proposed"))
    }

    /// The form of one's own project, filled.
    static func edit(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return try context.render(editPage(project, ProjectForm.filled(project), context))
    }

    /// Changes it: 303; 422 with the form kept; 409 with both texts when somebody else changed it meanwhile.
    static func update(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        let form = ProjectForm(try context.form(), choosesShop: false, by: try context.requireMember(), context)
        guard form.state.isValid else {
            return try context.render(editPage(project, form.state, context), status: .unprocessableContent)
        }
        let version = Int(form.state["version"]) ?? 0
        let (details, id) = (form.details, project.id)
        do { try await context.write { try details.update(id, version: version, in: $0) } } catch Failure.conflict {
            return try conflict(form.state, context)
        }
        return context.seeOther(project.path, flash: context.say("project.saved"))
    }

    /// What they typed stays in the form, with the version of the text shown beside it: saving again is then a decision.
    private static func conflict(_ typed: FormState, _ context: Context) throws -> Response {
        let current = try ProjectHandlers.own(context)
        var form = FormState(
            ProjectForm.fields.reduce(into: [:]) { values, name in values[name] = typed[name] }.merging(
                ["version": String(current.version)]) { $1 })
        form.refuse("title", context.say("project.conflict"))
        var page = editPage(current, form, context)
        page.other = ProjectFormPage.OtherText(
            title: current.details.title, purpose: current.details.purpose, happens: current.details.happens,
            budget: current.details.budget.map(context.language.money))
        return try context.render(page, status: .conflict)
    }

    private static func page(_ form: FormState, _ member: Member, _ context: Context) -> ProjectFormPage {
        ProjectFormPage(
            title: context.say("project.new.title"), action: context.link("/projets"),
            backLink: context.link("/projets"),
            backText: context.say("nav.projects"), submitText: context.say("project.new.submit"), form: form,
            choices: ProjectFormPage.choices(for: member, chosen: form["shop"], context))
    }

    private static func editPage(_ project: Project, _ form: FormState, _ context: Context) -> ProjectFormPage {
        let path = context.link(project.path)
        return ProjectFormPage(
            title: context.say("project.edit.title"), action: path + "/modifier", backLink: path,
            backText: project.details.title, submitText: context.say("form.save"), form: form)
    }
}
