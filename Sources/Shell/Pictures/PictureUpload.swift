import Base
import Web

/// Why a picture is not taken.
package enum PictureRefusal: Error, Sendable, Equatable {
    /// No file was chosen, or an empty one.
    case empty
    case file(PictureFile.Refusal)
    /// More than `SiteLimits.pictureBytes`.
    case tooHeavy
    /// More than `SiteLimits.picturePixels`.
    case tooManyPixels
    /// There are as many photos as may be.
    case enough
    /// The pictures of the association take `SiteLimits.pictureBudget`.
    case full
    /// `vipsthumbnail` is not installed; `package` is the Debian package to install.
    case missing(package: String)

    /// What happened and what to do, in a sentence for the person who sent it.
    package func words(_ context: Context) -> String {
        switch self {
        case .empty: context.say("picture.empty")
        case .file(.otherKind(let kind)):
            kind.map { context.say("picture.kind", ["kind": context.say("picture.kind." + $0)]) }
                ?? context.say("picture.kind.other")
        case .file(.damaged): context.say("picture.damaged")
        case .file(.trailing): context.say("picture.trailing")
        case .tooHeavy: context.say("picture.tooHeavy")
        case .tooManyPixels: context.say("picture.tooManyPixels")
        case .enough: context.say("photo.enough")
        case .full: context.say("picture.full")
        case .missing(let package): context.say("picture.missing", ["package": package])
        }
    }
}

/// The fields of forms that send a picture.
package enum PictureUpload {
    /// A field for the file. No `capture`: a phone then offers both its camera and its gallery.
    package static func file(_ name: String, label: String, hint: String) -> TextField {
        TextField(
            name, .file(accept: "image/jpeg,image/png,image/webp", limit: SiteLimits.pictureBytes), label: label,
            limit: nil, missing: "picture.empty", invalid: "picture.tooHeavy", hint: hint, presence: .required)
    }

    /// The alternative text.
    package static let words = TextField(
        "words", label: "picture.words", limit: Picture.wordsLimit, hint: "picture.words.hint")

    /// Converts the file of a form, off the loop.
    /// - Throws: `PictureRefusal`; `Failure.busy` when too many wait.
    package static func convert(
        _ sent: Form, _ field: TextField, as kind: Picture.Kind, _ context: Context
    ) async throws -> NewPicture {
        guard let bytes = sent.file(field.name)?.bytes else { throw PictureRefusal.empty }
        return try await context.offload(.pictures) { try PictureConversion.run(bytes, as: kind) }
    }
}
