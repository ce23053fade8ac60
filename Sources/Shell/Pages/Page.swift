import HTMLTemplate

/// A page of the site: a model with its template.
package protocol Page: PageModel {
    /// The template, as its path below `Templates/` without `.html`.
    static var template: String { get }
    /// Its entry of the navigation.
    var section: Section { get }
    /// The canonical address for search engines, for a public page.
    var canonicalLink: Link? { get }
    /// Where the form it carries will be sent, if not to the address of the request.
    var formLink: Link? { get }
    /// Whether it shows a form or private state of a person: then no browser or proxy stores it, except as the answer
    /// to a form.
    var isPrivate: Bool { get }
}

extension Page {
    package var section: Section { .none }
    package var canonicalLink: Link? { nil }
    package var formLink: Link? { nil }
    package var isPrivate: Bool { false }
}

/// The entries of the navigation.
package enum Section: Sendable {
    case none, front, home, counter, shops, reviews, projects, agenda, moderation
}

/// A template bound to its page model, stored without its type. `P` is always a `Page`, which `PageSet` ensures. It is
/// not a constraint here: see `Template`.
final class BoundPage<P>: Sendable {
    let template: Template<P, Layout>

    init(_ template: Template<P, Layout>) { self.template = template }
}
