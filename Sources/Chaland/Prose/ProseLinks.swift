import Shell
import Web

extension Link {
    package static let legalNotice = Link(local: "/mentions-legales")
    package static let reviewRules = Link(local: "/traitement-des-avis")
    package static let sitemap = Link(local: "/sitemap.xml")
}
