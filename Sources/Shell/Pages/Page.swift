import HTMLTemplate

/// A page of the site: a model with its template.
package protocol Page: PageModel {
    /// The template, as its path below `Templates/` without `.html`.
    static var template: String { get }
    /// The entry of the navigation the page stands under.
    var section: Section { get }
    /// The address search engines keep, for a public page.
    var canonicalLink: Link? { get }
    /// Where the form it carries along is to be sent, when that is not the address it answers.
    var formLink: Link? { get }
    /// The person's form or private state: never stored by a browser or a proxy.
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
    case none, home, shops, projects, moderation
}

/// A template bound to its page model, kept without its type between two requests. `P` is a `Page`, which `PageSet` sees to:
/// said here too it would be looked up for every page at start (see `Template`).
final class BoundPage<P>: Sendable {
    let template: Template<P, Layout>

    init(_ template: Template<P, Layout>) { self.template = template }
}
