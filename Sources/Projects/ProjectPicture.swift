import Base
import HTTP
import SQLite
import Shell
import Web

extension Project {
    /// A picture of it on a page; without words its title describes it.
    func image(of picture: Picture) -> PictureImage {
        PictureImage(picture, words: picture.words.isEmpty ? details.title : picture.words)
    }

    /// A picture of a public project is chosen by those who publish projects: guests see nothing that was not approved.
    fileprivate func mayChoosePicture(_ member: Member) -> Bool { publicAt == nil || member.may(.publishProjects) }

    /// A changed picture is a new version, so that a decision about the earlier version does not publish the new
    /// picture.
    fileprivate func countChange(in db: Writer) throws {
        try db.run("UPDATE project SET version = version + 1 WHERE id = ?1", id)
    }
}

/// The picture of a project.
package enum ProjectPictureHandlers {
    /// The picture, and the form that replaces it.
    package static func edit(_ request: Request, _ context: Context) async throws -> Response {
        try page(try own(context), FormState(context), context)
    }

    /// Chooses the picture of a project: 303 to the project; 422 with the reason, and nothing changes. The picture of a
    /// public project is chosen by those who may publish it.
    package static func create(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try own(context), try context.requireMember(), context.now)
        let sent = try context.form(upTo: SiteLimits.pictureBodyBytes)
        var form = FormState(sent, fields: OnePicturePage.formFields, context)
        if !project.mayChoosePicture(member) {
            form.refuse(OnePicturePage.file.name, context.say("project.picture.public"))
        }
        let isReplaced = try await OwnPictures.replaceOnly(of: project.pictures, from: sent, &form, context) { db in
            let current = try Project.find(project.publicID, ownedBy: member, in: db)
            guard let current, current.mayChoosePicture(member) else { throw Failure.conflict }
            try project.countChange(in: db)
            try Audit.record(.projectPictureChanged, project.publicID, by: member.id, at: now, in: db)
        }
        guard isReplaced else { return try page(project, form, status: .unprocessableContent, context) }
        return context.seeOther(.project(project), flash: context.say("picture.one.saved"))
    }

    /// Deletes the picture for good: 303.
    package static func delete(_ request: Request, _ context: Context) async throws -> Response {
        let (project, member, now) = (try own(context), try context.requireMember().id, context.now)
        try await context.write { db in
            try OwnPictures.removeAll(of: project.pictures, at: now, in: db)
            try project.countChange(in: db)
            try Audit.record(.projectPictureRemoved, project.publicID, by: member, at: now, in: db)
        }
        return context.seeOther(.projectPicture(project), flash: context.say("photo.removed"))
    }

    private static func page(
        _ project: Project, _ form: FormState, status: Status = .ok, _ context: Context
    ) throws -> Response {
        let picture = try context.read { try OwnPictures.of(project.pictures, in: $0) }.photos.first
        let mayChoose = project.mayChoosePicture(try context.requireMember())
        return try context.render(
            OnePicturePage(
                title: project.details.title, backLink: context.link(.project(project)),
                path: context.link(.projectPicture(project)), picture: picture, form: form,
                refusal: mayChoose ? nil : context.say("project.picture.public"), section: .projects),
            status: status)
    }

    /// The project of the address; 404 when this member may not edit it, or when it is withdrawn.
    private static func own(_ context: Context) throws -> Project {
        let project = try ProjectHandlers.own(context)
        guard project.withdrawal == nil else { throw Failure.notFound }
        return project
    }
}
