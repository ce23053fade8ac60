import HTMLTemplate

/// A picture on a page: `partials/photo`, or an `<img>` of its fields.
package struct PictureImage: PageModel {
    private let shown: Rendition
    private let small: Rendition?
    private let words: String
    /// Whether it comes first on its page: then it is loaded at once.
    private let isFirst: Bool

    /// One rendition.
    /// - Parameter words: the alternative text.
    package init(_ rendition: Rendition, words: String = "") {
        (shown, small, self.words, isFirst) = (rendition, nil, words, true)
    }

    /// A photo at its two widths: a phone loads the smaller one.
    package init(_ picture: Picture, words: String, isFirst: Bool = true) {
        (shown, small, self.words, self.isFirst) = (picture.large, picture.small, words, isFirst)
    }

    private var sources: String? {
        small.map { small in [small, shown].map { "\($0.link.path) \($0.width)w" }.joined(separator: ", ") }
    }

    package static let fields: [Field<PictureImage>] = [
        .text("url") { $0.shown.link.path }, .plainNumber("width") { $0.shown.width },
        .plainNumber("height") { $0.shown.height }, .optionalText("sources") { $0.sources },
        .text("alt") { $0.words }, .flag("isFirst") { $0.isFirst },
    ]
}
