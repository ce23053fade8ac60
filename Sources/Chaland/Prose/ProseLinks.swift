import Shell
import Web

extension Link {
    package static let legalNotice = Link(local: "/mentions-legales")
    /// How reviews are collected, read and published.
    package static let reviewRules = Link(local: "/traitement-des-avis")
    /// The list of public pages for search engines.
    package static let sitemap = Link(local: "/sitemap.xml")
}
