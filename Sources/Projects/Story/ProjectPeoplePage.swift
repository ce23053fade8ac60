import Base
import HTMLTemplate
import HTTP
import SQLite
import Shell
import Web

/// The leads of a project.
struct ProjectPeoplePage: Page {
    static let template = "projects/people"
    let title: String
    let path: String
    let backLink: String
    let leads: [Lead]
    let candidates: [Candidate]
    let section = Section.projects
    let isPrivate = true

    struct Lead: PageModel {
        let name: String
        /// Nil for the only lead.
        let endAction: String?

        static let fields: [Field<Lead>] = [.text("name") { $0.name }, .optionalText("endAction") { $0.endAction }]
    }

    struct Candidate: PageModel {
        let publicID: String
        let name: String

        static let fields: [Field<Candidate>] = [.text("publicID") { $0.publicID }, .text("name") { $0.name }]
    }

    static let fields: [Field<ProjectPeoplePage>] = [
        .text("title") { $0.title }, .text("path") { $0.path }, .text("backLink") { $0.backLink },
        .list("leads") { $0.leads }, .list("candidates") { $0.candidates },
        .flag("hasCandidates") { !$0.candidates.isEmpty },
    ]
}

/// Who leads a project.
package enum ProjectPeopleHandlers {
    /// The field of a form, and the query of «Annuler».
    static let person = "personne"

    /// The leads of the project, for themselves.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.led(context)
        let (leads, candidates) = try context.read { db in
            (try ProjectLead.all(of: project, in: db), try ProjectLead.candidates(for: project, in: db))
        }
        return try context.render(
            ProjectPeoplePage(
                title: project.details.title, path: context.link(.projectPeople(project)),
                backLink: context.link(.project(project)),
                leads: leads.map { lead in
                    ProjectPeoplePage.Lead(
                        name: lead.name,
                        endAction: leads.count > 1 ? context.link(.endProjectLead(lead.publicID, of: project)) : nil)
                },
                candidates: candidates.map { ProjectPeoplePage.Candidate(publicID: $0.publicID, name: $0.name) }))
    }

    /// Adds a lead: 303 to the leads; nothing changes for a person who is one already.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember().id, context.now)
        let chosen = try context.form()[person] ?? context.query[person] ?? ""
        guard !chosen.isEmpty else {
            return context.seeOther(
                .projectPeople(project), flash: context.say("project.lead.choose"), isError: true)
        }
        let isNew = try await context.write { try project.addLead(chosen, by: member, at: now, in: $0) }
        return context.seeOther(
            .projectPeople(project), flash: context.say("project.lead.added"),
            undo: isNew ? .endProjectLead(chosen, of: project) : nil)
    }

    /// Ends the lead of a person: 303; the last lead stays.
    package static func end(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try ProjectHandlers.led(context), try context.requireMember(), context.now)
        let person = context.parameter("member")
        do {
            let stays = try await context.write { db in
                try project.removeLead(person, by: member.id, at: now, in: db)
                return try Member.find(member.id, in: db)?.may(.leadProject, project) == true
            }
            return context.seeOther(
                stays ? .projectPeople(project) : .project(project), flash: context.say("project.lead.ended"),
                undo: stays ? .addProjectLead(person, to: project) : nil)
        } catch Failure.conflict {
            return context.seeOther(.projectPeople(project), flash: context.say("project.lead.last"), isError: true)
        }
    }
}

extension ProjectHandlers {
    /// The project of the address; 404 when this member does not lead it, or when it is withdrawn.
    static func led(_ context: Context) throws -> Project {
        let (project, member) = (try visible(context), try context.requireMember())
        guard project.withdrawal == nil, member.may(.leadProject, project) else { throw Failure.notFound }
        return project
    }
}
