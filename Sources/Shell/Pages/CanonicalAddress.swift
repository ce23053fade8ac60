import Base
import HTMLTemplate

/// A public page, for `/sitemap.xml`.
package struct PublicPage: Sendable {
    package let link: Link
    /// When its content changed last; nil for a page whose content depends on other pages, such as a list.
    package let changedAt: Instant?

    package init(_ link: Link, changedAt: Instant? = nil) { (self.link, self.changedAt) = (link, changedAt) }
}

extension Context {
    /// The address of this site without a language: absolute if the site has a public address, else relative. Never
    /// built from the request's `Host`, which may be forged.
    package func address(_ link: Link) -> String { (loop.address.origin ?? "") + link.path }

    /// The address of a public page in `language`, by default that of this page. `rel=canonical`, `og:url`, structured
    /// data, the sitemap and shared texts all use it.
    package func canonical(_ link: Link, in language: Language? = nil) -> String {
        (loop.address.origin ?? "") + "/" + (language ?? self.language).tag + link.path
    }

    /// The canonical addresses of a page in each language that all pages exist in.
    package func canonicals(_ link: Link) -> [String] {
        loop.resources.languages.complete.map { canonical(link, in: $0) }
    }

    /// The addresses of a public page in its `<head>`.
    func addresses(of link: Link) -> Layout.Addresses {
        guard loop.address.origin != nil else {
            return Layout.Addresses(canonical: canonical(link), alternates: [])
        }
        let alternates = loop.resources.languages.of(locale.extent).map {
            Layout.Translation(tag: $0.tag, url: canonical(link, in: $0))
        }
        return Layout.Addresses(
            canonical: canonical(link),
            alternates: alternates + [Layout.Translation(tag: "x-default", url: address(link))])
    }
}
