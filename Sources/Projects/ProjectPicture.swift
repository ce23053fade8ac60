import Base
import HTMLTemplate
import HTTP
import Shell
import SQLite
import Web

/// The picture of a project, for those who may change it.
struct ProjectPicturePage: Page {
    static let template = "projects/picture"
    let project: Project
    let projectLink: String
    let picture: Picture?
    let form: FormState
    /// Whether they may choose another picture: see `ProjectPictureHandlers.create`.
    let mayChoose: Bool
    let section = Section.projects
    let isPrivate = true

    static let file = PictureUpload.file("picture", label: "project.picture.file", hint: "project.picture.hint")
    static let formFields = [AnyField(file), AnyField(PictureUpload.words)]

    static let fields: [Field<ProjectPicturePage>] = [
        .text("title") { $0.project.details.title }, .text("projectLink") { $0.projectLink },
        .one("image") { page in page.picture.map { page.project.image(of: $0) } },
        .flag("hasPicture") { $0.picture != nil }, .flag("mayChoose") { $0.mayChoose },
        .one("fileInput") { $0.form.input(file) }, .one("wordsInput") { $0.form.input(PictureUpload.words) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

extension Project {
    /// A picture of it on a page; without words its title describes it.
    func image(of picture: Picture) -> PictureImage {
        PictureImage(picture, words: picture.words.isEmpty ? details.title : picture.words)
    }

    /// A picture of a public project is chosen by those who publish projects: guests see nothing unread.
    fileprivate func mayChoosePicture(_ member: Member) -> Bool { publicAt == nil || member.may(.publishProjects) }

    /// A changed picture is a new version: a project that was read before is not published with it.
    fileprivate func countChange(in db: Writer) throws {
        try db.run("UPDATE project SET version = version + 1 WHERE id = ?1", id)
    }
}

package enum ProjectPictureHandlers {
    /// The picture, and the form that replaces it.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        try page(try own(context), FormState(context), context)
    }

    /// Chooses the picture of a project: 303 to the project; 422 with the reason, and nothing changes. The picture of a
    /// public project is chosen by those who may publish it.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member) = (try own(context), try context.requireMember())
        let sent = try context.form(upTo: SiteLimits.pictureBodyBytes)
        var form = FormState(sent, fields: ProjectPicturePage.formFields, context)
        let words = form.text(PictureUpload.words)
        if !project.mayChoosePicture(member) {
            form.refuse(ProjectPicturePage.file.name, context.say("project.picture.public"))
        }
        do {
            if form.isValid {
                var picture = try await PictureUpload.convert(sent, ProjectPicturePage.file, as: .photo, context)
                picture.words = words
                let (made, id, now) = (picture, context.site.randomness.publicID(), context.now)
                try await context.write { db in
                    let current = try Project.find(project.publicID, ownedBy: member, in: db)
                    guard let current, current.mayChoosePicture(member) else { throw Failure.conflict }
                    try OwnPictures.replace(
                        with: made, publicID: id, of: project.scope, by: member.id, at: now, in: db)
                    try project.countChange(in: db)
                }
                return context.seeOther(.project(project), flash: context.say("project.picture.saved"))
            }
        } catch let refusal as PictureRefusal {
            form.refuse(ProjectPicturePage.file.name, refusal.words(context))
        }
        return try page(project, form, status: .unprocessableContent, context)
    }

    /// Deletes the picture for good: 303.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (project, now) = (try own(context), context.now)
        try await context.write { db in
            for picture in try OwnPictures.of(project.scope, in: db).photos {
                try OwnPictures.remove(picture, of: project.scope, at: now, in: db)
            }
            try project.countChange(in: db)
        }
        return context.seeOther(.projectPicture(project), flash: context.say("photo.removed"))
    }

    private static func page(
        _ project: Project, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        let picture = try context.read { try OwnPictures.of(project.scope, in: $0) }.photos.first
        let page = ProjectPicturePage(
            project: project, projectLink: context.link(.project(project)), picture: picture, form: form,
            mayChoose: project.mayChoosePicture(try context.requireMember()))
        return try context.render(page, status: status)
    }

    /// The project of the address; 404 when this member may not edit it, or when it is withdrawn.
    private static func own(_ context: Context) throws -> Project {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return project
    }
}
