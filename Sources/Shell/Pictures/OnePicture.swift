import Base
import HTMLTemplate
import SQLite
import Web

/// The page of the one picture of a project or a news post, for those who may change it.
package struct OnePicturePage: Page {
    package static let template = "pictures/edit"
    /// The title of what it belongs to, with its page.
    private let title: String
    private let backLink: String
    /// Of this page: a POST replaces the picture, one to `/retrait` below it deletes it.
    private let path: String
    private let picture: Picture?
    private let form: FormState
    /// Why they may not choose another one; nil when they may.
    private let refusal: String?
    package let section: Section
    package let isPrivate = true

    package init(
        title: String, backLink: String, path: String, picture: Picture?, form: FormState, refusal: String? = nil,
        section: Section = .none
    ) {
        (self.title, self.backLink, self.path, self.picture) = (title, backLink, path, picture)
        (self.form, self.refusal, self.section) = (form, refusal, section)
    }

    package static let file = PictureUpload.file("picture", label: "picture.one.file", hint: "picture.one.hint")
    package static let formFields = [AnyField(file), AnyField(PictureUpload.words)]

    package static let fields: [Field<OnePicturePage>] = [
        .text("title") { $0.title }, .text("backLink") { $0.backLink }, .text("path") { $0.path },
        .one("image") { page in
            page.picture.map { PictureImage($0, words: $0.words.isEmpty ? page.title : $0.words) }
        },
        .optionalText("refusal") { $0.refusal },
        .one("fileInput") { $0.form.input(file) }, .one("wordsInput") { $0.form.input(PictureUpload.words) },
        .flag("hasErrors") { !$0.form.isValid }, .list("errors") { $0.form.errors },
    ]
}

extension OwnPictures {
    /// Converts the picture of a submitted `OnePicturePage` and makes it the only photo of its owner.
    /// - Parameter check: runs first in the write; what it throws keeps the earlier picture.
    /// - Returns: whether it was replaced; otherwise `form` says why not.
    package static func replaceOnly(
        of owner: PictureOwner, from sent: Form, _ form: inout FormState, _ context: Context,
        check: @escaping @Sendable (Writer) throws -> Void
    ) async throws -> Bool {
        let (words, member) = (form.text(PictureUpload.words), try context.requireMember())
        guard form.isValid else { return false }
        do {
            var picture = try await PictureUpload.convert(sent, OnePicturePage.file, as: .photo, context)
            picture.words = words
            let (made, id, now) = (picture, context.site.randomness.publicID(), context.now)
            try await context.write { db in
                try check(db)
                try replace(with: made, publicID: id, of: owner, by: member.id, at: now, in: db)
            }
            return true
        } catch let refusal as PictureRefusal {
            form.refuse(OnePicturePage.file.name, refusal.words(context))
            return false
        }
    }

    /// Deletes the photos of an owner for good.
    package static func removeAll(of owner: PictureOwner, at now: Instant, in db: Writer) throws {
        for picture in try of(owner, in: db).photos { try remove(picture, of: owner, at: now, in: db) }
    }
}
