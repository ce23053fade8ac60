import HTMLTemplate

/// The picture that messengers show beside the address of a page (https://ogp.me/#structured):
/// `{{#sharedImage}}{{> partials/shared-image}}{{/sharedImage}}` in its head.
package struct SharedImage: PageModel {
    private let url: String
    private let rendition: Rendition
    private let words: String

    /// Nil while it is not drawn, and without a public address: it must be absolute.
    /// - Parameters:
    ///   - owner: what the page is about; the association for the front page.
    ///   - words: its alternative text.
    package init?(of owner: PictureOwner, words: String, _ context: Context) throws {
        guard let origin = context.publicAddress.origin,
            let rendition = try context.read({ try Drawing.rendition(Drawing.shared(owner), in: $0) })
        else { return nil }
        (self.rendition, self.words) = (rendition, words)
        url = "\(origin)\(rendition.link.path)"
    }

    /// A stored photo; nil without a public address.
    package init?(_ photo: Picture, words: String, _ context: Context) {
        guard let origin = context.publicAddress.origin else { return nil }
        (rendition, self.words, url) = (photo.large, words, "\(origin)\(photo.large.link.path)")
    }

    package static let fields: [Field<SharedImage>] = [
        .text("imageURL") { $0.url }, .plainNumber("width") { $0.rendition.width },
        .plainNumber("height") { $0.rendition.height }, .text("imageWords") { $0.words },
    ]
}
