import Shell
import Web

extension Link {
    /// «À la une»: the news and the bons plans; a POST publishes a post.
    package static let news = Link(local: "/actualites")

    static func newsPost(_ publicID: String) -> Link { Link(local: "/actualites/\(publicID)") }

    static func editNewsPost(_ publicID: String) -> Link { Link(local: "/actualites/\(publicID)/modifier") }

    static func newsPicture(_ publicID: String) -> Link { Link(local: "/actualites/\(publicID)/image") }

    static func removeNewsPost(_ publicID: String) -> Link { Link(local: "/actualites/\(publicID)/retrait") }

    static func restoreNewsPost(_ publicID: String) -> Link { Link(local: "/actualites/\(publicID)/retablissement") }
}
