import Base
import HTTP
import Shell
import Shops
import Web

extension Project {
    /// Whether they may add documents: who leads it, or speaks for a shop that takes part.
    func takesDocuments(from member: Member, participants: [Shop.ID]) -> Bool {
        guard withdrawal == nil else { return false }
        return member.may(.leadProject, self)
            || member.workplaces(may: .represent).contains { participants.contains($0.shop) }
    }
}

/// The documents of a project.
package enum DocumentHandlers {
    /// The documents, and the form.
    package static func index(_ request: Request, _ context: Context) async throws -> Response {
        try page(try open(context), FormState(context), context)
    }

    /// Adds a document, for members only: 303 to the documents; 422 with the title as typed.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try open(context), try context.requireMember().id, context.now)
        let sent = try context.form(upTo: SiteLimits.documentBodyBytes)
        var form = FormState(sent, fields: DocumentsPage.formFields, context)
        let title = form.text(DocumentsPage.titleField)
        let bytes = sent.file(DocumentsPage.file.name)?.bytes ?? []
        var document: NewDocument?
        if bytes.isEmpty {
            form.refuse(DocumentsPage.file, "project.document.file.missing")
        } else if bytes.count > SiteLimits.documentBytes {
            form.refuse(DocumentsPage.file, "project.document.tooHeavy")
        } else {
            document = try await context.offload(.pictures) { NewDocument(title: title, sent: bytes) }
            if document == nil { form.refuse(DocumentsPage.file, "project.document.kind.other") }
        }
        guard form.isValid, let document else {
            return try page(project, form, status: .unprocessableContent, context)
        }
        let publicID = context.site.randomness.publicID()
        do {
            try await context.write { db in
                try document.insert(publicID: publicID, in: project.id, by: member, at: now, in: db)
                try Audit.record(.documentAdded, project.publicID, by: member, at: now, in: db)
            }
        } catch let refusal as DocumentRefusal {
            let words = refusal == .enough ? "project.document.enough" : "project.document.full"
            form.refuse(DocumentsPage.file, words)
            return try page(project, form, status: .unprocessableContent, context)
        }
        return context.seeOther(.documents(project), flash: context.say("project.document.done"))
    }

    /// The file, as an attachment that no browser opens as a page of this site. 404 for a guest unless it is public.
    package static func show(_ request: Request, _ context: Context) async throws -> Response {
        let project = try ProjectHandlers.visible(context)
        return try file(context.parameter("document"), of: project, publicOnly: context.member == nil, context)
    }

    /// The file of a document of this project.
    static func file(
        _ publicID: String, of project: Project, publicOnly: Bool, _ context: Context
    ) throws -> Response {
        let (document, bytes) = try context.read { db in
            guard let document = try ProjectDocument.find(publicID, of: project.id, in: db),
                document.isPublic || !publicOnly
            else { throw Failure.notFound }
            return (document, try ProjectDocument.contents(publicID, in: db))
        }
        var response = Response.data(bytes, type: document.format.mediaType, fileName: document.fileName)
        // In addition to the policy of every response: https://www.w3.org/TR/CSP3/#multiple-policies
        response.fields.append("Content-Security-Policy", "sandbox")
        return response
    }

    /// Removes a document: who added it, or a lead. 303; can be undone.
    package static func remove(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (
            try ProjectHandlers.visible(context), try context.requireMember(), context.now
        )
        let publicID = context.parameter("document")
        try await context.write { db in
            let document = try ProjectDocument.find(publicID, of: project.id, in: db)
            guard let document, document.addedBy == member.id || member.may(.leadProject, project) else {
                throw Failure.notFound
            }
            try ProjectDocument.remove(publicID, of: project.id, by: member.id, at: now, in: db)
            try Audit.record(.documentRemoved, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(
            .project(project).at(fragment: "documents"), flash: context.say("project.document.removed"),
            undo: .restoreDocument(publicID, of: project))
    }

    /// Puts it back: who removed it, or a lead.
    package static func restore(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (
            try ProjectHandlers.visible(context), try context.requireMember(), context.now
        )
        let publicID = context.parameter("document")
        try await context.write { db in
            try ProjectDocument.restore(
                publicID, of: project.id, by: member.id, mayRestoreAny: member.may(.leadProject, project), in: db)
            try Audit.record(.documentRestored, project.publicID, by: member.id, at: now, in: db)
        }
        return context.seeOther(
            .project(project).at(fragment: "documents"), flash: context.say("project.document.restored"))
    }

    /// Shows it to everyone who sees the project.
    package static func publish(_ request: Request, _ context: Context) async throws -> Response {
        try await decide(true, context)
    }

    /// Shows it to members only.
    package static func hide(_ request: Request, _ context: Context) async throws -> Response {
        try await decide(false, context)
    }

    private static func decide(_ isPublic: Bool, _ context: Context) async throws -> Response {
        let (project, member, now) = (
            try ProjectHandlers.visible(context), try context.requireMember().id, context.now
        )
        let publicID = context.parameter("document")
        guard project.withdrawal == nil else { throw Failure.notFound }
        try await context.write { db in
            try ProjectDocument.setPublic(isPublic, publicID, of: project.id, at: now, in: db)
            try Audit.record(
                isPublic ? .documentPublished : .documentHidden, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(
            .project(project).at(fragment: "documents"),
            flash: context.say(isPublic ? "project.document.published" : "project.document.hidden"),
            undo: isPublic ? .hideDocument(publicID, of: project) : .publishDocument(publicID, of: project))
    }

    /// The project of the address; 404 when this member may not add documents to it.
    private static func open(_ context: Context) throws -> Project {
        let (project, member) = (try ProjectHandlers.visible(context), try context.requireMember())
        let participants = try context.read { try Participation.current(in: project.id, $0).map(\.shop) }
        guard project.takesDocuments(from: member, participants: participants) else { throw Failure.notFound }
        return project
    }

    private static func page(
        _ project: Project, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        let documents = try context.read { try ProjectDocument.all(of: project.id, in: $0) }
        return try context.render(
            DocumentsPage(
                title: project.details.title, path: context.link(.documents(project)),
                backLink: context.link(.project(project)),
                documents: documents.map { DocumentLine($0, of: project, context) }, form: form), status: status)
    }
}
