import Base
import HTMLTemplate
import Shell

/// The documents of a project, and the form that adds one.
struct DocumentsPage: Page {
    static let template = "projects/documents"
    let title: String
    let path: String
    let backLink: String
    let documents: [DocumentLine]
    let form: FormState
    let section = Section.projects
    let isPrivate = true

    static let titleField = TextField(
        "title", label: "project.document.title", limit: 100, missing: "project.document.title.missing",
        hint: "project.document.title.hint")
    static let file = TextField(
        "file", .file(accept: "application/pdf,image/jpeg,image/png", limit: SiteLimits.documentBytes),
        label: "project.document.file", limit: nil, missing: "project.document.file.missing",
        invalid: "project.document.tooHeavy", hint: "project.document.file.hint", presence: .required)
    static let formFields = [AnyField(titleField), AnyField(file)]

    static let fields: [Field<DocumentsPage>] = [
        .text("title") { $0.title }, .text("path") { $0.path }, .text("backLink") { $0.backLink },
        .list("documents") { $0.documents }, .number("documentCount") { $0.documents.count },
        .list("inputs") { [$0.form.input(titleField), $0.form.input(file)] },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

/// A document in a list.
struct DocumentLine: PageModel {
    let title: String
    let link: String
    /// «PDF, 240 Ko».
    let kind: String
    /// «ajouté par Rose Petit le 3 mars 2026»; for guests without the name.
    let added: String
    let isPublic: Bool
    let removeAction: String?
    /// Shows it to everyone, or to members only; nil for those who may not decide.
    let publicAction: String?

    static let fields: [Field<DocumentLine>] = [
        .text("title") { $0.title }, .text("link") { $0.link }, .text("kind") { $0.kind }, .text("added") { $0.added },
        .flag("isPublic") { $0.isPublic }, .optionalText("removeAction") { $0.removeAction },
        .optionalText("publicAction") { $0.publicAction },
    ]

    init(_ document: ProjectDocument, of project: Project, _ context: Context) {
        let member = context.member
        let day = context.language.date(document.addedAt.local.day)
        title = document.title
        link = context.link(.document(document.publicID, of: project))
        kind = DocumentLine.kind(of: document, context)
        added = member == nil ? day : context.say("project.document.added", ["name": document.author, "day": day])
        isPublic = document.isPublic && member != nil
        removeAction =
            member.map { $0.id == document.addedBy || $0.may(.leadProject, project) } == true
            ? context.link(.removeDocument(document.publicID, of: project)) : nil
        publicAction =
            member?.may(.publishProjects) == true && project.publicAt != nil
            ? context.link(
                document.isPublic
                    ? .hideDocument(document.publicID, of: project) : .publishDocument(document.publicID, of: project))
            : nil
    }

    /// «PDF, 240 Ko»
    static func kind(of document: ProjectDocument, _ context: Context) -> String {
        let size = context.language.number(max(1, document.size / 1_000))
        return context.say("project.document.kind", ["format": document.format.suffix.uppercased(), "size": size])
    }
}
